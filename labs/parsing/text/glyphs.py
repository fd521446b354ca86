"""Characters as an engine gives them to clean glyphs: upright, single, with text that people would type.

Some fonts carry no map to text for a few of their glyphs: all that is known of these is a number, or a control
character is given for them. They become code points of the private use area, one for each so that alike stay alike,
and `labs.parsing.text.spelling` guesses them from the words they stand in.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

_UNKNOWN_FIRST = 0xE000  # the private use area
_FIRST_CONTROL = _UNKNOWN_FIRST + 0x1800  # control characters come after the glyph numbers
_UNKNOWN = re.compile(f"[{chr(_UNKNOWN_FIRST)}-{chr(_FIRST_CONTROL + 0xFF)}]")
_SPACES = frozenset("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\n\r")
_INVISIBLE = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad")
# What the letters of the old Symbol font show: files that use it often claim plain letters.
_SYMBOL = str.maketrans("abgdeqlmpDSW", "αβγδεθλµπΔΣΩ")
_KEEP = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺⁽⁾ªº²³¹µ™®½¼¾…")  # NFKC would change what these say
_SQUARE = 4.0  # points: glyphs are looked up by the square of the page that they stand in
_Seen = dict[tuple[str, float, float], list[tuple[float, float]]]


class Glyph(NamedTuple):
    """One upright character: its text (one letter or, for a ligature, several), box, baseline, size and font.

    Places are PDF points from the top left of the page as it is shown. `apart` says that the engine takes a space to
    stand before it, though the file has none.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    size: float
    font: str
    apart: bool = False


def is_upright(a: float, b: float, d: float) -> bool:
    """Whether letters with these numbers in their matrix run from left to right, neither turned nor mirrored.

    Text at an angle is that of watermarks and spines.
    """
    return abs(b) <= 0.02 * abs(a) and a > 0 and d > 0


def without_shadows(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """The glyphs in their order, less those printed again within a tenth of their size: shadows and false bold."""
    kept: list[Glyph] = []
    seen: _Seen = {}
    for glyph in glyphs:
        text, x, y = glyph[:3]
        if text == " ":
            kept.append(glyph)
            continue
        square = (text, x // _SQUARE, y // _SQUARE)
        near = 0.1 * glyph.size
        inside = near < x % _SQUARE < _SQUARE - near and near < y % _SQUARE < _SQUARE - near
        if inside and square not in seen:  # most are: no need to look further
            seen[square] = [(x, y)]
        elif _is_shadow(text, x, y, near, seen):
            continue
        else:
            seen.setdefault(square, []).append((x, y))
        kept.append(glyph)
    return kept


def _is_shadow(text: str, x: float, y: float, near: float, seen: _Seen) -> bool:
    """Whether the same character already stands close by, in this square of the page or in one beside it."""
    return any(
        abs(other_x - x) < near and abs(other_y - y) < near
        for column in {(x - near) // _SQUARE, (x + near) // _SQUARE}
        for line in {(y - near) // _SQUARE, (y + near) // _SQUARE}
        for other_x, other_y in seen.get((text, column, line), ())
    )


@lru_cache(maxsize=16384)
def typed(text: str, font: str) -> str:
    """A character's text as people type it: that of the Symbol font's letters is what they show."""
    cleaned = clean(text)
    return cleaned.translate(_SYMBOL) if font.rpartition("+")[2].startswith("Symbol") else cleaned


@lru_cache(maxsize=4096)
def clean(text: str) -> str:
    """A text without odd spaces and invisible characters; what stands for an unknown glyph becomes a private one."""
    cleaned = []
    for character in text:
        if character in _SPACES:
            cleaned.append(" ")
        elif character in _INVISIBLE:
            continue
        elif character in "\ufffd\ufffe" or unicodedata.category(character) == "Cc":
            cleaned.append(chr(_FIRST_CONTROL + ord(character) % 0x100))
        else:
            cleaned.append(character if character in _KEEP else unicodedata.normalize("NFKC", character))
    return "".join(cleaned)


def unknown(number: int) -> str:
    """The private character of a glyph that has a number in its font and nothing else."""
    return chr(_UNKNOWN_FIRST + number % (_FIRST_CONTROL - _UNKNOWN_FIRST))


def number_of(text: str) -> int | None:
    """The number of an `unknown` glyph; None for any other text."""
    if len(text) == 1 and _UNKNOWN_FIRST <= ord(text) < _FIRST_CONTROL:
        return ord(text) - _UNKNOWN_FIRST
    return None


def unknown_in(text: str) -> list[str]:
    """Each character of a text that stands for a glyph whose text nobody knows."""
    return _UNKNOWN.findall(text)
