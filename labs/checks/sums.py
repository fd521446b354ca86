"""Printed totals of alkaloids and the rows that they sum, for the checks that add up.

Only a total of all alkaloids is a plain sum of rows. Other totals follow formulas of their own (0.877 x THCA + THC),
and a subtotal covers some rows only.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from labs.checks.amounts import allowed, amount, on_paper, or_cut_off
from labs.coa import AnalyteResult, CertificateOfAnalysis, Panel, Printed, Sample
from labs.quantities import ZERO, Interval, Kind, unit_key
from labs.reference.amounts import plain, span
from labs.reference.analytes import by_slug

TOTAL = "total_alkaloids"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedSum:
    """One printed total, and the rows of its own table and unit. `elsewhere` are further alkaloids of the sample in
    that unit, from other tables, which the total may cover as well. `has_subtotals` says that some row of the table
    sums others.
    """

    total: AnalyteResult
    parts: tuple[AnalyteResult, ...]
    elsewhere: tuple[AnalyteResult, ...]
    has_subtotals: bool


def printed_sums(coa: CertificateOfAnalysis) -> Iterator[tuple[PrintedSum, ...]]:
    """The totals of alkaloids that can be checked, row by row: a total in several units gives one sum for each.

    A table that lists an analyte twice in one unit is left out (two bases, perhaps), as is one that was read with
    doubts.
    """
    for sample in coa.samples:
        rows: dict[tuple[int, int], list[PrintedSum]] = {}
        for total in sample.results:
            if total.panel is Panel.ALKALOIDS and total.analyte == TOTAL and not total.quantity.approximate:
                printed = _sum_of(total, sample)
                if printed is not None:
                    rows.setdefault((total.table, total.row), []).append(printed)
        yield from map(tuple, rows.values())


def _sum_of(total: AnalyteResult, sample: Sample) -> PrintedSum | None:
    column = [
        one for one in sample.results if one.panel is Panel.ALKALOIDS and unit_key(one.unit) == unit_key(total.unit)
    ]
    table = [one for one in column if one.table == total.table]
    parts = [one for one in table if is_part(one)]
    if not parts:
        table = _table_above(total, column)
        parts = [one for one in table if is_part(one)]
    if not parts or any(one.doubts for one in (total, *parts)) or _repeats(parts):
        return None
    others = [one for one in column if is_part(one) and one.table != total.table]
    return PrintedSum(
        total=total,
        parts=tuple(parts),
        elsewhere=tuple(one for one in others if _name(one) not in {_name(part) for part in parts}),
        has_subtotals=any(one.is_total and one.analyte != TOTAL for one in table),
    )


def _table_above(total: AnalyteResult, column: list[AnalyteResult]) -> list[AnalyteResult]:
    """The rows that a total in a bar of its own sums: those of the last table before it on the page."""
    before = [
        one for one in column if one.table < total.table and one.printed.page == total.printed.page and is_part(one)
    ]
    last = max((one.table for one in before), default=None)
    return [one for one in column if one.table == last]


def is_part(result: AnalyteResult) -> bool:
    """Whether a row is an alkaloid by itself: no total, no share, no ratio."""
    analyte = None if result.analyte is None else by_slug(result.analyte)
    return not result.is_total and (analyte is None or not analyte.derived)


def is_alkaloid(result: AnalyteResult) -> bool:
    """Whether a row is an alkaloid that the catalogue knows, and that occurs in the plant."""
    analyte = None if result.analyte is None else by_slug(result.analyte)
    return analyte is not None and analyte.group == "alkaloid" and not analyte.natural.startswith("not_")


def _name(result: AnalyteResult) -> str:
    return result.analyte or result.name.text.casefold()


def _repeats(parts: list[AnalyteResult]) -> bool:
    return len({_name(part) for part in parts}) < len(parts)


def beside(one: PrintedSum, sums: Iterable[tuple[PrintedSum, ...]]) -> Iterator[PrintedSum]:
    """Other totals of the same rows: of two printed totals, one may be the sum and the other a formula."""
    for columns in sums:
        for other in columns:
            if other.total is not one.total and other.parts == one.parts:
                yield other


def added(parts: Iterable[AnalyteResult]) -> Interval | None:
    """All that the parts may add up to; None when one of them is not bounded. What was not tested adds nothing.

    Downwards only alkaloids of the plant count, since a total need not cover what was made from them.
    """
    together = ZERO
    for part in parts:
        if part.quantity.kind is Kind.NOT_TESTED:
            continue
        interval = or_cut_off(part)
        if interval is None:
            return None
        low = interval.low if is_alkaloid(part) else Decimal(0)
        together += Interval(low=low, high=interval.high, high_open=interval.high_open)
    return together


def at_least(parts: Iterable[AnalyteResult]) -> Decimal:
    """The least that the alkaloids of the plant among the parts can add up to."""
    intervals = (allowed(part) for part in parts if is_alkaloid(part))
    return sum((interval.low for interval in intervals if interval is not None), start=Decimal(0))


def printed_values(parts: Iterable[AnalyteResult]) -> Decimal:
    """The printed numbers of the parts added up as they stand."""
    return sum(
        (part.quantity.value or Decimal(0) for part in parts if part.quantity.kind is Kind.NUMBER), start=Decimal(0)
    )


def set_out(one: PrintedSum, together: Interval, others: Iterable[PrintedSum]) -> str:
    """The sum on paper: each row, what they add up to, the printed total and the difference; then the other columns."""
    unit = one.total.unit
    total = or_cut_off(one.total)
    rows = printed_values(one.parts)
    lines = [(part.name.text, _line(part)) for part in one.parts]
    lines += [
        ("sum of the rows", f"{plain(rows)} {unit}"),
        ("with rounding or cutting", span(together, unit)),
        ("printed total", amount(one.total)),
    ]
    if total is not None:
        lines.append(("with rounding or cutting", span(total, unit)))
    if one.total.quantity.value is not None:
        lines.append(("difference", f"{plain(abs(one.total.quantity.value - rows))} {unit}"))
    also = [other.total.unit for other in others]
    note = f"\nThe same holds for the column in {', '.join(also)}." if also else ""
    return on_paper(lines) + note


def _line(part: AnalyteResult) -> str:
    if part.quantity.kind is Kind.NUMBER:
        return amount(part)
    interval = allowed(part)
    return amount(part) if interval is None else f"{part.quantity.text}, {span(interval, part.unit)}"


def evidence(one: PrintedSum) -> tuple[Printed, ...]:
    """The prints of a sum: the total first, then its rows."""
    return (one.total.printed, *(part.printed for part in one.parts))
