"""What a check may know beside the certificate: the file that it was read from, and the jar that it is shown for."""

import re
import unicodedata
from collections.abc import Iterable, Sequence, Sized
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from labs.coa import Box, Printed

_ASCII_MARKS = bytes(code if code > 127 or chr(code).isalnum() else ord(" ") for code in range(256))
_OTHER_MARKS = "–—‒−‐‘’‚“”„«»·•°±≤≥×®©§→✓�"
_ACCENTS = re.compile("[\u0300-\u036f]+")  # marks that combine with the letter before them


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One file: the text of all its pages, how many there are, and what its bar codes and QR codes say, in place.

    `looks` are those of the pictures of its pages (see `labs.parsing.looks`), None for a page without one; empty where
    nobody drew them.
    """

    text: str
    pages: int
    codes: tuple[Printed, ...] = ()
    looks: tuple[int | None, ...] = ()

    def says(self, phrases: Iterable[str]) -> bool:
        """Whether one of these phrases, as `folded` gives them, stands in the text as whole words."""
        text, words = folded(self.text), _words(self.text)
        return any(
            phrase in words or (" " in phrase and phrase.partition(" ")[0] in words and f" {phrase} " in text)
            for phrase in phrases
        )


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


class _Read(Protocol):
    @property
    def text(self) -> str: ...
    @property
    def pages(self) -> Sized: ...
    @property
    def codes(self) -> Sequence[_Code]: ...


def document_of(read: _Read, looks: tuple[int | None, ...] = ()) -> Document:
    """The file as the reader saw it: of a `labs.parsing.Parsed`, or of anything that has its text, pages and codes."""
    codes = tuple(Printed(text=code.text, page=code.page, box=code.box) for code in read.codes)
    return Document(text=read.text, pages=len(read.pages), codes=codes, looks=looks)


@lru_cache(maxsize=16)
def unaccented(text: str) -> str:
    """A long text in lower case and without accents, its lines and marks as they are."""
    if text.isascii():
        return text.lower()
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", text)).casefold()


@lru_cache(maxsize=16)
def folded(text: str) -> str:
    """A long text as `labs.reference.words.fold` would give it, between two spaces, in a fraction of the time."""
    plain = unaccented(text)
    if not plain.isascii():
        for mark in _OTHER_MARKS:
            plain = plain.replace(mark, " ")
    # Of UTF-8, translating bytes is ten times as fast as translating characters.
    words = plain.encode(errors="replace").translate(_ASCII_MARKS).decode().split()
    return f" {' '.join(words)} "


@lru_cache(maxsize=16)
def _words(text: str) -> frozenset[str]:
    return frozenset(folded(text).split())
