"""What the worker does: read a report, question it, keep the answer. The bridge from the website to the reader.

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

import msgspec
import structlog
from django.conf import settings
from django.core.files.base import File
from django.db import DataError, IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone

from labs.checks.document import document_of
from labs.parsing import Parsed
from labs.parsing.bounds import bounded
from labs.parsing.failures import FAILURES, CannotBeStored, ReaderLost, Unreadable
from labs.parsing.files.admission import admit as admit_file
from labs.parsing.files.media import HEAD, PDF, PICTURES, PictureType
from registry import judging, readings, storing
from registry.models import PageImage, Report, Status

__all__ = [
    "FAILURES",
    "HEAD",
    "PDF",
    "PICTURES",
    "Outcome",
    "PictureType",
    "Unreadable",
    "admit",
    "codes_in",
    "convert",
    "inspect",
    "lost_reports",
    "process",
]

log = structlog.get_logger(__name__)
_HEARTBEAT_SECONDS = 3.0
_STALE_QUEUE_SECONDS = 60
_CALL_AGAIN_SECONDS = 300
_SWEEP_AT_ONCE = 50
_STORING_TRIES = 3


class Outcome(Enum):
    """What became of a call to `process`."""

    READ = "read"
    UNREADABLE = "unreadable"
    TRY_AGAIN = "try again"
    NOT_OURS = "not ours"  # read already, or another worker is at it


class LeaseLost(Exception):
    """Another worker took the report over: whatever we found must not be written."""


def bounds() -> bounded.Bounds:
    """What one reading may use, from the settings."""
    return bounded.Bounds(
        size=settings.READING_SIZE,
        pages=settings.READING_PAGES,
        cpu_seconds=settings.READING_CPU_SECONDS,
        wall_seconds=settings.READING_WALL_SECONDS,
        memory=settings.READING_MEMORY,
        picture_pages=settings.READING_PICTURE_PAGES,
        picture_cpu_seconds=settings.READING_PICTURE_CPU_SECONDS,
        picture_wall_seconds=settings.READING_PICTURE_WALL_SECONDS,
        picture_memory=settings.READING_PICTURE_MEMORY,
    )


def admit(head: bytes, size: int) -> str:
    """A file's media type by its first `HEAD` bytes: `PDF` or one of `PICTURES`.

    Raises the `Unreadable` that says why it is refused.
    """
    return admit_file(head, size, bounds())


def inspect(path: Path) -> int:
    """The number of pages of a file that can be opened, counted in a bounded child; raises `Unreadable`."""
    return bounded.inspect(path, bounds=bounds())


def convert(path: Path, folder: Path) -> bounded.MadePdf:
    """A PDF in `folder` of a photo or scan, made in a bounded child; raises `Unreadable`."""
    return bounded.convert(path, folder, bounds=bounds())


def codes_in(path: Path) -> tuple[str, ...]:
    """What the bar codes and QR codes in a photo say, looked for in a bounded child; raises `Unreadable`."""
    return tuple(code.text for code in bounded.codes_in(path, bounds=bounds()))


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
            return _give_up(report, failure, again=failure.transient)
        except (FileNotFoundError, DataError, ValueError, ArithmeticError, msgspec.MsgspecError) as error:
            log.exception("report.cannot_be_stored")
            return _give_up(report, CannotBeStored(type(error).__name__), again=False)
        except (
            OSError,
            IntegrityError,
            judging.Overtaken,
        ) as error:  # a full disk, a race: again it may go
            log.exception("report.cannot_be_stored")
            return _give_up(report, CannotBeStored(type(error).__name__), again=True)
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
        turns = {page.number: page.turn for page in parsed.pages if page.turn}
        pictures = bounded.draw(path, Path(folder), bounds=bounds(), on_progress=heartbeat.alive, turns=turns)
        _keep_pictures(report, parsed, pictures, heartbeat)
    looks = {picture.number: picture.look for picture in pictures}
    document = document_of(parsed, tuple(looks.get(page.number) for page in parsed.pages))
    judged = judging.judge(report, parsed.coa, document=document)
    for tries_left in reversed(range(_STORING_TRIES)):
        heartbeat.renew()  # the checks may have taken as long as a page
        try:
            _store(report, parsed, judged)
        except IntegrityError:  # another report of the same laboratory, product or batch was stored or left at once
            if not tries_left:
                raise
            log.info("report.storing_again")
        else:
            return


def _store(report: Report, parsed: Parsed, judged: judging.Judged) -> None:
    """Write everything at once: short, so that the database is never held for as long as the checks take.

    `report` itself stays as it is: what this transaction sets is undone with it.
    """
    with transaction.atomic():
        held = _held(report)
        readings.keep_reading(held, parsed)
        judging.restate(held, judged)
        held.status = Status.IN_REVIEW
        held.failure_code = ""
        held.read_at = timezone.now()
        held.reader_version = parsed.reader_version
        held.page_count = held.pages_done = len(parsed.pages)
        held.lease_key, held.lease_until = "", None
        held.save()


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
        self.renew()

    def renew(self) -> None:
        """Renew the lease now; raises `LeaseLost` when it is no longer ours."""
        self.last = time.monotonic()
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
        page.width, page.height, page.turn, page.source = size.width, size.height, size.turn, size.source
        if picture := drawn.get(size.number):
            page.pixel_width, page.pixel_height, page.look = picture.width, picture.height, picture.look
            with picture.path.open("rb") as content:
                page.image.save("page.webp", File(content), save=False)
        page.save()
    report.pages.filter(number__gt=len(parsed.pages)).delete()


def _held(report: Report) -> Report:
    """The report's row, locked for this transaction; raises `LeaseLost` when another worker has it."""
    ours = Report.objects.select_for_update().filter(pk=report.pk, lease_key=report.lease_key, status=Status.READING)
    held: Report | None = ours.first()
    if held is None:
        raise LeaseLost
    return held


def _give_up(report: Report, failure: Unreadable, *, again: bool, lost_before: dt.datetime | None = None) -> Outcome:
    """End the attempt by name: try `again` if attempts are left. `lost_before`: only if its lease ran out by then."""
    again = again and report.attempts < settings.READING_ATTEMPTS
    log.warning("report.unreadable", code=failure.code, detail=failure.detail, again=again)
    held = Report.objects.filter(pk=report.pk, lease_key=report.lease_key, status=Status.READING)
    if lost_before is not None:
        held = held.filter(lease_until__lt=lost_before)
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
            _give_up(report, ReaderLost(), again=False, lost_before=now)
    # The first message may have been lost, so a report is soon called for again; in a long queue every further call
    # would only make the queue longer.
    never_called = Q(queued_at__isnull=True)
    called_once = Q(queued_at__lte=F("waiting_since"), queued_at__lt=now - dt.timedelta(seconds=_STALE_QUEUE_SECONDS))
    called_long_ago = Q(queued_at__lt=now - dt.timedelta(seconds=_CALL_AGAIN_SECONDS))
    stale = Q(status=Status.RECEIVED) & (never_called | called_once | called_long_ago)
    waiting = Report.objects.filter(stale | Q(status=Status.READING, lease_until__lt=now))
    found = list(waiting.order_by("waiting_since", "pk").values_list("pk", flat=True)[:_SWEEP_AT_ONCE])
    Report.objects.filter(pk__in=found).update(queued_at=now)
    if found:
        log.info("reports.called_again", count=len(found))
    return found
