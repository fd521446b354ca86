"""`manage.py demonstration`: fill the registry with fictional reports, through the real intake, reader and review.

Nothing is written by hand but dates: a report is taken in, read, checked and decided as any other, and then dated back
into the two years that the fictional market has behind it. Running it again goes on where it was stopped.
"""

import datetime as dt
import logging
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from itertools import islice
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, User
from django.core.files.base import ContentFile
from django.core.management import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone
from tqdm import tqdm

from labs.coa import SURE_ENOUGH
from labs.drawing import Drawing, draw_market, face_down, market_size, scanned
from registry import answering, hearing, intake, processing, review
from registry.models import AnalyteResult, Flag, Reply, Report, Status

_ACCOUNTS = (("moderator", "leafproof-moderator", "Moderators"), ("reader", "leafproof-reader", None))
_LEFT_IN_REVIEW = 6
_SCANNED = "scan-0001.pdf"
_CONFIRMED = "Compared with the page: the numbers are printed like this."
_REJECTED = "Dated before the sample came in. Sent back to the sender with a question to the laboratory."
_WITHDRAWN = "The laboratory says that it will issue a corrected report."
_REPLIED = "LOD and LOQ changed places in this row when the report was set. The results stand. We issue it again."
_SWAPPED = "The laboratory confirmed that LOD and LOQ changed places in this row."


