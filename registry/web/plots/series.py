"""One analyte over time: small enough to stand beside others, on a scale that compared plots may share."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from registry.web.plots.claims import Claim
from registry.web.plots.limits import LimitLine
from registry.web.plots.marks import OPEN, Marks, marks_of
from registry.web.plots.scales import Scale, Tick, day_scale, day_ticks, scale_for, ticks
from registry.web.translating import in_language

WIDTH, HEIGHT = 320.0, 184.0
LEFT, RIGHT, TOP, BOTTOM = 46.0, 304.0, 16.0, 158.0
_NEAR = 2 * OPEN + 1  # pixels between marks of one day
_MOST_BESIDE = 3  # marks that are set beside each other, to either side, before they lie over one another
_SUBJECT = re.compile(r" (?:for|on|of|in|to) |[,:(]")  # what follows says what a text is about, not whose it is
_LABEL = 42  # characters that fit across
_FAR = 6  # a limit so many times over everything drawn is named beside the plot instead of flattening it


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One result as a plot wants it: the day of its test, and what to draw. None for what has no day or no height."""

    day: dt.date | None
    claim: Claim | None

    @property
    def is_drawn(self) -> bool:
        """Whether the plot shows it; what it does not show stands in the table alone."""
        return self.day is not None and self.claim is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnLimit:
    """A limit line at its pixel, with the pixel of its words, which keep clear of one another and of the top."""

    line: LimitLine
    at: float
    label_at: float

    @property
    def label(self) -> str:
        """What stands at the line's end: whose limit, and how the text has it, as far as it fits."""
        words = f"{_SUBJECT.split(in_language(self.line.limits.title))[0]}: {self.line.words}"
        return words if len(words) <= _LABEL else f"{words[: _LABEL - 1]}…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """A plot in its own pixels, `width` by `height`. `beyond` are limits far over everything drawn.

    `first` and `last` are the days that the axis begins and ends with; None where nothing is drawn.
    """

    marks: Marks
    across: tuple[Tick, ...] = ()
    up: tuple[Tick, ...] = ()
    limits: tuple[DrawnLimit, ...] = ()
    beyond: tuple[LimitLine, ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None
    width: float = WIDTH
    height: float = HEIGHT
    left: float = LEFT
    right: float = RIGHT
    top: float = TOP
    bottom: float = BOTTOM
    scale: Scale | None = None

    def __bool__(self) -> bool:
        return bool(self.marks)

    @property
    def middle(self) -> float:
        """The pixel half way across."""
        return (self.left + self.right) / 2


def plot_of(
    points: Sequence[Point],
    *,
    limits: Iterable[LimitLine] = (),
    heights: Iterable[Decimal] = (),
    days: Iterable[dt.date] = (),
) -> Plot:
    """A plot of results over time.

    `heights` and `days` are more that has to fit on the axes: what other plots draw that this one is compared with.
    """
    drawn = [(one.day, one.claim) for one in points if one.day is not None and one.claim is not None]
    lines = tuple(limits)
    amounts = [amount for _, claim in drawn for amount in claim.reach] + list(heights)
    if not drawn:
        return Plot(marks=Marks(), beyond=lines)
    near, beyond = split_limits(lines, amounts)
    scale = scale_for([*amounts, *(line.amount for line in near)], BOTTOM, TOP)
    every_day = [*(day for day, _ in drawn), *days]
    time = day_scale(every_day, LEFT + 12, RIGHT - 12)
    return Plot(
        marks=marks_of(_placed(drawn, time), scale),
        across=day_ticks(time),
        up=ticks(scale),
        limits=labelled(near, scale),
        beyond=beyond,
        first=min(every_day),
        last=max(every_day),
        scale=scale,
    )


def split_limits(
    lines: Sequence[LimitLine], amounts: Sequence[Decimal]
) -> tuple[tuple[LimitLine, ...], tuple[LimitLine, ...]]:
    """The lines that fit beside what is drawn, and those so far over it that they would flatten it."""
    most = max(amounts, default=Decimal(0)) * _FAR
    near = tuple(line for line in lines if most <= 0 or line.amount <= most)
    return near, tuple(line for line in lines if line not in near)


def _placed(drawn: Sequence[tuple[dt.date, Claim]], time: Scale) -> list[tuple[float, Claim]]:
    """Each claim with its pixel across; those of one place are set beside each other, as far as there is room."""
    taken: defaultdict[int, int] = defaultdict(int)
    placed: list[tuple[float, Claim]] = []
    for day, claim in drawn:
        across = time(Decimal(day.toordinal()))
        slot = int(across // _NEAR)
        place = taken[slot] % (2 * _MOST_BESIDE + 1)
        taken[slot] += 1
        offset = (place + 1) // 2 * (1 if place % 2 else -1) * _NEAR / 2
        placed.append((min(max(across + offset, LEFT + OPEN), RIGHT - OPEN), claim))
    return placed


def labelled(lines: Sequence[LimitLine], scale: Scale) -> tuple[DrawnLimit, ...]:
    """The lines from the top down, with their words over them, or under them where there is no room."""
    found: list[DrawnLimit] = []
    for line in sorted(lines, key=lambda line: line.amount, reverse=True):
        at = scale(line.amount)
        label = at - 4 if at - 14 >= 0 else at + 12
        if found and label - found[-1].label_at < 12:
            label = min(found[-1].label_at + 12, HEIGHT - 2)
        found.append(DrawnLimit(line=line, at=at, label_at=round(label, 1)))
    return tuple(found)
