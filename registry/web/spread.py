"""How amounts are spread when some are only bounds: the middle stays an interval, so that *not detected* is no zero."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from registry.web.plots.claims import Claim, Look

FEWEST = 5  # products: of fewer the dots say everything


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """An amount known to lie from `low` to `high`; None for an end that is not known."""

    low: Decimal | None
    high: Decimal | None

    @property
    def exact(self) -> Decimal | None:
        """The amount itself, where both ends are one."""
        return self.low if self.low is not None and self.low == self.high else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """The middle value and the ends of the middle half."""

    quarter: Bounds
    median: Bounds
    three_quarters: Bounds

    @property
    def half(self) -> tuple[Decimal, Decimal] | None:
        """The middle half, where both of its ends are exact."""
        begin, end = self.quarter.exact, self.three_quarters.exact
        return None if begin is None or end is None else (begin, end)


def spread_of(claims: Sequence[Claim]) -> Spread | None:
    """How claims are spread; None for fewer than five.

    By nearest rank, so each end is an amount that some laboratory printed: the smallest with at least that share of
    all at or below it. An open end moves to either side as far as its bound allows.
    """
    if len(claims) < FEWEST:
        return None
    return Spread(quarter=_at(claims, 0.25), median=_at(claims, 0.5), three_quarters=_at(claims, 0.75))


def _at(claims: Sequence[Claim], share: float) -> Bounds:
    place = ceil(share * len(claims)) - 1
    lows = sorted((_low(claim) for claim in claims), key=lambda low: (low is not None, low or Decimal(0)))
    highs = sorted((_high(claim) for claim in claims), key=lambda high: (high is None, high or Decimal(0)))
    return Bounds(low=lows[place], high=highs[place])


def _low(claim: Claim) -> Decimal | None:
    match claim.look:
        case Look.AT_MOST:
            return None
        case Look.SPAN:
            return claim.low
    return claim.at


def _high(claim: Claim) -> Decimal | None:
    match claim.look:
        case Look.AT_LEAST:
            return None
        case Look.SPAN:
            return claim.high
    return claim.at
