"""The other results of a sample, as limits that speak of several need them: each question is worked out once."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cached_property

from labs.coa import Panel
from labs.reference.analytes import by_slug
from labs.reference.measured import CannotTell, Measured

SEVEN_OH, MITRAGYNINE = "7_hydroxymitragynine", "mitragynine"
SHARE, RATIO = "7oh_share_of_alkaloids", "mit_to_7oh_ratio"
_TOTAL = "total_alkaloids"


class Beside:
    """What stands beside a result in its sample. Many laws ask the same of it, so keep one for them all."""

    def __init__(self, results: Iterable[Measured] = ()) -> None:
        self._results = tuple(results)
        self._least: dict[str, tuple[Decimal, Decimal]] = {}

    def __iter__(self) -> Iterator[Measured]:
        return iter(self._results)

    @cached_property
    def analytes(self) -> frozenset[str | None]:
        """What the results are of."""
        return frozenset([one.analyte for one in self._results])

    def of(self, analyte: str | None) -> Iterator[Measured]:
        """The results of one analyte."""
        return (one for one in self._results if one.analyte == analyte)

    def least_of_others(self, unit: str, mine: Decimal) -> Decimal:
        """The least that alkaloids other than 7-OH, of which there is at most `mine`, make together in `unit`."""
        if unit not in self._least:
            self._least[unit] = self._reckoned(unit)
        listed, total = self._least[unit]
        return max(listed, total - mine)

    def _reckoned(self, unit: str) -> tuple[Decimal, Decimal]:
        """The least of the single alkaloids together, and of the printed total, 7-OH included."""
        least: dict[str, Decimal] = {}
        for one in self._results:
            analyte = by_slug(one.analyte) if one.analyte else None
            if analyte is None or analyte.panel is not Panel.ALKALOIDS or analyte.slug in (SEVEN_OH, SHARE, RATIO):
                continue
            if (low := low_in(one, unit)) is not None:
                least[analyte.slug] = max(low, least.get(analyte.slug, Decimal(0)))
        total = least.pop(_TOTAL, Decimal(0))
        return sum(least.values(), start=Decimal(0)), total


def low_in(one: Measured, unit: str) -> Decimal | None:
    """The least that a print allows in another unit; None where that cannot be told."""
    try:
        return one.amounts_in(unit).low
    except CannotTell:
        return None
