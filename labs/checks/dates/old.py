"""The report is more than a year old, and prints no expiry of its own."""

import datetime as dt
from collections.abc import Iterator

from labs.checks.amounts import on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, Source, check
from labs.checks.dates.stages import read_as
from labs.checks.subject import Subject
from labs.coa import CertificateOfAnalysis, PrintedDate
from labs.translatable import Sentence, gettext, gettext_noop

_NOTE, _WARNING = 12, 24  # months
_STEPS = (
    (
        gettext("issued"),
        gettext_noop("The report was issued on %(day)s, more than %(months)s months before %(today)s."),
    ),
    (
        gettext("tested"),
        gettext_noop("The report was tested on %(day)s, more than %(months)s months before %(today)s."),
    ),
)


@check(
    "date.old",
    severity=Severity.WARNING,
    title=gettext_noop("Report older than 12 months"),
    explanation=gettext_noop(
        "Powders change as they are kept, and guides for buyers ask for a report of the last twelve months. No law on "
        "kratom that we found sets such a time. A printed expiry date is asked about instead where there is one. Of "
        "the genuine reports that we measured with, most are years old: nearly all of them show this."
    ),
    formula=gettext_noop("today > date of issue (else of the test) + 12 months a note, + 24 months a warning"),
    example=gettext_noop(
        """\
issued         2025-06-02
and 12 months  2026-06-02
asked on       2026-11-23"""
    ),
    innocent=(
        gettext_noop("The report is kept for the record of a batch that is no longer sold."),
        gettext_noop("The batch sells slowly."),
    ),
    remedy=(gettext_noop("The seller can have the batch tested again."),),
    sources=(
        Source(
            text=gettext_noop("A guide for buyers that asks for reports under 12 months"),
            url="https://kratomdeals.co/blog/lab-tested-kratom-what-to-look-for.html",
        ),
    ),
    ours=gettext_noop("The second step, at 24 months."),
)
def old(subject: Subject, context: Context) -> Iterator[Answer]:
    """Ask the date of issue, or else of the test, whether every reading of it is over a year ago."""
    coa = subject.coa
    if coa.expires is not None:
        return
    named = _dated(coa)
    if named is None:
        return
    yield FINE
    name, said, date = named
    day = max(date.days)
    if context.today <= months_after(day, _NOTE):
        return
    is_note = context.today <= months_after(day, _WARNING)
    step = _NOTE if is_note else _WARNING
    yield Doubt(
        says=Sentence(said, day=read_as(date), months=str(step), today=str(context.today)),
        arithmetic=on_paper(
            (
                (name, read_as(date)),
                (
                    Sentence(gettext_noop("and %(months)s months"), months=str(step)),
                    months_after(day, step).isoformat(),
                ),
                (gettext("asked on"), context.today.isoformat()),
            )
        ),
        evidence=(date.printed,),
        severity=Severity.NOTE if is_note else None,
    )


def months_after(day: dt.date, months: int) -> dt.date:
    """The same day of the month so many months later, or the last one that month has."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return dt.date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError(f"every month has a 28th: {day}")


def _dated(coa: CertificateOfAnalysis) -> tuple[str, str, PrintedDate] | None:
    """What was done on the day that counts, the template of the sentence, and the day."""
    for (name, said), date in zip(_STEPS, (coa.reported, coa.tested), strict=True):
        if date is not None and not date.printed.is_doubtful:
            return name, said, date
    return None
