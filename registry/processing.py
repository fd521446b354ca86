"""What the worker does: read a report, question it, keep the answer. The bridge from the website to `labs`.

Status, lease and attempts live on the report's row. Claiming is one conditional UPDATE, so of any number of workers
that are called for a report one reads it. While it reads, it renews its lease; a worker that is killed stops doing so,
and `lost_reports` finds what it left. Storing asks for the lease once more inside the transaction, so a worker that
was slow enough to be taken for lost cannot write over its successor.
"""

import datetime as dt
import secrets
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path

import structlog
from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from labs import checks
from labs.checks import Check
from labs.coa import CertificateOfAnalysis
from labs.parsing import Parsed, bounded
from labs.parsing.admission import admit as admit_file
from labs.parsing.failures import FAILURES, ReaderLost, Unreadable
from registry import storing
from registry.corrections import corrected
from registry.models import PageImage, Report, Status

__all__ = [
    "FAILURES",
    "Check",
    "Outcome",
    "Unreadable",
    "admit",
    "all_checks",
    "inspect",
    "lost_reports",
    "process",
    "restate",
]

log = structlog.get_logger(__name__)
_HEARTBEAT_SECONDS = 3.0
_STALE_QUEUE_SECONDS = 60
_SWEEP_AT_ONCE = 50


class Outcome(Enum):
    """What became of a call to `process`."""

    READ = "read"
    UNREADABLE = "unreadable"
    TRY_AGAIN = "try again"
    NOT_OURS = "not ours"  # read already, or another worker is at it


class LeaseLost(Exception):
    """Another worker took the report over: whatever we found must not be written."""


def all_checks() -> tuple[checks.Check, ...]:
    """Every check there is, for pages that explain them."""
    return checks.all_checks()


def bounds() -> bounded.Bounds:
    """What one reading may use, from the settings."""
    return bounded.Bounds(
        size=settings.READING_SIZE,
        pages=settings.READING_PAGES,
        cpu_seconds=settings.READING_CPU_SECONDS,
        wall_seconds=settings.READING_WALL_SECONDS,
        memory=settings.READING_MEMORY,
    )


def admit(head: bytes, size: int) -> None:
    """Look at a file's first bytes and size; raises the `Unreadable` that says why it is refused."""
    admit_file(head, size, bounds())


def inspect(path: Path) -> int:
    """The number of pages of a file that can be opened, counted in a bounded child; raises `Unreadable`."""
    return bounded.inspect(path, bounds=bounds())


def process(report_id: int) -> Outcome:
    """Read, check and store one report, if it is waiting and no other worker is at it."""
    report = _claim(report_id)
    if report is None:
        return Outcome.NOT_OURS
    with structlog.contextvars.bound_contextvars(report=report.reference, attempt=report.attempts):
        log.info("report.reading")
        try:
            _read_and_store(report)
        except LeaseLost:
            log.warning("report.lease_lost")
            return Outcome.NOT_OURS
        except Unreadable as failure:
            return _give_up(report, failure)
        log.info("report.read", results=storing.result_count(report))
        return Outcome.READ


def _claim(report_id: int) -> Report | None:
    now, key = timezone.now(), secrets.token_hex(16)
    lost = Q(status=Status.READING, lease_until__lt=now)
    claimed = (
        Report.objects.filter(Q(status=Status.RECEIVED) | lost, pk=report_id, attempts__lt=settings.READING_ATTEMPTS)
    ).update(
        status=Status.READING,
        lease_key=key,
        lease_until=now + _lease(),
        attempts=F("attempts") + 1,
        pages_done=0,
        changed_at=now,
    )
    return Report.objects.filter(pk=report_id, lease_key=key).first() if claimed else None


def _lease() -> dt.timedelta:
    return dt.timedelta(seconds=settings.READING_LEASE_SECONDS)


def _read_and_store(report: Report) -> None:
    heartbeat = _Heartbeat(report)
    with _local_copy(report) as path, tempfile.TemporaryDirectory(prefix="pages-") as folder:
        parsed = bounded.read(path, bounds=bounds(), on_progress=heartbeat)
        pictures = bounded.draw(path, Path(folder), bounds=bounds(), on_progress=heartbeat.alive)
        _keep_pictures(report, parsed, pictures, heartbeat)
    with transaction.atomic():
        _hold(report)
        storing.keep_reading(report, parsed)
        restate(report, parsed.coa)
        report.status = Status.IN_REVIEW
        report.failure_code = ""
        report.read_at = timezone.now()
        report.reader_version = parsed.reader_version
        report.page_count = report.pages_done = len(parsed.pages)
        report.lease_key, report.lease_until = "", None
        report.save()


