"""Tables of results on paper: one routine, as many looks as there are laboratories.

Each cell drawn is kept as the `AnalyteResult` that a perfect reader would make of it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from labs.coa import AnalyteResult, Box, Printed, PrintedQuantity
from labs.drawing.content import Line, TestedPanel
from labs.drawing.record import Record
from labs.drawing.sheet import BLACK, Align, Sheet, together
from labs.quantities import Quantity, read_quantity

_SEPARATOR = " / "


class Holds(StrEnum):
    """What a column shows of each line."""

    NAME = "name"
    RESULT = "result"
    LOD = "lod"
    LOQ = "loq"
    LOD_AND_LOQ = "lod and loq"
    LIMIT = "limit"
    UNCERTAINTY = "uncertainty"
    UNIT = "unit"
    STATUS = "status"
    METHOD = "method"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: `heading` may have several lines; `unit` says which of a line's amounts a result column shows."""

    holds: Holds
    heading: str
    width: float
    align: Align = "right"
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a table looks. Colours are hex texts, None where nothing is drawn; sizes are points."""

    size: float = 8
    row: float = 13.5
    padding: float = 4
    heading_size: float = 7.5
    heading_colour: str = BLACK
    heading_fill: str | None = None
    heading_rule: str | None = None
    zebra: str | None = None
    row_rule: str | None = None
    grid: str | None = None
    total_rule: str | None = None
    verdict_colours: bool = False
    shown: Callable[[str], str] = str  # how an analyte's name is written


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Where a table may stand: its left edge, the lowest point of a page, and how to go on overleaf.

    `turn` begins a new page and answers with the top that the table goes on from.
    """

    x: float
    bottom: float
    turn: Callable[[], float]


def draw_table(
    sheet: Sheet, record: Record, panel: TestedPanel, columns: Sequence[Column], style: Style, frame: Frame, top: float
) -> float:
    """Draw a panel's lines as a table from `top` downwards and record them; answers with the table's bottom."""
    record.tables += 1
    table = record.tables
    top = _heading(sheet, columns, style, frame.x, top)
    for number, line in enumerate(panel.lines):
        height = _height(sheet, line, columns, style)
        if top + height > frame.bottom:
            top = _heading(sheet, columns, style, frame.x, frame.turn())
        _background(sheet, line, columns, style, frame.x, top, height, odd=number % 2 == 1)
        prints = _cells(sheet, line, columns, style, frame.x, top)
        record.results.extend(_results(record, panel, line, columns, prints, (table, number)))
        top += height
    if style.heading_rule is not None:
        sheet.line(frame.x, top, frame.x + _width(columns), top, colour=style.heading_rule, width=0.6)
    return top


def _width(columns: Sequence[Column]) -> float:
    return sum(column.width for column in columns)


def _edge(column: Column, left: float, padding: float) -> float:
    """Where a column's texts are aligned."""
    return {"left": left + padding, "right": left + column.width - padding, "centre": left + column.width / 2}[
        column.align
    ]


def _heading(sheet: Sheet, columns: Sequence[Column], style: Style, x: float, top: float) -> float:
    leading = style.heading_size * 1.2
    lines = max(column.heading.count("\n") + 1 for column in columns)
    bottom = top + lines * leading + 5
    right = x + _width(columns)
    if style.heading_fill is not None:
        sheet.box(x, top, right, bottom, fill=style.heading_fill)
    left = x
    for column in columns:
        texts = column.heading.split("\n")
        first = bottom - 2.5 - len(texts) * leading
        for number, text in enumerate(texts):
            sheet.text(
                _edge(column, left, style.padding),
                first + number * leading,
                text,
                size=style.heading_size,
                bold=True,
                colour=style.heading_colour,
                align=column.align,
            )
        if style.grid is not None:
            sheet.box(left, top, left + column.width, bottom, stroke=style.grid)
        left += column.width
    if style.heading_rule is not None:
        sheet.line(x, bottom, right, bottom, colour=style.heading_rule, width=0.8)
    return bottom


def _name_lines(sheet: Sheet, line: Line, columns: Sequence[Column], style: Style) -> list[str]:
    width = next(column.width for column in columns if column.holds is Holds.NAME) - 2 * style.padding
    return sheet.wrap(style.shown(line.name), width, style.size, bold=line.is_total)


def _height(sheet: Sheet, line: Line, columns: Sequence[Column], style: Style) -> float:
    return style.row + (len(_name_lines(sheet, line, columns, style)) - 1) * style.size * 1.15


