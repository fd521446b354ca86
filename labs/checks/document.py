"""What a check may know beside the certificate: the file that it was read from, and the jar that it is shown for."""

import codecs
import re
import unicodedata
from collections.abc import Iterable, Sequence, Sized
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple, Protocol

from labs.checks.page_counts import has_bare_count, page_counts
from labs.checks.sought import Sought, found_in, says
from labs.coa import Box, Printed

# Of bytes, marks as spaces; what is beyond ASCII stays.
_APART = bytes(code if code > 127 or chr(code).isalnum() else ord(" ") for code in range(256))
_OTHER_MARKS = dict.fromkeys(map(ord, "–—‒−‐‘’‚“”„«»·•°±≤≥×®©§→✓�"), "-")
_OTHER_MARKS |= dict.fromkeys(map(ord, "\x85\u1680\u2028\u2029"), " ")  # spaces that no other form is kept for
_FEWEST_WORDS = 40  # of a text that could hold a report's head at all
_ACCENTS = re.compile("[\u0300-\u036f]+")  # marks that combine with the letter before them


class Place(NamedTuple):
    """A place on a page."""

    page: int
    box: Box


@dataclass(frozen=True, kw_only=True)
class Document:
    """One file: the text of all its pages, how many there are, and what its bar codes and QR codes say, in place.

    `looks` are those of the pictures of its pages (see `labs.parsing.looks`), None for a page without one; empty where
    nobody drew them. `pictures` are the places of the pictures on the pages, None where nobody looked for them.
    """

    text: str
    pages: int
    codes: tuple[Printed, ...] = ()
    looks: tuple[int | None, ...] = ()
    pictures: tuple[Place, ...] | None = None

    @cached_property
    def has_words(self) -> bool:
        """Whether its text has as many words as a report's head needs: else that stands in a picture, if anywhere."""
        return len(self.text.split(maxsplit=_FEWEST_WORDS)) >= _FEWEST_WORDS

    def says(self, phrases: Sought | Iterable[str]) -> bool:
        """Whether one of some phrases, as `folded` gives them, stands in the text as whole words.

        What is `Sought` is looked for in one pass together with all else, and other phrases in one of their own.
        """
        return phrases in self._found if isinstance(phrases, Sought) else says(self._spaced, tuple(phrases))

    @cached_property
    def unaccented(self) -> str:
        """The text as the function of that name gives it."""
        return unaccented(self.text)

    @cached_property
    def page_counts(self) -> frozenset[tuple[int, int]]:
        """Every “page n of m” in print as n and m, from 1 <= n <= m."""
        return page_counts(self.unaccented, self._found)

    def may_count_pages(self) -> bool:
        """Whether anything in print may be a count of its pages, such as a bare ``2/5``."""
        return bool(self.page_counts) or has_bare_count(self.unaccented)

    @cached_property
    def _spaced(self) -> bytes:
        return _spaced(self.unaccented)

    @cached_property
    def _found(self) -> frozenset[Sought]:
        return found_in(self._spaced)


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What the jar, the bag or the shop says; None for what nobody told us."""

    brand: str | None = None
    product: str | None = None
    batch: str | None = None


class _Code(Protocol):
    @property
    def text(self) -> str: ...
    @property
    def page(self) -> int: ...
    @property
    def box(self) -> Box: ...


class _Placed(Protocol):
    @property
    def page(self) -> int: ...
    @property
    def box(self) -> Box: ...


class _Read(Protocol):
    @property
    def text(self) -> str: ...
    @property
    def pages(self) -> Sized: ...
    @property
    def codes(self) -> Sequence[_Code]: ...
    @property
    def pictures(self) -> Sequence[_Placed] | None: ...


def document_of(read: _Read, looks: tuple[int | None, ...] = ()) -> Document:
    """The file as the reader saw it: of a `labs.parsing.Parsed`, or of anything that has its text, pages and codes."""
    codes = tuple(Printed(text=code.text, page=code.page, box=code.box) for code in read.codes)
    return Document(text=read.text, pages=len(read.pages), codes=codes, looks=looks, pictures=places_of(read.pictures))


def places_of(pictures: Sequence[_Placed] | None) -> tuple[Place, ...] | None:
    """The places of what lies on pages; None for None."""
    return None if pictures is None else tuple([Place(page=one.page, box=one.box) for one in pictures])


@lru_cache(maxsize=4096)
def _plain_letters(letters: str) -> bytes:
    """Letters and marks beyond ASCII in lower case and without accents, a dash for each mark, as UTF-8."""
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", letters)).casefold()
    return bare.translate(_OTHER_MARKS).encode(errors="replace")


def _unaccent(error: UnicodeError) -> tuple[bytes, int]:
    """What stands in a text beyond ASCII, as it is encoded: a run at a time, for such letters are few."""
    assert isinstance(error, UnicodeEncodeError)
    return _plain_letters(error.object[error.start : error.end]), error.end


codecs.register_error("leafproof.unaccent", _unaccent)


def unaccented(text: str) -> str:
    """A long text in lower case and without accents, its lines as they are, each mark beyond ASCII a dash."""
    # To bytes and back: there, looking for what is beyond ASCII is ten times as fast.
    return text.encode("ascii", errors="leafproof.unaccent").lower().decode()


def folded(text: str) -> str:
    """A long text as `labs.reference.words.fold` would give it, between two spaces, in a fraction of the time."""
    return f" {b' '.join(_spaced(unaccented(text)).split()).decode()} "


def _spaced(plain: str) -> bytes:
    """An unaccented text as `folded`, but for the spaces, of which there may be several in a row."""
    return b" %b " % plain.encode().translate(_APART)
