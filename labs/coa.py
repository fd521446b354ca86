"""A certificate of analysis as values: what is printed on it, and where each thing stands on the paper.

Everything here is frozen and knows nothing of PDFs, checks or the website. Whatever was read keeps its `Printed`
beside what we made of it, so that any later page can show the reader the place itself.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain

from labs.quantities import Interval, Quantity, conversion
from labs.translatable import gettext_noop

SURE_ENOUGH = 0.8  # confidence (0 to 1) below which a reading is doubtful
READ_FROM_PICTURE = gettext_noop("The reader took this from the picture of the page: compare it with the paper.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A place on a page: PDF points from the page's top left corner, x to the right and y down."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A text as the laboratory printed it: its words, page (counted from 1) and place.

    `certainty` (0 to 1) is how sure the reader of pictures is of its letters; None for text that the file itself gives.
    """

    text: str
    page: int
    box: Box
    certainty: float | None = None

    @property
    def is_doubtful(self) -> bool:
        """Whether the letters are likely enough misread that nothing should rest on them."""
        return self.certainty is not None and self.certainty < SURE_ENOUGH


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedQuantity:
    """An amount and its print: a LOD, a LOQ, a specification limit or an uncertainty."""

    quantity: Quantity
    printed: Printed
    unit: str = ""  # as printed, or the unit of the column or row that holds it
    in_note: bool = False  # told for many results by a note, and not printed in the result's row
    has_own_unit: bool = (
        False  # whether the unit is printed in its cell or its column's head, and not taken from others
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedDate:
    """A date and its print. `other` is the second reading of a date like 03/04/2026, whose order is unclear."""

    day: dt.date
    printed: Printed
    other: dt.date | None = None

    @property
    def days(self) -> tuple[dt.date, ...]:
        """Every day the print may mean."""
        return (self.day,) if self.other is None else (self.day, self.other)


class Source(StrEnum):
    """Where the words of a page were read: in the text that the file gives, or in the picture that people see."""

    TEXT = "text"
    PICTURE = "picture"


class Panel(StrEnum):
    """The group of tests that a result belongs to."""

    ALKALOIDS = gettext_noop("alkaloids")
    POTENCY = gettext_noop("potency")
    TERPENES = gettext_noop("terpenes")
    METALS = gettext_noop("metals")
    MICROBIALS = gettext_noop("microbials")
    MYCOTOXINS = gettext_noop("mycotoxins")
    PESTICIDES = gettext_noop("pesticides")
    SOLVENTS = gettext_noop("solvents")
    MOISTURE = gettext_noop("moisture")
    FOREIGN = gettext_noop("foreign")
    IDENTITY = gettext_noop("identity")
    OTHER = gettext_noop("other")


class LabVerdict(StrEnum):
    """The laboratory's own word on a result or a report."""

    PASS = "pass"
    FAIL = "fail"
    TESTED = "tested"  # reported, with no judgement


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalyteResult:
    """One printed result cell. A row with a % and a mg/g column gives two, with the same `row`.

    `analyte` is the catalogue's slug, or None for a name that is not in it. `verdict` is the laboratory's word as
    we understand it, `status` as it is printed. `is_total` marks a row that sums others (Total Alkaloids), `is_lone` a
    number outside any table.
    `doubts` says, for people, why this reading may be wrong; an empty tuple means nothing speaks against it.
    `confidence` (0 to 1) weighs these doubts: 1 without any.
    """

    name: Printed
    analyte: str | None
    panel: Panel
    printed: Printed
    quantity: Quantity
    unit: str
    row: int
    table: int = 0
    lod: PrintedQuantity | None = None
    loq: PrintedQuantity | None = None
    limit: PrintedQuantity | None = None
    uncertainty: PrintedQuantity | None = None
    status: Printed | None = None
    verdict: LabVerdict | None = None
    method: str = ""
    is_total: bool = False
    is_lone: bool = False
    doubts: tuple[str, ...] = ()
    confidence: float = 1.0

    @property
    def is_doubtful(self) -> bool:
        """Whether no check should rest on it: its number, or what is printed beside it, may well be misread."""
        # No loop and no call where none is needed: this is asked of every result.
        status, lod, loq, limit, spread = self.status, self.lod, self.loq, self.limit, self.uncertainty
        return (
            self.confidence < SURE_ENOUGH
            or (status is not None and status.certainty is not None and status.is_doubtful)
            or (lod is not None and lod.printed.certainty is not None and lod.printed.is_doubtful)
            or (loq is not None and loq.printed.certainty is not None and loq.printed.is_doubtful)
            or (limit is not None and limit.printed.certainty is not None and limit.printed.is_doubtful)
            or (spread is not None and spread.printed.certainty is not None and spread.printed.is_doubtful)
        )

    @property
    def interval(self) -> Interval | None:
        """The amounts this result allows, in its own unit; None when it cannot be bounded.

        LOD and LOQ count only when their unit can be brought to the result's.
        """
        return self.quantity.interval(lod=self.in_own_unit(self.lod), loq=self.in_own_unit(self.loq))

    def in_own_unit(self, limit: PrintedQuantity | None) -> Quantity | None:
        """A LOD, LOQ or specification limit brought to the result's unit; None when that cannot be done."""
        if limit is None or limit.quantity.value is None:
            return None
        if not limit.unit or not self.unit or limit.unit == self.unit:
            return limit.quantity
        factor = conversion(limit.unit, self.unit)
        if factor is None:
            return None
        quantity = limit.quantity
        assert quantity.value is not None
        return Quantity(
            text=quantity.text,
            kind=quantity.kind,
            value=quantity.value * factor,
            upper=None if quantity.upper is None else quantity.upper * factor,
            step=None if quantity.step is None else quantity.step * factor,
            approximate=quantity.approximate,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """The portion that was tested, and its results in reading order."""

    sample_id: Printed | None = None
    product_name: Printed | None = None
    batch: Printed | None = None
    matrix: Printed | None = None
    results: tuple[AnalyteResult, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelReport:
    """One panel of the report as its title says it: its method and the laboratory's word on the whole panel."""

    panel: Panel
    title: Printed
    status: Printed | None = None
    verdict: LabVerdict | None = None
    method: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateOfAnalysis:
    """One document: who tested what for whom, when, and what the tables say. Dates are as printed, without a clock."""

    lab_name: Printed | None = None
    report_id: Printed | None = None
    client: Printed | None = None
    manufactured: PrintedDate | None = None
    sampled: PrintedDate | None = None
    received: PrintedDate | None = None
    tested: PrintedDate | None = None
    completed: PrintedDate | None = None  # the work as a whole, where the report dates it beside its own day
    reported: PrintedDate | None = None
    expires: PrintedDate | None = None
    overall_status: Printed | None = None
    overall_verdict: LabVerdict | None = None
    panels: tuple[PanelReport, ...] = ()
    samples: tuple[Sample, ...] = field(default=(Sample(),))

    @property
    def results(self) -> tuple[AnalyteResult, ...]:
        """Every result of every sample, in reading order."""
        return tuple(chain.from_iterable([sample.results for sample in self.samples]))

    @property
    def spoken_for(self) -> dt.date | None:
        """The day that the report speaks for: of its own date, or else of the tests; None where neither is there."""
        date = self.reported or self.tested
        return None if date is None else date.day

    def rows(self) -> Iterator[tuple[AnalyteResult, ...]]:
        """The results row by row: a row with several units gives them together."""
        for sample in self.samples:
            rows: dict[tuple[int, int], list[AnalyteResult]] = {}
            for result in sample.results:
                rows.setdefault((result.table, result.row), []).append(result)
            yield from map(tuple, rows.values())
