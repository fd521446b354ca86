"""Two columns of which one is the other times something that is the same in every row: a mass, a number of units."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from labs.checks.amounts import ends_of
from labs.checks.subject import Subject
from labs.coa import AnalyteResult
from labs.quantities import Dimension, Unit, read_unit
from labs.reference.amounts import rounded
from labs.translatable import Sentence, gettext_noop

_PER_ARTICLE = Dimension.MASS_PER_ARTICLE
_CONCENTRATIONS = (Dimension.MASS_FRACTION, Dimension.MASS_PER_VOLUME)
_UNITS = frozenset(
    {"capsule", "cap", "tablet", "tab", "gummy", "softgel", "unit", "piece", "chew", "sachet", "lozenge"}
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ratio:
    """One row's column divided by another, in base units: every value that the printed digits allow."""

    dividend: AnalyteResult
    divisor: AnalyteResult
    low: Decimal
    high: Decimal

    def misses(self, low: Decimal, high: Decimal) -> bool:
        """Whether no allowed value lies from `low` to `high`."""
        return self.high < low or self.low > high


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What most rows agree on, and the ratios that miss it."""

    low: Decimal
    high: Decimal
    rows: int  # that agree
    off: tuple[Ratio, ...]


def concentration(text: str) -> Unit | None:
    """The printed unit of an amount per gram or millilitre of the sample as received; None for any other."""
    unit = read_unit(text)
    return unit if unit is not None and unit.dimension in _CONCENTRATIONS and not unit.article else None


def per_article(text: str) -> Unit | None:
    """The printed unit of an amount per capsule, serving, container or the like; None for any other."""
    unit = read_unit(text)
    return unit if unit is not None and unit.dimension is _PER_ARTICLE else None


def is_unit(article: str) -> bool:
    """Whether an article is one piece of the product, such as a capsule."""
    return article.rstrip("s") in _UNITS


def ratio(subject: Subject, dividend: AnalyteResult, divisor: AnalyteResult) -> Ratio | None:
    """One result divided by another; None unless both are plain numbers in units we know, and the divisor not zero."""
    if not (subject.is_number(dividend) and subject.is_number(divisor)):
        return None
    above, below = _room(dividend), _room(divisor)
    if above is None or below is None or below[0] <= 0 or above[1] <= 0:
        return None
    return Ratio(dividend=dividend, divisor=divisor, low=above[0] / below[1], high=above[1] / below[0])


def _room(result: AnalyteResult) -> tuple[Decimal, Decimal] | None:
    ends, unit = ends_of(result), read_unit(result.unit)
    return None if ends is None or unit is None else (ends[0] * unit.factor, ends[1] * unit.factor)


def agreement(ratios: Sequence[Ratio]) -> Agreement | None:
    """The value that most ratios allow, if at least two rows do and at most half as many miss it; else None."""
    edges = sorted((edge, is_end) for one in ratios for edge, is_end in ((one.low, False), (one.high, True)))
    best, count, low = 0, 0, Decimal(0)
    for edge, is_end in edges:
        count += -1 if is_end else 1
        if count > best:
            best, low = count, edge
    agreeing = [one for one in ratios if one.low <= low <= one.high]
    off = tuple(one for one in ratios if not one.low <= low <= one.high)
    rows = rows_of(agreeing)
    if rows < 2 or 2 * rows_of(off) > rows:
        return None
    return Agreement(low=low, high=min(one.high for one in agreeing), rows=rows, off=off)


def rows_of(ratios: Iterable[Ratio]) -> int:
    """How many rows some ratios are of."""
    return len({(one.dividend.table, one.dividend.row) for one in ratios})


def between(low: Decimal, high: Decimal, unit: str) -> Sentence:
    """A span worked out by us: ``0.6029 to 0.6033 g``."""
    least, most = rounded(low, 4), f"{rounded(high, 4)} {unit}".rstrip()
    if least == rounded(high, 4):
        return Sentence(most)
    return Sentence(gettext_noop("%(low)s to %(high)s"), low=least, high=most)
