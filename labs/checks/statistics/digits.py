"""The last printed digits of results, for questions about how numbers come about."""

from collections.abc import Iterable, Iterator

from labs.checks.subject import Subject
from labs.coa import AnalyteResult, Panel
from labs.quantities import Kind

_NO_MEASURE = frozenset({Panel.MICROBIALS, Panel.FOREIGN, Panel.IDENTITY})  # counts are round by dilution
_THREE_DIGITS = 100


def last_digits(subjects: Iterable[Subject]) -> Iterator[tuple[AnalyteResult, int]]:
    """The last digit of each measured result that has three significant digits and decimals, one a row."""
    for subject in subjects:
        for row in subject.rows:
            digit = _last_digit(row[0])
            if digit is not None:
                yield row[0], digit


def _last_digit(result: AnalyteResult) -> int | None:
    """The last printed digit; None for fewer than three significant digits, whole numbers and readings in doubt."""
    quantity = result.quantity
    if quantity.kind is not Kind.NUMBER or quantity.value is None or quantity.step is None or quantity.step >= 1:
        return None
    if result.is_total or result.panel in _NO_MEASURE or quantity.approximate or result.is_doubtful:
        return None
    units = int(abs(quantity.value) / quantity.step)
    return units % 10 if units >= _THREE_DIGITS else None
