"""The way in: keep a file once, and call a worker for it.

A file is looked at before anything is kept: its size and first bytes here, its pages and password in a bounded child.
A photo or scan becomes a PDF there, and is kept beside it; it is known again by the bytes that were sent. What is
refused leaves no row and no file. What is taken is committed, files and row, before any worker hears of it.
"""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import structlog
from django.contrib.auth.models import User
from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.db.models.fields.files import FieldFile
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sent:
    """An upload as a file on this machine; `size` in bytes."""

    path: Path
    sha256: str
    size: int
    media_type: str

    @property
    def is_picture(self) -> bool:
        return self.media_type != processing.PDF


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pdf:
    """What is read of an upload: itself, or what was made of it."""

    path: Path
    pages: int


def submit(
    content: "File[bytes]", *, file_name: str, origin: Report.Origin, by: Reader | None = None, queue: bool = True
) -> Submission:
    """Take in one PDF, photo or scan; the same bytes again lead to the report that exists.

    `queue` False leaves the reading to the caller. Raises `registry.processing.Unreadable` with a code and a sentence
    for the sender when the file is refused; then nothing is kept.
    """
    with _spooled(content) as sent:
        if existing := _existing(sent.sha256):
            return _known(existing, by)
        with _as_pdf(sent) as pdf:
            return _keep(sent, pdf, file_name=file_name, origin=origin, by=by, queue=queue)


def _existing(sha256: str) -> Report | None:
    return Report.objects.filter(sha256=sha256).first()


def _known(existing: Report, by: Reader | None) -> Submission:
    """A file that we have: its own sender may follow it if they were signed in, then and now."""
    own = isinstance(by, User) and existing.uploaded_by_id == by.pk
    return Submission(report=existing, is_new=False, may_follow=own)


@contextmanager
def _spooled(content: "File[bytes]") -> Iterator[_Sent]:
    """The upload as a file on disk; refused here if it is too large or of no kind that we take."""
    digest, size, head = hashlib.sha256(), 0, b""
    with tempfile.NamedTemporaryFile(prefix="intake-") as spool:
        content.seek(0)
        while chunk := content.read(_CHUNK):
            if not size:
                head = chunk[: processing.HEAD]
                processing.admit(head, content.size)
            size += len(chunk)
            digest.update(chunk)
            spool.write(chunk)
        media_type = processing.admit(head, size)  # the size as it is, not as it was announced
        spool.flush()
        yield _Sent(path=Path(spool.name), sha256=digest.hexdigest(), size=size, media_type=media_type)


@contextmanager
def _as_pdf(sent: _Sent) -> Iterator[_Pdf]:
    """The upload as a PDF that opens: itself, or one made of a photo or scan."""
    if not sent.is_picture:
        yield _Pdf(path=sent.path, pages=processing.inspect(sent.path))
        return
    with tempfile.TemporaryDirectory(prefix="intake-") as folder:
        made = processing.convert(sent.path, Path(folder))
        yield _Pdf(path=made.path, pages=made.pages)


def _keep(
    sent: _Sent,
    pdf: _Pdf,
    *,
    file_name: str,
    origin: Report.Origin,
    by: Reader | None,
    queue: bool,
) -> Submission:
    now = timezone.now()
    report = Report(
        sha256=sent.sha256,
        size=sent.size,
        page_count=pdf.pages,
        sent_type=sent.media_type if sent.is_picture else "",
        file_name=Path(file_name).name[:255] or "report.pdf",
        origin=origin,
        uploaded_by=by if isinstance(by, User) else None,
        waiting_since=now,
        queued_at=now if queue else None,
    )
    try:
        # The row is written first and claims the hash, so two senders of one file cannot both write it; a failure
        # while a file is stored takes the row back with it.
        with transaction.atomic():
            report.save(force_insert=True)
            _store(report, sent, pdf)
            if queue:
                tasks.call_on_commit(report.pk)
    except IntegrityError:
        existing = _existing(sent.sha256)
        if existing is None:
            raise
        return _known(existing, by)
    log.info(
        "report.received",
        report=report.reference,
        size=sent.size,
        pages=pdf.pages,
        media_type=sent.media_type,
        origin=str(origin),
    )
    return Submission(report=report, is_new=True, may_follow=True)


def _store(report: Report, sent: _Sent, pdf: _Pdf) -> None:
    """Put the PDF, and the photo or scan that it was made of, into the storage: both or neither."""
    files: list[tuple[FieldFile, Path]] = [(report.original, pdf.path)]
    if sent.is_picture:
        files.append((report.sent_file, sent.path))
    try:
        for field, path in files:
            with path.open("rb") as content:
                field.save(path.name, File(content), save=False)
        report.save()
    except BaseException:
        for field, _ in files:
            if field:
                with suppress(Exception):  # the first failure is the one to tell
                    field.delete(save=False)
        raise