def _background(
    sheet: Sheet, line: Line, columns: Sequence[Column], style: Style, x: float, top: float, height: float, *, odd: bool
) -> None:
    right = x + _width(columns)
    if style.zebra is not None and odd:
        sheet.box(x, top, right, top + height, fill=style.zebra)
    if style.total_rule is not None and line.is_total:
        sheet.line(x, top, right, top, colour=style.total_rule, width=0.8)
    elif style.row_rule is not None:
        sheet.line(x, top + height, right, top + height, colour=style.row_rule, width=0.4)
    if style.grid is None:
        return
    for column in columns:
        sheet.box(x, top, x + column.width, top + height, stroke=style.grid)
        x += column.width


def _cells(
    sheet: Sheet, line: Line, columns: Sequence[Column], style: Style, x: float, top: float
) -> list[Printed | None]:
    """Print a line's cells; a print for each column, None where the cell is empty."""
    prints: list[Printed | None] = []
    baseline = top + (style.row - style.size * 0.96) / 2
    for column in columns:
        prints.append(_cell(sheet, line, column, columns, style, x, baseline))
        x += column.width
    return prints


def _cell(
    sheet: Sheet, line: Line, column: Column, columns: Sequence[Column], style: Style, left: float, top: float
) -> Printed | None:
    edge = _edge(column, left, style.padding)
    if column.holds is Holds.NAME:
        texts = _name_lines(sheet, line, columns, style)
        return together(
            [
                sheet.text(edge, top + number * style.size * 1.15, text, size=style.size, bold=line.is_total)
                for number, text in enumerate(texts)
            ]
        )
    text = _text(line, column)
    if not text:
        return None
    colour = BLACK
    if column.holds is Holds.STATUS and style.verdict_colours and line.verdict is not None:
        colour = {"pass": "#1f7a3d", "fail": "#b3261e"}.get(line.verdict.value, BLACK)
    bold = line.is_total or (column.holds is Holds.STATUS and style.verdict_colours)
    return sheet.text(edge, top, text, size=style.size, bold=bold, colour=colour, align=column.align)


def _text(line: Line, column: Column) -> str:
    match column.holds:
        case Holds.RESULT:
            return line.amount(column.unit) if column.unit else line.amounts[0].text
        case Holds.UNIT:
            return line.amounts[0].unit
        case Holds.LOD_AND_LOQ:
            return _SEPARATOR.join(text for text in (line.lod, line.loq) if text)
    return str(getattr(line, column.holds.value))


def _results(
    record: Record,
    panel: TestedPanel,
    line: Line,
    columns: Sequence[Column],
    prints: Sequence[Printed | None],
    place: tuple[int, int],
) -> list[AnalyteResult]:
    """The line's results, one for each result cell that was printed."""
    by_kind = {column.holds: printed for column, printed in zip(columns, prints, strict=True) if printed is not None}
    name = by_kind[Holds.NAME]
    lod, loq = by_kind.get(Holds.LOD), by_kind.get(Holds.LOQ)
    if (both := by_kind.get(Holds.LOD_AND_LOQ)) is not None:
        lod, loq = _halves(both, line)
    status = by_kind.get(Holds.STATUS)
    return [
        AnalyteResult(
            name=name,
            analyte=line.analyte,
            panel=panel.panel,
            printed=printed,
            quantity=_quantity(record, printed),
            unit=column.unit or line.amounts[0].unit,
            table=place[0],
            row=place[1],
            lod=_limit(record, lod, panel.lod_unit),
            loq=_limit(record, loq, panel.lod_unit),
            limit=_limit(record, by_kind.get(Holds.LIMIT), panel.limit_unit),
            uncertainty=_limit(record, by_kind.get(Holds.UNCERTAINTY), line.amounts[0].unit),
            status=status,
            verdict=None if status is None else line.verdict,
            method=line.method,
            is_total=line.is_total,
        )
        for column, printed in zip(columns, prints, strict=True)
        if column.holds is Holds.RESULT and printed is not None
    ]


def _halves(both: Printed, line: Line) -> tuple[Printed, Printed]:
    """The two prints of a cell like ``0.002 / 0.006``."""
    share = len(line.lod) / len(both.text)
    middle = both.box.x0 + share * (both.box.x1 - both.box.x0)
    left = Box(x0=both.box.x0, top=both.box.top, x1=middle, bottom=both.box.bottom)
    right = Box(x0=middle, top=both.box.top, x1=both.box.x1, bottom=both.box.bottom)
    return (
        Printed(text=line.lod, page=both.page, box=left),
        Printed(text=line.loq, page=both.page, box=right),
    )


def _quantity(record: Record, printed: Printed) -> Quantity:
    quantity = read_quantity(printed.text, decimal_comma=record.decimal_comma)
    assert quantity is not None  # a printed text is never empty
    return quantity


def _limit(record: Record, printed: Printed | None, unit: str) -> PrintedQuantity | None:
    if printed is None:
        return None
    quantity = read_quantity(printed.text, decimal_comma=record.decimal_comma)
    return None if quantity is None else PrintedQuantity(quantity=quantity, printed=printed, unit=unit)
