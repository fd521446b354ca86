"""7-hydroxymitragynine as a share of the alkaloids, and mitragynine as a multiple of it, from a sample's results.

Alkaloids that a report leaves out can only make the share smaller: its most is reckoned with what is listed. Its least
is what 7-OH makes of the whole product, of which the alkaloids are a part.
"""

from collections.abc import Callable
from decimal import Decimal

from labs.quantities import Dimension, Interval, read_unit
from labs.reference.amounts import rounded_down, rounded_up, span
from labs.reference.beside import MITRAGYNINE, Beside, low_in
from labs.reference.measured import CannotTell, Measured
from labs.translatable import Amount, Sentence, gettext_noop

UNLISTED = gettext_noop("Alkaloids that the report does not list could make the share smaller.")


def share_of_alkaloids(ours: Measured, beside: Beside) -> tuple[Interval, Callable[[], Sentence]]:
    """The share of 7-OH (`ours`) among a sample's alkaloids, in per cent, and what puts its arithmetic in words."""
    amounts = ours.amounts()
    listed = beside.least_of_others(ours.unit, amounts.high or Decimal(0))
    if amounts.high is None:
        raise CannotTell(gettext_noop("The printed bound has no upper end."))
    whole = amounts.high + listed
    if not whole:
        raise CannotTell(gettext_noop("The report gives no amount of any alkaloid."))
    most = amounts.high / whole * 100
    unit = read_unit(ours.unit)
    is_fraction = unit is not None and unit.dimension is Dimension.MASS_FRACTION
    least = amounts.low * unit.factor * 100 if unit is not None and is_fraction else Decimal(0)
    share = Interval(low=rounded_down(least), high=rounded_up(max(most, least)), high_open=amounts.high_open)
    return share, lambda: Sentence(
        gettext_noop(
            "7-OH is %(amounts)s, the other alkaloids listed are at least %(listed)s %(unit)s: 7-OH is %(share)s of "
            "all alkaloids"
        ),
        amounts=span(amounts, ours.unit),
        listed=Amount(listed),
        unit=ours.unit,
        share=span(share, "%"),
    )


def mitragynine_to_7oh(ours: Measured, beside: Beside) -> tuple[Interval, Callable[[], Sentence]]:
    """How many times as much mitragynine there is as 7-OH (`ours`), and what puts its arithmetic in words."""
    amounts = ours.amounts()
    other = next((one for one in beside.of(MITRAGYNINE) if low_in(one, ours.unit) is not None), None)
    if other is None:
        raise CannotTell(gettext_noop("The report gives no mitragynine in the unit of its 7-OH."))
    mitragynine = other.amounts_in(ours.unit)
    least = mitragynine.low / amounts.high if amounts.high else Decimal(0)
    most = mitragynine.high / amounts.low if amounts.low and mitragynine.high is not None else None
    ratio = Interval(low=rounded_down(least), high=None if most is None else rounded_up(most))
    return ratio, lambda: Sentence(
        gettext_noop("mitragynine is %(mitragynine)s, 7-OH is %(amounts)s: %(ratio)s"),
        mitragynine=span(mitragynine, ours.unit),
        amounts=span(amounts, ours.unit),
        ratio=span(ratio, ": 1"),
    )
