"""A total of alkaloids that leaves a quarter of itself unexplained."""

from collections.abc import Iterator
from decimal import Decimal

from labs.checks.amounts import allowed, amount, on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, check
from labs.checks.subject import Subject
from labs.checks.sums import PrintedSum, evidence, printed_sums
from labs.reference.amounts import plain, rounded
from labs.translatable import Sentence, gettext, gettext_noop

_SHOWN_FROM = Decimal("0.25")  # of the total


@check(
    "alk.unassigned_gap",
    severity=Severity.NOTE,
    title=gettext_noop("A quarter of all alkaloids has no name"),
    explanation=gettext_noop(
        "The report prints a total of alkaloids far above those that it lists. What the rest consists of is worth a "
        "question."
    ),
    formula=gettext_noop("(least total − most of the listed alkaloids) ÷ total > 0.25"),
    example=gettext_noop(
        """\
printed total              27.60 mg/g
listed alkaloids, at most  18.14 mg/g
no name, at least          34.3 %"""
    ),
    innocent=(
        gettext_noop(
            "The total was measured by itself, by titration, and covers alkaloids that were not looked for one by one."
        ),
        gettext_noop("Other alkaloids of the sample stand in a table that we did not read."),
    ),
    remedy=(gettext_noop("The laboratory can say how the total was found, and what else it covers."),),
    sources=(),
    ours=gettext_noop("The quarter is our choice."),
)
def unassigned_gap(subject: Subject, _context: Context) -> Iterator[Answer]:
    """Ask each printed total how much of it the listed alkaloids must leave over."""
    for row in printed_sums(subject):
        gaps = [(one, gap) for one in row if (gap := _gap(one)) is not None]
        if gaps:
            yield FINE
        if gaps and all(gap > _SHOWN_FROM for _, gap in gaps):
            yield _doubt(*gaps[0])


def _gap(one: PrintedSum) -> Decimal | None:
    """The least share of the total that no listed alkaloid explains; None where that is not bounded."""
    total, listed, value = allowed(one.total), one.addends.everything, one.total.quantity.value
    if total is None or listed is None or listed.high is None or not value:
        return None
    return (total.low - listed.high) / value


def _doubt(one: PrintedSum, gap: Decimal) -> Doubt:
    listed = one.addends.everything
    assert listed is not None
    assert listed.high is not None
    share = f"{rounded(gap * 100)} %"
    return Doubt(
        says=Sentence(
            gettext_noop("Of %(total)s alkaloids at least %(share)s is none of those that the report lists."),
            total=amount(one.total),
            share=share,
        ),
        arithmetic=on_paper(
            (
                (gettext("printed total"), amount(one.total)),
                (gettext("listed alkaloids, at most"), f"{plain(listed.high)} {one.total.unit}"),
                (gettext("no name, at least"), share),
            )
        ),
        evidence=evidence(one),
        about=one.total,
    )