class Fate(Enum):
    """What becomes of a report in the demonstration."""

    PUBLISHED = "published"
    LEFT = "left in review"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One file to take in, the day it was offered, and what becomes of it."""

    file_name: str
    pdf: bytes
    offered: dt.date
    fate: Fate
    dismisses: bool = False


class Command(BaseCommand):
    """Take in, read and decide the fictional reports; needs DEMONSTRATION=1."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add `--if-empty`, `--limit`, `--workers` and `--accounts`."""
        parser.add_argument("--if-empty", action="store_true", help="Do nothing when every report is there already.")
        parser.add_argument("--limit", type=int, help="Take only the oldest so many reports.")
        parser.add_argument("--workers", type=int, default=2, help="How many reports are read at once.")
        parser.add_argument("--accounts", action="store_true", help="Only make the accounts and print them.")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Fill the demonstration registry, or as much of it as is missing."""
        if not settings.DEMONSTRATION:
            raise CommandError("This fills a registry with fictional reports. It runs only with DEMONSTRATION=1.")
        moderator = _accounts()
        if options["accounts"]:
            self.stdout.write("Demonstration accounts:")
            for name, password, _ in _ACCOUNTS:
                self.stdout.write(f"  {name:10} password {password}")
            return
        total = market_size() + 1  # and a scan that shows nothing
        if options["if_empty"] and _is_complete(total):
            return
        with _quiet():
            _play(list(islice(scenes(), options["limit"])), moderator, options["workers"])


def scenes() -> Iterator[Scene]:
    """Every file of the demonstration, the oldest first.

    The first of those left in review comes as a scan: one of one page, since reading a picture takes seconds. The last
    is the scan of an empty side, which nobody can read.
    """
    drawings = list(draw_market())
    rejected = next(drawing for drawing in drawings if _has(drawing, "date.order"))
    withdrawn = next(drawing for drawing in reversed(drawings) if _has(drawing, "pf.contradiction"))
    dismissed = next(drawing for drawing in drawings if _has(drawing, "lod.loq_below_lod"))
    for number, drawing in enumerate(drawings):
        fate = Fate.PUBLISHED
        if number >= len(drawings) - _LEFT_IN_REVIEW:
            fate = Fate.LEFT
        elif drawing is rejected:
            fate = Fate.REJECTED
        elif drawing is withdrawn:
            fate = Fate.WITHDRAWN
        is_scanned = number == len(drawings) - _LEFT_IN_REVIEW
        yield Scene(
            file_name=_SCANNED if is_scanned else drawing.file_name,
            pdf=scanned(drawing.pdf) if is_scanned else drawing.pdf,
            offered=drawing.offered,
            fate=fate,
            dismisses=drawing is dismissed,
        )
    yield Scene(file_name="scan-0002.pdf", pdf=face_down(), offered=drawings[-1].offered, fate=Fate.UNREADABLE)


def _has(drawing: Drawing, check: str) -> bool:
    return any(fault.check == check for fault in drawing.faults)


def _accounts() -> User:
    """Make the accounts that are missing; gives the moderator."""
    users = get_user_model().objects
    for name, password, group in _ACCOUNTS:
        if not users.filter(username=name).exists():
            user = users.create_user(username=name, password=password)
            if group is not None:
                user.groups.add(Group.objects.get(name=group))
    return users.get(username=_ACCOUNTS[0][0])


def _is_complete(total: int) -> bool:
    """Whether every fictional report is there and none is still to be read."""
    fictional = Report.objects.filter(origin=Report.Origin.DEMONSTRATION)
    return fictional.count() >= total and not fictional.waiting().exists()


@contextmanager
def _quiet() -> Iterator[None]:
    """Leave the terminal to the progress bar: of what the registry does, only what goes wrong is logged."""
    logger = logging.getLogger("registry")
    before = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(before)


def _play(played: list[Scene], moderator: User, workers: int) -> None:
    """Put the files through the registry, several at once; each is read in a bounded process of its own."""
    bar = tqdm(total=len(played), desc="Reading the demonstration's reports", unit="report", file=sys.stderr)
    if workers == 1:
        for scene in played:
            _put_through(scene, moderator)
            bar.update()
        bar.close()
        return

    def put_through(scene: Scene) -> None:
        try:
            _put_through(scene, moderator)
        finally:
            connection.close()  # a thread's own

    pool = ThreadPoolExecutor(max_workers=workers)
    try:
        for _ in pool.map(put_through, played):
            bar.update()
    finally:
        pool.shutdown(cancel_futures=True)
        bar.close()


def _put_through(scene: Scene, moderator: User) -> None:
    """Take one file in, read it, decide it and date it back, as far as that has not been done."""
    content = ContentFile(scene.pdf, name=scene.file_name)
    try:
        taken = intake.submit(content, file_name=scene.file_name, origin=Report.Origin.DEMONSTRATION, queue=False)
    except processing.Unreadable as failure:
        tqdm.write(f"{scene.file_name} was refused ({failure.code}); the next start tries again.", file=sys.stderr)
        return
    report = taken.report
    while processing.process(report.pk) is processing.Outcome.TRY_AGAIN:
        pass
    report.refresh_from_db()
    if report.decisions.exists():
        return
    if report.status == Status.IN_REVIEW and scene.fate not in (Fate.LEFT, Fate.UNREADABLE):
        _decide(report, scene, moderator)
    _date_back(report, scene.offered)


def _decide(report: Report, scene: Scene, moderator: User) -> None:
    if scene.fate is Fate.REJECTED:
        review.reject(report, by=moderator, reason=_REJECTED)
        return
    for flag in Flag.everything.filter(report=report, is_current=True, state=Flag.State.OPEN):
        if scene.dismisses:
            _reply(flag, moderator)
            review.dismiss_flag(flag, by=moderator, because=Flag.Dismissal.EXPLAINED, reason=_SWAPPED)
        else:
            review.confirm_flag(flag, by=moderator, reason=_CONFIRMED)
    if review.blockers(report) or _is_doubtful(report):
        return  # it waits for a person, as it would anywhere
    review.publish(report, by=moderator)
    if scene.fate is Fate.WITHDRAWN:
        review.withdraw(report, by=moderator, reason=_WITHDRAWN)


def _reply(flag: Flag, moderator: User) -> None:
    """The laboratory answers to a flag, and a moderator verifies that it does."""
    reply = answering.reply(
        flag,
        capacity=Reply.Capacity.LABORATORY,
        name=str(flag.report.laboratory),
        contact="quality@laboratory.example",
        text=_REPLIED,
    )
    hearing.verify_reply(reply, by=moderator)


def _is_doubtful(report: Report) -> bool:
    """Whether the reader itself is not sure enough of one of the report's results."""
    return AnalyteResult.objects.filter(sample__report=report, confidence__lt=SURE_ENOUGH).exists()


def _date_back(report: Report, offered: dt.date) -> None:
    """Give the report and what was decided of it dates in the market's history."""
    now = timezone.now()
    came = dt.datetime.combine(offered, dt.time(8, report.pk % 60), tzinfo=dt.UTC)
    read, decided = came + dt.timedelta(minutes=1), came + dt.timedelta(days=1 + report.pk % 3, hours=report.pk % 7)
    report.refresh_from_db()
    Report.objects.filter(pk=report.pk).update(
        created_at=min(came, now),
        read_at=report.read_at and min(read, now),
        published_at=report.published_at and min(decided, now),
        changed_at=min(decided if report.decisions.exists() else read, now),
    )
    report.readings.update(read_at=min(read, now))
    report.flags.update(first_seen_at=min(read, now))
    report.decisions.update(at=min(decided, now))
    Reply.objects.filter(flag__report=report).update(sent_at=min(read, now))
