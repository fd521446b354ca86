"""Amounts in words, for sentences and sums."""

from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal

from labs.quantities import Interval
from labs.translatable import Amount, Sentence, gettext_noop


def plain(number: Decimal) -> str:
    """A number without exponent and without zeros at its end: ``0.635``, ``120``."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def rounded(number: Decimal | float, digits: int = 3) -> str:
    """A number worked out by us, in so many significant digits and as `plain` writes it."""
    return plain(Decimal(f"{number:.{digits}g}"))


def rounded_down(number: Decimal) -> Decimal:
    """A lower bound in four figures, enough to read; rounded outward, so that no comparison gains from it."""
    return Context(prec=4, rounding=ROUND_FLOOR).plus(number)


def rounded_up(number: Decimal) -> Decimal:
    """An upper bound in four figures, rounded outward as `rounded_down` is."""
    return Context(prec=4, rounding=ROUND_CEILING).plus(number)


def span(interval: Interval, unit: str) -> Sentence:
    """An interval in words: ``0.635 to 0.645 ppm``, ``under 0.05 ppm``, ``5 ppm or more``."""
    if interval.high is None:
        return Sentence(gettext_noop("%(amount)s or more"), amount=_with_unit(interval.low, unit))
    high = _with_unit(interval.high, unit)
    if interval.low == 0:
        said = gettext_noop("under %(amount)s") if interval.high_open else gettext_noop("at most %(amount)s")
        return Sentence(said, amount=high)
    return Sentence(gettext_noop("%(low)s to %(high)s"), low=Amount(interval.low), high=high)


def _with_unit(number: Decimal, unit: str) -> str:
    return Sentence("%(number)s %(unit)s", number=Amount(number), unit=unit) if unit else Amount(number)
