"""Phrases to tables: where the heads of tables stand, and which part of the page each one rules.

A head is a band of two or more cells whose words are column heads. A second analyte column in one band begins
another table beside the first. A table reaches down to the next head that stands in its way.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from labs.parsing.tables.columns import HeadCell, Role, head_cell, head_parts, may_be_head
from labs.parsing.tables.whole_heads import whole_head
from labs.parsing.text.phrases import Phrase, between
from labs.parsing.text.values import is_unit, is_value, is_verdict, unit_within, value_and_unit
from labs.quantities import unit_key
from labs.reference.words import fold, meanings
from labs.reference.words import phrases as known_phrases

_WIDEST_BAND = 60  # heads of one line, side by side: more is no table
_APART = 1.75  # of the size: lines of one head
_UNITS_APART = 2.7  # of the size: a row of units under a row of heads
_VALUE_ROLES = frozenset({Role.RESULT, Role.STATUS, Role.LIMIT, Role.LOD, Role.LOQ, Role.LIMITS_OF_METHOD})


@dataclass(frozen=True, slots=True)
class TableHead:
    """The heads of one table's columns, left to right. `left` and `right` bound the part of the page it rules."""

    cells: tuple[HeadCell, ...]
    left: float = 0.0
    right: float = 0.0
    floor: float = 0.0  # the y that the table cannot reach beyond

    @property
    def x0(self) -> float:
        """The left edge."""
        return self.cells[0].x0

    @property
    def x1(self) -> float:
        """The right edge."""
        return max(cell.x1 for cell in self.cells)

    @property
    def top(self) -> float:
        """The upper edge."""
        return min(cell.top for cell in self.cells)

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return max(cell.bottom for cell in self.cells)

    @property
    def size(self) -> float:
        """The size of the largest letters, in points."""
        return max(phrase.size for cell in self.cells for phrase in cell.phrases)


def find_heads(phrases: Sequence[Phrase], width: float, height: float) -> list[TableHead]:
    """The heads of all tables on a page of that size, in reading order."""
    candidates = [
        part
        for phrase in phrases
        if (may_be_head(phrase) and not _is_unit_of_a_value(phrase, phrases)) or _is_lower_half(phrase, phrases)
        for part in head_parts(phrase)
    ]
    cells = [head_cell(stack) for stack in _stacks(candidates)]
    tables = [table for band in _bands(cells) for table in _split(band)]
    heads = _whole([table for table in tables if _is_head(table)], phrases, width)
    heads.sort(key=lambda head: (head.top, head.x0))
    heads = [replace(head, floor=_floor(head, heads, height)) for head in heads]
    return [_bounded(head, heads, phrases, width) for head in heads]


def _whole(tables: Sequence[Sequence[HeadCell]], phrases: Sequence[Phrase], width: float) -> list[TableHead]:
    """The heads with their unknown words, each within the space that the heads beside it leave."""
    spans = [(min(c.top for c in t), max(c.bottom for c in t), t[0].x0, max(c.x1 for c in t)) for t in tables]
    heads = []
    for table, (top, bottom, x0, x1) in zip(tables, spans, strict=True):
        level = [(left, right) for above, below, left, right in spans if above < bottom and below > top]
        left = max((other for _, other in level if other < x0), default=0.0)
        right = min((other for other, _ in level if other > x1), default=width)
        heads.append(TableHead(whole_head(table, phrases, left, right)))
    return heads


def _is_lower_half(phrase: Phrase, phrases: Sequence[Phrase]) -> bool:
    """Whether a verdict is the second line of a head that a stroke parts: Fail under Pass /."""
    if not is_verdict(phrase.text):
        return False
    above = between(phrases, phrase.baseline - _APART * phrase.size, phrase.baseline - 0.5 * phrase.size)
    return any(
        other.text.endswith("/") and is_verdict(other.text) and other.x0 < phrase.x1 and other.x1 > phrase.x0
        for other in above
    )


def _is_unit_of_a_value(phrase: Phrase, phrases: Sequence[Phrase]) -> bool:
    """Whether a phrase is a bare unit beside a value of the same line, as in the rows of a unit column."""
    if not is_unit(phrase.text) or phrase.text.startswith(("(", "[")):
        return False
    line = between(phrases, phrase.baseline - 0.5 * phrase.size, phrase.baseline + 0.5 * phrase.size)
    beside = [other for other in line if other is not phrase]
    left = max((other for other in beside if other.x1 <= phrase.x0), key=lambda other: other.x1, default=None)
    right = min((other for other in beside if other.x0 >= phrase.x1), key=lambda other: other.x0, default=None)
    return any(
        other is not None
        and is_value(value_and_unit(other.text)[0])
        and max(other.x0 - phrase.x1, phrase.x0 - other.x1) < 80
        for other in (left, right)
    )


def _stacks(phrases: Iterable[Phrase]) -> list[list[Phrase]]:
    """Phrases that stand close one over the other, top to bottom: the lines of one column's head."""
    phrases = list(phrases)
    units = Counter(round(phrase.baseline) for phrase in phrases if is_unit(phrase.text))
    stacks: list[list[Phrase]] = []
    near: list[list[Phrase]] = []
    for phrase in sorted(phrases, key=lambda phrase: (phrase.top, phrase.x0)):
        reach = _UNITS_APART if is_unit(phrase.text) and units[round(phrase.baseline)] > 1 else _APART
        near = [stack for stack in near if stack[-1].bottom > phrase.top - 2 * phrase.size]
        above = [stack for stack in near if _stands_under(phrase, stack[-1], reach) and _goes_on(phrase, stack)]
        if above:
            min(above, key=lambda stack: abs(stack[-1].middle - phrase.middle)).append(phrase)
        else:
            stacks.append([phrase])
            near.append(stacks[-1])
    return stacks


