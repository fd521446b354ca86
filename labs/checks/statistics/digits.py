"""The last printed digits of results, for questions about how numbers come about."""

from collections.abc import Iterable
from functools import lru_cache
from itertools import islice

from labs.checks.base import Context
from labs.checks.statistics.history import same_hands
from labs.checks.subject import Subject
from labs.coa import AnalyteResult, Panel, Printed
from labs.quantities import Kind

_NO_MEASURE = frozenset({Panel.MICROBIALS, Panel.FOREIGN, Panel.IDENTITY})  # counts are round by dilution
_NUMBER = Kind.NUMBER
_THREE_DIGITS = 100
_SHOWN = 5
_KEPT = 4  # certificates; two checks ask it of one


def last_digits(subject: Subject, context: Context, least: int) -> list[tuple[AnalyteResult, int]]:
    """The last digit of each result of one laboratory for one client; none where they are fewer than `least`.

    Of each row one measured result counts, if it has three significant digits and decimals.
    """
    if len(subject.number_rows) < least and not context.earlier:
        return []
    digits = [pair for one in same_hands(subject, context) for pair in _digits_of(one)]
    return digits if len(digits) >= least else []


def shown(subject: Subject, results: Iterable[AnalyteResult]) -> tuple[Printed, ...]:
    """The prints of the first of some results that are this certificate's own."""
    own = {id(one) for one in subject.results}
    return tuple(islice((one.printed for one in results if id(one) in own), _SHOWN))


@lru_cache(maxsize=_KEPT)
def _digits_of(subject: Subject) -> tuple[tuple[AnalyteResult, int], ...]:
    found = [(row[0], _last_digit(subject, row[0])) for row in subject.number_rows]
    return tuple([(result, digit) for result, digit in found if digit is not None])


def _last_digit(subject: Subject, result: AnalyteResult) -> int | None:
    """The last printed digit; None for fewer than three significant digits, whole numbers and readings in doubt."""
    quantity = result.quantity
    if quantity.kind is not _NUMBER or quantity.value is None or quantity.step is None or quantity.step >= 1:
        return None
    if result.is_total or result.panel in _NO_MEASURE or quantity.approximate or not subject.is_sure(result):
        return None
    units = int(abs(quantity.value) / quantity.step)
    return units % 10 if units >= _THREE_DIGITS else None
