"""Originals and pictures kept in S3-compatible storage, as production may: the same intake and reading."""

from collections.abc import Iterator

import boto3
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from moto import mock_aws

from registry import intake, processing
from registry.models import PageImage, Report, Status
from tests.labs import photographs
from tests.registry.factories import a_moderator
from tests.registry.pdfs import a_pdf

pytestmark = pytest.mark.django_db
BUCKET = "leafproof-test"


@pytest.fixture
def bucket(settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    """An empty bucket, and the site keeping its files there."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    with mock_aws():
        s3 = boto3.resource("s3", region_name="us-east-1")
        bucket = s3.create_bucket(Bucket=BUCKET)
        options = {"bucket_name": BUCKET, "default_acl": "private", "file_overwrite": True, "region_name": "us-east-1"}
        settings.STORAGES = settings.STORAGES | {
            "default": {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
        }
        monkeypatch.setattr(Report._meta.get_field("original"), "storage", storages["default"])
        monkeypatch.setattr(Report._meta.get_field("sent_file"), "storage", storages["default"])
        monkeypatch.setattr(PageImage._meta.get_field("image"), "storage", storages["default"])
        yield bucket


def submit() -> Report:
    return intake.submit(a_pdf(), file_name="a.pdf", origin=Report.Origin.WEB, queue=False).report


def test_a_report_is_kept_read_and_shown_from_a_bucket(bucket, client):
    report = submit()
    assert processing.process(report.pk) is processing.Outcome.READ
    report.refresh_from_db()
    assert report.status == Status.IN_REVIEW
    names = sorted(item.key for item in bucket.objects.all())
    assert names == [
        f"originals/{report.sha256[:2]}/{report.sha256}.pdf",
        f"pages/{report.sha256[:2]}/{report.sha256}/001.webp",
    ]
    client.force_login(a_moderator())
    picture = client.get(f"/reports/{report.reference}/pages/1.webp")
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/webp")


def test_reading_again_writes_the_same_objects(bucket):
    report = submit()
    processing.process(report.pk)
    before = {item.key for item in bucket.objects.all()}
    Report.objects.filter(pk=report.pk).update(status=Status.RECEIVED)
    processing.process(report.pk)
    assert {item.key for item in bucket.objects.all()} == before


def test_nothing_in_the_bucket_is_public(bucket):
    report = submit()
    grants = bucket.Object(report.original.name).Acl().grants
    assert [grant["Grantee"].get("URI") for grant in grants] == [None]


def test_a_photo_is_kept_as_sent_in_the_bucket_and_given_back(bucket, client):
    sent = photographs.a_heic()
    report = intake.submit(ContentFile(sent), file_name="a.heic", origin=Report.Origin.WEB, queue=False).report
    stem = f"originals/{report.sha256[:2]}/{report.sha256}"
    assert sorted(item.key for item in bucket.objects.all()) == [f"{stem}.pdf", f"{stem}.sent"]
    client.force_login(a_moderator())
    assert client.get(f"/reports/{report.reference}/as-sent").getvalue() == sent
