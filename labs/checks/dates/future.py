"""A date of the report has not come yet. Expiry dates are meant to lie ahead and are not asked."""

import datetime as dt
from collections.abc import Iterator

from labs.checks.amounts import on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, check
from labs.checks.dates.stages import DATES, but_one, read_as, stages
from labs.checks.subject import Subject
from labs.translatable import Sentence, gettext, gettext_noop, ngettext

_SLACK = dt.timedelta(days=1)


@check(
    "date.future",
    severity=Severity.ALERT,
    title=gettext_noop("Date in the future"),
    explanation=gettext_noop("What a report says was done cannot have been done on a day that has not come."),
    formula=gettext_noop("manufactured, sampled, received, tested, completed or reported > today + 1 day"),
    example=gettext_noop(
        """\
reported    2027-09-02
asked on    2026-11-23
difference  283 days, of which one is allowed for time zones"""
    ),
    innocent=(
        gettext_noop("A year or a month was mistyped."),
        gettext_noop("An expiry date was printed in another field than its own."),
    ),
    remedy=(gettext_noop("The laboratory can correct the date in an amended report."),),
    sources=(),
    ours=gettext_noop("One day is allowed for time zones."),
)
def future(subject: Subject, context: Context) -> Iterator[Answer]:
    """Ask each date of work done whether every reading of it lies ahead of today."""
    dated = stages(subject.coa)
    if dated:
        yield FINE
    for name, date in dated:
        if min(date.days) <= context.today + _SLACK:
            continue
        ahead = (min(date.days) - context.today).days
        yield Doubt(
            says=Sentence(
                ngettext(
                    "The %(date)s, %(printed)s, is %(days)s day ahead of %(today)s.",
                    "The %(date)s, %(printed)s, is %(days)s days ahead of %(today)s.",
                    ahead,
                ),
                date=DATES[name],
                printed=date.printed.text,
                days=str(ahead),
                today=context.today.isoformat(),
            ),
            arithmetic=on_paper(
                (
                    (name, read_as(date)),
                    (gettext("asked on"), context.today.isoformat()),
                    (gettext("difference"), but_one(ahead)),
                )
            ),
            evidence=(date.printed,),
        )
