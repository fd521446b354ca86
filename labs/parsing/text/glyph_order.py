"""Text from the numbers of glyphs alone, for fonts that carry no map from their shapes to letters.

Most TrueType fonts hold the glyphs of ASCII in its order, the space being number 3, and programs that leave the map
out often keep these numbers. Whether a page is such a one shows in its words: read so, they are known ones.
"""

from collections.abc import Sequence

from labs.parsing.text.glyphs import Glyph, number_of, without_shadows
from labs.parsing.text.legibility import known_share
from labs.parsing.text.words import words_of

_SHIFT = ord(" ") - 3
_KNOWN = 0.15  # of the words: by chance, hardly one would be known


def by_order(glyphs: Sequence[Glyph]) -> list[Glyph] | None:
    """The glyphs with those that have only a number read by the order of ASCII; None if that gives no words."""
    read = [_read(glyph) for glyph in glyphs]
    guessed = [new for new, old in zip(read, glyphs, strict=True) if new is not old]
    share = known_share(words_of(without_shadows(guessed)))
    return read if share is not None and share >= _KNOWN else None


def _read(glyph: Glyph) -> Glyph:
    number = number_of(glyph.text)
    if number is None or not ord(" ") <= number + _SHIFT <= ord("~"):
        return glyph
    return glyph._replace(text=chr(number + _SHIFT))
