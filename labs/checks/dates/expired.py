"""The expiry date that the report prints has passed."""

from collections.abc import Iterator

from labs.checks.amounts import on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, check
from labs.checks.dates.stages import in_days, read_as
from labs.checks.subject import Subject
from labs.translatable import Sentence, gettext, gettext_noop, ngettext


@check(
    "date.expired",
    severity=Severity.WARNING,
    title=gettext_noop("Past the expiry printed on the report"),
    explanation=gettext_noop("The report itself names the day until which the product, or the report, holds."),
    formula=gettext_noop("today > expiry"),
    example=gettext_noop(
        """\
expires   2026-08-31
asked on  2026-11-23
past by   84 days"""
    ),
    innocent=(
        gettext_noop("The batch is sold out, and its report is kept for the record."),
        gettext_noop("A later stability test allows the product to be kept longer."),
    ),
    remedy=(gettext_noop("The seller can withdraw the batch, or show a test that allows a longer time."),),
    sources=(),
    ours=gettext_noop("The last day itself still counts as within."),
)
def expired(subject: Subject, context: Context) -> Iterator[Answer]:
    """Ask a printed expiry whether every reading of it lies behind today."""
    expires = subject.coa.expires
    if expires is None or expires.printed.is_doubtful:
        return
    yield FINE
    if max(expires.days) >= context.today:
        return
    past = (context.today - max(expires.days)).days
    yield Doubt(
        says=Sentence(
            ngettext(
                "The expiry date, %(printed)s, had passed by %(days)s day on %(today)s.",
                "The expiry date, %(printed)s, had passed by %(days)s days on %(today)s.",
                past,
            ),
            printed=expires.printed.text,
            days=str(past),
            today=str(context.today),
        ),
        arithmetic=on_paper(
            (
                (gettext("expires"), read_as(expires)),
                (gettext("asked on"), context.today.isoformat()),
                (gettext("past by"), in_days(past)),
            )
        ),
        evidence=(expires.printed,),
    )
