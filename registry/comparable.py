"""Results that can be compared: the amounts each allows, brought to one unit per dimension.

``0.5 ppm``, ``0.5 µg/g`` and ``500 ppb`` are one amount and are compared as one; ``0.5 mg/tablet`` is not, and neither
is an amount in a unit that we cannot convert, except with others in that very unit.
"""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, localcontext

from labs.coa import AnalyteResult
from labs.quantities import Interval, read_unit, unit_key

PLACES = 18
DIGITS = 40
_STEP = Decimal(1).scaleb(-PLACES)
_MOST = Decimal(10) ** (DIGITS - PLACES - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """What amounts in a unit can be compared with (`dimension`), and how many of its base unit one unit is."""

    dimension: str
    factor: Decimal


def scale_of(unit: str) -> Scale | None:
    """The scale of a printed unit; None where no unit is printed."""
    known = read_unit(unit)
    if known is not None:
        name = f"{known.dimension}: {known.article}" if known.article else str(known.dimension)
        return Scale(dimension=name[:80], factor=known.factor)
    key = unit_key(unit)
    return Scale(dimension=f"unit: {key}"[:80], factor=Decimal(1)) if key else None


def comparable_interval(result: AnalyteResult) -> Interval | None:
    """The amounts a result allows, in the base unit of its dimension; None when it bounds nothing.

    Rounded outwards to `PLACES` places, so that what is stored never claims more than what is printed. An amount that
    is printed as approximate (``~5``) gives no bounds, and so does one with no unit.
    """
    scale, interval = scale_of(result.unit), result.interval
    if scale is None or interval is None or result.quantity.approximate:
        return None
    with localcontext(prec=80):
        scaled = interval.scaled(scale.factor)
        low = scaled.low.quantize(_STEP, rounding=ROUND_FLOOR) if abs(scaled.low) < _MOST else None
        if low is None:
            return None
        if scaled.high is None or abs(scaled.high) >= _MOST:
            return Interval(low=low, high=None)
        high = scaled.high.quantize(_STEP, rounding=ROUND_CEILING)
    return Interval(low=low, high=high, high_open=scaled.high_open and high == scaled.high)
