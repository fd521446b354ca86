"""A share that was counted, with the interval that the count leaves open."""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

CERTAINTY = 0.95
_Z = NormalDist().inv_cdf((1 + CERTAINTY) / 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proportion:
    """`found` of `asked`, as a share from 0 to 1. `low` and `high` are None where nothing was asked."""

    found: int
    asked: int
    low: float | None = None
    high: float | None = None

    @property
    def share(self) -> float | None:
        """The share itself; None where nothing was asked."""
        return self.found / self.asked if self.asked else None

    @property
    def percent(self) -> float | None:
        """The share in per cent."""
        return None if self.share is None else 100 * self.share

    @property
    def low_percent(self) -> float | None:
        """The lower end in per cent."""
        return None if self.low is None else 100 * self.low

    @property
    def high_percent(self) -> float | None:
        """The upper end in per cent."""
        return None if self.high is None else 100 * self.high

    @property
    def whole_percents(self) -> tuple[int, int, int] | None:
        """The share and both ends in whole per cent, as `whole_percent` has them; None where nothing was asked."""
        if self.share is None or self.low is None or self.high is None:
            return None
        return whole_percent(self.share), whole_percent(self.low), whole_percent(self.high)


def whole_percent(share: float) -> int:
    """A share from 0 to 1 in whole per cent; what is not quite nothing or all is not rounded to it."""
    if share in (0, 1):
        return round(100 * share)
    return min(99, max(1, round(100 * share)))


def proportion(found: int, asked: int) -> Proportion:
    """A share with its 95 % interval by Wilson's score, which holds for few cases and for none found.

    Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, J. Am. Stat. Assoc. 22
    (1927) 209-212. Raises `ValueError` for counts that cannot be.
    """
    if not 0 <= found <= asked:
        raise ValueError(f"{found} of {asked} cannot be")
    if asked == 0:
        return Proportion(found=0, asked=0)
    share, square = found / asked, _Z * _Z
    middle = (share + square / (2 * asked)) / (1 + square / asked)
    half = _Z / (1 + square / asked) * sqrt(share * (1 - share) / asked + square / (4 * asked * asked))
    # At the ends the formula meets 0 and 1 exactly; floating point only nearly does.
    low = 0.0 if found == 0 else max(middle - half, 0.0)
    high = 1.0 if found == asked else min(middle + half, 1.0)
    return Proportion(found=found, asked=asked, low=low, high=high)
