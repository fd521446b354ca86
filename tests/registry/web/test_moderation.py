"""The review desk: moderators only, every act by a form, and what the rules do not allow said in a sentence."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from labs.checks import Severity
from registry import review, tasks
from registry.corrections import UNPLACED
from registry.models import Decision, Flag, Report, Status
from tests.registry.factories import UserFactory, a_finding, a_moderator, a_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator(client: Client):
    user = a_moderator(username="mira")
    client.force_login(user)
    return user


def act(client: Client, report: Report, name: str, **fields: str):
    return client.post(reverse("decide", args=[report.reference]), {"act": name, **fields}, follow=True)


def test_strangers_are_led_to_sign_in_and_come_back(client: Client):
    a_moderator(username="mira", password="a-long-password")
    answer = client.get(reverse("review"))
    assert answer.status_code == 302
    assert answer["Location"] == "/accounts/login/?next=/review/"
    signed_in = client.post(answer["Location"], {"username": "mira", "password": "a-long-password", "next": "/review/"})
    assert signed_in["Location"] == "/review/"


def test_signing_in_leads_home_unless_a_page_was_asked_for(client: Client):
    UserFactory(username="pat")
    signed_in = client.post(reverse("login"), {"username": "pat", "password": "a-long-password"})
    assert signed_in["Location"] == reverse("home")


def test_an_account_without_the_permission_is_refused(client: Client):
    client.force_login(UserFactory())
    answer = client.get(reverse("review"))
    assert answer.status_code == 403
    assert "Only moderators" in answer.content.decode()


def test_the_queue_is_oldest_first_and_counts_flags_and_doubts(client: Client, moderator):
    first = a_report(findings=(a_finding(severity=Severity.ALERT),), file_name="first.pdf")
    a_report(file_name="second.pdf")
    body = client.get(reverse("review")).content.decode()
    assert body.index("first.pdf") < body.index("second.pdf")
    assert "1 alert" in body
    assert reverse("review-report", args=[first.reference]) in body


@pytest.mark.parametrize("status", ["unreadable", "published", "rejected", "withdrawn"])
def test_the_queue_has_a_tab_for_every_end(client: Client, moderator, status: str):
    a_report(Status(status), file_name="this-one.pdf")
    a_report(file_name="waiting.pdf")
    body = client.get(reverse("review"), {"status": status}).content.decode()
    assert "this-one.pdf" in body
    assert "waiting.pdf" not in body


def test_publishing_leads_to_the_next_report_and_offers_to_undo_it(client: Client, moderator):
    first, second = a_report(), a_report()
    answer = act(client, first, "publish")
    first.refresh_from_db()
    assert first.status == Status.PUBLISHED
    assert answer.redirect_chain[-1][0] == reverse("review-report", args=[second.reference])
    assert f"Undo: {first} published" in answer.content.decode()
    act(client, first, "undo", quick="Undo: decided too early.")
    first.refresh_from_db()
    assert first.status == Status.IN_REVIEW
    assert "Undo:" not in client.get(reverse("review")).content.decode()
    assert list(first.decisions.values_list("act", flat=True)) == ["reopen", "withdraw", "publish"]


def test_the_last_five_decisions_can_be_undone(client: Client, moderator):
    reports = [a_report() for _ in range(6)]
    for report in reports:
        act(client, report, "publish")
    body = client.get(reverse("review")).content.decode()
    assert [f"Undo: {report} published" in body for report in reports] == [False, True, True, True, True, True]
    review.withdraw(reports[3], by=moderator, reason="Replaced.")
    review.reopen(reports[3], by=moderator, reason="A slip.")
    assert f"Undo: {reports[3]} " not in client.get(reverse("review")).content.decode()


def test_the_last_report_leads_to_the_empty_queue(client: Client, moderator):
    answer = act(client, a_report(), "publish")
    assert answer.redirect_chain[-1][0] == reverse("review")
    assert "Nothing waits for review" in answer.content.decode()


def test_what_blocks_publication_is_said_and_publishing_is_refused(client: Client, moderator):
    report = a_report(findings=(a_finding(severity=Severity.ALERT),))
    assert (
        "1 alert must be confirmed or dismissed first."
        in client.get(reverse("review-report", args=[report.reference])).content.decode()
    )
    answer = act(client, report, "publish")
    report.refresh_from_db()
    assert report.status == Status.IN_REVIEW
    assert '<li class="error">1 alert must be' in answer.content.decode()


def test_a_rejection_needs_a_reason_chosen_or_written(client: Client, moderator):
    report = a_report()
    assert "Please give a reason." in act(client, report, "reject").content.decode()
    act(client, report, "reject", quick="Not a certificate of analysis for a kratom product.", reason="A menu.")
    report.refresh_from_db()
    assert report.status == Status.REJECTED
    assert report.decisions.get().reason == "Not a certificate of analysis for a kratom product. A menu."


def test_a_published_report_can_be_withdrawn_and_reopened(client: Client, moderator):
    report = a_report()
    review.publish(report, by=moderator)
    act(client, report, "withdraw", quick="The laboratory replaced this report.")
    act(client, report, "reopen", reason="Mistake.")
    report.refresh_from_db()
    assert report.status == Status.IN_REVIEW


def test_an_unreadable_report_can_be_read_again(
    client: Client, moderator, monkeypatch, django_capture_on_commit_callbacks
):
    calls: list[int] = []
    monkeypatch.setattr(tasks.process_report, "delay", calls.append)
    report = a_report(Status.UNREADABLE, is_read=False)
    with django_capture_on_commit_callbacks(execute=True):
        act(client, report, "read_again")
    report.refresh_from_db()
    assert report.status == Status.RECEIVED
    assert calls == [report.pk]


def test_an_unknown_act_changes_nothing(client: Client, moderator):
    report = a_report()
    assert "Choose what to do." in act(client, report, "explode").content.decode()
    assert not Decision.objects.exists()


@pytest.mark.parametrize(("name", "state"), [("confirm", Flag.State.CONFIRMED), ("dismiss", Flag.State.DISMISSED)])
def test_a_flag_is_confirmed_or_dismissed(client: Client, moderator, name: str, state: str):
    report = a_report(findings=(a_finding(),))
    flag = report.flags.get()
    address = reverse("decide-flag", args=[report.reference, flag.pk])
    client.post(address, {"act": name, "because": "harmless", "reason": "Looked at it."})
    flag.refresh_from_db()
    assert flag.state == state
    assert flag.decisions.get().by == moderator


def test_a_flag_can_be_judged_again(client: Client, moderator):
    report = a_report(findings=(a_finding(),))
    flag = report.flags.get()
    address = reverse("decide-flag", args=[report.reference, flag.pk])
    desk = reverse("review-report", args=[report.reference])
    for name, state in (("confirm", "confirmed"), ("dismiss", "dismissed"), ("confirm", "confirmed")):
        assert f'name="act" value="{name}"' in client.get(desk).content.decode()
        client.post(address, {"act": name, "because": "misread", "reason": "Looked again."})
        flag.refresh_from_db()
        assert flag.state == state
    assert "confirmed a flag: The rows add up" in client.get(desk).content.decode()


def test_a_flag_of_another_report_cannot_be_decided_here(client: Client, moderator):
    report, other = a_report(), a_report(findings=(a_finding(),))
    address = reverse("decide-flag", args=[report.reference, other.flags.get().pk])
    assert client.post(address, {"act": "confirm"}).status_code == 404


def test_a_value_is_corrected_from_the_desk(client: Client, moderator):
    report = a_report()
    row = report.samples.get().results.get(analyte="lead")
    desk = reverse("review-report", args=[report.reference])
    shown = client.get(desk, {"at": f"0/{row.key}"}).content.decode()
    assert 'value="0.31"' in shown
    client.post(
        reverse("correct-result", args=[report.reference, 0, row.key]),
        {"text": "0.031", "unit": "ppm", "analyte": "lead", "reason": "Point misread."},
    )
    row = report.samples.get().results.get(analyte="lead")
    assert (row.text, row.printed_text, row.is_corrected) == ("0.031", "0.31", True)
    assert "read as" in client.get(desk).content.decode()
    told = re.sub(r"<[^>]+>", "", client.get(desk).content.decode())
    assert "mira corrected Lead: amount from 0.31 to 0.031. Reason: Point misread." in told


def test_a_correction_without_a_place_can_be_dropped_from_the_desk(client: Client, moderator):
    report = a_report()
    review.correct_sample(report, 0, by=moderator, batch="AM-9")
    lost = report.corrections.get()
    lost.target = f"{UNPLACED}{lost.target}"
    lost.save()
    desk = reverse("review-report", args=[report.reference])
    assert "Drop the correction" in client.get(desk).content.decode()
    act(client, report, "", correction=str(lost.pk))
    assert "Drop the correction" not in client.get(desk).content.decode()
    assert "That correction has its place" in act(client, report, "", correction=str(lost.pk)).content.decode()


def test_head_and_sample_are_corrected_from_the_desk(client: Client, moderator):
    report = a_report()
    client.post(
        reverse("correct-head", args=[report.reference]),
        {"lab_name": "Fernhill Laboratories", "report_id": report.report_number, "client": "Alder & Moss"},
    )
    client.post(
        reverse("correct-sample", args=[report.reference, 0]), {"product_name": "Green leaf", "batch": "AM-2292"}
    )
    report.refresh_from_db()
    sample = report.samples.get()
    assert report.laboratory.name == "Fernhill Laboratories"
    assert (sample.product.name, sample.batch.number) == ("Green leaf", "AM-2292")
    text = client.get(reverse("review-report", args=[report.reference])).content.decode()
    assert "Fernhill Analytics" in text  # as it was read


def test_a_correction_that_changes_nothing_is_said_so(client: Client, moderator):
    report = a_report()
    row = report.samples.get().results.first()
    answer = client.post(
        reverse("correct-result", args=[report.reference, 0, row.key]), {"text": row.text}, follow=True
    )
    assert "Nothing was changed." in answer.content.decode()


def test_the_desk_stays_on_the_desk_when_a_value_is_chosen(client: Client, moderator):
    report = a_report()
    desk = reverse("review-report", args=[report.reference])
    assert f'href="{desk}?at=0/p1-mitragynine-pct#correct-text"' in client.get(desk).content.decode()


def test_the_desk_needs_few_queries(client: Client, moderator, django_assert_max_num_queries):
    report = a_report(findings=tuple(a_finding(key=f"|{n}|1") for n in range(10)))
    with django_assert_max_num_queries(24):
        client.get(reverse("review-report", args=[report.reference]))


def test_too_many_wrong_passwords_lock_out_with_a_sentence(client: Client, settings):
    settings.AXES_ENABLED = True
    a_moderator(username="mira", password="a-long-password")
    for _ in range(settings.AXES_FAILURE_LIMIT):
        answer = client.post(reverse("login"), {"username": "mira", "password": "wrong"})
    assert answer.status_code == 429
    assert "Too many attempts" in answer.content.decode()


def test_the_admin_changes_nothing_past_the_rules(client: Client):
    client.force_login(a_moderator(is_staff=True, is_superuser=True))
    report = a_report()
    listed = client.get(reverse("admin:registry_report_changelist"))
    assert report.reference in listed.content.decode()
    assert client.post(reverse("admin:registry_report_delete", args=[report.pk]), {"post": "yes"}).status_code == 403
    assert client.get(reverse("admin:registry_report_add")).status_code == 403
