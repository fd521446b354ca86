"""Printed totals of alkaloids and the rows that they sum, for the checks that add up.

Only a total of all alkaloids is a plain sum of rows. Other totals follow formulas of their own (0.877 x THCA + THC),
and a subtotal covers some rows only.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from labs.checks.amounts import Sum, allowed, amount, on_paper, or_cut_off, with_words
from labs.checks.subject import Part, Subject
from labs.coa import AnalyteResult, Panel, Printed
from labs.quantities import ZERO, Interval, Kind, unit_key
from labs.reference.amounts import plain, span
from labs.reference.analytes import by_slug
from labs.translatable import Sentence, gettext, gettext_noop

TOTAL = "total_alkaloids"


# Far more than any laboratory prints. What is longer is no report of a plant, and takes long to add up.
_MOST_PARTS = 500  # alkaloids of one sample in one unit
_MOST_TOTALS = 20  # totals of the same rows
_NOT_TESTED = Kind.NOT_TESTED
_KEPT = 4  # certificates; three checks ask it of one


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Addends:
    """The rows of one table in one unit, and what they add up to; totals of the same rows share one of these.

    `least` is the least that they can add up to, `together` all that they may, `everything` the same with further
    alkaloids of the sample in that unit, from other tables, which a total may cover as well. None is not bounded.
    `has_subtotals` says that some row of the table sums others.
    """

    parts: tuple[AnalyteResult, ...]
    least: Decimal
    together: Interval | None
    everything: Interval | None
    has_subtotals: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedSum:
    """One printed total, and the rows that it sums."""

    total: AnalyteResult
    addends: Addends


Sums = list[tuple[PrintedSum, ...]]


@lru_cache(maxsize=_KEPT)
def printed_sums(subject: Subject) -> Sums:
    """The totals of alkaloids that can be checked, row by row: a total in several units gives one sum for each.

    A table that lists an analyte twice in one unit is left out (two bases, perhaps), as is one that was read with
    doubts.
    """
    return [row for part in subject.parts for row in _sums_of(part)]


def _sums_of(part: Part) -> Iterator[tuple[PrintedSum, ...]]:
    alkaloids = part.panel(Panel.ALKALOIDS)
    if not part.of(TOTAL):
        return
    columns: defaultdict[str, list[AnalyteResult]] = defaultdict(list)
    for one in alkaloids:
        columns[unit_key(one.unit)].append(one)
    sought = {unit: _Column(results) for unit, results in columns.items()}
    rows: dict[tuple[int, int], list[PrintedSum]] = {}
    for total in alkaloids:
        if total.analyte != TOTAL or total.quantity.approximate or total.is_doubtful:
            continue
        addends = sought[unit_key(total.unit)].addends_of(total)
        if addends is not None:
            rows.setdefault((total.table, total.row), []).append(PrintedSum(total=total, addends=addends))
    times = Counter(one.addends for row in rows.values() for one in row)
    for row in rows.values():
        if all(times[one.addends] <= _MOST_TOTALS for one in row):
            yield tuple(row)


class _Column:
    """The alkaloids of one sample in one unit, sorted by table once and added up once a table."""

    def __init__(self, results: Iterable[AnalyteResult]) -> None:
        self._tables: dict[int, list[AnalyteResult]] = {}
        self._parts: dict[int, list[AnalyteResult]] = {}
        on_page: defaultdict[int, set[int]] = defaultdict(set)
        for one in results:
            self._tables.setdefault(one.table, []).append(one)
            if is_part(one):
                self._parts.setdefault(one.table, []).append(one)
                on_page[one.printed.page].add(one.table)
        self._count = sum(map(len, self._parts.values()))
        self._on_page = {page: sorted(tables) for page, tables in on_page.items()}
        self._added: dict[int, Addends | None] = {}

    def addends_of(self, total: AnalyteResult) -> Addends | None:
        """The rows that a total sums: of its own table, or for a total in a bar of its own, of the last before it."""
        table = total.table
        if table not in self._parts:
            tables = self._on_page.get(total.printed.page, [])
            place = bisect_left(tables, table)
            if not place:
                return None
            table = tables[place - 1]
        if table not in self._added:
            self._added[table] = self._add_up(table)
        return self._added[table]

    def _add_up(self, table: int) -> Addends | None:
        parts = tuple(self._parts[table])
        names = {_name(part) for part in parts}
        if len(names) < len(parts) or len(parts) > _MOST_PARTS or any(part.is_doubtful for part in parts):
            return None
        return Addends(
            parts=parts,
            least=at_least(parts),
            together=added(parts),
            everything=self._with_others(parts, names),
            has_subtotals=any(one.is_total and one.analyte != TOTAL for one in self._tables[table]),
        )

    def _with_others(self, parts: Iterable[AnalyteResult], names: set[str]) -> Interval | None:
        if self._count > _MOST_PARTS:
            return None
        others = (one for listed in self._parts.values() for one in listed if _name(one) not in names)
        return added((*parts, *others))


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


def by_addends(sums: Sums) -> dict[Addends, list[PrintedSum]]:
    """The totals of the same rows beside each other: one of them may be the sum and another a formula."""
    totals: dict[Addends, list[PrintedSum]] = {}
    for row in sums:
        for one in row:
            totals.setdefault(one.addends, []).append(one)
    return totals


def added(parts: Iterable[AnalyteResult]) -> Interval | None:
    """All that the parts may add up to; None when one of them is not bounded. What was not tested adds nothing.

    Downwards only alkaloids of the plant count, since a total need not cover what was made from them.
    """
    together = ZERO
    for part in parts:
        if part.quantity.kind is _NOT_TESTED:
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


def set_out(one: PrintedSum, together: Interval, others: Iterable[PrintedSum]) -> Sum:
    """The sum on paper: each row, what they add up to, the printed total and the difference; then the other columns."""
    unit = one.total.unit
    total = or_cut_off(one.total)
    rows = printed_values(one.addends.parts)
    lines: list[tuple[str, str]] = [(part.name.text, _line(part)) for part in one.addends.parts]
    lines += [
        (gettext("sum of the rows"), f"{plain(rows)} {unit}"),
        (gettext("with rounding or cutting"), span(together, unit)),
        (gettext("printed total"), amount(one.total)),
    ]
    if total is not None:
        lines.append((gettext("with rounding or cutting"), span(total, unit)))
    if one.total.quantity.value is not None:
        lines.append((gettext("difference"), f"{plain(abs(one.total.quantity.value - rows))} {unit}"))
    also = [other.total.unit for other in others]
    said = gettext_noop("The same holds for the column in %(units)s.")
    return on_paper(lines, note=Sentence(said, units=", ".join(also)) if also else "")


def _line(part: AnalyteResult) -> str:
    if part.quantity.kind is Kind.NUMBER:
        return amount(part)
    interval = allowed(part)
    return amount(part) if interval is None else with_words(part, span(interval, part.unit))


def evidence(one: PrintedSum) -> tuple[Printed, ...]:
    """The prints of a sum: the total first, then its rows."""
    return (one.total.printed, *(part.printed for part in one.addends.parts))
