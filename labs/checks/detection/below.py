"""Printed numbers below a limit of their method, where the report itself upholds that both are in one unit."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from operator import attrgetter

from labs.checks.amounts import Sum, amount, factor_between, limit_words, on_paper
from labs.checks.base import Doubt
from labs.checks.subject import Subject
from labs.coa import AnalyteResult, Panel, PrintedQuantity
from labs.quantities import Kind
from labs.reference.amounts import plain, span
from labs.translatable import Sentence, gettext_noop

_NUMBER, _MOISTURE = Kind.NUMBER, Panel.MOISTURE
Column = tuple[int, str, bool]  # table, unit, and whether its numbers lie below their limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Below:
    """A number and the limit that it lies below."""

    result: AnalyteResult
    limit: PrintedQuantity


def numbers_below(subject: Subject, which: str) -> tuple[bool, list[Below]]:
    """Whether any number can be compared with its ``lod`` or ``loq``, and those that lie below it."""
    seen: Counter[Column] = Counter()
    found: list[Below] = []
    limit_of: Callable[[AnalyteResult], PrintedQuantity | None] = attrgetter(which)
    for row in subject.number_rows:
        compared, below = 0, []
        for result in row:
            limit = limit_of(result)
            if limit is None or not _is_compared(subject, result, limit) or _is_of_another_column(limit, result, row):
                continue
            compared += 1
            is_below = _is_below(subject, result, limit)
            seen[result.table, result.unit, is_below] += 1
            if is_below:
                below.append(Below(result=result, limit=limit))
        # One column of limits beside two result columns may be in the unit of either.
        if below and len(below) == compared:
            found.append(below[0])
    return bool(seen), [one for one in found if _unit_is_upheld(one, seen)]


def _is_of_another_column(limit: PrintedQuantity, result: AnalyteResult, row: Iterable[AnalyteResult]) -> bool:
    """Whether the unit that is printed with a limit is that of another number in the row."""
    return limit.has_own_unit and limit.unit != result.unit and any(one.unit == limit.unit for one in row)


def _is_compared(subject: Subject, result: AnalyteResult, limit: PrintedQuantity) -> bool:
    """Whether both are numbers, and neither is zero; the column named LOD of moisture is loss on drying."""
    if limit.quantity.kind is not _NUMBER or not limit.quantity.value:
        return False
    return result.panel is not _MOISTURE and bool(result.quantity.value) and subject.is_number(result)


def _is_below(subject: Subject, result: AnalyteResult, limit: PrintedQuantity) -> bool:
    """Whether a number lies below its limit both as the units say and as the bare digits stand."""
    value, step, ours = limit.quantity.value, limit.quantity.step, result.quantity.value
    if value is None or ours is None or ours >= value:
        return False
    interval = subject.allowed(result)
    factor = factor_between(limit.unit or result.unit, result.unit)
    if interval is None or interval.high is None or factor is None or step is None:
        return False
    least = value - step / 2
    return interval.high < least * factor and interval.high < least


def _unit_is_upheld(one: Below, seen: Counter[Column]) -> bool:
    """Whether the report shows that limit and result are in one unit: in words, or by the table's other numbers.

    A column of limits in µg/kg beside results in µg/g leaves most numbers below them.
    """
    result = one.result
    if result.unit and one.limit.printed.text.strip().endswith(result.unit):
        return True
    own, limit = result.in_own_unit(one.limit), result.in_own_unit(result.limit)
    if own is not None and limit is not None and own.value and limit.value and limit.value <= own.value:
        return False
    others_below = seen[result.table, result.unit, True] - 1
    if not others_below and not seen[result.table, result.unit, False]:
        return bool(one.limit.unit) and own is not None and limit is not None
    return seen[result.table, result.unit, False] > others_below


def doubt_below(subject: Subject, one: Below, short: str, says: str) -> Doubt:
    """What is said of a number below its limit: `short` is LOD or LOQ, `says` the template of the sentence."""
    result, limit = one.result, limit_words(one.limit, one.result.unit)
    return Doubt(
        says=Sentence(says, name=result.name.text, amount=amount(result), limit=limit),
        arithmetic=_set_out(subject, one, short),
        evidence=(result.printed, one.limit.printed),
        about=result,
    )


def _set_out(subject: Subject, one: Below, name: str) -> Sum:
    """The number with its rounding and the limit below each other; `name` is LOD or LOQ."""
    result, interval = one.result, subject.allowed(one.result)
    assert interval is not None
    lines = [
        (Sentence(gettext_noop("%(amount)s with rounding"), amount=amount(result)), span(interval, result.unit)),
        (name, limit_words(one.limit, result.unit)),
    ]
    own = result.in_own_unit(one.limit)
    if own is not None and own.value is not None and own.value != one.limit.quantity.value:
        label = Sentence(gettext_noop("%(name)s in %(unit)s"), name=name, unit=result.unit)
        lines.append((label, f"{plain(own.value)} {result.unit}"))
    return on_paper(lines)
