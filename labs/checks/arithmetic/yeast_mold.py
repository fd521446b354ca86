"""Yeast and mold together are not the total count of yeast and mold."""

from collections.abc import Iterator
from decimal import Decimal

from labs.checks.amounts import amount, on_paper
from labs.checks.arithmetic.logs import Count, count_of, far_above, powers_apart
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, Source, check
from labs.checks.subject import Subject
from labs.quantities import Interval
from labs.reference.amounts import span
from labs.translatable import Sentence, gettext, gettext_noop


@check(
    "arith.yeast_mold",
    severity=Severity.WARNING,
    title=gettext_noop("Yeast and mold differ from their total"),
    explanation=gettext_noop(
        "The total yeast and mold count (TYMC) counts what the two other rows count. Plates differ, but seldom by more "
        "than half a power of ten."
    ),
    formula=gettext_noop("|log10(TYMC) − log10(yeast + mold)| ≤ 0.5"),
    example=gettext_noop(
        """\
Yeast                                 20 CFU/g
Mold                                 110 CFU/g
together, with rounding              120 to 140 CFU/g
Total combined yeast and mold count  980 CFU/g
with rounding                        975 to 985 CFU/g
apart, at least                        0.84 powers of ten"""
    ),
    innocent=(
        gettext_noop("The three counts come from different plates."),
        gettext_noop("The total was counted by a rapid method."),
    ),
    remedy=(gettext_noop("The laboratory can say which plates each number comes from."),),
    sources=(Source(text=gettext_noop("The total combined count is that of yeasts and molds: USP <61>, USP <2021>")),),
    ours=gettext_noop(
        "Half a power of ten (a factor of 3.16) is our choice: plate counts usually repeat within some tenths of one."
    ),
)
def yeast_mold(subject: Subject, _context: Context) -> Iterator[Answer]:
    """Ask each sample with all three counts whether two of them can add up to the third."""
    for part in subject.parts:
        total, yeast, mold = (count_of(subject, part, name) for name in ("tymc", "yeast", "mold"))
        if total is None or yeast is None or mold is None:
            continue
        if not total.dimension == yeast.dimension == mold.dimension:
            continue
        together = yeast.interval + mold.interval
        if far_above(total.interval, together) or far_above(together, total.interval):
            yield _doubt(total, yeast, mold, together)
        else:
            yield FINE


def _doubt(total: Count, yeast: Count, mold: Count, together: Interval) -> Doubt:
    unit = "CFU/g" if "mass" in total.dimension else "CFU/mL"
    whole = total.interval
    assert together.high is not None or whole.high is not None
    if far_above(whole, together):
        more, less = whole.low, together.high
    else:
        more, less = together.low, whole.high
    assert less is not None
    return Doubt(
        says=Sentence(
            gettext_noop(
                "%(name)s is printed as %(amount)s, but %(first)s as %(first_amount)s and %(second)s as "
                "%(second_amount)s."
            ),
            name=total.result.name.text,
            amount=amount(total.result),
            first=yeast.result.name.text,
            first_amount=amount(yeast.result),
            second=mold.result.name.text,
            second_amount=amount(mold.result),
        ),
        arithmetic=on_paper(
            (
                (yeast.result.name.text, amount(yeast.result)),
                (mold.result.name.text, amount(mold.result)),
                (gettext("together, with rounding"), span(together, unit)),
                (total.result.name.text, amount(total.result)),
                (gettext("with rounding"), span(whole, unit)),
                (
                    gettext("apart, at least"),
                    Sentence(
                        gettext_noop("%(number)s powers of ten"), number=powers_apart(more, max(less, Decimal(1)))
                    ),
                ),
            )
        ),
        evidence=(total.result.printed, yeast.result.printed, mold.result.printed),
        about=total.result,
    )
