"""Asking the rules again of reports that were read: what a rule that changed finds now, beside what stands.

The reading stays as it is, and so does what people decided of flags, but for one that grows graver and says other
numbers: see `storing.keep_flags`. Reports that wait for a worker, or that one is reading, are left to it. Each report
is judged outside and written inside a transaction of its own that holds its row, so a run may be stopped anywhere and
begun again.
"""

import datetime as dt
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import msgspec
import PIL.Image
import structlog
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from labs.checks import RULES_VERSION
from labs.checks.dates.old import months_after
from labs.parsing.looks import look_of
from registry import candidates, judging, readings, storing
from registry.corrections import corrected, place, standing
from registry.fingerprints import MARKS_VERSION
from registry.models import Flag, HeaderField, PageImage, Reading, Report, Status

log = structlog.get_logger(__name__)
OF_AGE = frozenset({"date.old", "date.expired"})  # what these find comes with time, though nothing is changed
_READ = (Status.IN_REVIEW, Status.PUBLISHED, Status.REJECTED, Status.WITHDRAWN)
_BATCH = 200
_TRIES = 3
_UNSEEN = frozenset({"says_made", "arithmetic_made"})  # filled in without a word that changes


class Change(StrEnum):
    """What asking again does to a flag."""

    NEW = "new"
    GONE = "gone"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One flag of a report that is not as it was. `decided` is what a person said of it before, "" for nothing."""

    change: Change
    check: str
    key: str
    severity: str
    says: str
    decided: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rechecked:
    """A report that was asked again: what is different, and how many flags stay as they were.

    `skipped` says why it could not be asked, "" where it was.
    """

    pk: int
    reference: str
    differences: tuple[Difference, ...] = ()
    kept: int = 0
    skipped: str = ""


def to_recheck(*, since: dt.date | None = None, after: str = "") -> QuerySet[Report]:
    """Every report that was read, or those read on `since` or later, or those that come after the reference `after`.

    Raises `Report.DoesNotExist` for a reference that no report has.
    """
    found = Report.objects.filter(status__in=_READ, read_at__isnull=False)
    if since is not None:
        found = found.filter(read_at__gte=timezone.make_aware(dt.datetime.combine(since, dt.time())))
    if after:
        found = found.filter(pk__gt=Report.objects.get(reference=after).pk)
    return found.order_by("pk")


def come_of_age(today: dt.date) -> QuerySet[Report]:
    """The reports of which the checks `OF_AGE` find something on a day that no flag says yet, by the dates kept."""
    flags = Flag.everything.filter(report=OuterRef("pk"), is_current=True)
    expiry = HeaderField.objects.filter(report=OuterRef("pk"), name="expires")
    is_old = Q(day__lt=months_after(today, -12)) & ~Exists(flags.filter(check_id="date.old"))
    is_older = Q(day__lt=months_after(today, -24)) & Exists(flags.filter(check_id="date.old", severity="note"))
    is_past = Exists(expiry.filter(value__lt=today.isoformat())) & ~Exists(flags.filter(check_id="date.expired"))
    dated = to_recheck().annotate(day=Coalesce("reported_on", "tested_on"))
    return dated.filter(((is_old | is_older) & ~Exists(expiry)) | is_past)


def recheck(reports: QuerySet[Report], *, only: Collection[str] = (), dry_run: bool = False) -> Iterator[Rechecked]:
    """Ask all rules, or those in `only`, of each report, oldest first; with `dry_run`, writes nothing.

    Reports without the marks that others are found by now are given theirs first, and their pages the looks.
    """
    if not dry_run:
        _look_again()
        _mark_unmarked()
    last = 0
    while batch := list(reports.filter(pk__gt=last)[:_BATCH]):
        for report in batch:
            yield recheck_one(report, frozenset(only), dry_run=dry_run)
        last = batch[-1].pk


def _look_again() -> None:
    """Look at the pictures that were drawn before looks were kept. One that cannot be opened stays without."""
    for page in PageImage.objects.filter(look=None).exclude(image="").iterator(chunk_size=_BATCH):
        with suppress(OSError, ValueError, PIL.Image.DecompressionBombError), page.image.open("rb") as file:
            with PIL.Image.open(file, formats=("WEBP",)) as picture:
                look = look_of(picture)
            PageImage.objects.filter(pk=page.pk, look=None).update(look=look)


def _mark_unmarked() -> None:
    for report in to_recheck().exclude(marks_version=MARKS_VERSION).iterator(chunk_size=_BATCH):
        with suppress(Reading.DoesNotExist, msgspec.ValidationError, IntegrityError), transaction.atomic():
            if held := Report.objects.select_for_update(of=("self",)).filter(pk=report.pk, status__in=_READ).first():
                read = readings.certificate_of(held)
                coa = corrected(read, place(read, standing(held)))
                candidates.keep_marks(held, coa, readings.document_of(held))


def recheck_one(report: Report, only: frozenset[str] = frozenset(), *, dry_run: bool = False) -> Rechecked:
    """Judge and write one report, once more from the start where somebody was at it meanwhile."""
    for _ in range(_TRIES):
        try:
            return _try(report.pk, only, dry_run=dry_run)
        except (judging.Overtaken, IntegrityError):
            log.info("recheck.overtaken", report=report.reference)
        except Report.DoesNotExist:
            return Rechecked(pk=report.pk, reference=report.reference, skipped="a worker is to read it again")
        except (Reading.DoesNotExist, msgspec.ValidationError) as error:
            reason = f"its reading cannot be used ({type(error).__name__})"
            return Rechecked(pk=report.pk, reference=report.reference, skipped=reason)
    return Rechecked(pk=report.pk, reference=report.reference, skipped="others kept changing it")


def _try(pk: int, only: frozenset[str], *, dry_run: bool) -> Rechecked:
    report = Report.objects.get(pk=pk, status__in=_READ)
    judged = judging.judge(report, readings.certificate_of(report), only=only)
    if dry_run:
        return _compared(report, judged, only)
    with transaction.atomic():
        held = Report.objects.select_for_update(of=("self",)).get(pk=pk, status__in=_READ)
        if held.read_at != report.read_at:
            raise judging.Overtaken
        found = _compared(held, judged, only)
        judging.reflag(held, judged, only=only)
        if found.differences:
            held.save(update_fields=("rules_version", "changed_at"))
        elif not only and report.rules_version != RULES_VERSION:
            Report.objects.filter(pk=pk).update(rules_version=RULES_VERSION)
        return found


def _compared(report: Report, judged: judging.Judged, only: frozenset[str]) -> Rechecked:
    """What the findings of some checks change in the flags that stand, new ones first, then changed, then gone."""
    stands = {(flag.check_id, flag.key): flag for flag in storing.flags_of(report, only)}
    current = {name: flag for name, flag in stands.items() if flag.is_current}
    fields = {
        (one.check, storing.flag_key(one, judged.others)): storing.flag_fields(one, judged.others)
        for one in judged.findings
    }
    new = [_difference(Change.NEW, *name, fields[name], stands.get(name)) for name in fields if name not in current]
    changed = [
        _difference(Change.CHANGED, *name, fields[name], flag)
        for name, flag in current.items()
        if name in fields
        and any(getattr(flag, field) != fields[name][field] for field in fields[name].keys() - _UNSEEN)
    ]
    gone = [
        _difference(Change.GONE, *name, {"severity": flag.severity, "says": flag.says}, flag)
        for name, flag in current.items()
        if name not in fields
    ]
    return Rechecked(
        pk=report.pk,
        reference=report.reference,
        differences=(*new, *changed, *gone),
        kept=len(current) - len(changed) - len(gone),
    )


def _difference(change: Change, check: str, key: str, fields: dict[str, Any], flag: Flag | None) -> Difference:
    decided = "" if flag is None or flag.state == Flag.State.OPEN else flag.state
    return Difference(
        change=change, check=check, key=key, severity=str(fields["severity"]), says=fields["says"], decided=decided
    )
