"""Alive and ready: what fails is named, and nothing else is said."""

import datetime as dt

import pytest
from django.core.files.storage import default_storage
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from registry.models import Report, Status
from tests.registry.factories import a_report

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
        (default_storage, "exists", "storage"),
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


@pytest.mark.parametrize(("minutes", "failed"), [(5, []), (20, ["queue"])])
def test_a_report_that_waits_too_long_is_a_failure(client: Client, minutes: int, failed: list[str]):
    report = a_report(Status.RECEIVED, is_read=False)
    Report.objects.filter(pk=report.pk).update(created_at=timezone.now() - dt.timedelta(minutes=minutes))
    answer = client.get("/readyz").json()
    assert answer["failed"] == failed
    assert answer["oldest_queued_seconds"] >= minutes * 60


def test_a_report_that_was_read_waits_for_nobody(client: Client):
    report = a_report()
    Report.objects.filter(pk=report.pk).update(created_at=timezone.now() - dt.timedelta(days=3))
    assert client.get("/readyz").json()["oldest_queued_seconds"] is None
