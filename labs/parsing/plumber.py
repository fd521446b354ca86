"""The contents of PDF pages by pdfplumber and pdfminer: slow, and sometimes right where pdfium is not.

Layout analysis stays off (`laparams=None`): it is slower on every file measured, and takes many seconds on pages
with thousands of rules. Pages are closed as soon as they are read, since an open page keeps all its characters.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import pdfplumber
from pdfminer.layout import LTChar, LTComponent, LTContainer, LTItem, LTLine, LTRect
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfplumber.page import Page as PlumberPage
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from labs.parsing.contents import Contents, rule_of
from labs.parsing.failures import Damaged, PasswordNeeded
from labs.parsing.glyphs import Char
from labs.parsing.places import Rectangle

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
        chars=[_char(thing, height) for thing in things if isinstance(thing, LTChar) and _is_shown(thing, view)],
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


def _char(thing: LTChar, height: float) -> Char:
    """A character with its place from the top left of a page of that height."""
    return Char(
        text=thing.get_text(),
        x0=thing.x0,
        top=height - thing.y1,
        x1=thing.x1,
        bottom=height - thing.y0,
        origin=height - thing.matrix[5],
        size=thing.size,
        font=str(thing.fontname),
        slant=thing.matrix[:4],
    )


def _is_shown(thing: LTComponent, view: LTComponent) -> bool:
    """Whether something stands in the part of the page that is shown."""
    return thing.x1 > 0 and thing.x0 < view.width and thing.y1 > 0 and thing.y0 < view.height
