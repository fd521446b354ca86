"""One analyte of several products beside each other, on one scale: a column for each, its results in order of time."""

from collections.abc import Iterable, Sequence

from registry.web.plots.claims import Claim
from registry.web.plots.limits import LimitLine
from registry.web.plots.marks import Marks, marks_of
from registry.web.plots.scales import Tick, scale_for, ticks
from registry.web.plots.series import BOTTOM, LEFT, RIGHT, TOP, Plot, labelled, split_limits

_AIR = 0.15  # of a column's width, left free on each side


def columns_of(columns: Sequence[tuple[str, Sequence[Claim]]], *, limits: Iterable[LimitLine] = ()) -> Plot:
    """A plot of columns, each with its label and the claims to set in it from left to right."""
    lines = tuple(limits)
    amounts = [amount for _, claims in columns for claim in claims for amount in claim.reach]
    if not amounts:
        return Plot(marks=Marks(), beyond=lines)
    near, beyond = split_limits(lines, amounts)
    scale = scale_for([*amounts, *(line.amount for line in near)], BOTTOM, TOP)
    width = (RIGHT - LEFT) / len(columns)
    placed = [
        (_across(LEFT + number * width, width, place, len(claims)), claim)
        for number, (_, claims) in enumerate(columns)
        for place, claim in enumerate(claims)
    ]
    labels = (
        Tick(at=round(LEFT + (number + 0.5) * width, 1), label=label) for number, (label, _) in enumerate(columns)
    )
    return Plot(
        marks=marks_of(placed, scale),
        across=tuple(labels),
        up=ticks(scale),
        limits=labelled(near, scale),
        beyond=beyond,
        scale=scale,
    )


def _across(start: float, width: float, place: int, count: int) -> float:
    """The pixel of one of `count` marks of a column: evenly spread, one alone in the middle."""
    share = 0.5 if count == 1 else _AIR + (1 - 2 * _AIR) * place / (count - 1)
    return round(start + share * width, 1)
