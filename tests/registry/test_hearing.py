"""What moderators decide of replies and objections: each act one decision, each can be taken back."""

import pytest

from registry import hearing, review
from registry.models import Decision, Flag
from registry.precision import precision_of
from registry.review import NotAllowed
from tests.registry.factories import UserFactory, a_finding, a_moderator, a_published_report, a_reply, an_objection

pytestmark = pytest.mark.django_db
Act = Decision.Act


@pytest.fixture
def moderator():
    return a_moderator()


@pytest.fixture
def flag() -> Flag:
    return a_published_report(findings=(a_finding(),)).flags.get()


def acts_of(flag: Flag) -> list[str]:
    return list(flag.decisions.order_by("pk").values_list("act", flat=True))


def test_verifying_a_reply_is_a_decision(flag, moderator):
    reply = a_reply(flag)
    decision = hearing.verify_reply(reply, by=moderator)
    reply.refresh_from_db()
    assert (reply.state, reply.decision, decision.by, decision.flag) == ("verified", decision, moderator, flag)
    assert decision.before == {"reply": reply.pk, "answer": "waiting"}
    flag.refresh_from_db()
    assert flag.state == "open"


def test_declining_a_reply_needs_a_reason(flag, moderator):
    reply = a_reply(flag)
    with pytest.raises(NotAllowed, match="reason"):
        hearing.decline_reply(reply, by=moderator, reason=" ")
    hearing.decline_reply(reply, by=moderator, reason="Not theirs.")
    reply.refresh_from_db()
    assert (reply.state, reply.decision.reason) == ("declined", "Not theirs.")


def test_a_verified_reply_can_be_declined_later_and_wait_again(flag, moderator):
    reply = a_reply(flag)
    hearing.verify_reply(reply, by=moderator)
    hearing.decline_reply(reply, by=moderator, reason="The laboratory did not send it.")
    hearing.reopen_reply(reply, by=moderator)
    reply.refresh_from_db()
    assert reply.state == "waiting"
    assert acts_of(flag) == [Act.VERIFY_REPLY, Act.DECLINE_REPLY, Act.REOPEN_ANSWER]


def test_deciding_the_same_twice_is_refused_and_decided_once(flag, moderator):
    reply = a_reply(flag)
    hearing.verify_reply(reply, by=moderator)
    with pytest.raises(NotAllowed, match="verified already"):
        hearing.verify_reply(reply, by=moderator)
    assert acts_of(flag) == [Act.VERIFY_REPLY]


@pytest.mark.parametrize("because", ["misread", "misjudged"])
def test_upholding_an_objection_dismisses_its_flag_as_a_mistake(flag, moderator, because):
    objection = an_objection(flag)
    decision = hearing.uphold(objection, by=moderator, because=because, reason="The page says 1.60.")
    flag.refresh_from_db()
    objection.refresh_from_db()
    assert (flag.state, flag.dismissed_as) == ("dismissed", because)
    assert (objection.state, objection.decision) == ("upheld", decision)
    assert acts_of(flag) == [Act.UPHOLD]
    assert precision_of(flag.check_id).mistakes == 1


@pytest.mark.parametrize("because", ["", "explained", "harmless", "nonsense"])
def test_an_objection_is_upheld_for_a_mistake_of_ours_only(flag, moderator, because):
    objection = an_objection(flag)
    with pytest.raises(NotAllowed, match="mistake"):
        hearing.uphold(objection, by=moderator, because=because)
    flag.refresh_from_db()
    objection.refresh_from_db()
    assert (flag.state, objection.state) == ("open", "waiting")


def test_an_objection_that_is_not_upheld_leaves_the_flag(flag, moderator):
    objection = an_objection(flag)
    with pytest.raises(NotAllowed, match="reason"):
        hearing.overrule(objection, by=moderator, reason="")
    hearing.overrule(objection, by=moderator, reason="The paper prints what the flag says.")
    flag.refresh_from_db()
    objection.refresh_from_db()
    assert (flag.state, objection.state) == ("open", "overruled")
    assert precision_of(flag.check_id).decided == 0


