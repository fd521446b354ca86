"""An amount that nothing can have: more of a part than of the whole, more than saturated, less than nothing."""

from collections.abc import Iterator
from decimal import Decimal

from labs.checks.amounts import amount, on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, check
from labs.checks.sources import SI
from labs.checks.subject import Subject
from labs.coa import AnalyteResult, Panel
from labs.quantities import Dimension, Interval, Unit, read_unit, unit_key
from labs.reference.amounts import span
from labs.translatable import Sentence, gettext, gettext_noop

# What a measurement of nearly all or nearly saturated may honestly print.
_WHOLE, _SATURATED = Decimal("1.05"), Decimal("1.03")
_ASKED = (Dimension.MASS_FRACTION, Dimension.WATER_ACTIVITY)
_BARE = ("moisture", "loss_on_drying", "ash_total", "acid_insoluble_ash", "foreign_matter")


@check(
    "arith.over_100",
    severity=Severity.ALERT,
    title=gettext_noop("Impossible amount"),
    explanation=gettext_noop(
        "No part of a sample is more than the whole of it, no water activity is above 1, and no amount is below zero."
    ),
    formula=gettext_noop("amount ≤ 100 % = 1000 mg/g; water activity ≤ 1; amount ≥ 0"),
    example=gettext_noop(
        """\
Moisture content   108.40 %
with rounding      108.395 to 108.405 %
all of the sample  100 %"""
    ),
    innocent=(
        gettext_noop(
            "A bare % is of something else than the sample, such as the label claim: a warning then, not an alert."
        ),
        gettext_noop("Water is told on dry weight, where it can be more than 100 %."),
        gettext_noop("A number below zero may come from a blank that was taken away: a warning, not an alert."),
    ),
    remedy=(gettext_noop("The laboratory can correct the number or its unit."),),
    sources=(SI,),
    ours=gettext_noop("Up to 105 % by mass and a water activity of 1.03 pass as honest scatter of a measurement."),
)
def over_100(subject: Subject, _context: Context) -> Iterator[Answer]:
    """Ask each plain number in a unit of mass by mass or of water activity whether it is possible at all."""
    could = False
    asked = {text: unit for part in subject.parts for text in part.units if (unit := _unit_of_a_part(text))}
    for one in subject.results if asked else ():
        value, unit = one.quantity.value, asked.get(one.unit)
        if value is None or unit is None:
            continue
        could = could or subject.is_number(one)
        if 0 <= value * unit.factor < 1:
            continue
        interval = subject.allowed(one)
        if interval is None or not subject.is_number(one):
            continue
        yield _answer(subject, one, unit, interval)
    if could:
        yield FINE


def _unit_of_a_part(text: str) -> Unit | None:
    """The unit of what may be no more than the whole: mass by mass, or water activity; None for any other."""
    unit = read_unit(text)
    is_asked = unit is not None and unit.dimension in _ASKED and not unit.article
    return unit if is_asked else None


def _answer(subject: Subject, one: AnalyteResult, unit: Unit, interval: Interval) -> Answer:
    if interval.high is not None and interval.high < 0:
        return _doubt(one, interval, gettext("no amount is below"), "0", Severity.WARNING)
    if unit.dimension is Dimension.WATER_ACTIVITY:
        return _doubt(one, interval, gettext("saturated"), "1") if interval.low > _SATURATED else FINE
    if interval.low * unit.factor <= _WHOLE:
        return FINE
    whole = "100 %" if unit_key(one.unit) == "%" else f"{1 / unit.factor:f} {one.unit}"
    severity = None if _is_of_sample(subject, one) else Severity.WARNING
    return _doubt(one, interval, gettext("all of the sample"), whole, severity)


def _is_of_sample(subject: Subject, one: AnalyteResult) -> bool:
    """Whether the number is surely a part of the sample: a bare % may be of a label claim, or a recovery."""
    if one.unit.strip() != "%":
        return True
    if one.analyte in _BARE and one.panel is Panel.MOISTURE:
        return True
    beside = (subject.in_unit(other, "%") for other in subject.row_of(one) if other.unit.strip() != "%")
    ours = subject.allowed(one)
    return any(other is not None and ours is not None and not other.disjoint_from(ours) for other in beside)


def _doubt(one: AnalyteResult, interval: Interval, bound: str, value: str, severity: Severity | None = None) -> Doubt:
    return Doubt(
        says=Sentence(
            gettext_noop("%(name)s is printed as %(amount)s, which no sample can have."),
            name=one.name.text,
            amount=amount(one),
        ),
        arithmetic=on_paper(
            ((one.name.text, amount(one)), (gettext("with rounding"), span(interval, one.unit)), (bound, value))
        ),
        evidence=(one.printed,),
        about=one,
        severity=severity,
    )
