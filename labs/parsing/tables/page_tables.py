"""The tables of one page: upright ones under head words, and ones that lie on their side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from labs.parsing.head.seen import SeenPage
from labs.parsing.tables.bodies import body_of
from labs.parsing.tables.columns import HeadCell, Role
from labs.parsing.tables.continued import continued_lines
from labs.parsing.tables.headless import find_headless
from labs.parsing.tables.limit_notes import NotedLimit, limits_for, limits_near
from labs.parsing.tables.results import ReadTable
from labs.parsing.tables.rows import Column, Line, Row, placed_lines
from labs.parsing.tables.tables import TableHead, are_in_line, find_heads
from labs.parsing.tables.titles import Title, title_above, unit_note
from labs.parsing.tables.transposed import Transposed, find_transposed
from labs.parsing.text.phrases import Phrase, between
from labs.parsing.text.values import is_value, value_and_unit

_NOTE = 9.0  # of the size: how far below its last row a table's own note may reach


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundTable:
    """A table, its title if it has one, where its head begins, and the values in it that belong to no row.

    `head` and `columns` are there for upright tables, which may go on over the page's end.
    """

    table: ReadTable
    title: Title | None
    top: float
    unplaced: tuple[Phrase, ...] = ()
    head: TableHead | None = None
    columns: tuple[Column, ...] = ()


def tables_of(page: SeenPage, *, first: int, before: Sequence[FoundTable] = ()) -> list[FoundTable]:
    """Every table of results on a page; `first` is the number that the first of them gets.

    `before` are the tables of the page before, which may go on here without their heads.
    """
    lying = find_transposed(page.phrases)
    found = [_lying(table, page, lying) for table in lying]
    heads = find_heads(page.phrases, page.width, page.height)
    titles = _shared(heads, [title_above(head, page.phrases, head.top) for head in heads])
    for table in _last_of(before):
        continued = _continued(table, heads, page)
        if continued is not None:
            found.append(continued)
    for head, title in zip(heads, titles, strict=True):
        if any(table.top - 2 < head.top < table.bottom for table in lying):
            continue
        about_quality = any(cell.role is Role.QUALITY for cell in head.cells)
        if about_quality or (title is not None and title.quality_control):
            continue
        found.append(_upright(head, title, page, titles=titles))
    found = [one for one in found if one.table.rows]
    found.extend(_headless(page, found))
    # Counted last, without those that have no rows: the next page goes on from what is left.
    return [replace(one, table=replace(one.table, number=number)) for number, one in enumerate(found, start=first)]


def _last_of(tables: Sequence[FoundTable]) -> list[FoundTable]:
    """Those tables of a page with no other below them."""
    return [
        table
        for table in tables
        if table.head is not None
        and not any(
            other.head is not None and other.top > table.top and are_in_line(table.head, other.head) for other in tables
        )
    ]


def _continued(table: FoundTable, heads: Sequence[TableHead], page: SeenPage) -> FoundTable | None:
    """What goes on at this page's top with a table of the page before, down to the first head of this page."""
    head = table.head
    if head is None:
        return None
    floor = min((other.top for other in heads if are_in_line(head, other)), default=page.height)
    names_at = median(min(phrase.x0 for phrase in row.name) for row in table.table.rows)
    lines = continued_lines(head, table.columns, names_at, page.phrases, floor)
    body = body_of(table.columns, lines, page.rules)
    if not body.rows:
        return None
    return FoundTable(
        table=replace(table.table, page=page.number, rows=tuple(body.rows)),
        title=None,
        top=body.rows[0].baseline,
        unplaced=tuple(body.unplaced),
        head=head,
        columns=table.columns,
    )


def _shared(heads: Sequence[TableHead], titles: Sequence[Title | None]) -> list[Title | None]:
    """The titles, where a table takes the nearer one of its left half, the table with the same head beside it."""
    shared = list(titles)
    order = sorted(range(len(heads)), key=lambda number: heads[number].x0)
    for number in order:
        left = [
            other
            for other in order
            if heads[other].x1 < heads[number].x0
            and abs(heads[other].top - heads[number].top) < heads[number].size
            and [cell.text for cell in heads[other].cells] == [cell.text for cell in heads[number].cells]
        ]
        own, others = shared[number], shared[left[-1]] if left else None
        if others is not None and (own is None or own.phrase.baseline < others.phrase.baseline - 1):
            shared[number] = others
    return shared


