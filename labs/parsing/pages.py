"""PDF to pages of words and lines: the one module that knows pdfplumber.

Layout analysis stays off (`laparams=None`): it is slower on every file measured, and takes many seconds on pages
with thousands of rules. Pages are closed as soon as they are read, since an open page keeps all its characters.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfplumber.page import Page as PlumberPage
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from labs.parsing.failures import Damaged, NoPages, PasswordNeeded
from labs.parsing.glyphs import Glyph, glyphs_of
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
    try:
        chars = page.chars
    except (PdfminerException, MalformedPDFException, PDFException) as error:
        raise _failure(error) from error
    glyphs: list[Glyph] = glyphs_of(chars)
    return Page(
        number=number,
        width=float(page.width),
        height=float(page.height),
        words=tuple(words_of(glyphs)),
        rules=tuple(_rules(page)),
    )


def _rules(page: PlumberPage) -> Iterator[Rule]:
    """Lines, and boxes thin enough to be lines, that run across."""
    for line in page.lines:
        if abs(line["bottom"] - line["top"]) <= 1 and line["x1"] - line["x0"] > 20:
            yield Rule(x0=line["x0"], x1=line["x1"], y=line["top"])
    for box in page.rects:
        if box["bottom"] - box["top"] <= 2 and box["x1"] - box["x0"] > 20:
            yield Rule(x0=box["x0"], x1=box["x1"], y=(box["top"] + box["bottom"]) / 2)
