"""Tables of results on paper: one way to draw them, as many looks as there are laboratories.

Each cell drawn is kept as the `AnalyteResult` that a perfect reader would make of it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from labs.coa import AnalyteResult, LabVerdict, Printed, PrintedQuantity
from labs.drawing.content import Line, TestedPanel
from labs.drawing.record import Record
from labs.drawing.sheet import BLACK, Align, Sheet, together
from labs.quantities import Quantity, read_quantity

_SEPARATOR = " / "
_VERDICT_COLOURS: dict[LabVerdict | None, str] = {LabVerdict.PASS: "#1f7a3d", LabVerdict.FAIL: "#b3261e"}


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Where a table may stand: its left edge, the lowest point of a page, and how to go on overleaf.

    `turn` begins a new page and answers with the top that the table goes on from.
    """

    x: float
    bottom: float
    turn: Callable[[], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One panel's table, ready to be drawn: on which sheet, recorded where, with which columns and looks."""

    sheet: Sheet
    record: Record
    panel: TestedPanel
    columns: Sequence[Column]
    style: Style
    frame: Frame

    def draw(self, top: float) -> float:
        """Draw the heading and all lines from `top` downwards and record them; answers with the table's bottom."""
        self.record.tables += 1
        top = self._heading(top)
        for number, line in enumerate(self.panel.lines):
            height = self._height(line)
            if top + height > self.frame.bottom:
                top = self._heading(self.frame.turn())
            self._background(line, top, height, is_odd=number % 2 == 1)
            self.record.results.extend(self._results(line, self._cells(line, top), number))
            top += height
        if self.style.heading_rule is not None:
            self.sheet.line(self.frame.x, top, self._right, top, colour=self.style.heading_rule, width=0.6)
        return top

    @property
    def _right(self) -> float:
        return self.frame.x + sum(column.width for column in self.columns)

    def _placed(self) -> Iterator[tuple[Column, float]]:
        """The columns with their left edges."""
        left = self.frame.x
        for column in self.columns:
            yield column, left
            left += column.width

    def _edge(self, column: Column, left: float) -> float:
        """Where a column's texts are aligned."""
        padding = self.style.padding
        return {"left": left + padding, "right": left + column.width - padding, "centre": left + column.width / 2}[
            column.align
        ]

    def _heading(self, top: float) -> float:
        style = self.style
        leading = style.heading_size * 1.2
        bottom = top + max(column.heading.count("\n") + 1 for column in self.columns) * leading + 5
        if style.heading_fill is not None:
            self.sheet.box(self.frame.x, top, self._right, bottom, fill=style.heading_fill)
        for column, left in self._placed():
            texts = column.heading.split("\n")
            for number, text in enumerate(texts):
                self.sheet.text(
                    self._edge(column, left),
                    bottom - 2.5 - (len(texts) - number) * leading,
                    text,
                    size=style.heading_size,
                    bold=True,
                    colour=style.heading_colour,
                    align=column.align,
                )
            if style.grid is not None:
                self.sheet.box(left, top, left + column.width, bottom, stroke=style.grid)
        if style.heading_rule is not None:
            self.sheet.line(self.frame.x, bottom, self._right, bottom, colour=style.heading_rule, width=0.8)
        return bottom

    def _name_lines(self, line: Line) -> list[str]:
        column = next(column for column in self.columns if column.holds is Holds.NAME)
        return self.sheet.wrap(line.name, column.width - 2 * self.style.padding, self.style.size, bold=line.is_total)

    def _height(self, line: Line) -> float:
        return self.style.row + (len(self._name_lines(line)) - 1) * self.style.size * 1.15

    def _background(self, line: Line, top: float, height: float, *, is_odd: bool) -> None:
        style, left, right = self.style, self.frame.x, self._right
        if style.zebra is not None and is_odd:
            self.sheet.box(left, top, right, top + height, fill=style.zebra)
        if style.total_rule is not None and line.is_total:
            self.sheet.line(left, top, right, top, colour=style.total_rule, width=0.8)
        elif style.row_rule is not None:
            self.sheet.line(left, top + height, right, top + height, colour=style.row_rule, width=0.4)
        if style.grid is not None:
            for column, x in self._placed():
                self.sheet.box(x, top, x + column.width, top + height, stroke=style.grid)

    def _cells(self, line: Line, top: float) -> list[Printed | None]:
        """Print a line's cells; a print for each column, None where the cell is empty."""
        top += (self.style.row - self.style.size * 0.96) / 2
        return [
            self._name(line, self._edge(column, left), top)
            if column.holds is Holds.NAME
            else self._cell(line, column, self._edge(column, left), top)
            for column, left in self._placed()
        ]

    def _name(self, line: Line, x: float, top: float) -> Printed:
        size = self.style.size
        return together(
            [
                self.sheet.text(x, top + number * size * 1.15, text, size=size, bold=line.is_total)
                for number, text in enumerate(self._name_lines(line))
            ]
        )

    def _cell(self, line: Line, column: Column, x: float, top: float) -> Printed | None:
        text = _text(line, column)
        if not text:
            return None
        is_verdict = self.style.verdict_colours and column.holds is Holds.STATUS
        colour = _VERDICT_COLOURS.get(line.verdict, BLACK) if is_verdict else BLACK
        bold = line.is_total or is_verdict
        return self.sheet.text(x, top, text, size=self.style.size, bold=bold, colour=colour, align=column.align)

    def _results(self, line: Line, prints: Sequence[Printed | None], row: int) -> Iterator[AnalyteResult]:
        """The line's results, one for each result cell that was printed."""
        pairs = [(c, printed) for c, printed in zip(self.columns, prints, strict=True) if printed is not None]
        by_kind = {column.holds: printed for column, printed in pairs}
        lod, loq = by_kind.get(Holds.LOD), by_kind.get(Holds.LOQ)
        if (both := by_kind.get(Holds.LOD_AND_LOQ)) is not None:
            lod, loq = _halves(both, line)
        status = by_kind.get(Holds.STATUS)
        for column, printed in pairs:
            if column.holds is not Holds.RESULT:
                continue
            unit = column.unit or line.amounts[0].unit
            yield AnalyteResult(
                name=by_kind[Holds.NAME],
                analyte=line.analyte,
                panel=self.panel.panel,
                printed=printed,
                quantity=self._quantity(printed),
                unit=unit,
                table=self.record.tables,
                row=row,
                lod=self._limit(lod, self.panel.lod_unit),
                loq=self._limit(loq, self.panel.lod_unit),
                limit=self._limit(by_kind.get(Holds.LIMIT), self.panel.limit_unit),
                uncertainty=self._limit(by_kind.get(Holds.UNCERTAINTY), unit),
                status=status,
                verdict=None if status is None else line.verdict,
                method=line.method,
                is_total=line.is_total,
            )

    def _quantity(self, printed: Printed) -> Quantity:
        quantity = read_quantity(printed.text, decimal_comma=self.record.decimal_comma)
        if quantity is None:
            raise ValueError("a printed text is never empty")
        return quantity

    def _limit(self, printed: Printed | None, unit: str) -> PrintedQuantity | None:
        if printed is None:
            return None
        return PrintedQuantity(quantity=self._quantity(printed), printed=printed, unit=unit)


def _text(line: Line, column: Column) -> str:
    match column.holds:
        case Holds.RESULT:
            return line.amount(column.unit) if column.unit else line.amounts[0].text
        case Holds.UNIT:
            return line.amounts[0].unit
        case Holds.LOD_AND_LOQ:
            return _SEPARATOR.join(text for text in (line.lod, line.loq) if text)
    return str(getattr(line, column.holds.value))


def _halves(both: Printed, line: Line) -> tuple[Printed, Printed]:
    """The two prints of a cell like ``0.002 / 0.006``."""
    box = both.box
    middle = box.x0 + len(line.lod) / len(both.text) * (box.x1 - box.x0)
    return (
        Printed(text=line.lod, page=both.page, box=replace(box, x1=middle)),
        Printed(text=line.loq, page=both.page, box=replace(box, x0=middle)),
    )
