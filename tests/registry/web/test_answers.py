"""The page of a flag, and what anyone may send there: kept waiting, never shown unverified, never run."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from registry import hearing, storing
from registry.models import Flag, Objection, Reply, Status
from tests.registry.factories import (
    a_finding,
    a_moderator,
    a_published_report,
    a_reply,
    a_report,
    an_objection,
)

pytestmark = pytest.mark.django_db
REPLY = {"capacity": "laboratory", "name": "Fernhill Analytics", "contact": "quality@fernhill.example",
         "text": "Two isomers are left out."}  # fmt: skip
OBJECTION = {"ground": "misread", "text": "The paper prints 1.60.", "contact": ""}
HOSTILE = "<script>alert(1)</script> <a href='javascript:x'>x</a> {{ 7|add:7 }} \u202eevil\u202c =cmd|' /C calc'!A0"


@pytest.fixture
def flag() -> Flag:
    return a_published_report(findings=(a_finding(),)).flags.get()


def address(flag: Flag, name: str = "flag") -> str:
    return reverse(name, args=[flag.report.reference, flag.pk])


def body_of(client: Client, url: str) -> str:
    return client.get(url).content.decode()


def test_the_report_leads_to_the_page_of_each_flag(client: Client, flag):
    assert f'href="{address(flag)}">Reply or object' in body_of(client, flag.report.get_absolute_url())


def test_the_page_shows_the_flag_its_sum_and_its_check(client: Client, flag):
    body = body_of(client, address(flag))
    for said in (flag.says, "printed total", reverse("check", args=[flag.check_id]), "No", address(flag, "reply"),
                 address(flag, "objection")):  # fmt: skip
        assert said in body


def test_silence_is_not_told_as_consent(client: Client, flag):
    assert "That says nothing about who is right." in body_of(client, address(flag))
    body = body_of(client, flag.report.get_absolute_url())
    card = body[body.index(f'id="flag-{flag.pk}"') : body.index("</article>", body.index(f'id="flag-{flag.pk}"'))]
    assert "Reply or object" in card
    assert "repl" not in re.sub(r'Reply or object|/reply|href="[^"]*"', "", card)


def test_reading_a_flag_sets_no_cookie(client: Client, flag):
    assert not client.get(address(flag)).cookies


@pytest.mark.parametrize(("name", "sent", "model"), [
    ("reply", REPLY, Reply), ("objection", OBJECTION, Objection),
])  # fmt: skip
def test_what_is_sent_waits_and_its_sender_is_told_what_happens_next(client: Client, flag, name, sent, model):
    answer = client.post(address(flag, name), sent)
    assert answer.status_code == 302
    assert answer["Location"] == address(flag, f"{name}-sent")
    assert "What happens next" in body_of(client, answer["Location"])
    kept = model.objects.get()
    assert (kept.flag, kept.state, kept.text, kept.contact) == (flag, "waiting", sent["text"], sent["contact"])


@pytest.mark.parametrize(("name", "sent", "model"), [
    ("reply", REPLY, Reply), ("objection", OBJECTION, Objection),
])  # fmt: skip
def test_a_double_press_sends_once(client: Client, flag, name, sent, model):
    for _ in range(2):
        assert client.post(address(flag, name), sent).status_code == 302
    assert model.objects.count() == 1


def test_words_that_were_decided_on_do_not_wait_again_and_their_sender_is_told(client: Client, flag):
    for name, sent, model in (("reply", REPLY, Reply), ("objection", OBJECTION, Objection)):
        client.post(address(flag, name), sent)
        kept = model.objects.get()
        decide = hearing.decline_reply if name == "reply" else hearing.overrule
        decide(kept, by=a_moderator(), reason="The paper prints what the flag says.")
        again = client.post(address(flag, name), sent)
        assert (again.status_code, model.objects.count()) == (422, 1)
        assert "a moderator has decided on them" in again.content.decode()
        assert sent["text"] in again.content.decode()
        assert client.post(address(flag, name), sent | {"text": "There is more."}).status_code == 302


@pytest.mark.parametrize("wrong", [
    {"contact": ""}, {"contact": "no address"}, {"capacity": "king"}, {"name": " "}, {"text": "x" * 2001},
    {"name": "x" * 201}, {"name": "nul\x00"},
])  # fmt: skip
def test_a_reply_that_is_not_whole_keeps_its_text_and_sends_nothing(client: Client, flag, wrong):
    answer = client.post(address(flag, "reply"), REPLY | wrong)
    assert answer.status_code == 422
    body = answer.content.decode()
    assert 'role="alert"' in body
    assert 'class="errorlist"' in body
    assert (REPLY | wrong)["text"] in body
    assert not Reply.objects.exists()


def test_an_objection_needs_no_name_but_a_ground_and_a_text(client: Client, flag):
    for wrong in ({"ground": ""}, {"text": ""}, {"contact": "nowhere"}):
        assert client.post(address(flag, "objection"), OBJECTION | wrong).status_code == 422
    assert not Objection.objects.exists()


def test_lines_count_once_however_a_browser_ends_them(client: Client, flag):
    text = "a\r\n" * 1000
    assert client.post(address(flag, "reply"), REPLY | {"text": text}).status_code == 302
    assert Reply.objects.get().text == ("a\n" * 1000).strip()


def test_control_characters_are_left_out(client: Client, flag):
    client.post(address(flag, "objection"), OBJECTION | {"text": "a\x07b\x1b[31m\tc"})
    assert Objection.objects.get().text == "ab[31m\tc"


def test_so_many_an_hour_from_one_address(client: Client, flag, settings):
    settings.ANSWERS_PER_HOUR = 2
    for n in range(2):
        assert client.post(address(flag, "objection"), OBJECTION | {"text": f"No. {n}"}).status_code == 302
    refused = client.post(address(flag, "reply"), REPLY)
    assert refused.status_code == 429
    assert "2 replies and objections" in refused.content.decode()
    assert REPLY["text"] in refused.content.decode()
    elsewhere = client.post(address(flag, "reply"), REPLY, REMOTE_ADDR="192.0.2.7")
    assert elsewhere.status_code == 302
    assert (Objection.objects.count(), Reply.objects.count()) == (2, 1)


def test_what_is_not_whole_does_not_count(client: Client, flag, settings):
    settings.ANSWERS_PER_HOUR = 1
    client.post(address(flag, "reply"), REPLY | {"text": ""})
    assert client.post(address(flag, "reply"), REPLY).status_code == 302


def test_a_machine_that_fills_in_everything_is_thanked_and_not_kept(client: Client, flag):
    answer = client.post(address(flag, "reply"), REPLY | {"website": "https://spam.example"})
    assert answer["Location"] == address(flag, "reply-sent")
    assert not Reply.objects.exists()


def test_forms_need_their_token(flag):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(address(flag, "reply"), REPLY).status_code == 403


def test_an_unverified_reply_and_an_objection_are_nowhere(client: Client, flag):
    a_reply(flag, text="Unverified words.", name="Somebody")
    an_objection(flag, text="Objecting words.")
    declined = a_reply(flag, text="Declined words.")
    hearing.decline_reply(declined, by=a_moderator(), reason="Not theirs.")
    for url in (address(flag), flag.report.get_absolute_url(), reverse("check", args=[flag.check_id])):
        body = body_of(client, url)
        for hidden in ("Unverified words", "Somebody", "Objecting words", "Declined words", "Not theirs", "@fernhill"):
            assert hidden not in body


def test_a_verified_reply_stands_beside_its_flag_without_its_address(client: Client, flag):
    reply = a_reply(flag, text="Two isomers\nare left out.")
    hearing.verify_reply(reply, by=a_moderator(username="mira"))
    reply.refresh_from_db()
    day = f"{reply.decision.at:%d %B %Y}".lstrip("0")
    for url in (address(flag), flag.report.get_absolute_url()):
        body = body_of(client, url)
        assert f"Reply of the laboratory, verified by a moderator on {day}" in body
        assert "Two isomers\nare left out." in body
        assert "Fernhill Analytics" in body
        assert reply.contact not in body
        assert "mira" not in body


def test_a_seller_replies_as_a_seller(client: Client, flag):
    hearing.verify_reply(a_reply(flag, capacity="seller"), by=a_moderator())
    assert "Reply of the seller, verified" in body_of(client, address(flag))


def test_hostile_words_are_shown_and_never_run(client: Client, flag):
    reply = a_reply(flag, text=HOSTILE, name=HOSTILE[:200])
    hearing.verify_reply(reply, by=a_moderator())
    for url in (address(flag), flag.report.get_absolute_url()):
        body = body_of(client, url)
        assert "<script>alert" not in body
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in body
        assert "javascript:x'>" not in body
        assert "{{ 7|add:7 }}" in body
        # what turns the direction of writing stays within its own element
        assert re.search(r'<blockquote class="said-text" dir="auto">[^<]*\u202eevil', body)
        assert re.search(r"<bdi>[^<]*\u202eevil", body)


def test_hostile_words_come_back_in_the_form_as_text(client: Client, flag):
    answer = client.post(address(flag, "reply"), REPLY | {"text": "</textarea><script>x</script>", "contact": "x"})
    assert "</textarea><script>" not in answer.content.decode()


@pytest.mark.parametrize("name", ["flag", "reply", "objection"])
@pytest.mark.parametrize("status", [status for status in Status.values if status != Status.PUBLISHED])
def test_a_flag_of_a_hidden_report_cannot_be_answered(client: Client, name, status):
    hidden = a_report(Status(status), findings=(a_finding(),)).flags.get()
    assert client.get(address(hidden, name)).status_code in (404, 410)
    if name != "flag":
        assert client.post(address(hidden, name), REPLY | OBJECTION).status_code in (404, 410)
    assert not Reply.objects.exists()
    assert not Objection.objects.exists()


def test_a_flag_under_the_address_of_another_report_is_not_there(client: Client, flag):
    other = a_published_report()
    assert client.get(reverse("flag", args=[other.reference, flag.pk])).status_code == 404


def test_a_flag_about_a_hidden_report_too_is_not_there(client: Client, flag):
    Flag.everything.filter(pk=flag.pk).update(other=a_report())
    assert client.get(address(flag)).status_code == 404
    assert client.post(address(flag, "reply"), REPLY).status_code == 404


def test_a_flag_that_is_found_no_more_keeps_its_page_and_takes_no_more_answers(client: Client, flag):
    hearing.verify_reply(a_reply(flag), by=a_moderator())
    storing.keep_flags(flag.report, [], rules_version="newer")
    body = body_of(client, address(flag))
    assert "do not find this any more" in body
    assert "Reply of the laboratory" in body
    assert address(flag, "reply") not in body
    assert client.post(address(flag, "reply"), REPLY | {"text": "More."})["Location"] == address(flag)
    assert Reply.objects.count() == 1


def test_the_page_tells_what_happened_without_names(client: Client, flag):
    mira = a_moderator(username="mira")
    hearing.verify_reply(a_reply(flag), by=mira)
    objection = an_objection(flag, text="Secret words.")
    hearing.uphold(objection, by=mira, because="misread", reason="The page prints 1.60.")
    body = body_of(client, address(flag))
    told = body[body.index("What happened") :]
    events = ["Found by machine", "verified a reply", "as a mistake of ours", "It was read wrongly", "prints 1.60."]
    places = [told.index(event) for event in events]
    assert places == sorted(places)
    assert "mistake of ours" in body
    assert "mira" not in body
    assert "Secret words" not in body


def test_more_replies_need_no_more_queries(client: Client, flag, django_assert_max_num_queries):
    moderator = a_moderator()
    for n in range(6):
        hearing.verify_reply(a_reply(flag, text=f"Reply {n}"), by=moderator)
    with django_assert_max_num_queries(17):
        client.get(flag.report.get_absolute_url())
    with django_assert_max_num_queries(20):
        client.get(address(flag))
