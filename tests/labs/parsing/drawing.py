"""Small certificates drawn for one test: text at a place, and tables with heads and rows."""

from collections.abc import Sequence
from pathlib import Path

from reportlab.lib.pagesizes import LETTER
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from labs.coa import AnalyteResult, Printed
from labs.parsing.parsed import Parsed
from labs.parsing.reader import parse

HEIGHT = LETTER[1]


class Sheet:
    """A PDF while it is drawn. Places are points from the top left of the page, as readings give them."""

    def __init__(self, path: Path, encryption: StandardEncryption | None = None) -> None:
        self.path = path
        self.canvas = Canvas(str(path), pagesize=LETTER, encrypt=encryption)

    def text(self, x: float, y: float, text: str, *, size: float = 9, bold: bool = False, right: bool = False) -> None:
        self.canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size)
        draw = self.canvas.drawRightString if right else self.canvas.drawString
        draw(x, HEIGHT - y, text)

    def table(
        self,
        y: float,
        columns: Sequence[float],
        head: Sequence[str],
        rows: Sequence[Sequence[str]],
        *,
        leading: float = 16,
        right: bool = False,
    ) -> float:
        """Draw a table with its head at `y`; a head or cell may hold lines parted by a line feed. Gives the y below.

        `columns` are the left edges, or with `right` the right edges of all columns but the first.
        """
        heads = max(text.count("\n") for text in head)
        for number, row in enumerate([head, *rows]):
            for place, (x, cell) in enumerate(zip(columns, row, strict=True)):
                for line, text in enumerate(cell.split("\n")):
                    self.text(x, y + 10 * line, text, bold=number == 0, right=right and place > 0)
            y += leading + (10 * heads if number == 0 else 10 * max(cell.count("\n") for cell in row))
        return y

    def next_page(self) -> None:
        self.canvas.showPage()

    def save(self) -> Path:
        self.canvas.save()
        return self.path

    def read(self) -> Parsed:
        return parse(self.save())


def cells(parsed: Parsed) -> list[tuple[str, str, str]]:
    """Name, printed result and unit of every result, in reading order."""
    return [(result.name.text, result.printed.text, result.unit) for result in parsed.coa.results]


def result(parsed: Parsed, name: str, unit: str | None = None) -> AnalyteResult:
    """The one result of that printed name, and unit where the row has several."""
    [found] = [r for r in parsed.coa.results if r.name.text == name and unit in (None, r.unit)]
    return found


def draw_results(sheet: Sheet, y: float = 400, x: float = 50) -> None:
    """A small table of two results, so that what stands over it is the head of a report."""
    sheet.table(y, [x, x + 200], ["Analyte", "Result (%)"], [["Mitragynine", "1.363"], ["Paynantheine", "0.234"]])


def text_of(printed: Printed | None) -> str | None:
    """The printed text of a field; None where the report has none."""
    return None if printed is None else printed.text
