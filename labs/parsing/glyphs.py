"""Characters as the PDF gives them to clean glyphs: upright, single, with text that people would type.

Some fonts carry no map to text for a few of their glyphs: pdfminer then says ``(cid:12)``, or gives a control
character. Those become `UNKNOWN`, and `labs.parsing.spelling` guesses them from the words they stand in.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

UNKNOWN_FIRST = 0xE000  # the private use area: one code point for each unknown glyph, so that alike stay alike
_CID = re.compile(r"\(cid:(\d+)\)")
_SPACES = frozenset("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\n\r")
_INVISIBLE = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad")
# What the letters of the old Symbol font show: files that use it often claim plain letters.
_SYMBOL = str.maketrans("abgdeqlmpDSW", "αβγδεθλµπΔΣΩ")
_KEEP = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺⁽⁾ªº²³¹µ™®½¼¾…")  # NFKC would change what these say
_FIRST_CONTROL = UNKNOWN_FIRST + 0x1800  # control characters come after the glyph numbers


class Char(NamedTuple):
    """One character as the PDF gives it: its text, box, the y of its origin, size, font, and a, b, c, d of its matrix.

    `apart` says that the engine takes a space to stand before it, though the file has none. Places are PDF points from
    the top left of the page as it is shown.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    origin: float
    size: float
    font: str
    slant: tuple[float, float, float, float]
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Glyph:
    """One shown character: its text (one character or, for a ligature, several), box, baseline, size and font.

    `apart` is that of its `Char`.
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


def glyphs_of(chars: Iterable[Char]) -> list[Glyph]:
    """The upright glyphs of one page in the order they were written.

    Text at an angle (watermarks, spines) and characters printed twice at one place (shadows, false bold) are left out.
    """
    glyphs: list[Glyph] = []
    seen: dict[tuple[str, int, int], list[tuple[float, float]]] = {}
    for char in chars:
        a, b, _, d = char.slant
        if abs(b) > 0.02 * abs(a) or a <= 0 or d <= 0:
            continue
        text = clean(char.text)
        if char.font.rpartition("+")[2].startswith("Symbol"):
            text = text.translate(_SYMBOL)
        if not text or (text != " " and _is_shadow(char, seen)):
            continue
        inside = char.top - char.size <= char.origin <= char.bottom + char.size
        baseline = char.origin if inside else char.bottom
        glyphs.append(Glyph(text, char.x0, char.top, char.x1, char.bottom, baseline, char.size, char.font, char.apart))
    return glyphs


def _is_shadow(char: Char, seen: dict[tuple[str, int, int], list[tuple[float, float]]]) -> bool:
    """Whether the same character already stands within a tenth of its size; if not, remember this one."""
    x, y, near = char.x0, char.top, 0.1 * char.size
    columns, lines = {int((x - near) / 4), int((x + near) / 4)}, {int((y - near) / 4), int((y + near) / 4)}
    for column in columns:
        for line in lines:
            for other_x, other_y in seen.get((char.text, column, line), ()):
                if abs(other_x - x) < near and abs(other_y - y) < near:
                    return True
    seen.setdefault((char.text, int(x / 4), int(y / 4)), []).append((x, y))
    return False


@lru_cache(maxsize=4096)
def clean(text: str) -> str:
    """One character's text as people type it; an unknown glyph becomes a private code point of its own."""
    number = number_of(text)
    if number is not None:
        return chr(UNKNOWN_FIRST + number % 0x1800)
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


def unmapped(number: int) -> str:
    """The text of a glyph that has a number and nothing else, in pdfminer's words."""
    return f"(cid:{number})"


def number_of(text: str) -> int | None:
    """The number of a glyph that has nothing else; None for text."""
    found = _CID.fullmatch(text)
    return int(found[1]) if found else None


def is_unknown(character: str) -> bool:
    """Whether a character stands for a glyph whose text nobody knows."""
    return UNKNOWN_FIRST <= ord(character) < _FIRST_CONTROL + 0x100