@pytest.mark.parametrize("before", ["open", "confirmed", "dismissed"])
def test_taking_up_an_upheld_objection_again_gives_the_flag_back_what_it_was(flag, moderator, before):
    if before == "confirmed":
        review.confirm_flag(flag, by=moderator)
    if before == "dismissed":
        review.dismiss_flag(flag, by=moderator, because="explained")
    flag.refresh_from_db()
    was = flag.dismissed_as
    objection = an_objection(flag)
    hearing.uphold(objection, by=moderator, because="misread")
    hearing.reopen_objection(objection, by=moderator)
    flag.refresh_from_db()
    objection.refresh_from_db()
    assert (flag.state, flag.dismissed_as, objection.state) == (before, was, "waiting")


def test_a_flag_that_was_judged_since_stays_as_it_was_judged(flag, moderator):
    objection = an_objection(flag)
    hearing.uphold(objection, by=moderator, because="misread")
    review.dismiss_flag(flag, by=moderator, because="explained")
    hearing.reopen_objection(objection, by=moderator)
    flag.refresh_from_db()
    assert (flag.state, flag.dismissed_as) == ("dismissed", "explained")


def test_an_objection_is_decided_once_until_it_is_taken_up_again(flag, moderator):
    objection = an_objection(flag)
    hearing.overrule(objection, by=moderator, reason="No.")
    with pytest.raises(NotAllowed, match="decided before"):
        hearing.uphold(objection, by=moderator, because="misread")
    hearing.reopen_objection(objection, by=moderator)
    with pytest.raises(NotAllowed, match="waits already"):
        hearing.reopen_objection(objection, by=moderator)
    hearing.uphold(objection, by=moderator, because="misread")
    assert acts_of(flag) == [Act.OVERRULE, Act.REOPEN_ANSWER, Act.UPHOLD]


def test_only_moderators_decide(flag):
    somebody = UserFactory()
    reply, objection = a_reply(flag), an_objection(flag)
    for act in (
        lambda: hearing.verify_reply(reply, by=somebody),
        lambda: hearing.decline_reply(reply, by=somebody, reason="x"),
        lambda: hearing.reopen_reply(reply, by=somebody),
        lambda: hearing.uphold(objection, by=somebody, because="misread"),
        lambda: hearing.overrule(objection, by=somebody, reason="x"),
        lambda: hearing.reopen_objection(objection, by=somebody),
    ):
        with pytest.raises(NotAllowed, match="Only moderators"):
            act()
    assert not Decision.objects.exists()


def test_a_declined_reply_that_is_taken_up_again_is_told_nobody_and_a_verified_one_is(flag, moderator):
    def told() -> list[str]:
        return list(flag.decisions.public().order_by("pk").values_list("act", flat=True))

    reply = a_reply(flag)
    hearing.decline_reply(reply, by=moderator, reason="Not theirs.")
    hearing.reopen_reply(reply, by=moderator)
    assert told() == []
    hearing.verify_reply(reply, by=moderator)
    hearing.reopen_reply(reply, by=moderator)
    assert told() == [Act.VERIFY_REPLY, Act.REOPEN_ANSWER]
    review.confirm_flag(flag, by=moderator, reason="")
    assert told()[-1] == Act.CONFIRM_FLAG


def test_two_upheld_objections_taken_up_again_give_the_flag_back_whichever_comes_first(flag, moderator):
    first, second = an_objection(flag, text="The page says 1.60."), an_objection(flag, text="It is 1.60 on page 1.")
    hearing.uphold(first, by=moderator, because="misread")
    hearing.uphold(second, by=moderator, because="misread")
    hearing.reopen_objection(first, by=moderator)
    flag.refresh_from_db()
    assert flag.state == "dismissed"  # the second still stands
    hearing.reopen_objection(second, by=moderator)
    flag.refresh_from_db()
    assert (flag.state, flag.dismissed_as) == ("open", "")
