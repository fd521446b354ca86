"""The dates of a report run backwards.

Material is made, then sampled, received and tested, and the work is completed and reported, in this order. One day of
slack allows for time zones, and a date that can be read in two orders counts only if both readings are out of order.
"""

import datetime as dt
from collections.abc import Iterator

from labs.checks.amounts import on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, check
from labs.checks.dates.stages import DATES, Stage, but_one, read_as, stages
from labs.checks.sources import iso_17025
from labs.checks.subject import Subject
from labs.coa import PrintedDate
from labs.translatable import Sentence, gettext, gettext_noop, ngettext

_SLACK = dt.timedelta(days=1)


@check(
    "date.order",
    severity=Severity.ALERT,
    title=gettext_noop("Dates out of order"),
    explanation=gettext_noop("A laboratory cannot report on a sample before it has it, nor test what is not made yet."),
    formula=gettext_noop(
        "a later stage + 1 day < an earlier one, of manufactured, sampled, received, tested, completed, reported"
    ),
    example=gettext_noop(
        """\
received    2026-06-09
reported    2026-06-02
difference  7 days, of which one is allowed for time zones"""
    ),
    innocent=(
        gettext_noop("A date was printed in another field than its own."),
        gettext_noop("Day and month were exchanged."),
    ),
    remedy=(gettext_noop("The laboratory can correct the date in an amended report."),),
    sources=(iso_17025("7.8.2.1"),),
    ours=gettext_noop("One day is allowed for time zones."),
)
def order(subject: Subject, _context: Context) -> Iterator[Answer]:
    """Ask each date whether it lies before one that must come first, and the expiry whether it precedes making."""
    coa = subject.coa
    dated = stages(coa)
    if len(dated) > 1:
        yield FINE
    for position, later in enumerate(dated[1:], 1):
        earlier = max(dated[:position], key=lambda stage: min(stage[1].days))
        if _precedes(later[1], earlier[1]):
            yield _doubt(later, earlier)
    # A report may come after the expiry date, of what has been kept; nothing expires before it is made.
    made = next((date for name, date in dated if name == "manufactured"), None)
    if coa.expires is None or made is None or coa.expires.printed.is_doubtful:
        return
    if _precedes(coa.expires, made):
        yield _doubt((gettext("expires"), coa.expires), (gettext("manufactured"), made))


def _precedes(later: PrintedDate, earlier: PrintedDate) -> bool:
    return max(later.days) + _SLACK < min(earlier.days)


def _doubt(later: Stage, earlier: Stage) -> Doubt:
    (name, date), (first_name, first) = later, earlier
    days = (min(first.days) - max(date.days)).days
    return Doubt(
        says=Sentence(
            ngettext(
                "The %(date)s, %(printed)s, is %(days)s day before the %(first)s, %(first_printed)s.",
                "The %(date)s, %(printed)s, is %(days)s days before the %(first)s, %(first_printed)s.",
                days,
            ),
            date=DATES[name],
            printed=date.printed.text,
            days=str(days),
            first=DATES[first_name],
            first_printed=first.printed.text,
        ),
        arithmetic=on_paper(
            (
                (first_name, read_as(first)),
                (name, read_as(date)),
                (gettext("difference"), but_one(days)),
            )
        ),
        evidence=(date.printed, first.printed),
    )
