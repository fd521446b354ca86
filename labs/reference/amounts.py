"""Amounts in words, for sentences and sums."""

from decimal import Decimal

from labs.quantities import Interval


def plain(number: Decimal) -> str:
    """A number without exponent and without zeros at its end: ``0.635``, ``120``."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def rounded(number: Decimal | float, digits: int = 3) -> str:
    """A number worked out by us, in so many significant digits and as `plain` writes it."""
    return plain(Decimal(f"{number:.{digits}g}"))


def span(interval: Interval, unit: str) -> str:
    """An interval in words: ``0.635 to 0.645 ppm``, ``under 0.05 ppm``, ``5 ppm or more``."""
    if interval.high is None:
        words = f"{plain(interval.low)} {unit} or more"
    elif interval.low == 0:
        words = f"{'under' if interval.high_open else 'at most'} {plain(interval.high)} {unit}"
    else:
        words = f"{plain(interval.low)} to {plain(interval.high)} {unit}"
    return words.rstrip()
