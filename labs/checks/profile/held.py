"""How much of an alkaloid a sample holds, by all of its prints together.

A report may print one amount in several columns and tables. What a finding rests on must follow from each of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from labs.checks.amounts import factor_between
from labs.checks.subject import Part, Subject
from labs.coa import AnalyteResult, Printed
from labs.quantities import Dimension, Interval, Kind, read_unit
from labs.reference.amounts import span
from labs.reference.words import fold, meanings

MITRAGYNINE = "mitragynine"
SEVEN_OH = "7_hydroxymitragynine"
MAJORS = ("paynantheine", "speciogynine", "speciociliatine")  # beside mitragynine
_NUMBER, _NOT_TESTED = Kind.NUMBER, Kind.NOT_TESTED
_KEPT = 64  # answers; several checks ask one thing of one sample, one after the other
CONCENTRATIONS = ("%", "mg/mL")  # one unit each of amounts by mass and by volume


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Held:
    """All amounts that some print of an alkaloid leaves open, in `unit`. `result` is the print to name."""

    result: AnalyteResult
    results: tuple[AnalyteResult, ...]
    interval: Interval
    unit: str

    @property
    def low(self) -> Decimal:
        """The least that it may be, in `unit`."""
        return self.interval.low

    @property
    def high(self) -> Decimal | None:
        """The most that it may be, in `unit`; None where nothing bounds it."""
        return self.interval.high

    @property
    def is_missed(self) -> bool:
        """Whether no print of it gives an amount: not detected, or too little to measure."""
        kinds = (Kind.NOT_DETECTED, Kind.BELOW_LOD, Kind.BELOW_LOQ, Kind.BELOW)
        return all(one.quantity.kind in kinds for one in self.results)

    @property
    def prints(self) -> tuple[Printed, ...]:
        """The prints that it rests on, the one to name first."""
        return (self.result.printed, *(one.printed for one in self.results if one is not self.result))

    @property
    def words(self) -> str:
        """The amounts in words: ``0.1735 to 0.1745 %``."""
        return span(self.interval, self.unit)


@lru_cache(maxsize=_KEPT)
def held(subject: Subject, part: Part, analyte: str, unit: str) -> Held | None:
    """An alkaloid of a sample in `unit`; None where it was not tested, is not bounded, or was read with doubts."""
    return held_of(subject, part.of(analyte), unit)


def held_of(subject: Subject, results: Iterable[AnalyteResult], unit: str) -> Held | None:
    """Some prints of one alkaloid taken together in `unit`; None where one of them cannot be used."""
    used: list[AnalyteResult] = []
    bounds: list[Interval] = []
    for one in results:
        factor = factor_between(one.unit, unit)
        if factor is None or one.quantity.kind is _NOT_TESTED:
            continue
        interval = subject.most(one)
        if interval is None or one.quantity.approximate or not subject.is_sure(one):
            return None
        used.append(one)
        bounds.append(interval.scaled(factor))
    if not used:
        return None
    highs = [one.high for one in bounds if one.high is not None]
    return Held(
        result=next((one for one in used if one.quantity.kind is _NUMBER), used[0]),
        results=tuple(used),
        interval=Interval(
            low=min(one.low for one in bounds),
            high=max(highs) if len(highs) == len(bounds) else None,
            high_open=any(one.high_open for one in bounds),
        ),
        unit=unit,
    )


def concentration(subject: Subject, part: Part, analyte: str) -> Held | None:
    """An alkaloid by mass in %, or else by volume in mg/mL."""
    found = (held(subject, part, analyte, unit) for unit in CONCENTRATIONS)
    return next((one for one in found if one is not None), None)


def article_of(result: AnalyteResult) -> str | None:
    """``serving``, ``unit`` or ``container`` for an amount per article of that kind; None for any other."""
    unit = read_unit(result.unit)
    if unit is None or unit.dimension is not Dimension.MASS_PER_ARTICLE:
        return None
    return meanings("articles").get(fold(unit.article))
