"""A photo or scan as it was sent: said on its pages, and given back to the few who may have it, to save only."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from registry import intake
from registry.models import Report, Status
from tests.labs import photographs
from tests.registry.factories import UserFactory, a_moderator, a_published_report

pytestmark = pytest.mark.django_db


def sent_in(by: Client, content: bytes, name: str = "photo.jpg") -> Report:
    by.post(reverse("upload"), {"files": [SimpleUploadedFile(name, content, "text/html")]})
    return Report.objects.latest("pk")


def a_report_of_a_photo(status: str = Status.IN_REVIEW) -> Report:
    content = ContentFile(photographs.on_its_side())
    report = intake.submit(content, file_name="p.jpg", origin=Report.Origin.WEB, queue=False).report
    Report.objects.update(status=status, failure_code="too_slow", published_at=report.created_at)
    return report


def address(report: Report) -> str:
    return reverse("as-sent", args=[report.reference])


def test_the_form_names_what_it_takes_and_forces_no_camera(client: Client):
    body = client.get(reverse("upload")).content.decode()
    for kind in ("application/pdf", "image/jpeg", "image/png", "image/heic", "image/tiff", ".heic", ".tif"):
        assert kind in body.partition('accept="')[2].partition('"')[0].split(",")
    assert "PDF, or a photo or scan of it" in body
    assert "capture" not in body


def test_a_photo_is_taken_by_the_form(client: Client):
    report = sent_in(client, photographs.on_its_side())
    page = client.get(reverse("status", args=[report.tracking_token])).content.decode()
    assert "photo or scan that was sent (JPEG)" in page


def test_whoever_holds_only_the_token_is_not_told_how_it_was_sent(client: Client):
    report = sent_in(client, photographs.on_its_side())
    page = Client().get(reverse("status", args=[report.tracking_token])).content.decode()
    assert "JPEG" not in page


def test_a_broken_photo_gets_a_sentence(client: Client):
    content = photographs.cut(photographs.on_its_side())
    answer = client.post(reverse("upload"), {"files": [SimpleUploadedFile("p.jpg", content)]})
    assert answer.status_code == 422
    assert "This photo or scan is damaged" in answer.content.decode()
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    ("content", "media_type", "suffix"),
    [
        (photographs.on_its_side, "image/jpeg", "jpg"),
        (photographs.a_heic, "image/heic", "heic"),
        (lambda: photographs.a_tiff(photographs.a_page()), "image/tiff", "tiff"),
        (lambda: photographs.encoded(photographs.a_page(), "PNG"), "image/png", "png"),
    ],
    ids=["JPEG", "HEIC", "TIFF", "PNG"],
)
def test_its_sender_gets_it_back_to_save(client: Client, content, media_type: str, suffix: str):
    report = sent_in(client, content(), name="page.html")
    answer = client.get(address(report))
    assert answer.getvalue() == content()
    assert answer["Content-Type"] == media_type
    assert answer["Content-Disposition"] == f'attachment; filename="{report.reference}.{suffix}"'
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"


def test_the_original_of_a_photo_is_the_pdf_made_of_it(client: Client):
    report = sent_in(client, photographs.on_its_side())
    answer = client.get(reverse("original", args=[report.reference]))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.getvalue().startswith(b"%PDF-")


def test_a_picture_with_a_page_of_a_site_at_its_end_is_given_back_as_a_picture_to_save(client: Client):
    sent = photographs.encoded(photographs.a_page(), "PNG") + b"<html><script>alert(1)</script>"
    answer = client.get(address(sent_in(client, sent, name="page.html")))
    assert answer.getvalue() == sent
    assert answer["Content-Type"] == "image/png"
    assert answer["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("status", Status.values)
def test_strangers_never_get_it(client: Client, status: str):
    report = a_report_of_a_photo(status)
    assert client.get(address(report)).status_code == 404
    client.force_login(UserFactory())
    assert client.get(address(report)).status_code == 404


def test_moderators_get_it_and_are_led_to_it(client: Client):
    client.force_login(a_moderator())
    report = a_report_of_a_photo()
    desk = client.get(reverse("review-report", args=[report.reference])).content.decode()
    assert f'href="{address(report)}">As sent (JPEG)<' in desk
    assert client.get(address(report)).getvalue() == photographs.on_its_side()


def test_nobody_is_led_to_a_photo_where_a_pdf_was_sent(client: Client):
    client.force_login(a_moderator())
    report = a_published_report()
    assert client.get(address(report)).status_code == 404
    assert "As sent" not in client.get(reverse("review-report", args=[report.reference])).content.decode()
    assert "photo or scan" not in client.get(report.get_absolute_url()).content.decode()


def test_the_page_of_a_report_says_that_it_was_a_photo(client: Client):
    report = a_report_of_a_photo(Status.PUBLISHED)
    page = client.get(report.get_absolute_url()).content.decode()
    assert "Made from a photo or scan that was sent in (JPEG)." in page
    assert "The SHA-256 of the photo or scan (JPEG) as it was sent" in page
    told = client.get(f"/api/v1/reports/{report.reference}/").json()
    assert (told["sent_type"], told["sha256"]) == ("image/jpeg", report.sha256)
