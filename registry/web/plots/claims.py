"""What a printed result lets us draw: a dot, an open mark at its bound, or nothing."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from labs.coa import AnalyteResult
from labs.quantities import Kind, conversion, unit_key
from labs.reference.measured import measured


class Look(StrEnum):
    """How a claim is drawn, told apart by shape."""

    DOT = "dot"  # a number
    AT_MOST = "at_most"  # not detected, below LOD or LOQ, under a bound: somewhere from nothing to here
    AT_LEAST = "at_least"  # over a bound: somewhere from here on
    SPAN = "span"  # a range: no dot, only its length


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Where a result stands, in the plot's unit: `at` is its mark's height, `low` to `high` its whisker.

    Without a printed uncertainty, and for a bound, the whisker is nothing: both ends are `at`.
    """

    look: Look
    at: Decimal
    low: Decimal
    high: Decimal

    @property
    def reach(self) -> tuple[Decimal, ...]:
        """Every amount that has to fit on the scale."""
        return (self.at, self.low, self.high)


def claim_of(result: AnalyteResult, unit: str) -> Claim | None:
    """What to draw of a result on a scale in `unit`; None for what has no height there.

    That is: words, *not tested*, *detected* without an amount, *not detected* whose LOD and LOQ are not printed, and
    amounts in a unit that cannot be brought to the plot's.
    """
    ours = measured(result)
    factor = Decimal(1) if unit_key(ours.unit) == unit_key(unit) else conversion(ours.unit, unit)
    allowed = ours.quantity.interval(lod=ours.lod, loq=ours.loq)
    if factor is None or allowed is None:
        return None
    value = ours.quantity.value
    match ours.quantity.kind:
        case Kind.NUMBER if value is not None:
            around = _uncertainty(result) or Decimal(0)
            return _claim(Look.DOT, value, value - around if value < 0 else max(value - around, Decimal(0)),
                          value + around, factor)  # fmt: skip
        case Kind.RANGE if value is not None and ours.quantity.upper is not None:
            return _claim(Look.SPAN, ours.quantity.upper, value, ours.quantity.upper, factor)
        case Kind.ABOVE if value is not None and value > 0:
            return _claim(Look.AT_LEAST, value, value, value, factor)
        case Kind.ABOVE:
            return None
    bound = allowed.high
    return _claim(Look.AT_MOST, bound, bound, bound, factor) if bound is not None and bound > 0 else None


def _claim(look: Look, at: Decimal, low: Decimal, high: Decimal, factor: Decimal) -> Claim:
    return Claim(look=look, at=at * factor, low=low * factor, high=high * factor)


def _uncertainty(result: AnalyteResult) -> Decimal | None:
    """The printed uncertainty in the result's own unit, half of the whisker.

    One in per cent is a share of the result. Beside a result in per cent it may be either: the wider one is drawn.
    """
    printed = result.uncertainty
    if printed is None or printed.quantity.value is None or printed.quantity.kind is not Kind.NUMBER:
        return None
    value, share = result.quantity.value, abs(printed.quantity.value)
    is_share = unit_key(printed.unit) == "%" or printed.quantity.text.rstrip().endswith("%")
    relative = abs(value) * share / 100 if is_share and value is not None else None
    if relative is not None and unit_key(result.unit) != "%":
        return relative
    own = result.in_own_unit(printed)
    found = [one for one in (relative, abs(own.value) if own and own.value is not None else None) if one is not None]
    return max(found, default=None)
