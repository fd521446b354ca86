"""Where things of a PDF stand on the page as people see it.

A PDF measures from the lower left of a page that may yet be cut and turned; we measure in points from the top left of
the upright page.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

Rectangle = tuple[float, float, float, float]
Floats = Sequence[float]
Slant = tuple[float, float, float, float]

_QUARTERS: dict[int, Slant] = {0: (1, 0, 0, -1), 90: (0, 1, 1, 0), 180: (-1, 0, 0, 1), 270: (0, -1, -1, 0)}


@dataclass(frozen=True, slots=True)
class Upright:
    """The map from a page's own space to the upright page: x' = ax + cy + e, y' = bx + dy + f.

    `width` and `height` are those of the upright page in points.
    """

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float
    width: float
    height: float

    @classmethod
    def of(cls, shown: Rectangle, turn: int) -> Self:
        """The map for a page that shows this rectangle (lower left and upper right corner) turned clockwise.

        `turn` is 0, 90, 180 or 270 degrees.
        """
        a, b, c, d = _QUARTERS[turn % 360]
        x0, y0, x1, y1 = shown
        across = [a * x + c * y for x in (x0, x1) for y in (y0, y1)]
        down = [b * x + d * y for x in (x0, x1) for y in (y0, y1)]
        return cls(a, b, c, d, -min(across), -min(down), max(across) - min(across), max(down) - min(down))

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Rectangle:
        """Left, top, right and bottom of a rectangle given by its lower left and upper right corner."""
        left, top = self.a * x0 + self.c * y0 + self.e, self.b * x0 + self.d * y0 + self.f
        right, bottom = self.a * x1 + self.c * y1 + self.e, self.b * x1 + self.d * y1 + self.f
        return (min(left, right), min(top, bottom), max(left, right), max(top, bottom))

    def boxes(self, x0s: Floats, y0s: Floats, x1s: Floats, y1s: Floats) -> Iterator[Rectangle]:
        """The same for many at once, much faster."""
        a, b, c, d, e, f = self.a, self.b, self.c, self.d, self.e, self.f
        across = (x0s, x1s) if a else (y0s, y1s)
        down = (y0s, y1s) if a else (x0s, x1s)
        lefts, rights = across if a + c > 0 else reversed(across)
        tops, bottoms = down if b + d > 0 else reversed(down)
        return zip(
            [(a + c) * x + e for x in lefts],
            [(b + d) * y + f for y in tops],
            [(a + c) * x + e for x in rights],
            [(b + d) * y + f for y in bottoms],
            strict=True,
        )

    def down(self, x: float, y: float) -> float:
        """How far from the top a point stands."""
        return self.b * x + self.d * y + self.f

    def slant(self, a: float, b: float, c: float, d: float) -> Slant:
        """The first four numbers of a text's matrix as they are on the upright page, y still counted upward."""
        return (
            self.a * a + self.c * b,
            -(self.b * a + self.d * b),
            self.a * c + self.c * d,
            -(self.b * c + self.d * d),
        )
