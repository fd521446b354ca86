"""Marks as SVG paths: any number of them in four strings."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from registry.web.plots.claims import Claim, Look
from registry.web.plots.scales import Scale

OPEN = 3.5  # pixels: half of an open mark
CAP = 3.0  # half of the line that ends a whisker


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """Path data by how it is styled: `dots` are points that a round line cap makes discs.

    `open` are circles, `stems` the dashed lines from an open mark over the amounts that it leaves possible, `whiskers`
    the printed uncertainties and ranges.
    """

    dots: str = ""
    open: str = ""
    stems: str = ""
    whiskers: str = ""

    def __bool__(self) -> bool:
        return bool(self.dots or self.open or self.whiskers)


def marks_of(placed: Iterable[tuple[float, Claim]], scale: Scale, *, turned: bool = False) -> Marks:
    """The marks of claims, each at its pixel along the other axis; `turned` where amounts run along the width."""
    dots: list[str] = []
    rings: list[str] = []
    stems: list[str] = []
    whiskers: list[str] = []
    for beside, claim in placed:
        at = scale(claim.at)
        low = at if claim.low == claim.at else scale(claim.low)
        high = at if claim.high == claim.at else scale(claim.high)
        match claim.look:
            case Look.DOT:
                dots.append(_point(beside, at, turned))
                if low != high:
                    whiskers.append(_whisker(beside, low, high, turned))
            case Look.SPAN:
                whiskers.append(_whisker(beside, low, high, turned))
            case Look.AT_MOST:
                rings.append(_ring(beside, at, turned))
                stems.append(_line(beside, at, scale.start, turned))
            case Look.AT_LEAST:
                rings.append(_ring(beside, at, turned))
                stems.append(_line(beside, at, scale.end, turned))
    return Marks(dots="".join(dots), open="".join(rings), stems="".join(stems), whiskers="".join(whiskers))


def _point(beside: float, at: float, turned: bool) -> str:
    return f"M{_pair(beside, at, turned)}h0"


def _ring(beside: float, at: float, turned: bool) -> str:
    across, down = (at, beside) if turned else (beside, at)
    start = _number(across - OPEN)
    turn = f"{_number(OPEN)} {_number(OPEN)} 0 1 0"
    return f"M{start} {_number(down)}a{turn} {_number(2 * OPEN)} 0a{turn} {_number(-2 * OPEN)} 0"


def _line(beside: float, begin: float, end: float, turned: bool) -> str:
    """From the rim of an open mark to the end of what it leaves possible; nothing where they touch."""
    rim = OPEN if end > begin else -OPEN
    if abs(end - begin) <= OPEN:
        return ""
    return f"M{_pair(beside, begin + rim, turned)}L{_pair(beside, end, turned)}"


def _whisker(beside: float, low: float, high: float, turned: bool) -> str:
    caps = "".join(f"M{_pair(beside - CAP, end, turned)}L{_pair(beside + CAP, end, turned)}" for end in (low, high))
    return f"M{_pair(beside, low, turned)}L{_pair(beside, high, turned)}{caps}"


def _pair(beside: float, at: float, turned: bool) -> str:
    across, down = (at, beside) if turned else (beside, at)
    return f"{_number(across)} {_number(down)}"


@lru_cache(maxsize=4_096)
def _number(pixel: float) -> str:
    """Kept, since a plot has some thousand pixels to a tenth, of which a page writes hundreds again and again."""
    return f"{round(pixel, 1):g}"
