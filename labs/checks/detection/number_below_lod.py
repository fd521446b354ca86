"""A number is printed that the method could not have detected."""

from collections import Counter
from collections.abc import Iterator

from labs.checks.amounts import allowed, amount, factor_between, limit_words, on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, check
from labs.checks.sources import DETECTION
from labs.checks.subject import Subject
from labs.coa import AnalyteResult, Panel
from labs.quantities import Kind
from labs.reference.amounts import plain, span

Column = tuple[int, str, bool]  # table, unit, and whether its numbers lie below their LOD


@check(
    "lod.number_below_lod",
    severity=Severity.ALERT,
    title="Number printed below the LOD",
    explanation="Under its limit of detection a method sees nothing, so a result there cannot be a number above zero.",
    formula="most that the printed number allows < LOD",
    example="""\
0.001 ppm with rounding  0.0005 to 0.0015 ppm
LOD                      0.003 ppm""",
    innocent=(
        "The LOD column is in another unit than the result.",
        "The column named LOD is loss on drying.",
    ),
    remedy=("The laboratory can print ND or <LOD, or correct the LOD.",),
    sources=(DETECTION,),
)
def number_below_lod(subject: Subject, _context: Context) -> Iterator[Answer]:
    """Ask each printed number whether it lies below the LOD beside it."""
    seen: Counter[Column] = Counter()
    found: list[AnalyteResult] = []
    for row in subject.rows_with_lod:
        compared = [(result, _is_below(subject, result)) for result in row if _has_lod(subject, result)]
        seen.update((result.table, result.unit, is_below) for result, is_below in compared)
        # One LOD column beside two result columns may be in the unit of either.
        if compared and all(is_below for _, is_below in compared):
            found.append(compared[0][0])
    if seen:
        yield FINE
    for result in found:
        if _unit_is_upheld(result, seen):
            yield _doubt(result)


def _has_lod(subject: Subject, result: AnalyteResult) -> bool:
    return (
        result.panel is not Panel.MOISTURE
        and result.lod is not None
        and subject.is_number(result)
        and bool(result.quantity.value)
        and result.lod.quantity.kind is Kind.NUMBER
        and bool(result.lod.quantity.value)
    )


def _is_below(subject: Subject, result: AnalyteResult) -> bool:
    """Whether a number lies below its LOD both as the units say and as the bare digits stand."""
    interval = subject.allowed(result)
    if result.lod is None or interval is None or interval.high is None:
        return False
    factor = factor_between(result.lod.unit or result.unit, result.unit)
    value, step = result.lod.quantity.value, result.lod.quantity.step
    if factor is None or value is None or step is None:
        return False
    least = value - step / 2
    return interval.high < least * factor and interval.high < least


def _unit_is_upheld(result: AnalyteResult, seen: Counter[Column]) -> bool:
    """Whether the report shows that LOD and result are in one unit: in words, or by the other numbers of the table.

    `result` is one of the numbers below their LOD. A column of LODs in µg/kg beside results in µg/g leaves most there.
    """
    if result.lod is not None and result.unit and result.lod.printed.text.strip().endswith(result.unit):
        return True
    own = result.in_own_unit(result.lod)
    limit = result.in_own_unit(result.limit)
    if own is not None and limit is not None and own.value and limit.value and limit.value <= own.value:
        return False
    others_below = seen[result.table, result.unit, True] - 1
    return seen[result.table, result.unit, False] > others_below


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
