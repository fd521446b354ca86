"""One analyte over many products: a strip with a mark for each, laid along the page's width."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from registry.web.plots.claims import Claim
from registry.web.plots.marks import OPEN, Marks, marks_of
from registry.web.plots.scales import Scale, Tick, scale_for, ticks

WIDTH, LEFT, RIGHT = 320.0, 14.0, 306.0
_ROW = 2 * OPEN + 1  # pixels between marks of one amount
_MOST_ROWS = 9  # marks over one another, before they share a row again
_UNDER, _OVER = 24.0, 8.0  # room for the labels of the axis, and over the highest mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """A strip in its own pixels, `width` by `height`. `box` is the bar of the middle half: its left end and width.

    `median` is the pixel of the line in it. Both are None where too few products are there, or bounds leave them open.
    """

    marks: Marks
    across: tuple[Tick, ...]
    height: float
    base: float
    box: tuple[float, float] | None = None
    median: float | None = None
    width: float = WIDTH
    left: float = LEFT
    right: float = RIGHT
    top: float = _OVER

    @property
    def box_height(self) -> float:
        """How high the bar stands: all the room of the marks."""
        return self.base - self.top


def strip_of(
    claims: Sequence[Claim], *, half: tuple[Decimal, Decimal] | None = None, median: Decimal | None = None
) -> Strip:
    """A strip of claims, each at its amount and clear of its neighbours as far as there is room.

    `half` is where the middle half begins and ends, `median` the middle; both in the unit of the claims.
    """
    scale = scale_for((amount for claim in claims for amount in claim.reach), LEFT, RIGHT, most=5)
    rows = _rows(claims, scale)
    highest = max((row for row, _ in rows), default=0)
    base = _OVER + OPEN + (highest + 1) * _ROW
    placed = [(base - OPEN - 2 - row * _ROW, claim) for row, claim in rows]
    begin, end = (None, None) if half is None else (scale(half[0]), scale(half[1]))
    return Strip(
        marks=marks_of(placed, scale, turned=True),
        across=ticks(scale),
        height=base + _UNDER,
        base=base,
        box=None if begin is None or end is None else (begin, round(max(end - begin, 1.0), 1)),
        median=None if median is None else scale(median),
    )


def _rows(claims: Sequence[Claim], scale: Scale) -> list[tuple[int, Claim]]:
    """Each claim with its row, counted from the axis up: the first that is free at its amount."""
    taken: defaultdict[int, int] = defaultdict(int)
    found = []
    for claim in sorted(claims, key=lambda claim: claim.at):
        slot = int(scale(claim.at) // _ROW)
        found.append((taken[slot] % _MOST_ROWS, claim))
        taken[slot] += 1
    return found
