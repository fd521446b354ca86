"""Letters of a font that comes with the site, so that a drawing is the same on every machine."""

from functools import cache

import ttf_opensans
from PIL.ImageFont import FreeTypeFont, Layout, truetype

_ELLIPSIS = "…"


@cache
def font(size: int, *, bold: bool = False) -> FreeTypeFont:
    """Open Sans, which has the letters of the European languages, at a size in pixels."""
    face = ttf_opensans.OPENSANS_SEMIBOLD if bold else ttf_opensans.OPENSANS_REGULAR
    return truetype(face.path, size, layout_engine=Layout.BASIC)


def clipped(text: str, width: float, letters: FreeTypeFont) -> str:
    """The text, or as much of its beginning as is no wider than `width` pixels, with an ellipsis."""
    text = visible(text)
    if letters.getlength(text) <= width:
        return text
    while text and letters.getlength(text + _ELLIPSIS) > width:
        text = text[:-1]
    return text.rstrip() + _ELLIPSIS


def wrapped(text: str, width: float, letters: FreeTypeFont, *, most: int) -> list[str]:
    """The text in lines of at most `width` pixels; what is too long for `most` of them ends in an ellipsis."""
    lines: list[str] = []
    words = visible(text).split()
    while words and len(lines) < most - 1:
        taken = 1
        while taken < len(words) and letters.getlength(" ".join(words[: taken + 1])) <= width:
            taken += 1
        line, words = " ".join(words[:taken]), words[taken:]
        fits = clipped(line, width, letters)
        if fits != line:
            return [*lines, fits]
        lines.append(line)
    return [*lines, clipped(" ".join(words), width, letters)] if words else lines


def visible(text: str) -> str:
    """A text to draw: cut, and without what only steers its setting, such as line ends and turns of direction."""
    return "".join(letter if letter.isprintable() else " " for letter in text[:500]).strip()
