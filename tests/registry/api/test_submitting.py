"""Sending a file in and following it: taken once, refused by name with nothing kept, told without its values."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.middleware.csrf import get_token
from django.test import RequestFactory
from rest_framework.test import APIClient

from registry import processing, review
from registry.models import Report, Status
from tests.labs import hostile, photographs
from tests.registry.factories import UserFactory, a_moderator, a_report
from tests.registry.pdfs import a_pdf

pytestmark = pytest.mark.django_db

REPORTS = "/api/v1/reports/"


def send(client: APIClient, content: bytes, name: str = "report.pdf"):
    file = SimpleUploadedFile(name, content, content_type="application/pdf")
    return client.post(REPORTS, {"file": file}, format="multipart")


@pytest.fixture
def the_pdf() -> bytes:
    return a_pdf().read()


def test_a_file_is_taken_and_can_be_followed(anyone, the_pdf):
    answer = send(anyone, the_pdf)
    body = answer.json()
    assert answer.status_code == 202
    assert answer["Location"] == body["status_url"]
    assert answer["Retry-After"] == "2"
    assert body["status"] == "received"
    report = Report.objects.get()
    assert (report.origin, report.uploaded_by, report.reference) == ("api", None, body["reference"])
    assert anyone.get(body["status_url"]).json() == body


def test_a_photo_is_taken_and_says_so(anyone):
    answer = send(anyone, photographs.a_heic(), name="photo.heic")
    body = answer.json()
    assert answer.status_code == 202
    assert (body["sent_type"], body["page_count"]) == ("image/heic", 1)
    assert anyone.get(body["status_url"]).json() == body


def test_a_pdf_was_sent_as_no_picture(anyone, the_pdf):
    assert send(anyone, the_pdf).json()["sent_type"] is None


def test_the_same_file_again_leads_its_sender_to_what_exists(anyone, the_pdf):
    anyone.force_login(UserFactory())
    first, again = send(anyone, the_pdf), send(anyone, the_pdf, name="another name.pdf")
    assert (again.status_code, again["Location"]) == (200, first["Location"])
    assert again.json() == first.json()
    assert Report.objects.count() == 1


@pytest.mark.parametrize("has_account", [False, True])
def test_whoever_sends_anothers_file_learns_only_that_it_is_held(anyone, the_pdf, has_account):
    send(APIClient(), the_pdf)
    report = Report.objects.get()
    if has_account:
        anyone.force_login(UserFactory())
    answer = send(anyone, the_pdf)
    assert answer.status_code == 200
    body = answer.json()
    assert body.pop("stage").startswith("held already")
    assert body == {"reference": None, "status_url": None, "status": "held", "report_url": None, "page": None}
    assert not {"Location", "Retry-After"} & set(answer.headers)
    for secret in (report.tracking_token, report.reference):
        assert secret not in answer.content.decode() + str(answer.headers)
    assert Report.objects.count() == 1


def test_whoever_sends_anothers_file_is_led_to_its_published_report(anyone, the_pdf):
    send(APIClient(), the_pdf)
    report = Report.objects.get()
    Report.objects.update(status=Status.PUBLISHED, published_at=report.created_at)
    answer = send(anyone, the_pdf)
    body = answer.json()
    assert (answer.status_code, body["status"], body["reference"]) == (200, "held", report.reference)
    assert answer["Location"] == body["report_url"] == f"http://testserver{REPORTS}{report.reference}/"
    assert anyone.get(body["page"]).status_code == 200
    assert report.tracking_token not in answer.content.decode()


def test_a_moderator_who_sends_anothers_file_is_led_to_its_report(moderator, the_pdf):
    send(APIClient(), the_pdf)
    body = send(moderator, the_pdf).json()
    assert body["reference"] == Report.objects.get().reference
    assert moderator.get(body["report_url"]).status_code == 200


def test_who_is_signed_in_is_kept_as_its_sender(anyone, the_pdf):
    sender = UserFactory()
    anyone.force_login(sender)
    send(anyone, the_pdf)
    assert Report.objects.get().uploaded_by == sender


def test_a_worker_is_called_once_the_report_is_committed(
    anyone, the_pdf, monkeypatch, django_capture_on_commit_callbacks
):
    called = []
    monkeypatch.setattr("registry.tasks.process_report.delay", called.append)
    with django_capture_on_commit_callbacks(execute=True):
        send(anyone, the_pdf)
        assert called == []
    assert called == [Report.objects.get().pk]


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"", 422, "empty_file"),
        (b"GIF89a, and no PDF at all", 415, "not_a_pdf"),
        (photographs.cut(photographs.a_heic(), 0.8), 422, "damaged_picture"),
        (photographs.png_of_size(9000, 8000), 422, "too_many_pixels"),
        (hostile.beheaded(), 422, "damaged"),
        (hostile.encrypted(user_password="needed"), 422, "password_needed"),
        (hostile.blank(pages=0), 422, "no_pages"),
        (hostile.blank(pages=101), 422, "too_many_pages"),
    ],
    ids=["empty", "no PDF", "photo cut short", "bomb", "cut short", "password", "no pages", "too many pages"],
)
def test_a_file_that_is_refused_leaves_nothing(anyone, media: Path, content, status, code):
    answer = send(anyone, content)
    body = answer.json()
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert (body["code"], body["detail"]) == (code, processing.FAILURES[code].sentence)
    assert body["errors"] == [{"pointer": "#/file", "code": code, "detail": body["detail"]}]
    assert_nothing_kept(media)


def test_a_file_that_is_too_large_is_refused_whole(anyone, media, settings):
    settings.READING_SIZE = 1000
    answer = send(anyone, b"%PDF-1.7 " + b"x" * 2000)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    assert_nothing_kept(media)


def test_a_body_that_is_too_large_is_refused_before_it_is_read(anyone, media):
    answer = anyone.generic(
        "POST", REPORTS, b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH="26000000000"
    )
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    assert_nothing_kept(media)


def assert_nothing_kept(media: Path) -> None:
    assert Report.objects.count() == 0
    assert not media.exists() or not [path for path in media.rglob("*") if path.is_file()]


def test_an_encrypted_file_that_opens_without_a_password_is_taken(anyone):
    assert send(anyone, hostile.encrypted(user_password="")).status_code == 202


def test_a_session_sends_its_csrf_token(the_pdf):
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(a_moderator())
    assert send(client, the_pdf).status_code == 403
    assert Report.objects.count() == 0
    token = get_token(request := RequestFactory().get("/"))
    client.cookies["csrftoken"] = request.META["CSRF_COOKIE"]
    client.credentials(HTTP_X_CSRFTOKEN=token)
    assert send(client, the_pdf).status_code == 202


def test_nobody_in_particular_needs_no_csrf_token(the_pdf):
    assert send(APIClient(enforce_csrf_checks=True), the_pdf).status_code == 202


def test_from_sending_to_reading_to_everyone(anyone, the_pdf):
    status_url = send(anyone, the_pdf).json()["status_url"]
    report = Report.objects.get()
    assert processing.process(report.pk) is processing.Outcome.READ
    told = anyone.get(status_url)
    assert (told.json()["status"], told.json()["report_url"], told["Retry-After"]) == ("in_review", None, "60")
    assert anyone.get(f"{REPORTS}{report.reference}/").status_code == 404
    report.refresh_from_db()
    for flag in report.flags.all():
        review.confirm_flag(flag, by=a_moderator())
    review.publish(report, by=a_moderator())
    told = anyone.get(status_url)
    assert told.json()["status"] == "published"
    assert "Retry-After" not in told
    published = anyone.get(told.json()["report_url"]).json()
    assert published["samples"][0]["batch"]["number"] == "AM-2291"
    amounts = {result["analyte_text"]: result["measured"]["value"] for result in published["results"]}
    assert amounts["7-Hydroxymitragynine"] is None
    found = anyone.get("/api/v1/results/?batch=am2291&analyte=mitragynine&unit=mg/g&value__gte=15").json()["results"]
    assert {result["measured"]["text"] for result in found} >= {"15.20"}


@pytest.mark.parametrize(
    ("status", "fields", "expected"),
    [
        (Status.RECEIVED, {}, ("received, waiting for a reader", "2", None)),
        (Status.READING, {"page_count": 5, "pages_done": 1}, ("reading page 2 of 5", "2", None)),
        (Status.READING, {"page_count": 5, "pages_done": 5}, ("reading page 5 of 5", "2", None)),
        (Status.IN_REVIEW, {}, ("read; waiting for a moderator", "60", None)),
        (Status.REJECTED, {}, ("a moderator decided not to publish it", None, None)),
        (Status.WITHDRAWN, {}, ("published once, and withdrawn by a moderator", None, None)),
        (Status.UNREADABLE, {"failure_code": "too_slow"}, ("it could not be read", None, "too_slow")),
    ],
)
def test_each_stage_is_told_without_values(anyone, status, fields, expected):
    report = a_report(status, is_read=status in (Status.IN_REVIEW, Status.REJECTED, Status.WITHDRAWN), **fields)
    answer = anyone.get(f"/api/v1/submissions/{report.tracking_token}/")
    body = answer.json()
    assert (body["stage"], answer.get("Retry-After"), body["code"]) == expected
    assert body["detail"] == (processing.FAILURES[expected[2]].sentence if expected[2] else None)
    assert body["report_url"] is None
    assert "Mitragynine" not in answer.content.decode()


@pytest.mark.parametrize("token", ["0" * 32, "short", "G" * 32])
def test_a_token_that_nobody_was_given_leads_nowhere(anyone, token):
    assert anyone.get(f"/api/v1/submissions/{token}/").status_code == 404
