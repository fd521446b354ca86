"""What is left of an amount when the water of a sample is taken away: for limits that are of the dry weight.

Without its water the same amount makes up more of what is left. So an amount as received that is above a limit of the
dry weight is above it however wet the sample was; that it is within says nothing until the water is known.
"""

from collections.abc import Callable
from decimal import Decimal
from functools import partial

from labs.quantities import Interval, read_unit
from labs.reference.amounts import rounded_down, rounded_up, span
from labs.reference.beside import Beside
from labs.reference.measured import CannotTell, Measured, factor
from labs.translatable import Sentence, gettext_noop

_WATER = ("moisture", "loss_on_drying")
_DRY = frozenset({"drywt", "dryweight", "drybasis", "dry", "d.w", "dw", "d.m", "dm", "ts", "susiny"})
_HUNDRED = Decimal(100)


def of_dry_weight(
    ours: Measured, unit: str, limit: Decimal, beside: Beside
) -> tuple[Interval, Callable[[], Sentence] | None]:
    """A result in `unit` of the dry weight, and what says how that came about; None where it is printed so.

    `CannotTell` where the report prints no water and the amount as received is not above `limit` by itself.
    """
    printed = read_unit(ours.unit)
    if printed is not None and printed.article in _DRY:
        return ours.amounts().scaled(printed.factor * factor("g/g", unit)), None
    amounts = ours.amounts_in(unit)
    water = _water(beside)
    if water is not None and water.high is not None:
        dried = Interval(
            low=rounded_down(amounts.low / (1 - water.low / _HUNDRED)),
            high=None if amounts.high is None else rounded_up(amounts.high / (1 - water.high / _HUNDRED)),
            high_open=amounts.high_open,
        )
        return dried, partial(_said, amounts, water, dried, unit)
    if amounts.all_above(limit):
        return amounts, None
    raise CannotTell(
        gettext_noop("The limit is of the dry weight, and the report does not say how much water the sample holds.")
    )


def _water(beside: Beside) -> Interval | None:
    """The per cent of water that a sample holds; None where it is not printed, or leaves nothing else."""
    for analyte in _WATER:
        for one in beside.of(analyte):
            try:
                found = one.amounts_in("%")
            except CannotTell:
                continue
            if found.low >= 0 and found.high is not None and found.high < _HUNDRED:
                return found
    return None


def _said(amounts: Interval, water: Interval, dried: Interval, unit: str) -> Sentence:
    return Sentence(
        gettext_noop("as received it is %(amounts)s; with %(water)s water that is %(dried)s of the dry weight"),
        amounts=span(amounts, unit),
        water=span(water, "%"),
        dried=span(dried, unit),
    )
