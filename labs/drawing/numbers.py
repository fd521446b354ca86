"""Honest numbers: what a laboratory measures of an amount, and what it prints of that.

Every printed number of one line comes from one measured value, and a total from the values behind its parts, so
that an honest certificate agrees with itself to the last printed digit.
"""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from labs.coa import LabVerdict
from labs.drawing.content import Amount, Line, TestedPanel
from labs.drawing.laboratories import Assay, Method, Notation
from labs.quantities import Dimension, Kind, Quantity, read_quantity, read_unit

_REPEATABILITY = 0.025  # relative standard deviation of one laboratory's measurement
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """One panel's method at work on one product: in which units it reports, and the size of one article in g or mL."""

    method: Method
    notation: Notation
    units: tuple[str, ...]
    article: float = 0.0

    @property
    def lod_unit(self) -> str:
        """The unit that LOD and LOQ are printed in: the method's own, or mg/mL where the sample is a liquid."""
        return "mg/mL" if "mg/mL" in self.units else self.method.unit

    def in_unit(self, value: float, unit: str) -> float:
        """An amount in g/g (or g/mL, or CFU/g) brought to a printed unit."""
        read = read_unit(unit)
        if read is None:
            raise ValueError(f"no such unit: {unit}")
        if read.dimension is Dimension.MASS_PER_ARTICLE:
            return value * self.article / float(read.factor)
        return value / float(read.factor)

    def against_limits(self, value: float) -> Decimal:
        """An amount in the unit of LOD and LOQ."""
        return Decimal(repr(self.in_unit(value, self.lod_unit)))

    def number(self, value: float, unit: str) -> str:
        """An amount as this method prints it in a unit."""
        return rounded(self.in_unit(value, unit), self.method.places(unit), self.notation)


def measure_panel(bench: Bench, amounts: dict[str, float], chance: random.Random) -> TestedPanel:
    """Test one panel. `amounts` are true amounts by analyte, in g/g, g/mL or CFU/g; what is not in it is not there."""
    method = bench.method
    measured = {assay.analyte: _measured(amounts.get(assay.analyte, 0.0), chance) for assay in method.assays}
    lines = [_line(bench, assay, measured[assay.analyte]) for assay in method.assays]
    if method.total:
        lines.append(_total(bench, measured))
    verdict = _overall(line.verdict for line in lines)
    return TestedPanel(
        panel=method.panel,
        title=method.title,
        method=method.code,
        units=bench.units,
        lod_unit=bench.lod_unit,
        limit_unit=method.unit,
        lines=tuple(lines),
        status=word(bench.notation, verdict),
        verdict=verdict,
    )


def word(notation: Notation, verdict: LabVerdict) -> str:
    """The laboratory's word for a verdict."""
    return {
        LabVerdict.PASS: notation.passed,
        LabVerdict.FAIL: notation.failed,
        LabVerdict.TESTED: notation.tested,
    }[verdict]


def rounded(value: float, places: int, notation: Notation) -> str:
    """A number as it is printed: to so many places, with the laboratory's decimal mark."""
    return with_mark(str(Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)), notation)


def with_mark(text: str, notation: Notation) -> str:
    """A number in plain notation with the laboratory's decimal mark."""
    return text.replace(".", ",") if notation.decimal_comma else text


def count(value: float, notation: Notation) -> str:
    """A microbial count to two significant digits; below ten it was not counted."""
    if value < 10:
        return "< 10" if notation.decimal_comma else "<10"
    power = len(str(int(value))) - 1
    mantissa = Decimal(repr(value)).scaleb(-power).quantize(Decimal("0.1"), ROUND_HALF_UP)
    if mantissa == 10:
        mantissa, power = Decimal("1.0"), power + 1
    match notation.counts:
        case "power":
            return with_mark(f"{mantissa}", notation) + "·10" + str(power).translate(_SUPERSCRIPTS)
        case "exponent":
            return f"{mantissa}E+{power:02}"
        case "grouped":
            return f"{int(mantissa.scaleb(power)):,}"
    return str(int(mantissa.scaleb(power)))


