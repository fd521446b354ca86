"""Pages whose text is missing or illegible, read from their pictures.

Three kinds of page are looked at: those without words (a scan), those whose fonts do not say which letters they show,
and those with a large picture that is full of something but bare of words (a scanned table under a typed header).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import pypdfium2

from labs.coa import Box, Source
from labs.parsing.sight.bare_pictures import bare_bands, shows_more
from labs.parsing.text.pages import Page

if TYPE_CHECKING:
    from labs.parsing.sight.sighting import Sighting

MOST_PAGES = 30
_FEWEST_WORDS = 8  # of a picture beside text: fewer are a label or a drawing
_FEWEST_NUMBERS = 2
_LITTLE_LEAN = 0.6  # degrees: of a picture beside text that leans more, the words would stand on no line of its own


class PicturePages:
    """Gives the pages of one PDF back with what only their pictures say: call it with each.

    At most `most` pages are read so, `before` called with the number of each; `skipped` has those left out.
    """

    def __init__(
        self, path: Path, *, most: int = MOST_PAGES, before: Callable[[int], None] = lambda _number: None
    ) -> None:
        self.skipped: list[int] = []
        self._path = path
        self._left = most
        self._before = before
        self._opened: pypdfium2.PdfDocument | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._opened is not None:
            self._opened.close()

    def __call__(self, page: Page) -> Page:
        """The page as it is, or with the words of its picture instead of or beside its own."""
        bands = bare_bands(page) if page.words and not page.turn else []
        if page.words and not bands:
            return page
        try:
            shown = self._pdf()[page.number - 1]
        except pypdfium2.PdfiumError:
            return page
        try:
            if page.words and not shows_more(shown, bands):
                return page
            if not self._left:
                self.skipped.append(page.number)
                return page
            self._left -= 1
            self._before(page.number)
            return _with_picture(page, _sighted(shown))
        except (pypdfium2.PdfiumError, ValueError):  # pdfium cannot draw it
            return page
        finally:
            shown.close()

    def _pdf(self) -> pypdfium2.PdfDocument:
        if self._opened is None:
            self._opened = pypdfium2.PdfDocument(self._path)
            self._opened.init_forms()
        return self._opened


def _sighted(shown: pypdfium2.PdfPage) -> "Sighting":
    from labs.parsing.sight.rendering import rendered, scale_of  # noqa: PLC0415  # reading text must not pay for these
    from labs.parsing.sight.sighting import sight  # noqa: PLC0415

    return sight(rendered(shown), 1 / scale_of(*shown.get_size()))


def _with_picture(page: Page, seen: "Sighting") -> Page:
    """A page with what its picture says, if that says anything."""
    if page.words:
        return _beside_text(page, seen)
    if not seen.words:
        return page
    return replace(
        page,
        width=seen.width,
        height=seen.height,
        words=seen.words,
        rules=seen.rules,
        turn=seen.turn,
        lean=seen.lean,
        source=Source.PICTURE,
    )


def _beside_text(page: Page, seen: "Sighting") -> Page:
    """A page of text with the words of a picture that stand where it has none."""
    own = [word.box for word in page.words]
    new = tuple(word for word in seen.words if not any(_overlap(word.box, box) for box in own))
    numbers = sum(any(map(str.isdigit, word.text)) for word in new)
    if seen.turn or abs(seen.lean) > _LITTLE_LEAN or len(new) < _FEWEST_WORDS or numbers < _FEWEST_NUMBERS:
        return page
    return replace(page, words=(*page.words, *new), rules=(*page.rules, *seen.rules), source=Source.PICTURE)


def _overlap(one: Box, other: Box) -> bool:
    return min(one.x1, other.x1) > max(one.x0, other.x0) and min(one.bottom, other.bottom) - max(
        one.top, other.top
    ) > 0.3 * min(one.bottom - one.top, other.bottom - other.top)


def picture_warnings(pages: Sequence[Page], skipped: Sequence[int]) -> Iterator[str]:
    """Sentences for people on the pages that were read from their pictures, and those that were left out."""
    seen = [page.number for page in pages if page.source is Source.PICTURE]
    if seen:
        yield f"Read from pictures, where letters and digits may be mistaken: {_pages(seen)}."
    if skipped:
        yield f"Not read, since too many pages of this document are pictures: {_pages(skipped)}."


def _pages(numbers: Sequence[int]) -> str:
    listed = ", ".join(map(str, numbers[:-1])) + (" and " if len(numbers) > 1 else "") + str(numbers[-1])
    return f"page{'s' if len(numbers) > 1 else ''} {listed}"