class _Heartbeat:
    """Renews the lease while the child reads, and tells how far it has come."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.last = 0.0
        self.pages_done = 0

    def __call__(self, progress: bounded.Progress) -> None:
        moved = progress.done != self.pages_done
        self.pages_done = progress.done
        self.alive(moved=moved)

    def alive(self, _progress: bounded.Progress | None = None, *, moved: bool = False) -> None:
        """Renew the lease, at most every few seconds; raises `LeaseLost` when it is no longer ours."""
        now = time.monotonic()
        if now - self.last < (0.5 if moved else min(_HEARTBEAT_SECONDS, settings.READING_LEASE_SECONDS / 4)):
            return
        self.last = now
        held = Report.objects.filter(pk=self.report.pk, lease_key=self.report.lease_key, status=Status.READING)
        if not held.update(lease_until=timezone.now() + _lease(), pages_done=self.pages_done):
            raise LeaseLost


@contextmanager
def _local_copy(report: Report) -> Iterator[Path]:
    """The original as a file on this machine, wherever the storage keeps it."""
    with tempfile.NamedTemporaryFile(prefix="reading-", suffix=".pdf") as copy, report.original.open("rb") as original:
        for chunk in original.chunks():
            copy.write(chunk)
        copy.flush()
        yield Path(copy.name)


def _keep_pictures(
    report: Report, parsed: Parsed, pictures: tuple[bounded.PagePicture, ...], heartbeat: _Heartbeat
) -> None:
    """Store page sizes and pictures. Paths follow from hash and page, so doing it again writes the same again."""
    drawn = {picture.number: picture for picture in pictures}
    for size in parsed.pages:
        heartbeat.alive()
        page, _ = PageImage.objects.get_or_create(
            report=report, number=size.number, defaults={"width": size.width, "height": size.height}
        )
        page.width, page.height = size.width, size.height
        if picture := drawn.get(size.number):
            page.pixel_width, page.pixel_height = picture.width, picture.height
            with picture.path.open("rb") as content:
                page.image.save("page.webp", File(content), save=False)
        page.save()
    report.pages.filter(number__gt=len(parsed.pages)).delete()


def _hold(report: Report) -> None:
    """Lock the report's row for this transaction; raises `LeaseLost` when another worker has it."""
    held = Report.objects.select_for_update().filter(pk=report.pk, lease_key=report.lease_key, status=Status.READING)
    if not list(held.values_list("pk")):
        raise LeaseLost


def restate(report: Report, read: CertificateOfAnalysis) -> None:
    """Write a report's rows and flags from what was read and what people corrected; runs in a transaction.

    The same reading and corrections give the same rows again. What people decided of flags is kept.
    """
    coa = corrected(read, report)
    storing.keep_rows(report, coa, read=read)
    context = checks.Context(today=timezone.localdate())
    storing.keep_flags(report, checks.run(coa, context), rules_version=checks.RULES_VERSION)
    report.rules_version = checks.RULES_VERSION


def _give_up(report: Report, failure: Unreadable) -> Outcome:
    """End the attempt by name: try again if the machine may be to blame and attempts are left."""
    again = failure.transient and report.attempts < settings.READING_ATTEMPTS
    log.warning("report.unreadable", code=failure.code, detail=failure.detail, again=again)
    held = Report.objects.filter(pk=report.pk, lease_key=report.lease_key, status=Status.READING)
    kept = held.update(
        status=Status.RECEIVED if again else Status.UNREADABLE,
        failure_code="" if again else failure.code,
        lease_key="",
        lease_until=None,
        queued_at=timezone.now(),
        changed_at=timezone.now(),
    )
    if not kept:
        return Outcome.NOT_OURS
    return Outcome.TRY_AGAIN if again else Outcome.UNREADABLE


def lost_reports() -> list[int]:
    """Reports to call a worker for again; those that were tried too often end here as unreadable, by name."""
    now = timezone.now()
    lost = Report.objects.filter(status=Status.READING, lease_until__lt=now)
    for report in lost.filter(attempts__gte=settings.READING_ATTEMPTS):
        with structlog.contextvars.bound_contextvars(report=report.reference, attempt=report.attempts):
            _give_up(report, ReaderLost())
    stale = Q(status=Status.RECEIVED) & (
        Q(queued_at__lt=now - dt.timedelta(seconds=_STALE_QUEUE_SECONDS)) | Q(queued_at__isnull=True)
    )
    waiting = Report.objects.filter(stale | Q(status=Status.READING, lease_until__lt=now))
    found = list(waiting.order_by("created_at").values_list("pk", flat=True)[:_SWEEP_AT_ONCE])
    Report.objects.filter(pk__in=found).update(queued_at=now)
    if found:
        log.info("reports.called_again", count=len(found))
    return found
