"""From amounts and days to pixels, and the round numbers to write beside them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, localcontext

from django.utils.formats import get_format

_ROUND = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))
_DIGITS = 60  # of reckoning: a printed amount may be 1e18 beside another of 1e-15
_LONG = 7  # characters of a label that still fit beside an axis
_MONTHS = (1, 2, 3, 6, 12, 24, 36, 60, 120, 240)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Where amounts stand: `low` at the pixel `start`, `high` at `end`, the rest evenly between.

    `end` may be less than `start`, as on an axis that goes up. `step` is the distance between labels.
    """

    low: Decimal
    high: Decimal
    start: float
    end: float
    step: Decimal = Decimal(1)

    def __call__(self, amount: Decimal) -> float:
        """The pixel of an amount, to a tenth. A page asks for hundreds, and for a tenth of a pixel a float will do."""
        low = float(self.low)
        share = (float(amount) - low) / (float(self.high) - low)
        return round(self.start + share * (self.end - self.start), 1)

    def holds(self, amount: Decimal) -> bool:
        """Whether an amount stands between both ends."""
        return self.low <= amount <= self.high


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """One label of an axis. `day` is set on an axis of days: the template writes it in the reader's language."""

    at: float
    label: str = ""
    day: dt.date | None = None


def scale_for(amounts: Iterable[Decimal], start: float, end: float, *, most: int = 4) -> Scale:
    """A scale that holds every amount and zero, with at most `most` steps, its ends on round numbers."""
    found = [Decimal(0), *amounts]
    low, high = min(found), max(found)
    if low == high:
        return Scale(low=low, high=low + 1, start=start, end=end)
    with localcontext(prec=_DIGITS):
        step = _round_step((high - low) / most)
        first = (low / step).to_integral_value(ROUND_FLOOR) * step
        last = (high / step).to_integral_value(ROUND_CEILING) * step
    return Scale(low=first, high=last, start=start, end=end, step=step)


def ticks(scale: Scale) -> tuple[Tick, ...]:
    """The labels of an axis of amounts: every step, all with the same number of decimals."""
    with localcontext(prec=_DIGITS):
        count = int((scale.high - scale.low) / scale.step)
        amounts = [scale.low + scale.step * number for number in range(count + 1)]
    return tuple(Tick(at=scale(amount), label=_label(amount, scale.step)) for amount in amounts)


def day_scale(days: Iterable[dt.date], start: float, end: float) -> Scale:
    """A scale of days (as their ordinals); one day alone stands in the middle."""
    found = [Decimal(day.toordinal()) for day in days] or [Decimal(1)]
    low, high = min(found), max(found)
    if low == high:
        return Scale(low=low - 1, high=high + 1, start=start, end=end)
    return Scale(low=low, high=high, start=start, end=end)


def day_ticks(scale: Scale, *, most: int = 4) -> tuple[Tick, ...]:
    """Firsts of months, quarters or years, at most `most`; none where the days span less than two of them."""
    low, high = dt.date.fromordinal(max(int(scale.low), 1)), dt.date.fromordinal(int(scale.high))
    months = (high.year - low.year) * 12 + high.month - low.month
    every = next((size for size in _MONTHS if months / size <= most - 1), _MONTHS[-1])
    begin = low.year * 12 + low.month - 1
    firsts = [_first(month) for month in range(begin - begin % every, begin + months + 1, every)]
    inside = [day for day in firsts if scale.holds(Decimal(day.toordinal()))]
    return tuple(Tick(at=scale(Decimal(day.toordinal())), day=day) for day in inside[:most])


def _first(month: int) -> dt.date:
    return dt.date(max(month // 12, 1), month % 12 + 1, 1)


def _round_step(least: Decimal) -> Decimal:
    """The smallest of 1, 2 and 5 times a power of ten that is at least so much."""
    power = Decimal(1).scaleb(least.adjusted())
    return next(step * power for step in _ROUND if step * power >= least)


def _label(amount: Decimal, step: Decimal) -> str:
    places = max(-int(step.normalize().as_tuple().exponent), 0)
    text = f"{amount:.{places}f}"
    short = text if len(text) <= _LONG else f"{float(amount):.2g}"
    return short.replace(".", get_format("DECIMAL_SEPARATOR"))
