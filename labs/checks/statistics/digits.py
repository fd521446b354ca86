"""The last printed digits of results, for questions about how numbers come about."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from labs.checks.subject import Subject
from labs.coa import AnalyteResult, Panel
from labs.quantities import Kind

_NO_MEASURE = frozenset({Panel.MICROBIALS, Panel.FOREIGN, Panel.IDENTITY})  # counts are round by dilution
_THREE_DIGITS = 100
_KEPT = 4  # certificates; two checks ask it of one


def last_digits(subjects: Iterable[Subject]) -> Iterator[tuple[AnalyteResult, int]]:
    """The last digit of each measured result that has three significant digits and decimals, one a row."""
    for subject in subjects:
        yield from _digits_of(subject)


@lru_cache(maxsize=_KEPT)
def _digits_of(subject: Subject) -> tuple[tuple[AnalyteResult, int], ...]:
    found = ((row[0], _last_digit(row[0])) for row in subject.rows)
    return tuple((result, digit) for result, digit in found if digit is not None)


def _last_digit(result: AnalyteResult) -> int | None:
    """The last printed digit; None for fewer than three significant digits, whole numbers and readings in doubt."""
    quantity = result.quantity
    if quantity.kind is not Kind.NUMBER or quantity.value is None or quantity.step is None or quantity.step >= 1:
        return None
    if result.is_total or result.panel in _NO_MEASURE or quantity.approximate or result.is_doubtful:
        return None
    units = int(abs(quantity.value) / quantity.step)
    return units % 10 if units >= _THREE_DIGITS else None
