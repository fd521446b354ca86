"""What anyone may say of a flag: kept once, kept waiting, kept with its flag."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from registry import answering, hearing, rechecking, storing
from registry.models import Flag, Objection, Reply, Report, Status
from tests.registry.factories import (
    UserFactory,
    a_finding,
    a_moderator,
    a_published_report,
    a_reply,
    a_report,
    an_objection,
)

pytestmark = pytest.mark.django_db
ANYONE = AnonymousUser()


def a_flag(**options: object) -> Flag:
    return a_published_report(findings=(a_finding(),), **options).flags.get()


def test_what_is_said_waits():
    flag = a_flag()
    assert (a_reply(flag).state, an_objection(flag).state) == ("waiting", "waiting")


def test_the_same_words_twice_are_kept_once():
    flag = a_flag()
    assert a_reply(flag) == a_reply(flag)
    assert an_objection(flag) == an_objection(flag)
    assert (Reply.objects.count(), Objection.objects.count()) == (1, 1)


@pytest.mark.parametrize("other", [{"text": "Other words."}, {"capacity": "seller"}, {"contact": "a@b.example"}])
def test_other_words_or_another_sender_are_another_reply(other):
    flag = a_flag()
    assert a_reply(flag) != a_reply(flag, **other)


def test_the_same_words_to_two_flags_are_two_replies():
    assert a_reply(a_flag()) != a_reply(a_flag())


def test_a_reply_that_was_declined_is_not_brought_back_by_sending_it_again():
    reply = a_reply(a_flag())
    hearing.decline_reply(reply, by=a_moderator(), reason="Not theirs.")
    assert a_reply(reply.flag).state == "declined"


def test_the_database_itself_keeps_them_once():
    reply = a_reply(a_flag())
    with pytest.raises(IntegrityError), transaction.atomic():
        Reply.objects.create(flag=reply.flag, digest=reply.digest, capacity="seller", name="x", text="y")


def test_a_flag_that_is_found_no_more_cannot_be_answered():
    flag = a_flag()
    storing.keep_flags(flag.report, [], rules_version="newer")
    flag.refresh_from_db()
    for act in (a_reply, an_objection):
        with pytest.raises(answering.NoLongerFound):
            act(flag)


def test_reading_and_checking_again_keeps_replies_with_their_flag():
    flag = a_flag()
    reply = a_reply(flag)
    hearing.verify_reply(reply, by=a_moderator())
    storing.keep_flags(flag.report, [a_finding()], rules_version="newer")
    assert list(flag.report.flags.get(is_current=True).replies.verified()) == [reply]


def test_a_flag_that_a_recheck_finds_no_more_keeps_its_replies():
    flag = a_flag()  # of a finding that no rule makes of this report
    a_reply(flag)
    list(rechecking.recheck(rechecking.to_recheck()))
    flag.refresh_from_db()
    assert not flag.is_current
    assert flag.replies.count() == 1


def test_others_see_verified_replies_only_and_moderators_all():
    flag = a_flag()
    a_reply(flag)
    verified = a_reply(flag, text="Verified.")
    moderator = a_moderator()
    hearing.verify_reply(verified, by=moderator)
    for reader in (ANYONE, UserFactory()):
        assert list(Reply.objects.visible_to(reader)) == [verified]
    assert Reply.objects.visible_to(moderator).count() == 2


@pytest.mark.parametrize("status", [status for status in Status if status != Status.PUBLISHED])
def test_a_verified_reply_is_as_hidden_as_its_report(status):
    flag = a_flag()
    hearing.verify_reply(a_reply(flag), by=a_moderator())
    failure = "damaged" if status == Status.UNREADABLE else ""
    Report.objects.filter(pk=flag.report_id).update(status=status, failure_code=failure)
    assert not Reply.objects.visible_to(ANYONE).exists()


def test_a_verified_reply_is_as_hidden_as_the_other_report_of_its_flag():
    flag = a_flag()
    hearing.verify_reply(a_reply(flag), by=a_moderator())
    Flag.everything.filter(pk=flag.pk).update(other=a_report())
    assert not Reply.objects.visible_to(ANYONE).exists()
    Flag.everything.filter(pk=flag.pk).update(other=a_published_report())
    assert Reply.objects.visible_to(ANYONE).exists()


def test_objections_are_for_moderators():
    an_objection(a_flag())
    assert not Objection.objects.visible_to(ANYONE).exists()
    assert not Objection.objects.visible_to(UserFactory()).exists()
    assert Objection.objects.visible_to(a_moderator()).exists()
