"""A serving with more than 150 mg mitragynine, or more than 1 mg 7-OH."""

from collections.abc import Iterator
from decimal import Decimal

from labs.checks.amounts import amount, factor_between, on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, check
from labs.checks.profile.held import MITRAGYNINE, SEVEN_OH, Held, article_of, held_of
from labs.checks.profile.laws import GEORGIA, RHODE_ISLAND
from labs.checks.subject import Part, Subject
from labs.coa import AnalyteResult
from labs.reference.amounts import plain, span
from labs.translatable import Sentence, gettext, gettext_noop

_CAPS = {MITRAGYNINE: Decimal(150), SEVEN_OH: Decimal(1)}  # mg in a serving


@check(
    "alk.mit_per_serving",
    severity=Severity.WARNING,
    title=gettext_noop("Above 150 mg mitragynine or 1 mg 7-OH in a serving"),
    explanation=gettext_noop("Georgia and Rhode Island cap both alkaloids in what the label calls a serving."),
    formula=gettext_noop(
        "least mg per serving > 150 (mitragynine) or > 1 (7-OH); mg per serving = mg per unit × units per serving"
    ),
    example=gettext_noop(
        """\
printed        14.11 mg/serving
with rounding  14.105 to 14.115 mg/serving
cap             1 mg"""
    ),
    innocent=(
        gettext_noop("What the laboratory calls a serving is not what the label calls one."),
        gettext_noop("The product is not sold in Georgia or Rhode Island."),
    ),
    remedy=(gettext_noop("The seller can say what a serving is, and in which markets the product is sold."),),
    sources=(GEORGIA, RHODE_ISLAND),
)
def mit_per_serving(subject: Subject, context: Context) -> Iterator[Answer]:
    """Ask each sample whether all that a serving may hold is above a cap; quiet without amounts per serving."""
    for part in subject.parts:
        for analyte, cap in _CAPS.items():
            found, units = _in_a_serving(subject, part, analyte, context.units_per_serving)
            if found is None:
                continue
            yield FINE
            if found.low * units > cap:
                yield _doubt(found, units, cap)


def _in_a_serving(subject: Subject, part: Part, analyte: str, units: int | None) -> tuple[Held | None, int]:
    """The amount per serving with 1, or per unit with the number of units in a serving."""
    printed = [(one, article_of(one)) for one in part.of(analyte)]
    for article, times in (("serving", 1), ("unit", units)):
        results = [one for one, of in printed if of == article]
        if results and times is not None and (unit := _milligrams(results[0])):
            return held_of(subject, results, unit), times
    return None, 1


def _milligrams(result: AnalyteResult) -> str | None:
    """``mg/serving`` for ``µg/serving``."""
    unit = f"mg/{result.unit.partition('/')[2]}"
    return None if factor_between(result.unit, unit) is None else unit


def _doubt(found: Held, units: int, cap: Decimal) -> Doubt:
    lines: list[tuple[str, str]] = [
        (gettext("printed"), amount(found.result)),
        (gettext("with rounding"), found.words),
    ]
    if units != 1:
        lines.append(
            (
                Sentence(gettext_noop("in a serving of %(units)s"), units=str(units)),
                span(found.interval.scaled(Decimal(units)), "mg"),
            )
        )
    said = (
        gettext_noop(
            "%(name)s, printed as %(amount)s, is above the %(cap)s mg in a serving that Georgia and Rhode Island allow."
        )
        if units == 1
        else gettext_noop(
            "%(name)s, printed as %(amount)s, %(units)s to a serving, is above the %(cap)s mg in a serving that "
            "Georgia and Rhode Island allow."
        )
    )
    return Doubt(
        says=Sentence(said, name=found.result.name.text, amount=amount(found.result), units=str(units), cap=plain(cap)),
        arithmetic=on_paper((*lines, (gettext("cap"), f"{plain(cap)} mg"))),
        evidence=found.prints,
        about=found.result,
    )