def _measured(true: float, chance: random.Random) -> float:
    return true * chance.lognormvariate(0, _REPEATABILITY)


def _overall(verdicts: Iterable[LabVerdict | None]) -> LabVerdict:
    given = {verdict for verdict in verdicts if verdict is not None}
    if LabVerdict.FAIL in given:
        return LabVerdict.FAIL
    return LabVerdict.PASS if LabVerdict.PASS in given else LabVerdict.TESTED


def _line(bench: Bench, assay: Assay, value: float) -> Line:
    if assay.portion:
        return _presence(bench, assay, value)
    method, notation = bench.method, bench.notation
    texts = [_text(bench, assay, value, unit) for unit in bench.units]
    first = read_quantity(texts[0], decimal_comma=notation.decimal_comma)
    verdict = _judged(first, assay)
    is_certain = method.uncertainty > 0 and first is not None and first.kind is Kind.NUMBER
    return Line(
        analyte=assay.analyte,
        name=assay.name,
        amounts=tuple(Amount(text=text, unit=unit) for text, unit in zip(texts, bench.units, strict=True)),
        lod=with_mark(assay.lod, notation),
        loq=with_mark(assay.loq, notation) if method.decimals else "",
        limit=with_mark(assay.limit, notation),
        uncertainty=bench.number(value * method.uncertainty, bench.units[0]) if is_certain else "",
        method=method.code,
        status="" if verdict is None else word(notation, verdict),
        verdict=verdict,
    )


def _presence(bench: Bench, assay: Assay, value: float) -> Line:
    """A test for presence in a portion: found or not, with no number."""
    notation = bench.notation
    verdict = LabVerdict.FAIL if value > 0 else LabVerdict.PASS
    text = (notation.present if value > 0 else notation.absent).format(portion=assay.portion)
    return Line(
        analyte=assay.analyte,
        name=assay.name,
        amounts=(Amount(text=text, unit=f"/{assay.portion}"),),
        limit=assay.limit,
        method=bench.method.code,
        status=word(notation, verdict),
        verdict=verdict,
    )


def _text(bench: Bench, assay: Assay, value: float, unit: str) -> str:
    """A result cell: a count, a number, or the word for what lies under LOD or LOQ."""
    notation = bench.notation
    if not bench.method.decimals:
        return count(value, notation)
    lod = Decimal(assay.lod) if assay.lod else Decimal(assay.loq) / 3  # not printed, but every method has one
    found = bench.against_limits(value)
    if found < lod:
        return notation.not_detected.format(lod=with_mark(assay.lod or assay.loq, notation))
    if found < Decimal(assay.loq):
        return notation.below_loq.format(loq=with_mark(assay.loq, notation))
    return bench.number(value, unit)


def _total(bench: Bench, measured: dict[str, float]) -> Line:
    """The sum of what was quantified, taken before rounding."""
    quantified = [
        measured[assay.analyte]
        for assay in bench.method.assays
        if bench.against_limits(measured[assay.analyte]) >= Decimal(assay.loq)
    ]
    amounts = tuple(
        Amount(text=bench.number(sum(quantified), unit) if quantified else bench.notation.not_detected, unit=unit)
        for unit in bench.units
    )
    return Line(
        analyte="total_alkaloids",
        name=bench.method.total,
        amounts=amounts,
        method=bench.method.code,
        is_total=True,
    )


def _judged(result: Quantity | None, assay: Assay) -> LabVerdict | None:
    """The verdict on a printed result against the printed limit, by simple acceptance; None without a limit."""
    limit = read_quantity(assay.limit, decimal_comma=False)
    if limit is None or limit.value is None:
        return None
    if result is None or result.kind is not Kind.NUMBER or result.value is None:
        return LabVerdict.PASS
    return LabVerdict.PASS if result.value <= limit.value else LabVerdict.FAIL
