"""The contents of PDF pages by pdfium: some fifteen times faster than pdfminer, and as faithful.

pdfium may abort the whole process on hostile input: read in the child process only, see `labs.parsing.bounds.bounded`.
"""

from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pypdfium2
import pypdfium2.raw as c

from labs.parsing.failures import Damaged, PasswordNeeded
from labs.parsing.text.contents import Contents, rule_of
from labs.parsing.text.pdfium_rules import drawn_on
from labs.parsing.text.pdfium_text import Text
from labs.parsing.text.places import Rectangle, Upright

_SIDEWAYS = 40  # letters: fewer that run sideways are a stamp or a spine


class Pdfium:
    """An open PDF. Raises `Damaged` or `PasswordNeeded` where pdfium cannot open it."""

    def __init__(self, path: Path) -> None:
        try:
            self._pdf = pypdfium2.PdfDocument(path)
        except pypdfium2.PdfiumError as error:
            if error.err_code == c.FPDF_ERR_PASSWORD:
                raise PasswordNeeded from None
            raise Damaged(str(error)) from None

    def __len__(self) -> int:
        return len(self._pdf)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._pdf.close()

    def read(self, number: int) -> Contents:
        """What stands on one page, counted from 1. Raises `Damaged` where pdfium cannot load it."""
        try:
            page = self._pdf[number - 1]
            try:
                return _contents(page)
            finally:
                page.close()
        except pypdfium2.PdfiumError as error:
            raise Damaged(str(error)) from None


def _contents(page: Any) -> Contents:
    text = Text(page)
    rotated = 90 * int(c.FPDFPage_GetRotation(page))
    turn = _turn(text.directions(), rotated)
    upright = Upright.of(_shown(page), rotated + turn)
    drawn = drawn_on(page)
    return Contents(
        width=upright.width,
        height=upright.height,
        turn=turn,
        glyphs=list(text.glyphs(upright)),
        rules=[rule for box in drawn.boxes if (rule := rule_of(*upright.box(*box)))],
        pictures=[upright.box(*picture) for picture in drawn.pictures],
    )


def _shown(page: Any) -> Rectangle:
    """The part of the page that viewers show: lower left and upper right corner."""
    box = c.FS_RECTF()
    c.FPDF_GetPageBoundingBox(page, box)
    return (box.left, box.bottom, box.right, box.top)


def _turn(directions: Counter[int | None], rotated: int) -> int:
    """The turn that stands a page upright whose text runs sideways though its /Rotate does not say so."""
    if not directions:
        return 0
    direction, most = directions.most_common(1)[0]
    if direction is None or most < _SIDEWAYS or 2 * most <= directions.total():
        return 0
    return (direction - rotated) % 360
