"""The contents of PDF pages by pdfplumber and pdfminer: slow, and sometimes right where pdfium is not.

Layout analysis stays off (`laparams=None`): it is slower on every file measured, and takes many seconds on pages
with thousands of rules. Pages are closed as soon as they are read, since an open page keeps all its characters.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import pdfplumber
from pdfminer.layout import LTChar, LTComponent, LTContainer, LTImage, LTItem, LTLine, LTRect
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfplumber.page import Page as PlumberPage
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from labs.parsing.failures import Damaged, PasswordNeeded
from labs.parsing.text.contents import Contents, rule_of
from labs.parsing.text.glyphs import Glyph, is_upright, typed, unknown
from labs.parsing.text.places import Rectangle

_CID = re.compile(r"\(cid:(\d+)\)")
_LETTER: Rectangle = (0.0, 0.0, 612.0, 792.0)  # what viewers take for a page without an area


class Pdfplumber:
    """An open PDF. Raises `PasswordNeeded` or `Damaged` where pdfplumber cannot open it."""

    def __init__(self, path: Path) -> None:
        self._pdf = _opened(path)

    def __len__(self) -> int:
        return len(self._pdf.pages)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._pdf.close()

    def read(self, number: int) -> Contents:
        """What stands on one page, counted from 1. Raises `Damaged` where pdfminer fails on it."""
        page = self._pdf.pages[number - 1]
        try:
            return _contents(page)
        finally:
            page.close()


def _opened(path: Path) -> PDF:
    try:
        pdf = pdfplumber.open(path)
    except (PdfminerException, MalformedPDFException) as error:
        raise _failure(error) from error
    try:
        pdf.pages  # noqa: B018 - walks the page tree, where a damaged file fails first
    except (PdfminerException, MalformedPDFException, PDFException) as error:
        pdf.stream.close()  # closing the PDF would walk the page tree again
        raise _failure(error) from error
    except (IndexError, TypeError, ValueError) as error:  # pdfplumber, where a page's box or turn is no such thing
        pdf.stream.close()
        raise Damaged(f"{type(error).__name__}: {error}") from error
    return pdf


def _failure(error: Exception) -> Damaged | PasswordNeeded:
    """Pdfplumber wraps what pdfminer raised: the first argument is the original."""
    cause = error.args[0] if error.args and isinstance(error.args[0], Exception) else error
    if isinstance(cause, PDFPasswordIncorrect):
        return PasswordNeeded()
    return Damaged(f"{type(cause).__name__}: {cause}")


def _contents(page: PlumberPage) -> Contents:
    """Read pdfminer's own layout objects: making pdfplumber's dictionaries of them takes as long as reading them."""
    _show(page)
    try:
        view = page.layout
        things = list(_things(view))
    except (PdfminerException, MalformedPDFException, PDFException) as error:
        raise _failure(error) from error
    height = view.height
    drawn = (thing for thing in things if isinstance(thing, (LTLine, LTRect)))
    return Contents(
        width=view.width,
        height=height,
        turn=0,
        glyphs=list(_glyphs((thing for thing in things if isinstance(thing, LTChar)), view)),
        pictures=[
            (thing.x0, height - thing.y1, thing.x1, height - thing.y0) for thing in things if isinstance(thing, LTImage)
        ],
        rules=[
            rule
            for thing in drawn
            if (rule := rule_of(thing.x0, height - thing.y1, thing.x1, height - thing.y0)) is not None
        ],
    )


def _things(container: Iterable[LTItem]) -> Iterator[LTItem]:
    """Everything drawn on a page, forms within forms included, in the order it was drawn."""
    for thing in container:
        if isinstance(thing, LTContainer):
            yield from _things(thing)
        else:
            yield thing


def _show(page: PlumberPage) -> None:
    """Have pdfminer measure from the corner of what is shown: the crop box as far as it lies on the media box.

    Viewers show no more, and pictures are drawn of no more. Boxes may name any two opposite corners, and pdfminer
    would take them as they come.
    """
    media = _corners(page.page_obj.mediabox)
    if media[0] == media[2] or media[1] == media[3]:
        media = _LETTER
    crop = _corners(page.page_obj.cropbox)
    shown = (max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3]))
    page.page_obj.mediabox = shown if shown[0] < shown[2] and shown[1] < shown[3] else media
    page.page_obj.rotate = int(page.rotation) // 90 * 90  # pdfminer knows whole quarters only


def _corners(box: Rectangle) -> Rectangle:
    """A rectangle by its lower left and upper right corner."""
    x0, y0, x1, y1 = box
    return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _glyphs(chars: Iterable[LTChar], view: LTComponent) -> Iterator[Glyph]:
    """The upright characters that stand in the part of the page that is shown."""
    for char in chars:
        a, b, _, d = char.matrix[:4]
        shown = char.x1 > 0 and char.x0 < view.width and char.y1 > 0 and char.y0 < view.height
        if shown and is_upright(a, b, d) and (text := _text(char)):
            top, bottom = view.height - char.y1, view.height - char.y0
            yield Glyph(text, char.x0, top, char.x1, bottom, _baseline(char, view), char.size, str(char.fontname))


def _text(char: LTChar) -> str:
    """A character's text; pdfminer writes ``(cid:12)`` for a glyph that has a number and nothing else."""
    text = char.get_text()
    number = _CID.fullmatch(text)
    return unknown(int(number[1])) if number else typed(text, str(char.fontname))


def _baseline(char: LTChar, view: LTComponent) -> float:
    """The y that a letter stands on: that of its matrix, unless this lies far from its box."""
    if char.y0 - char.size <= char.matrix[5] <= char.y1 + char.size:
        return float(view.height - char.matrix[5])
    return float(view.height - char.y0)
