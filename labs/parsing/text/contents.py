"""What an engine finds on one page: its characters and the lines drawn across it."""

from collections.abc import Sequence
from dataclasses import dataclass

from labs.parsing.text.glyphs import Glyph
from labs.parsing.text.places import Rectangle

_THIN = 2.0  # points: what is thicker is a box
_SHORT = 20.0  # points: what is shorter parts no rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A drawn horizontal line, or the edge of a box that may serve as one: PDF points from the page's top left."""

    x0: float
    x1: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """One page as an engine gives it: its size in PDF points, its upright glyphs in the order written, its rules.

    `turn` is that of `labs.parsing.parsed.PageSize`; size and places are those of the page so turned. `pictures` are
    the left, top, right and bottom of each picture on it.
    """

    width: float
    height: float
    turn: int
    glyphs: Sequence[Glyph]
    rules: Sequence[Rule]
    pictures: Sequence[Rectangle]


def rule_of(x0: float, top: float, x1: float, bottom: float) -> Rule | None:
    """The rule that a line or box amounts to, if it is thin enough and runs across."""
    if bottom - top > _THIN or x1 - x0 <= _SHORT:
        return None
    return Rule(x0=x0, x1=x1, y=(top + bottom) / 2)
