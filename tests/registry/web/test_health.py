"""Alive and ready: what fails is named, and nothing else is said."""

import datetime as dt
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from registry import review
from registry.models import Report, Status
from tests.registry.factories import a_moderator, a_report

pytestmark = pytest.mark.django_db


def test_the_process_answers(client: Client):
    assert client.get("/healthz").json() == {"status": "ok"}


def test_all_is_ready(client: Client):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "failed": [], "oldest_queued_seconds": None})


def broken(*_args: object, **_options: object) -> None:
    raise OperationalError("password=secret")


@pytest.mark.parametrize(
    ("owner", "name", "part"),
    [
        (default_storage, "save", "storage"),
        (connection, "cursor", "database"),
        ("kombu.Connection", "ensure_connection", "broker"),
    ],
)
def test_what_does_not_answer_is_named_without_its_secrets(client: Client, monkeypatch, owner, name: str, part: str):
    if isinstance(owner, str):
        monkeypatch.setattr(f"{owner}.{name}", broken)
    else:
        monkeypatch.setattr(owner, name, broken)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["failed"] == [part]
    assert "secret" not in answer.content.decode()


def test_a_long_wait_is_told_and_is_no_failure(client: Client):
    report = a_report(Status.RECEIVED, is_read=False)
    Report.objects.filter(pk=report.pk).update(waiting_since=timezone.now() - dt.timedelta(minutes=20))
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["failed"]) == (200, [])
    assert answer.json()["oldest_queued_seconds"] >= 20 * 60


def test_an_old_report_that_is_read_again_waits_since_then(client: Client):
    report = a_report()
    Report.objects.filter(pk=report.pk).update(
        created_at=timezone.now() - dt.timedelta(days=90), waiting_since=timezone.now() - dt.timedelta(days=90)
    )
    review.read_again(report, by=a_moderator())
    assert client.get("/readyz").json()["oldest_queued_seconds"] < 3600


def test_asking_whether_the_storage_works_leaves_nothing_in_it(client: Client, media: Path):
    assert client.get("/readyz").status_code == 200
    assert not [path for path in media.rglob("*") if path.is_file()]


def test_a_report_that_was_read_waits_for_nobody(client: Client):
    report = a_report()
    Report.objects.filter(pk=report.pk).update(waiting_since=timezone.now() - dt.timedelta(days=3))
    assert client.get("/readyz").json()["oldest_queued_seconds"] is None