def _is_title(line: Line, titles: Sequence[Title | None]) -> bool:
    """Whether a line is a table's title with the word on its panel, which is then no row's verdict.

    A total may read like a title, but it has an amount.
    """
    if any(is_value(value_and_unit(phrase.text)[0]) for phrase in line.phrases):
        return False
    return any(title is not None and title.phrase is line.phrases[0] and title.status is not None for title in titles)


def _upright(head: TableHead, title: Title | None, page: SeenPage, *, titles: Sequence[Title | None]) -> FoundTable:
    columns, lines = placed_lines(head, page.phrases)
    body = body_of(columns, [line for line in lines if not _is_title(line, titles)], page.rules)
    names = [cell for cell in head.cells if cell.role is Role.ANALYTE]
    unit = next((cell.unit for cell in names if cell.unit), "") or _unit_below(head, title, body.rows, page)
    table = _read_table(page.number, [column.head for column in columns], body.rows, title, unit=unit)
    table = replace(table, noted=_noted(head, title, table, page))
    return FoundTable(
        table=table, title=title, top=head.top, unplaced=tuple(body.unplaced), head=head, columns=tuple(columns)
    )


def _noted(head: TableHead, title: Title | None, table: ReadTable, page: SeenPage) -> tuple[NotedLimit, ...]:
    """The limits of the method that a note tells: right below the table, within its head or between it and its title.

    Where none of these does, the one on its page for all of its panel.
    """
    if not table.rows:
        return ()
    last = table.rows[-1].baseline
    below = between(page.phrases, last + 1, min(last + _NOTE * head.size, head.floor - 1))
    top = head.top if title is None else min(title.phrase.baseline - 1, head.top)
    above = between(page.phrases, top, head.bottom)
    for phrases in (below, above):
        near = limits_near([p for p in phrases if p.x0 < head.right and p.x1 > head.left], table.panel)
        if near:
            return near
    return () if table.panel is None else limits_for(page.phrases, table.panel)


def _unit_below(head: TableHead, title: Title | None, rows: Sequence[Row], page: SeenPage) -> str:
    """The unit that a note right below a table names, where neither head nor title names any."""
    told = any(cell.unit or cell.role is Role.UNIT for cell in head.cells) or (title is not None and title.unit)
    if told or not rows:
        return ""
    last = rows[-1].baseline
    below = between(page.phrases, last + 1, min(last + 4 * head.size, head.floor))
    return unit_note(phrase for phrase in below if phrase.x0 < head.right and phrase.x1 > head.left)


def _lying(lying: Transposed, page: SeenPage, others: Sequence[Transposed]) -> FoundTable:
    """A table on its side as found, under a title that is of no other such table above it."""
    across = TableHead((lying.heads[0],), lying.left, lying.right, lying.bottom)
    above = max((other.bottom for other in others if other.bottom < lying.top), default=0.0)
    title = title_above(across, between(page.phrases, above, page.height), lying.top)
    table = _read_table(page.number, lying.heads, lying.rows, title)
    return FoundTable(table=table, title=title, top=lying.top)


def _headless(page: SeenPage, found: Sequence[FoundTable]) -> Iterator[FoundTable]:
    """The table without a head among what no other table holds."""
    taken = {id(phrase) for one in found for row in one.table.rows for phrase in row.phrases()}
    headless = find_headless([phrase for phrase in page.phrases if id(phrase) not in taken])
    if headless is not None:
        table = _read_table(page.number, [headless.head], headless.rows, None)
        yield FoundTable(table=table, title=None, top=headless.top)


def _read_table(
    page: int, heads: Sequence[HeadCell], rows: Sequence[Row], title: Title | None, *, unit: str = ""
) -> ReadTable:
    return ReadTable(
        page=page,
        number=0,  # until all are found
        heads=tuple(heads),
        rows=tuple(rows),
        panel=None if title is None else title.panel,
        unit=unit or ("" if title is None else title.unit),
        method="" if title is None else title.method,
    )
