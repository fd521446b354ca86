"""Counts of microbes beside each other: they scatter, so only a gap on the scale of powers of ten says something."""

from dataclasses import dataclass
from decimal import Decimal
from math import log10

from labs.checks.subject import Part, Subject
from labs.coa import AnalyteResult
from labs.quantities import Dimension, Interval, read_unit

HALF_A_LOG = Decimal(10).sqrt()  # a factor of 3.16
_COUNTS = (Dimension.COUNT_PER_MASS, Dimension.COUNT_PER_VOLUME)


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """One count, with every number of colonies that its print allows, in CFU per gram or millilitre."""

    result: AnalyteResult
    dimension: Dimension
    interval: Interval


def count_of(subject: Subject, part: Part, analyte: str) -> Count | None:
    """The one count of an organism in a sample; None where it is printed twice, in no such unit, or bounds nothing."""
    results = part.of(analyte)
    if len(results) != 1 or not subject.is_sure(results[0]) or results[0].quantity.approximate:
        return None
    unit, interval = read_unit(results[0].unit), subject.allowed(results[0])
    if unit is None or unit.dimension not in _COUNTS or interval is None:
        return None
    return Count(result=results[0], dimension=unit.dimension, interval=interval.scaled(unit.factor))


def far_above(more: Interval, less: Interval) -> bool:
    """Whether the least of one count is over half a power of ten more than the most of another."""
    return less.high is not None and more.low > less.high * HALF_A_LOG


def powers_apart(more: Decimal, less: Decimal) -> str:
    """How many powers of ten two counts lie apart: ``0.88``."""
    return f"{log10(more / less):.2f}"