def _stands_under(phrase: Phrase, above: Phrase, reach: float) -> bool:
    overlap = min(phrase.x1, above.x1) - max(phrase.x0, above.x0)
    narrower = min(phrase.x1 - phrase.x0, above.x1 - above.x0)
    distance = phrase.baseline - above.baseline
    size = min(phrase.size, above.size)
    alike = 0.72 * above.size < phrase.size < 1.3 * above.size and (
        phrase.bold == above.bold or bool(unit_within(phrase.text))
    )
    return (
        alike
        and overlap > 0.4 * narrower
        and 0.5 * size < distance < reach * size
        and not _are_two_names(phrase, above)
    )


def _goes_on(phrase: Phrase, stack: Sequence[Phrase]) -> bool:
    """Whether a line may belong to the head above it: a whole analyte head is followed only by its unit.

    Under the head of a column of units a bare unit is the first row's.
    """
    if fold(stack[-1].text) in known_phrases("columns")["unit"] and is_unit(phrase.text) and phrase.text[0] not in "([":
        return False
    if head_cell(stack).role is not Role.ANALYTE or unit_within(phrase.text):
        return True
    return fold(" ".join(line.text for line in (*stack, phrase))) in meanings("columns")


def _are_two_names(phrase: Phrase, above: Phrase) -> bool:
    """Whether both lines alone would head an analyte column: then the upper one is the table's title."""
    return all(head_cell([one]).role is Role.ANALYTE for one in (phrase, above))


def _bands(cells: Iterable[HeadCell]) -> list[list[HeadCell]]:
    """Cells whose heights overlap, left to right: the head of one table, or of tables side by side."""
    bands: list[list[HeadCell]] = []
    near: list[list[HeadCell]] = []
    for cell in sorted(cells, key=lambda cell: (cell.top, cell.x0)):
        near = [band for band in near if max(other.bottom for other in band[-_WIDEST_BAND:]) > cell.top]
        band = next((band for band in near if _is_level(cell, band)), None)
        if band is None:
            bands.append([cell])
            near.append(bands[-1])
        else:
            band.append(cell)
    return [sorted(band, key=lambda cell: cell.x0) for band in bands]


def _is_level(cell: HeadCell, band: Sequence[HeadCell]) -> bool:
    for other in band[-_WIDEST_BAND:]:
        if not 0.55 < cell.size / other.size < 1.8:
            continue
        overlap = min(cell.bottom, other.bottom) - max(cell.top, other.top)
        lower = min(cell.bottom - cell.top, other.bottom - other.top)
        if overlap > 0.45 * lower:
            return True
    return False


def _split(band: Sequence[HeadCell]) -> list[list[HeadCell]]:
    """A band cut into tables: each analyte column after a column of values begins a new one."""
    tables: list[list[HeadCell]] = [[]]
    for cell in band:
        has_values = any(other.role in _VALUE_ROLES or other.unit for other in tables[-1])
        if (cell.role is Role.ANALYTE and has_values and any(c.role is Role.ANALYTE for c in tables[-1])) or (
            cell.role is Role.ANALYTE and has_values and cell.x0 - max(c.x1 for c in tables[-1]) > 15
        ):
            tables.append([])
        tables[-1].append(cell)
    return tables


def _is_head(cells: Sequence[HeadCell]) -> bool:
    roles = {cell.role for cell in cells}
    gaps = [after.x0 - before.x1 for before, after in pairwise(cells)]
    if not gaps or max(gaps) < 0.6 * cells[0].size or not roles & _VALUE_ROLES:
        return False
    special = roles - {Role.RESULT, Role.ANALYTE, Role.OTHER}
    units = {unit_key(cell.unit) for cell in cells if cell.role is Role.RESULT and cell.unit}
    return Role.ANALYTE in roles or (len(roles - {Role.OTHER}) >= 2 and bool(special)) or len(units) >= 2


def _floor(head: TableHead, heads: Sequence[TableHead], height: float) -> float:
    """The y of the next head that stands in a table's way, or the foot of the page."""
    return min((other.top for other in heads if other.top > head.bottom and are_in_line(head, other)), default=height)


def _bounded(head: TableHead, heads: Sequence[TableHead], phrases: Sequence[Phrase], width: float) -> TableHead:
    """The head with the strip of the page that it rules: up to the columns of the tables beside it."""
    beside = [other for other in heads if other is not head and other.top < head.floor and other.floor > head.top]
    right = min((other.x0 for other in beside if other.x0 > head.x1 - 2), default=None)
    left = max((other.x1 for other in beside if other.x1 < head.x0 + 2), default=None)
    inside = between(phrases, head.bottom, head.floor)
    return replace(
        head,
        left=0.0 if left is None else _river(inside, left, head.x0),
        right=width if right is None else _river(inside, head.x1, right),
    )


def are_in_line(head: TableHead, other: TableHead) -> bool:
    """Whether two heads share so much of the page's width that a table under one cannot pass the other."""
    return min(head.x1, other.x1) - max(head.x0, other.x0) > 0.25 * min(head.x1 - head.x0, other.x1 - other.x0)


def _river(phrases: Iterable[Phrase], left: float, right: float) -> float:
    """The middle of the widest strip between `left` and `right` that no phrase stands in, nearest to the right."""
    taken = sorted((p.x0, p.x1) for p in phrases if p.x1 > left and p.x0 < right and p.x1 - p.x0 < 260)
    best, best_width, edge = right - 1.0, 0.0, left
    for x0, x1 in (*taken, (right, right)):
        if min(x0, right) - edge > best_width:
            best, best_width = (edge + min(x0, right)) / 2, min(x0, right) - edge
        edge = max(edge, x1)
    return best
