"""The last printed digits of results, for questions about how numbers come about."""

from collections.abc import Iterable, Iterator

from labs.checks.subject import Subject
from labs.coa import AnalyteResult, CertificateOfAnalysis, Panel
from labs.quantities import Kind

_NO_MEASURE = frozenset({Panel.MICROBIALS, Panel.FOREIGN, Panel.IDENTITY})  # counts are round by dilution
_THREE_DIGITS = 100


def last_digits(certificates: Iterable[CertificateOfAnalysis]) -> Iterator[tuple[AnalyteResult, int]]:
    """The last digit of each measured result that has three significant digits and decimals, one a row."""
    for coa in certificates:
        for part in Subject(coa).parts:
            for row in part.rows:
                first = row[0]
                digit = None if first.is_total or first.panel in _NO_MEASURE else _last_digit(first)
                if digit is not None:
                    yield first, digit


def _last_digit(result: AnalyteResult) -> int | None:
    """The last printed digit; None for fewer than three significant digits, whole numbers and readings in doubt."""
    quantity = result.quantity
    if quantity.kind is not Kind.NUMBER or quantity.approximate or result.is_doubtful:
        return None
    if quantity.value is None or quantity.step is None or quantity.step >= 1:
        return None
    units = int(abs(quantity.value) / quantity.step)
    return units % 10 if units >= _THREE_DIGITS else None
