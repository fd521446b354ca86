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

from labs.parsing.failures import Damaged, NoPages, PasswordNeeded
from labs.parsing.glyphs import Char, glyphs_of
from labs.parsing.words import Word, words_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A drawn horizontal line, or the edge of a box that may serve as one: PDF points from the page's top left."""

    x0: float
    x1: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page as it is shown: its size in PDF points, its words in the order they were written, its rules."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...] = ()


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
    with pdf:
        try:
            pdf.pages  # noqa: B018 - walks the page tree, where a damaged file fails first
        except (PdfminerException, MalformedPDFException, PDFException) as error:
            raise _failure(error) from error
        yield pdf


def _failure(error: Exception) -> Damaged | PasswordNeeded:
    """Pdfplumber wraps what pdfminer raised: the first argument is the original."""
    cause = error.args[0] if error.args and isinstance(error.args[0], Exception) else error
    if isinstance(cause, PDFPasswordIncorrect):
        return PasswordNeeded()
    return Damaged(f"{type(cause).__name__}: {cause}")


def _read_page(page: PlumberPage, number: int) -> Page:
    """Read pdfminer's own layout objects: making pdfplumber's dictionaries of them takes as long as reading them."""
    try:
        things = list(_things(page.layout))
    except (PdfminerException, MalformedPDFException, PDFException) as error:
        raise _failure(error) from error
    view = _View.of(page)
    chars = [view.char(thing) for thing in things if isinstance(thing, LTChar)]
    rules = [view.rule(thing) for thing in things if isinstance(thing, (LTLine, LTRect)) and _is_rule(thing)]
    return Page(
        number=number,
        width=view.width,
        height=view.height,
        words=tuple(words_of(glyphs_of(char for char in chars if view.shows(char)))),
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


@dataclass(frozen=True, slots=True)
class _View:
    """The part of a page that is shown, and how pdfminer's places (from the media box's lower left) lie in it."""

    width: float
    height: float
    shift_x: float
    shift_y: float

    @classmethod
    def of(cls, page: PlumberPage) -> "_View":
        """The crop box as far as it lies on the page; viewers show no more, and draw pictures of no more."""
        media, crop = page.mediabox, page.cropbox
        left, top = max(media[0], crop[0]), max(media[1], crop[1])
        right, bottom = min(media[2], crop[2]), min(media[3], crop[3])
        if right <= left or bottom <= top:
            left, top, right, bottom = media
        return cls(
            width=float(right - left),
            height=float(bottom - top),
            shift_x=float(media[0] - left),
            shift_y=float(media[3] - top),
        )

    def char(self, thing: LTChar) -> Char:
        """A character with its place in the view."""
        return Char(
            text=thing.get_text(),
            x0=thing.x0 + self.shift_x,
            top=self.shift_y - thing.y1,
            x1=thing.x1 + self.shift_x,
            bottom=self.shift_y - thing.y0,
            origin=self.shift_y - thing.matrix[5],
            size=thing.size,
            font=str(thing.fontname),
            slant=thing.matrix[:4],
        )

    def shows(self, char: Char) -> bool:
        """Whether a character stands in the part that is shown."""
        return char.x1 > 0 and char.x0 < self.width and char.bottom > 0 and char.top < self.height

    def rule(self, thing: LTComponent) -> Rule:
        """A drawn line with its place in the view."""
        return Rule(x0=thing.x0 + self.shift_x, x1=thing.x1 + self.shift_x, y=self.shift_y - (thing.y0 + thing.y1) / 2)
