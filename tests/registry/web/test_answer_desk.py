"""What waits of replies and objections, on a page of its own and beside the flag; each act by a form."""

import pytest
from django.test import Client
from django.urls import reverse

from registry.models import Decision, Flag, Objection, Reply
from tests.registry.factories import UserFactory, a_finding, a_moderator, a_published_report, a_reply, an_objection

pytestmark = pytest.mark.django_db
QUEUE = "/review/answers/"


@pytest.fixture
def moderator(client: Client):
    user = a_moderator(username="mira")
    client.force_login(user)
    return user


@pytest.fixture
def flag() -> Flag:
    return a_published_report(findings=(a_finding(),)).flags.get()


def decide(client: Client, answer: Reply | Objection, act: str, **fields: str):
    name = "decide-reply" if isinstance(answer, Reply) else "decide-objection"
    sent = client.post(
        reverse(name, args=[answer.flag.report.reference, answer.pk]), {"act": act, **fields}, follow=True
    )
    answer.refresh_from_db()
    return sent


def test_the_queue_holds_what_waits_the_oldest_first(client: Client, moderator, flag):
    first, second = an_objection(flag, text="First words."), a_reply(flag, text="Second words.")
    body = client.get(QUEUE).content.decode()
    assert body.index("First words.") < body.index("Second words.")
    assert first.contact in body
    assert second.contact in body
    assert 'Replies and objections <span class="count">2</span>' in client.get(reverse("review")).content.decode()


def test_the_queue_is_for_moderators(client: Client, flag):
    a_reply(flag)
    assert client.get(QUEUE).status_code == 302
    client.force_login(UserFactory())
    assert client.get(QUEUE).status_code == 403


def test_an_account_without_rights_decides_nothing(client: Client, flag):
    reply = a_reply(flag)
    client.force_login(UserFactory())
    assert decide(client, reply, "verify").status_code == 403
    assert reply.state == "waiting"


def test_an_empty_queue_says_so(client: Client, moderator):
    assert "No reply and no objection waits." in client.get(QUEUE).content.decode()


def test_a_reply_is_verified_and_that_can_be_undone(client: Client, moderator, flag):
    reply = a_reply(flag)
    answer = decide(client, reply, "verify")
    assert reply.state == "verified"
    assert answer.redirect_chain[-1][0] == QUEUE
    assert "Undo: Reply of the laboratory verified" in answer.content.decode()
    undone = decide(client, reply, "reopen", quick="Undo: decided too early.")
    assert reply.state == "waiting"
    assert "Undo:" not in undone.content.decode()
    assert Decision.objects.first().reason == "Undo: decided too early."


def test_a_reply_is_declined_for_a_chosen_reason(client: Client, moderator, flag):
    reply = a_reply(flag)
    assert "Please give a reason." in decide(client, reply, "decline").content.decode()
    assert reply.state == "waiting"
    decide(client, reply, "decline", quick="It does not speak of this flag.")
    assert (reply.state, reply.decision.reason) == ("declined", "It does not speak of this flag.")


def test_an_objection_is_upheld_and_that_can_be_undone(client: Client, moderator, flag):
    objection = an_objection(flag)
    assert "which mistake" in decide(client, objection, "uphold").content.decode()
    decide(client, objection, "uphold", because="misjudged", reason="Another basis.")
    flag.refresh_from_db()
    assert (objection.state, flag.state, flag.dismissed_as) == ("upheld", "dismissed", "misjudged")
    decide(client, objection, "reopen")
    flag.refresh_from_db()
    assert (objection.state, flag.state) == ("waiting", "open")


def test_an_objection_is_not_upheld(client: Client, moderator, flag):
    objection = an_objection(flag)
    decide(client, objection, "overrule", quick="The paper prints what the flag says.")
    flag.refresh_from_db()
    assert (objection.state, flag.state) == ("overruled", "open")


@pytest.mark.parametrize("act", ["", "uphold", "publish"])
def test_an_act_that_replies_do_not_have_changes_nothing(client: Client, moderator, flag, act):
    reply = a_reply(flag)
    assert "Choose what to do." in decide(client, reply, act).content.decode()
    assert not Decision.objects.exists()


def test_an_answer_of_another_report_cannot_be_decided_here(client: Client, moderator, flag):
    reply = a_reply(flag)
    other = a_published_report()
    assert client.post(reverse("decide-reply", args=[other.reference, reply.pk]), {"act": "verify"}).status_code == 404


def test_the_desk_shows_what_was_said_beside_the_flag_and_leads_back_there(client: Client, moderator, flag):
    reply, objection = a_reply(flag), an_objection(flag)
    desk = reverse("review-report", args=[flag.report.reference])
    body = client.get(desk).content.decode()
    assert reply.text in body
    assert objection.text in body
    assert f'id="reply-{reply.pk}"' in body
    answer = decide(client, reply, "verify", at="desk")
    assert answer.redirect_chain[-1][0] == f"{desk}#flag-{flag.pk}"
    assert "verified a reply to a flag: The rows add up" in answer.content.decode()


def test_hostile_words_are_text_for_moderators_too(client: Client, moderator, flag):
    a_reply(flag, text="<img src=x onerror=alert(1)>", name="<b>x</b>")
    for url in (QUEUE, reverse("review-report", args=[flag.report.reference])):
        body = client.get(url).content.decode()
        assert "<img src=x" not in body
        assert "<b>x</b>" not in body


def test_the_queue_is_cut_into_pages_and_needs_few_queries(
    client: Client, moderator, flag, django_assert_max_num_queries
):
    for n in range(31):
        a_reply(flag, text=f"Reply number {n}.")
    with django_assert_max_num_queries(14):
        first = client.get(QUEUE).content.decode()
    assert "Reply number 29." in first
    assert "Reply number 30." not in first
    assert "Reply number 30." in client.get(QUEUE, {"page": 2}).content.decode()


def test_more_answers_need_no_more_queries_on_the_desk(client: Client, moderator, flag, django_assert_max_num_queries):
    for n in range(8):
        a_reply(flag, text=f"Reply {n}.")
        an_objection(flag, text=f"Objection {n}.")
    with django_assert_max_num_queries(26):
        client.get(reverse("review-report", args=[flag.report.reference]))
