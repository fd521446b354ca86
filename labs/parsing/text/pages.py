"""PDF to pages of words and lines, by the engine that reads a page best.

pdfium reads every page first. Where what it says is hardly text (see `labs.parsing.text.legibility`), or it finds none,
pdfplumber reads the page too, and the better reading is kept. Some pages are beyond both, since their fonts do not
say which letters their shapes are: some of these are read by the order of their glyphs (`glyph_order`),
and of the others nothing is passed on as words, as `Page.legible` says.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from operator import itemgetter
from pathlib import Path

from labs.coa import Source
from labs.parsing.failures import Damaged, NoPages, Unreadable
from labs.parsing.text.contents import Contents, Rule
from labs.parsing.text.glyph_order import by_order
from labs.parsing.text.glyphs import without_shadows
from labs.parsing.text.legibility import LEGIBLE, legibility
from labs.parsing.text.pdfium import Pdfium
from labs.parsing.text.places import Rectangle
from labs.parsing.text.plumber import Pdfplumber
from labs.parsing.text.words import Word, words_of

__all__ = ["Page", "Rule", "read_pages"]

_Engine = Pdfium | Pdfplumber


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page as it is shown: its size in PDF points, its words in the order they were written, its rules.

    `turn` and `source` are those of `labs.parsing.parsed.PageSize`. A page that is not `legible` holds text that no
    engine can make sense of: it has no words here, and only its picture says what stands on it. A `guessed` page has
    letters that were worked out by the order of their glyphs. `lean` is by how many degrees the lines of a picture
    rise to the right on the page; its words and rules are those of the straightened page. `pictures` are the left, top,
    right and bottom of each picture on it.
    """

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...] = ()
    turn: int = 0
    source: Source = Source.TEXT
    legible: bool = True
    guessed: bool = False
    lean: float = 0.0
    pictures: tuple[Rectangle, ...] = ()


def read_pages(
    path: Path,
    *,
    on_progress: Callable[[int, int], None] = lambda _done, _total: None,
    look: Callable[[Page], Page] = lambda page: page,
) -> tuple[Page, ...]:
    """Every page of a PDF after a `look` at its picture, `on_progress(done, total)` called after each.

    Raises `PasswordNeeded`, `Damaged` or `NoPages`. A file encrypted with an empty password opens like any other.
    """
    with _Engines(path) as engines:
        total = len(engines.first)
        if not total:
            raise NoPages
        pages = []
        for number in range(1, total + 1):
            pages.append(look(_best(engines, number)))
            on_progress(number, total)
        return tuple(pages)


class _Engines(ExitStack):
    """One file in the engines that open it: `first` is pdfium if it can; pdfplumber is opened once it is needed."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        try:
            self.first: _Engine = self.enter_context(Pdfium(path))
        except Damaged:
            self.first = self.enter_context(Pdfplumber(path))
        self._opened = [self.first]
        self._is_whole = isinstance(self.first, Pdfplumber)

    def __iter__(self) -> Iterator[_Engine]:
        yield self.first
        if not self._is_whole:
            self._is_whole = True
            try:
                self._opened.append(self.enter_context(Pdfplumber(self._path)))
            except Unreadable:
                return
        yield from self._opened[1:]


def _best(engines: _Engines, number: int) -> Page:
    """One page by the first engine that reads it well, or else by the one that reads it best."""
    readings: list[tuple[float, Page, Contents]] = []
    failure: Damaged | None = None
    for engine in engines:
        try:
            contents = engine.read(number)
        except Damaged as error:
            failure = failure or error
            continue
        page = _page(contents, number)
        quality = legibility(page.words)
        if page.words and quality >= LEGIBLE:
            return page
        readings.append((quality if page.words else LEGIBLE, page, contents))
    if not readings:
        raise failure or Damaged
    quality, page, contents = max(readings, key=itemgetter(0))
    return page if quality >= LEGIBLE else _guessed(page, contents)


def _guessed(page: Page, contents: Contents) -> Page:
    """A page that is hardly text, read by the order of its glyphs if that makes it legible, or else without words."""
    glyphs = by_order(contents.glyphs)
    if glyphs is not None:
        words = tuple(words_of(without_shadows(glyphs)))
        if legibility(words) >= LEGIBLE:
            return replace(page, words=words, guessed=True)
    return replace(page, words=(), legible=False)


def _page(contents: Contents, number: int) -> Page:
    return Page(
        number=number,
        width=contents.width,
        height=contents.height,
        words=tuple(words_of(without_shadows(contents.glyphs))),
        rules=tuple(contents.rules),
        turn=contents.turn,
        pictures=tuple(contents.pictures),
    )
