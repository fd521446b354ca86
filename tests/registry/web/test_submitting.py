"""Sending files in: each has its own outcome, its sender can follow it, others see only how far it is."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from registry import tasks
from registry.models import Report, Status
from tests.registry.factories import a_moderator, a_published_report, a_report
from tests.registry.pdfs import a_pdf

pytestmark = pytest.mark.django_db


def sent(client: Client, *batches: str | bytes, **headers: str):
    """Send one certificate for each batch number, and bytes as they are."""
    contents = [one if isinstance(one, bytes) else a_pdf(batch=one).read() for one in batches]
    uploads = [SimpleUploadedFile(f"report-{n}.pdf", content, "application/pdf") for n, content in enumerate(contents)]
    return client.post(reverse("upload"), {"files": uploads}, headers=headers)


@pytest.fixture(autouse=True)
def called(monkeypatch) -> list[int]:
    """The reports that a worker was called for."""
    calls: list[int] = []
    monkeypatch.setattr(tasks.process_report, "delay", calls.append)
    return calls


def test_a_file_is_taken_and_can_be_followed(client: Client, called, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer = sent(client, "AM-1")
    report = Report.objects.get()
    address = reverse("status", args=[report.tracking_token])
    assert answer.status_code == 201
    assert address in answer.content.decode()
    assert called == [report.pk]
    assert report.status == Status.RECEIVED
    followed = client.get(address).content.decode()
    assert "report-0.pdf" in followed
    assert "waiting to be read" in followed
    assert '<noscript><meta http-equiv="refresh"' in followed


def test_each_file_of_many_has_its_own_outcome(client: Client):
    body = sent(client, "one", b"hello", b"%PDF-1.7\nbroken", "two", "one").content.decode()
    assert body.count('<li class="taken">') == 2
    assert body.count('<li class="refused">') == 2
    assert body.count('<li class="known">') == 1
    assert body.count("<code") == 2
    assert "not_a_pdf" in body
    assert "damaged" in body
    assert Report.objects.count() == 2


def test_a_script_gets_the_same_as_json(client: Client):
    answer = sent(client, b"hello", accept="application/json")
    assert answer.status_code == 422
    outcome = answer.json()["outcomes"][0]
    assert outcome["code"] == "not_a_pdf"
    assert outcome["sentence"].startswith("This file is not a PDF, nor a photo or scan")
    assert outcome["kind"] == "refused"


def test_a_form_without_a_file_says_so(client: Client):
    answer = client.post(reverse("upload"), {})
    assert answer.status_code == 400
    assert "No file was chosen." in answer.content.decode()


def test_an_empty_file_is_refused_by_name(client: Client):
    assert "empty" in sent(client, b"").content.decode()
    assert not Report.objects.exists()


def test_a_form_that_is_far_too_large_is_refused_before_it_is_read(client: Client, settings):
    settings.UPLOAD_REQUEST_SIZE = 100
    answer = sent(client, "AM-1")
    assert answer.status_code == 413
    assert not Report.objects.exists()


def test_a_form_with_too_many_files_says_so(client: Client, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 2
    answer = sent(client, b"one", b"two", b"three", accept="application/json")
    assert answer.status_code == 413
    assert answer.json()["outcomes"][0]["sentence"] == "That are more than 2 files. Send fewer at once."


def test_the_form_is_guarded_against_other_sites(settings):
    strict = Client(enforce_csrf_checks=True)
    assert sent(strict, "AM-1").status_code == 403
    assert not Report.objects.exists()


def test_the_sender_sees_the_report_in_this_browser_only(client: Client):
    sent(client, "AM-1")
    report = Report.objects.get()
    assert client.get(report.get_absolute_url()).status_code == 200
    assert Client().get(report.get_absolute_url()).status_code == 404


def test_a_signed_in_sender_sees_it_from_any_browser(client: Client):
    user = a_moderator()
    client.force_login(user)
    sent(client, "AM-1")
    assert Report.objects.get().uploaded_by == user


def test_the_same_file_from_another_browser_gives_no_claim_to_it(client: Client):
    sent(client, "AM-1")
    report = Report.objects.get()
    other = Client()
    body = sent(other, "AM-1").content.decode()
    assert "We hold this file already; it is not public." in body
    assert report.tracking_token not in body
    assert report.reference not in body
    assert "claims" not in other.session
    assert other.get(report.get_absolute_url()).status_code == 404


def test_the_same_file_from_the_same_browser_is_followed_again(client: Client):
    sent(client, "AM-1")
    outcome = sent(client, "AM-1", accept="application/json").json()["outcomes"][0]
    assert outcome["sentence"] == "We hold this file already."
    assert outcome["url"] == reverse("status", args=[Report.objects.get().tracking_token])


def test_the_same_file_again_leads_to_its_published_report(client: Client):
    sent(client, "AM-1")
    published = a_published_report()
    Report.objects.exclude(pk=published.pk).update(
        status=Status.PUBLISHED, published_at=published.published_at, read_at=published.read_at
    )
    report = Report.objects.exclude(pk=published.pk).get()
    assert report.get_absolute_url() in sent(Client(), "AM-1").content.decode()


def test_too_many_files_from_one_address_are_refused_with_a_sentence(client: Client, settings):
    settings.UPLOADS_PER_HOUR = 2
    answers = [sent(client, str(n), accept="application/json") for n in range(3)]
    assert [answer.status_code for answer in answers] == [201, 201, 429]
    assert "the most we take" in answers[2].json()["outcomes"][0]["sentence"]
    assert Report.objects.count() == 2


def test_another_address_is_counted_by_itself(client: Client, settings):
    settings.UPLOADS_PER_HOUR = 1
    sent(client, "one")
    other = Client(REMOTE_ADDR="192.0.2.7")
    assert sent(other, "two").status_code == 201


def test_an_address_cannot_be_made_up_without_a_proxy(client: Client, settings):
    settings.UPLOADS_PER_HOUR = 1
    answers = [sent(client, str(n), **{"x-forwarded-for": f"192.0.2.{n}"}) for n in range(2)]
    assert answers[1].status_code == 429
    settings.BEHIND_PROXY = True
    assert sent(client, "3", **{"x-forwarded-for": "198.51.100.9, 192.0.2.3"}).status_code == 201


@pytest.mark.parametrize(
    ("status", "stage", "final"),
    [
        (Status.RECEIVED, "waiting to be read", False),
        (Status.READING, "page 2 of 5", False),
        (Status.IN_REVIEW, "waiting for a moderator", True),
        (Status.PUBLISHED, "Everyone can see it now", True),
        (Status.REJECTED, "decided not to publish", True),
        (Status.WITHDRAWN, "since been withdrawn", True),
        (Status.UNREADABLE, "damaged or cut short", True),
    ],
)
def test_every_stage_is_named(client: Client, status: Status, stage: str, final: bool):
    report = a_report(status, is_read=False, pages_done=1, page_count=5)
    page = client.get(reverse("status", args=[report.tracking_token])).content.decode()
    state = client.get(reverse("status-json", args=[report.tracking_token])).json()
    assert stage in page
    assert stage in state["sentence"]
    assert state["is_final"] is final
    assert ("<progress" in page) is not final
    assert state["report_url"] == ""


def test_only_its_sender_is_led_from_the_status_to_the_report(client: Client):
    report = a_report()
    address = reverse("status-json", args=[report.tracking_token])
    assert client.get(address).json()["report_url"] == ""
    session = client.session
    session["claims"] = [report.tracking_token]
    session.save()
    assert client.get(address).json()["report_url"] == report.get_absolute_url()


def test_a_file_name_is_shown_as_text(client: Client):
    upload = SimpleUploadedFile("<img src=x onerror=1>.pdf", a_pdf().read(), "application/pdf")
    body = client.post(reverse("upload"), {"files": [upload]}).content.decode()
    assert "<img src=x" not in body
