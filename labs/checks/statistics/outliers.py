"""How far an amount lies from others of its kind, in robust standard deviations on the scale of logarithms."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from labs.checks.base import Source
from labs.checks.horwitz import relative_deviation
from labs.quantities import Interval
from labs.translatable import gettext_noop

MODIFIED_Z = Source(
    text=gettext_noop(
        "Modified z-score from median and MAD, cut at 3.5 (Iglewicz and Hoaglin), with cut-offs for few values"
    ),
    url="https://hongconsulting.github.io/OncReg/reference/OR.kMAD.html",
)
_MAD_TO_DEVIATION = 1.4826


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an amount stands among others: `z` is 0 within its rounding of their `centre` (g/g)."""

    z: float
    centre: float
    spread: float  # on the scale of natural logarithms


def place_of(amount: Interval, others: Sequence[float]) -> Place | None:
    """The place of an amount (g/g) among others (g/g, above 0); None for an amount that may be none.

    The spread is no less than that between laboratories, so that tidy numbers do not make outliers of honest ones.
    """
    if amount.low <= 0 or amount.high is None or not others or min(others) <= 0:
        return None
    logs = [math.log(one) for one in others]
    centre = median(logs)
    deviation = _MAD_TO_DEVIATION * median(abs(one - centre) for one in logs)
    floor = float(relative_deviation(Decimal(f"{math.exp(centre):.3e}")))
    spread = max(deviation, floor)
    low, high = math.log(amount.low), math.log(amount.high)
    nearest = min(max(centre, low), high)
    return Place(z=(nearest - centre) / spread, centre=math.exp(centre), spread=spread)
