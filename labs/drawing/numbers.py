"""Honest numbers: what a laboratory measures of an amount, and what it prints of that.

Every printed number of one line comes from one measured value, and a total from the values behind its parts, so
that an honest certificate agrees with itself to the last printed digit.
"""

import random
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from labs.coa import LabVerdict
from labs.drawing.content import Amount, Line, TestedPanel
from labs.drawing.laboratories import Assay, Laboratory, Method, Notation
from labs.quantities import Dimension, Kind, read_quantity, read_unit

_REPEATABILITY = 0.025  # relative standard deviation of one laboratory's measurement
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def measure_panel(
    laboratory: Laboratory,
    method: Method,
    amounts: dict[str, float],
    units: tuple[str, ...],
    article: float,
    chance: random.Random,
) -> TestedPanel:
    """Test one panel. `amounts` are true amounts by analyte, `article` the size of one unit of the product (g or mL)."""
    notation = laboratory.notation
    measured = {assay.analyte: _measured(amounts.get(assay.analyte, 0.0), chance) for assay in method.assays}
    lines = [_line(assay, measured[assay.analyte], method, notation, units, article) for assay in method.assays]
    if method.total:
        lines.append(_total(measured, method, notation, units, article))
    verdict = _overall(line.verdict for line in lines)
    return TestedPanel(
        panel=method.panel,
        title=method.title,
        method=method.code,
        units=units,
        lod_unit=lod_unit(method, units),
        limit_unit=method.unit,
        lines=tuple(lines),
        status=word(notation, verdict),
        verdict=verdict,
    )


def lod_unit(method: Method, units: tuple[str, ...]) -> str:
    """The unit that LOD and LOQ are printed in: the method's own, or mg/mL where the sample is a liquid."""
    return "mg/mL" if "mg/mL" in units else method.unit


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


def _line(
    assay: Assay, value: float, method: Method, notation: Notation, units: tuple[str, ...], article: float
) -> Line:
    if assay.portion:
        return _presence(assay, value, method, notation)
    texts = [_text(assay, value, unit, method, notation, article) for unit in units]
    verdict = _judged(texts[0], assay, notation)
    first = read_quantity(texts[0], decimal_comma=notation.decimal_comma)
    certain = method.uncertainty and first is not None and first.kind is Kind.NUMBER
    return Line(
        analyte=assay.analyte,
        name=assay.name,
        amounts=tuple(Amount(text=text, unit=unit) for text, unit in zip(texts, units, strict=True)),
        lod=with_mark(assay.lod, notation),
        loq=with_mark(assay.loq, notation) if method.decimals else "",
        limit=with_mark(assay.limit, notation),
        uncertainty=rounded(_in_unit(value, units[0], article) * method.uncertainty, method.places(units[0]), notation)
        if certain
        else "",
        method=method.code,
        status="" if verdict is None else word(notation, verdict),
        verdict=verdict,
    )


def _presence(assay: Assay, value: float, method: Method, notation: Notation) -> Line:
    found = value > 0
    verdict = LabVerdict.FAIL if found else LabVerdict.PASS
    text = (notation.present if found else notation.absent).format(portion=assay.portion)
    return Line(
        analyte=assay.analyte,
        name=assay.name,
        amounts=(Amount(text=text, unit=f"/{assay.portion}"),),
        limit=assay.limit,
        method=method.code,
        status=word(notation, verdict),
        verdict=verdict,
    )


def _text(assay: Assay, value: float, unit: str, method: Method, notation: Notation, article: float) -> str:
    if not method.decimals:
        return count(value, notation)
    in_own = Decimal(repr(_in_unit(value, lod_unit(method, (unit,)), article)))
    limits = {"lod": with_mark(assay.lod, notation), "loq": with_mark(assay.loq, notation)}
    if assay.lod and in_own < Decimal(assay.lod):
        return notation.not_detected.format(**limits)
    if not assay.lod and in_own < Decimal(assay.loq) / 3:
        return notation.not_detected.format(lod=limits["loq"])
    if in_own < Decimal(assay.loq):
        return notation.below_loq.format(**limits)
    return rounded(_in_unit(value, unit, article), method.places(unit), notation)


def _in_unit(value: float, unit: str, article: float) -> float:
    """An amount in g/g (or g/mL, CFU/g, 1) brought to a printed unit."""
    read = read_unit(unit)
    assert read is not None, unit
    if read.dimension is Dimension.MASS_PER_ARTICLE:
        return value * article / float(read.factor)
    return value / float(read.factor)


def _total(
    measured: dict[str, float], method: Method, notation: Notation, units: tuple[str, ...], article: float
) -> Line:
    """The sum of what was quantified, taken before rounding."""
    quantified = [
        measured[assay.analyte]
        for assay in method.assays
        if Decimal(repr(_in_unit(measured[assay.analyte], lod_unit(method, units), article))) >= Decimal(assay.loq)
    ]
    amounts = tuple(
        Amount(
            text=rounded(_in_unit(sum(quantified), unit, article), method.places(unit), notation)
            if quantified
            else notation.not_detected,
            unit=unit,
        )
        for unit in units
    )
    return Line(analyte="total_alkaloids", name=method.total, amounts=amounts, method=method.code, is_total=True)


def _judged(text: str, assay: Assay, notation: Notation) -> LabVerdict | None:
    """The verdict on a printed result against the printed limit, by simple acceptance; None without a limit."""
    if not assay.limit:
        return None
    limit = read_quantity(assay.limit, decimal_comma=False)
    result = read_quantity(text, decimal_comma=notation.decimal_comma)
    assert limit is not None and result is not None and limit.value is not None
    if result.kind is not Kind.NUMBER or result.value is None:
        return LabVerdict.PASS
    return LabVerdict.PASS if result.value <= limit.value else LabVerdict.FAIL
