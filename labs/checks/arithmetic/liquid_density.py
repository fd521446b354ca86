"""The columns per millilitre and per gram of a liquid give it a density that it cannot have."""

from collections.abc import Iterator
from decimal import Decimal

from labs.checks.amounts import amount, on_paper
from labs.checks.arithmetic.ratios import Ratio, between, concentration, ratio
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, Source, check
from labs.checks.subject import Part, Row, Subject
from labs.quantities import Dimension, read_unit
from labs.reference.amounts import plain
from labs.translatable import Sentence, gettext, gettext_noop

_LIGHTEST, _HEAVIEST = Decimal("0.75"), Decimal("1.40")  # g/mL


@check(
    "arith.liquid_density",
    severity=Severity.NOTE,
    title=gettext_noop("mg/mL and mg/g disagree for a liquid"),
    explanation=gettext_noop(
        "An amount per millilitre divided by the same amount per gram is what one millilitre weighs."
    ),
    formula=gettext_noop("density = (mg/mL) / (mg/g)"),
    example=gettext_noop(
        """\
Mitragynine           0.941 mg/mL
beside it             0.412 mg/g
density by these two  2.276 to 2.292 g/mL
densities of liquids  0.75 to 1.4 g/mL"""
    ),
    innocent=(
        gettext_noop("The product is a foam or an emulsion."),
        gettext_noop("The two columns are of different portions."),
    ),
    remedy=(gettext_noop("The laboratory can print the density that it used."),),
    sources=(Source(text=gettext_noop("Density is mass by volume: the quotient of the two columns")),),
    ours=gettext_noop("Without a printed density, 0.75 to 1.40 g/mL passes: from alcohol tinctures to syrups."),
)
def liquid_density(subject: Subject, _context: Context) -> Iterator[Answer]:
    """Ask each table with both columns whether some row gives a density outside the printed or possible one."""
    for part in subject.parts:
        seen: set[int] = set()
        for row in part.wide_rows if Dimension.MASS_PER_VOLUME in part.dimensions else ():
            found = _density(subject, row)
            if found is None:
                continue
            yield FINE
            low, high, grounds = _possible(subject, part)
            if found.misses(low, high) and found.dividend.table not in seen:
                seen.add(found.dividend.table)
                yield _doubt(found, low, high, grounds)


def _density(subject: Subject, row: Row) -> Ratio | None:
    units = [(one, unit.dimension) for one in row if (unit := concentration(one.unit))]
    by_mass = [one for one, dimension in units if dimension is Dimension.MASS_FRACTION]
    by_volume = [one for one, dimension in units if dimension is Dimension.MASS_PER_VOLUME]
    return ratio(subject, by_volume[0], by_mass[0]) if by_mass and by_volume else None


def _possible(subject: Subject, part: Part) -> tuple[Decimal, Decimal, str]:
    for one in part.of("density"):
        unit, interval = read_unit(one.unit), subject.allowed(one)
        if unit is None or unit.dimension is not Dimension.MASS_PER_VOLUME or not subject.is_number(one):
            continue
        if interval is not None and interval.high is not None:
            return interval.low * unit.factor, interval.high * unit.factor, gettext("density as printed")
    return _LIGHTEST, _HEAVIEST, gettext("densities of liquids")


def _doubt(one: Ratio, low: Decimal, high: Decimal, grounds: str) -> Doubt:
    by_volume, by_mass = one.dividend, one.divisor
    return Doubt(
        says=Sentence(
            gettext_noop("%(name)s is %(volume)s and %(mass)s in print, which no liquid can be."),
            name=by_volume.name.text,
            volume=amount(by_volume),
            mass=amount(by_mass),
        ),
        arithmetic=on_paper(
            (
                (by_volume.name.text, amount(by_volume)),
                (gettext("beside it"), amount(by_mass)),
                (gettext("density by these two"), between(one.low, one.high, "g/mL")),
                (grounds, Sentence(gettext_noop("%(low)s to %(high)s"), low=plain(low), high=f"{plain(high)} g/mL")),
            )
        ),
        evidence=(by_volume.printed, by_mass.printed),
        about=by_volume,
    )
