"""PDF to pages of words and lines: the one module that knows pdfplumber.

Layout analysis stays off (`laparams=None`): it is slower on every file measured, and takes many seconds on pages
with thousands of rules. Pages are closed as soon as they are read, since an open page keeps all its characters.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pdfplumber
from pdfminer.layout import LTChar, LTComponent, LTContainer, LTItem, LTLine, LTRect
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfplumber.page import Page as PlumberPage
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from labs.coa import Source
from labs.parsing.failures import Damaged, NoPages, PasswordNeeded
from labs.parsing.glyphs import Char, glyphs_of
from labs.parsing.words import Word, words_of

Rectangle = tuple[float, float, float, float]
_LETTER: Rectangle = (0.0, 0.0, 612.0, 792.0)  # what viewers take for a page without an area


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A drawn horizontal line, or the edge of a box that may serve as one: PDF points from the page's top left."""

    x0: float
    x1: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page as it is shown: its size in PDF points, its words in the order they were written, its rules.

    `turn` and `source` are those of `labs.parsing.parsed.PageSize`.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...] = ()
    turn: int = 0
    source: Source = Source.TEXT


def read_pages(path: Path, *, on_progress: Callable[[int, int], None] = lambda _done, _total: None) -> tuple[Page, ...]:
    """Every page of a PDF, `on_progress(done, total)` called after each.

    Raises `PasswordNeeded`, `Damaged` or `NoPages`. A file encrypted with an empty password opens like any other.
    """
    with _opened(path) as pdf:
        total = len(pdf.pages)
        if not total:
            raise NoPages
        pages = []
        for number, page in enumerate(pdf.pages, start=1):
            pages.append(_read_page(page, number))
            page.close()
            on_progress(number, total)
        return tuple(pages)


@contextmanager
def _opened(path: Path) -> Iterator[PDF]:
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
    with pdf:
        yield pdf


def _failure(error: Exception) -> Damaged | PasswordNeeded:
    """Pdfplumber wraps what pdfminer raised: the first argument is the original."""
    cause = error.args[0] if error.args and isinstance(error.args[0], Exception) else error
    if isinstance(cause, PDFPasswordIncorrect):
        return PasswordNeeded()
    return Damaged(f"{type(cause).__name__}: {cause}")


def _read_page(page: PlumberPage, number: int) -> Page:
    """Read pdfminer's own layout objects: making pdfplumber's dictionaries of them takes as long as reading them."""
    _show(page)
    try:
        view = page.layout
        things = list(_things(view))
    except (PdfminerException, MalformedPDFException, PDFException) as error:
        raise _failure(error) from error
    chars = (_char(thing, view.height) for thing in things if isinstance(thing, LTChar) and _is_shown(thing, view))
    rules = [_rule(thing, view.height) for thing in things if isinstance(thing, (LTLine, LTRect)) and _is_rule(thing)]
    return Page(
        number=number,
        width=view.width,
        height=view.height,
        words=tuple(words_of(glyphs_of(chars))),
        rules=tuple(rules),
    )


def _things(container: Iterable[LTItem]) -> Iterator[LTItem]:
    """Everything drawn on a page, forms within forms included, in the order it was drawn."""
    for thing in container:
        if isinstance(thing, LTContainer):
            yield from _things(thing)
        else:
            yield thing


def _is_rule(thing: LTComponent) -> bool:
    """Whether a line, or a box thin enough to be one, runs across."""
    return thing.height <= 2 and thing.width > 20


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


def _rule(thing: LTComponent, height: float) -> Rule:
    """A drawn line with its place from the top left of a page of that height."""
    return Rule(x0=thing.x0, x1=thing.x1, y=height - (thing.y0 + thing.y1) / 2)
