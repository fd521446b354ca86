"""Paper: text and lines on PDF pages, with the place of every text kept.

Coordinates are PDF points from the page's top left corner, as everywhere in `labs`.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import ttf_opensans
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from labs.coa import Box, Printed

NOTICE = "FICTIONAL \N{EM DASH} drawn for demonstration"
BLACK = "#161616"
GREY = "#6a6a6a"
_ASCENT, _DESCENT = 0.74, 0.22  # of the size, near enough for every typeface used here

Align = Literal["left", "right", "centre"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Typeface:
    """A family of fonts by their PDF names."""

    regular: str
    bold: str
    italic: str


HELVETICA = Typeface(regular="Helvetica", bold="Helvetica-Bold", italic="Helvetica-Oblique")
TIMES = Typeface(regular="Times-Roman", bold="Times-Bold", italic="Times-Italic")
COURIER = Typeface(regular="Courier", bold="Courier-Bold", italic="Courier-Oblique")
OPEN_SANS = Typeface(regular="OpenSans", bold="OpenSans-SemiBold", italic="OpenSans-Italic")
"""Embedded, because the fourteen fonts that every PDF reader brings have no Czech letters."""

for _name, _font in (
    (OPEN_SANS.regular, ttf_opensans.OPENSANS_REGULAR),
    (OPEN_SANS.bold, ttf_opensans.OPENSANS_SEMIBOLD),
    (OPEN_SANS.italic, ttf_opensans.OPENSANS_ITALIC),
):
    pdfmetrics.registerFont(TTFont(_name, str(_font.path)))


class Sheet:
    """A PDF under way. Every `text` answers with its `Printed`; the notice stands at the foot of every page."""

    def __init__(self, size: tuple[float, float], typeface: Typeface, *, title: str, author: str) -> None:
        self.width, self.height = size
        self.typeface = typeface
        self.page = 1
        self._buffer = io.BytesIO()
        self._canvas = Canvas(self._buffer, pagesize=size, invariant=1, pageCompression=1)
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)
        self._canvas.setSubject(NOTICE)
        self._canvas.setCreator("Leafproof demonstration")

    def font(self, *, bold: bool = False, italic: bool = False) -> str:
        """The PDF name of a style of this sheet's typeface."""
        return self.typeface.bold if bold else self.typeface.italic if italic else self.typeface.regular

    def measure(self, text: str, size: float, *, bold: bool = False, italic: bool = False) -> float:
        """How wide a text is at a size, in points."""
        return float(pdfmetrics.stringWidth(text, self.font(bold=bold, italic=italic), size))

    def text(
        self,
        x: float,
        top: float,
        text: str,
        *,
        size: float = 8,
        bold: bool = False,
        italic: bool = False,
        colour: str = BLACK,
        align: Align = "left",
    ) -> Printed:
        """Print one line; `x` is its left end, right end or middle, as `align` says."""
        wide = self.measure(text, size, bold=bold, italic=italic)
        left = x - {"left": 0.0, "right": wide, "centre": wide / 2}[align]
        self._canvas.setFont(self.font(bold=bold, italic=italic), size)
        self._canvas.setFillColor(HexColor(colour))
        self._canvas.drawString(left, self.height - top - _ASCENT * size, text)
        box = Box(x0=left, top=top, x1=left + wide, bottom=top + (_ASCENT + _DESCENT) * size)
        return Printed(text=text, page=self.page, box=box)

    def wrap(self, text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
        """The lines that a text takes in a width."""
        return simpleSplit(text, self.font(bold=bold), size, width) or [""]

    def paragraph(
        self,
        x: float,
        top: float,
        text: str,
        width: float,
        *,
        size: float = 8,
        leading: float = 1.25,
        bold: bool = False,
        colour: str = BLACK,
    ) -> Printed:
        """Print a text over as many lines as it needs, from `x` to `x + width`; the box holds them all."""
        lines = [
            self.text(x, top + number * size * leading, line, size=size, bold=bold, colour=colour)
            for number, line in enumerate(self.wrap(text, width, size, bold=bold))
        ]
        return together(lines)

    def line(self, x0: float, top: float, x1: float, bottom: float, *, colour: str = BLACK, width: float = 0.5) -> None:
        """Draw a straight line."""
        self._canvas.setStrokeColor(HexColor(colour))
        self._canvas.setLineWidth(width)
        self._canvas.line(x0, self.height - top, x1, self.height - bottom)

    def box(
        self,
        x0: float,
        top: float,
        x1: float,
        bottom: float,
        *,
        fill: str | None = None,
        stroke: str | None = None,
        width: float = 0.5,
        radius: float = 0,
    ) -> None:
        """Draw a rectangle, filled or outlined or both."""
        canvas = self._canvas
        if fill is not None:
            canvas.setFillColor(HexColor(fill))
        if stroke is not None:
            canvas.setStrokeColor(HexColor(stroke))
            canvas.setLineWidth(width)
        shape = (x0, self.height - bottom, x1 - x0, bottom - top)
        if radius:
            canvas.roundRect(*shape, radius, fill=int(fill is not None), stroke=int(stroke is not None))
        else:
            canvas.rect(*shape, fill=int(fill is not None), stroke=int(stroke is not None))

    def shape(self, points: Sequence[tuple[float, float]], *, fill: str, opacity: float = 1) -> None:
        """Fill a closed polygon."""
        path = self._canvas.beginPath()
        path.moveTo(points[0][0], self.height - points[0][1])
        for x, top in points[1:]:
            path.lineTo(x, self.height - top)
        path.close()
        colour = HexColor(fill)
        self._canvas.setFillColor(Color(colour.red, colour.green, colour.blue, alpha=opacity))
        self._canvas.drawPath(path, fill=1, stroke=0)

    def curve(self, points: Sequence[tuple[float, float]], *, colour: str, width: float = 0.9) -> None:
        """Draw a line of Bezier curves: a start, then three points for each piece."""
        path = self._canvas.beginPath()
        flipped = [(x, self.height - top) for x, top in points]
        path.moveTo(*flipped[0])
        for first, second, end in zip(flipped[1::3], flipped[2::3], flipped[3::3], strict=True):
            path.curveTo(*first, *second, *end)
        self._canvas.setStrokeColor(HexColor(colour))
        self._canvas.setLineWidth(width)
        self._canvas.drawPath(path, fill=0, stroke=1)

    def disc(self, x: float, top: float, radius: float, *, fill: str | None = None, stroke: str | None = None) -> None:
        """Draw a circle about a middle."""
        if fill is not None:
            self._canvas.setFillColor(HexColor(fill))
        if stroke is not None:
            self._canvas.setStrokeColor(HexColor(stroke))
            self._canvas.setLineWidth(1)
        self._canvas.circle(x, self.height - top, radius, fill=int(fill is not None), stroke=int(stroke is not None))

    def next_page(self) -> None:
        """Finish this page with its notice and begin another."""
        self._notice()
        self._canvas.showPage()
        self.page += 1

    def finish(self) -> bytes:
        """Finish the last page and give the whole file."""
        self._notice()
        self._canvas.showPage()
        self._canvas.save()
        return self._buffer.getvalue()

    def _notice(self) -> None:
        wide = self.measure(NOTICE, 7, bold=True) + 16
        middle, top = self.width / 2, self.height - 21
        self.box(middle - wide / 2, top - 2, middle + wide / 2, top + 10, stroke="#b3261e", width=0.6, radius=4)
        self.text(middle, top + 0.6, NOTICE, size=7, bold=True, colour="#b3261e", align="centre")


def together(lines: Sequence[Printed]) -> Printed:
    """Several prints of one page as one: their texts joined, their boxes united."""
    return Printed(
        text=" ".join(line.text for line in lines),
        page=lines[0].page,
        box=Box(
            x0=min(line.box.x0 for line in lines),
            top=min(line.box.top for line in lines),
            x1=max(line.box.x1 for line in lines),
            bottom=max(line.box.bottom for line in lines),
        ),
    )
