"""A number is printed that the method could not have detected."""

from collections.abc import Iterator

from labs.checks.amounts import allowed, amount, factor_between, is_number, limit_words, on_paper
from labs.checks.base import Context, Doubt, Severity, check
from labs.coa import AnalyteResult, CertificateOfAnalysis, Panel
from labs.quantities import Kind
from labs.reference.amounts import plain, span

Row = tuple[AnalyteResult, ...]


@check(
    "lod.number_below_lod",
    severity=Severity.ALERT,
    title="Number printed below the LOD",
    explanation="Under its limit of detection a method sees nothing, so a result there cannot be a number above zero.",
    innocent=(
        "The LOD column is in another unit than the result.",
        "The column named LOD is loss on drying.",
    ),
    source="definition of LOD",
)
def number_below_lod(coa: CertificateOfAnalysis, _context: Context) -> Iterator[Doubt]:
    """Ask each printed number whether it lies below the LOD beside it."""
    rows = list(coa.rows())
    for row in rows:
        below = [result for result in row if _has_lod(result) and _is_below(result)]
        # One LOD column beside two result columns may be in the unit of either.
        if below and len(below) == sum(map(_has_lod, row)) and _unit_is_upheld(below[0], rows):
            yield _doubt(below[0])


def _has_lod(result: AnalyteResult) -> bool:
    return (
        result.panel is not Panel.MOISTURE
        and is_number(result)
        and bool(result.quantity.value)
        and result.lod is not None
        and result.lod.quantity.kind is Kind.NUMBER
        and bool(result.lod.quantity.value)
    )


def _is_below(result: AnalyteResult) -> bool:
    """Whether a number lies below its LOD both as the units say and as the bare digits stand."""
    interval = allowed(result)
    if result.lod is None or interval is None or interval.high is None:
        return False
    factor = factor_between(result.lod.unit or result.unit, result.unit)
    value, step = result.lod.quantity.value, result.lod.quantity.step
    if factor is None or value is None or step is None:
        return False
    least = value - step / 2
    return interval.high < least * factor and interval.high < least


def _unit_is_upheld(result: AnalyteResult, rows: list[Row]) -> bool:
    """Whether the report shows that LOD and result are in one unit: in words, or by the other numbers of the table.

    A column of LODs in µg/kg beside results in µg/g leaves most numbers below their LOD.
    """
    if result.lod is not None and result.unit and result.lod.printed.text.strip().endswith(result.unit):
        return True
    own = result.in_own_unit(result.lod)
    limit = result.in_own_unit(result.limit)
    if own is not None and limit is not None and own.value and limit.value and limit.value <= own.value:
        return False
    others = [
        _is_below(one)
        for row in rows
        for one in row
        if one is not result and one.table == result.table and one.unit == result.unit and _has_lod(one)
    ]
    return others.count(False) > others.count(True)


def _doubt(result: AnalyteResult) -> Doubt:
    interval = allowed(result)
    assert interval is not None
    assert result.lod is not None
    lod = limit_words(result.lod, result.unit)
    lines = [(f"{amount(result)} with rounding", span(interval, result.unit)), ("LOD", lod)]
    own = result.in_own_unit(result.lod)
    if own is not None and own.value is not None and own.value != result.lod.quantity.value:
        lines.append((f"LOD in {result.unit}", f"{plain(own.value)} {result.unit}"))
    return Doubt(
        says=f"{result.name.text} is printed as {amount(result)}, below its limit of detection of {lod}.",
        arithmetic=on_paper(lines),
        evidence=(result.printed, result.lod.printed),
        about=result,
    )
