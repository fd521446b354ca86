"""The way in: keep a file once, and call a worker for it.

A file is looked at before anything is kept: its size and first bytes here, its pages and password in a bounded child.
What is refused leaves no row and no file. What is taken is committed, file and row, before any worker hears of it.
"""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import structlog
from django.contrib.auth.models import User
from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.utils import timezone

from registry import processing, tasks
from registry.models import Reader, Report

log = structlog.get_logger(__name__)
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """What became of a file: its report, whether this submission made it, and whether the sender may follow it.

    A file that someone else sent first is known, but its tracking token is its first sender's alone: whoever holds a
    copy of a PDF must not learn from us what becomes of another's report.
    """

    report: Report
    is_new: bool
    may_follow: bool

    @property
    def tracking_token(self) -> str:
        """The secret to follow the report with, or "" for whoever sent a file that another had sent before."""
        return self.report.tracking_token if self.may_follow else ""


def submit(
    content: "File[bytes]", *, file_name: str, origin: Report.Origin, by: Reader | None = None, queue: bool = True
) -> Submission:
    """Take in one PDF; the same bytes again lead to the report that exists.

    `queue` False leaves the reading to the caller. Raises `registry.processing.Unreadable` with a code and a sentence
    for the sender when the file is refused; then nothing is kept.
    """
    with _spooled(content) as (path, sha256, size):
        if existing := _existing(sha256):
            return _known(existing, by)
        pages = processing.inspect(path)
        return _keep(path, sha256, size, pages, file_name=file_name, origin=origin, by=by, queue=queue)


def _existing(sha256: str) -> Report | None:
    return Report.objects.filter(sha256=sha256).first()


def _known(existing: Report, by: Reader | None) -> Submission:
    """A file that we have: its own sender may follow it if they were signed in, then and now."""
    own = isinstance(by, User) and existing.uploaded_by_id == by.pk
    return Submission(report=existing, is_new=False, may_follow=own)


@contextmanager
def _spooled(content: "File[bytes]") -> Iterator[tuple[Path, str, int]]:
    """The upload as a file on disk with its SHA-256 and size; refused here if it is too large or no PDF."""
    digest, size = hashlib.sha256(), 0
    with tempfile.NamedTemporaryFile(prefix="intake-", suffix=".pdf") as spool:
        content.seek(0)
        while chunk := content.read(_CHUNK):
            if not size:
                processing.admit(chunk[:1024], content.size)
            size += len(chunk)
            digest.update(chunk)
            spool.write(chunk)
        processing.admit(b"%PDF-" if size else b"", size)  # the size as it is, not as it was announced
        spool.flush()
        yield Path(spool.name), digest.hexdigest(), size


def _keep(
    path: Path,
    sha256: str,
    size: int,
    pages: int,
    *,
    file_name: str,
    origin: Report.Origin,
    by: Reader | None,
    queue: bool,
) -> Submission:
    now = timezone.now()
    report = Report(
        sha256=sha256,
        size=size,
        page_count=pages,
        file_name=Path(file_name).name[:255] or "report.pdf",
        origin=origin,
        uploaded_by=by if isinstance(by, User) else None,
        waiting_since=now,
        queued_at=now if queue else None,
    )
    try:
        # The row is written first and claims the hash, so two senders of one file cannot both write it; a failure
        # while the file is stored takes the row back with it.
        with transaction.atomic(), path.open("rb") as stored:
            report.save(force_insert=True)
            report.original.save("original.pdf", File(stored), save=True)
            if queue:
                tasks.call_on_commit(report.pk)
    except IntegrityError:
        existing = _existing(sha256)
        if existing is None:
            raise
        return _known(existing, by)
    log.info("report.received", report=report.reference, size=size, pages=pages, origin=str(origin))
    return Submission(report=report, is_new=True, may_follow=True)
