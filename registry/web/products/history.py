"""A product over time: its batches, the newest first, each with all its reports, and the flags that stand."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import F, Q, QuerySet

from registry.models import AnalyteResult, Batch, Flag, HeaderField, Product, Reader, Report, Sample, Status
from registry.models.visibility import visible_reports
from registry.standing import DAY_OF_REPORT, Measured, ReportStanding, standing_among
from registry.web import wording
from registry.web.covering import Coverage, coverage_of_rows
from registry.web.lines import (
    IN_LISTS,
    FlagCounts,
    ReportLine,
    Tested,
    fetch_samples,
    gravest_first,
    report_lines,
    tested_in,
)
from registry.web.outline import LAST, Outline, OutlinedProduct

PER_PAGE = 12  # batches that a product's page lists and draws at once
DRAWN_AT_ONCE = 120  # batches on the page of its whole history
_FLAGS = 8  # named one by one; more are counted
_NAMES = 5
_OLD = 365  # days after which a newest test is called old


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """How much there is of a product: its reports and batches, its newest test."""

    reports: int
    batches: int
    newest: dt.date | None


class SampleOfProduct(NamedTuple):
    """One sample of a product, by the ids of its batch and report, and of that report what the page needs of all."""

    batch: int | None
    report: int
    day: dt.date | None
    reference: str
    status: str
    published_at: dt.datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One batch with the ids of its reports; `batch` None: one report without a batch number, by itself."""

    batch: int | None
    reports: tuple[int, ...]
    day: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedReport:
    """One report among those of a batch: how it stands, and its line in a list."""

    standing: ReportStanding
    line: ReportLine


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchLine:
    """One batch with all its reports, the newest first; `batch` is None for a report without a batch number."""

    batch: Batch | None
    reports: tuple[ListedReport, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Freshness:
    """How old the newest test is, in words. `is_old` after twelve months; `day` None where no report is dated."""

    day: dt.date | None
    ago: str = ""
    is_old: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFlags:
    """The flags that stand: how many of each severity, the gravest first, and the gravest of them one by one.

    `of_reports` has every flag of each of their reports, also of other samples.
    """

    counts: FlagCounts
    named: tuple[Flag, ...]
    of_reports: Mapping[int, FlagCounts]

    @property
    def more(self) -> int:
        """How many are counted but not named."""
        return sum(count for _, count in self.counts) - len(self.named)


def samples_of(product: Product, reader: Reader, claims: Sequence[str]) -> list[SampleOfProduct]:
    """A product's samples in all reports that the reader may see; and so none where they may not see it; one query."""
    samples = Sample.objects.visible_to(reader, claims).filter(product=product).order_by()
    columns = ("batch", "report", DAY_OF_REPORT, "report__reference", "report__status", "report__published_at")
    return [SampleOfProduct(*told) for told in samples.values_list(*columns)]


def groups_of(samples: Iterable[SampleOfProduct]) -> list[Group]:
    """A product's batches, the one with the newest test first, each with its reports.

    A report without a batch number stands for itself: two of them may be of two batches.
    """
    reports: defaultdict[tuple[int | None, int], set[int]] = defaultdict(set)
    days: dict[int, dt.date | None] = {}
    for one in samples:
        reports[one.batch, 0 if one.batch else one.report].add(one.report)
        days[one.report] = one.day
    groups = [
        Group(
            batch=batch, reports=tuple(sorted(found)), day=max(filter(None, (days[one] for one in found)), default=None)
        )
        for (batch, _), found in reports.items()
    ]
    return sorted(groups, key=_newest_first)


def _newest_first(group: Group) -> tuple[int, int]:
    """By the day of the newest test, those without one last, then by the report that came last."""
    return -(group.day.toordinal() if group.day else 0), -group.reports[-1]


def extent_of(groups: Sequence[Group]) -> Extent:
    """How much there is in all batches of a product."""
    return Extent(
        reports=len({report for group in groups for report in group.reports}),
        batches=sum(group.batch is not None for group in groups),
        newest=max((group.day for group in groups if group.day), default=None),
    )


def freshness(day: dt.date | None, today: dt.date) -> Freshness:
    """How old the newest test is, from its day."""
    if day is None:
        return Freshness(day=None)
    return Freshness(day=day, ago=wording.long_ago(day, today), is_old=(today - day).days > _OLD)


def history_of(
    groups: Sequence[Group], product: Product, flags: OpenFlags, reader: Reader, claims: Sequence[str]
) -> list[BatchLine]:
    """Some batches of a product with their reports as a page lists them; a fixed number of queries.

    `flags` are those of the product. Retests and replacements are looked for among the reports of these batches.
    """
    pks = {report for group in groups for report in group.reports}
    visible = Report.objects.visible_to(reader, claims).filter(pk__in=pks)
    reports = list(visible.select_related("laboratory").only(*IN_LISTS).order_by())
    fetch_samples(reports)
    tested = tested_in(reports)
    standings = {one.report.pk: one for one in standing_among(reports, _measured_in(tested)).reports}
    lines = report_lines(reports, of=lambda one: one.product_id == product.pk, flags=flags.of_reports, tested=tested)
    by_report = {line.report.pk: line for line in lines}
    batches = {batch.pk: batch for line in lines for batch in line.batches if batch.product_id == product.pk}
    for batch in batches.values():
        batch.product = product  # spares a query each
    return [
        BatchLine(
            batch=batches.get(group.batch or 0),
            reports=tuple(
                ListedReport(standing=standings[report], line=by_report[report])
                for report in standings
                if report in group.reports
            ),
        )
        for group in groups
    ]


def _measured_in(tested: Iterable[Tested]) -> Measured:
    """What each report measured of which batch."""
    found: defaultdict[int, set[tuple[int, str]]] = defaultdict(set)
    for one in tested:
        if one.analyte and one.sample.batch_id is not None:
            found[one.sample.report_id].add((one.sample.batch_id, one.analyte))
    return found


def outlined(product: Product, samples: Iterable[SampleOfProduct]) -> OutlinedProduct:
    """What everyone may know of a product, from its samples: those of published reports."""
    public = {one.report: one for one in samples if one.status == Status.PUBLISHED and one.published_at}
    days = [one.day for one in public.values() if one.day]
    latest = sorted(public.values(), key=lambda one: (one.published_at, one.report), reverse=True)
    return OutlinedProduct(
        product=product,
        outline=Outline(reports=len(public), newest=max(days, default=None)),
        newest=tuple(one.reference for one in latest[:LAST]),
    )


def coverage_of_product(product: Product, reader: Reader, claims: Sequence[str]) -> list[Coverage]:
    """The grid of panels over every report of a product."""
    rows = AnalyteResult.objects.visible_to(reader, claims).filter(sample__product=product).order_by()
    found = rows.values_list("panel", "analyte", "analyte_text", "kind").distinct()
    return coverage_of_rows((panel, analyte or text, kind) for panel, analyte, text, kind in found)


def open_flags(samples: Q, reader: Reader, claims: Sequence[str]) -> OpenFlags:
    """The flags that nobody dismissed, about samples of which `samples` is true, or about their whole report."""
    mine = Sample.objects.filter(samples).order_by()
    of_mine = Flag.objects.filter(visible_reports(reader, claims, path="report__"), report__in=mine.values("report"))
    standing = of_mine.standing().order_by()
    told = list(standing.values_list("severity", "report__reported_on", "report", "pk", "sample_position"))
    has_places = any(place is not None for *_, place in told)
    positions = set(mine.values_list("report", "position")) if has_places else set()
    found = [flag for *flag, place in told if place is None or (flag[2], place) in positions]
    of_reports: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for severity, _day, report, *_ in told:
        of_reports[report][severity] += 1
    first = [pk for *_, pk in sorted(found, key=_gravest_first)[:_FLAGS]]
    named = _named().in_bulk(first) if first else {}
    return OpenFlags(
        counts=gravest_first(Counter(severity for severity, *_ in found)),
        named=tuple(named[pk] for pk in first),
        of_reports=defaultdict(tuple, {report: gravest_first(counted) for report, counted in of_reports.items()}),
    )


def _named() -> "QuerySet[Flag]":
    """Flags with what a line about one says, without its sum and evidence."""
    says = ("severity", "says", "says_made")
    report = ("reference", "report_number", "reported_on", "laboratory__name")
    columns = (*says, *(f"report__{name}" for name in report))
    return Flag.everything.select_related("report__laboratory").only(*columns)


def _gravest_first(flag: Sequence[Any]) -> tuple[int, ...]:
    """By gravity, then the newest report first."""
    severity, day, report, pk = flag
    return Flag.GRAVEST_FIRST.index(severity), -(day.toordinal() if day else 0), -report, pk


def printed_names(product: Product, reader: Reader, claims: Sequence[str]) -> list[str]:
    """The names under which reports print a product, where they are others than its own; a handful."""
    fields = HeaderField.objects.visible_to(reader, claims).filter(
        name="product_name", report__samples__product=product, sample_position=F("report__samples__position")
    )
    names = fields.order_by().values_list("printed_text", flat=True).distinct()[: _NAMES + 1]
    return sorted(name for name in names if name != product.name)[:_NAMES]
