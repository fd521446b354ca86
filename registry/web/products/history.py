"""A product over time: its batches, the newest first, each with all its reports, and the flags that stand."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from registry.models import Batch, Flag, HeaderField, Product, Reader, Report, Sample
from registry.models.visibility import visible_reports
from registry.standing import ReportStanding, standing_of
from registry.web import wording
from registry.web.lines import ReportLine, report_lines

PER_PAGE = 18  # batches on one page of a product's history, and at most drawn at once
_FLAGS = 8  # named one by one; more are counted
_NAMES = 5
_OLD = 365  # days after which a newest test is called old
_DAY = Coalesce("report__tested_on", "report__reported_on", "report__received_on", "report__sampled_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tested:
    """One sample of a product in the light: its report, its batch (None where no number was read), its day."""

    report: int
    batch: int | None
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


def tested_of(products: Sequence[Product], reader: Reader, claims: Sequence[str]) -> dict[int, list[Tested]]:
    """Per product its samples in reports that may be seen, the newest first; one query of four columns."""
    rows = Sample.objects.visible_to(reader, claims).filter(product__in=products).order_by()
    found: defaultdict[int, list[Tested]] = defaultdict(list)
    for product, report, batch, day in rows.annotate(day=_DAY).values_list("product", "report", "batch", "day"):
        found[product].append(Tested(report=report, batch=batch, day=day))
    for tested in found.values():
        tested.sort(key=lambda one: (one.day or dt.date.min, one.report), reverse=True)
    return found


def freshness(days: Sequence[dt.date | None], today: dt.date) -> Freshness:
    """How old the newest of some tests is."""
    day = max((one for one in days if one is not None), default=None)
    if day is None:
        return Freshness(day=None)
    return Freshness(day=day, ago=wording.long_ago(day, today), is_old=(today - day).days > _OLD)


def groups_of(tested: Sequence[Tested]) -> list[tuple[int | None, list[int]]]:
    """The batches of a product, the one with the newest test first, each with its reports.

    A report without a batch number stands for itself: two of them may be of two batches.
    """
    groups: dict[tuple[str, int], list[int]] = {}
    for one in tested:
        key = ("report", one.report) if one.batch is None else ("batch", one.batch)
        groups.setdefault(key, []).append(one.report)
    return [(pk if kind == "batch" else None, list(dict.fromkeys(reports))) for (kind, pk), reports in groups.items()]


def history_of(
    groups: Sequence[tuple[int | None, list[int]]], of: Q, reader: Reader, claims: Sequence[str]
) -> list[BatchLine]:
    """Some batches with their reports as a page lists them; a fixed number of queries.

    Retests and replacements are looked for among the reports of these batches.
    """
    pks = {report for _, reports in groups for report in reports}
    visible = Report.objects.visible_to(reader, claims).filter(pk__in=pks)
    standings = {one.report.pk: one for one in standing_of(visible).reports}
    lines = {line.report.pk: line for line in report_lines(visible, of=of)}
    batches = Batch.objects.select_related("product__brand").in_bulk([pk for pk, _ in groups if pk is not None])
    return [
        BatchLine(
            batch=None if pk is None else batches[pk],
            reports=tuple(
                ListedReport(standing=standings[report], line=lines[report])
                for report in standings
                if report in reports and report in lines
            ),
        )
        for pk, reports in groups
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFlags:
    """The flags that stand: how many of each severity, the gravest first, and the gravest of them one by one."""

    counts: tuple[tuple[str, int], ...]
    named: tuple[Flag, ...]

    @property
    def more(self) -> int:
        """How many are counted but not named."""
        return sum(count for _, count in self.counts) - len(self.named)


def open_flags(samples: Q, reader: Reader, claims: Sequence[str]) -> OpenFlags:
    """The flags that nobody dismissed, about samples of which `samples` is true, or about their whole report."""
    mine = Sample.objects.filter(samples, report=OuterRef("report"))
    own = Exists(mine.filter(position=OuterRef("sample_position"))) | (Q(sample_position__isnull=True) & Exists(mine))
    flags: QuerySet[Any] = Flag.objects.filter(own, visible_reports(reader, claims, path="report__"), is_current=True)
    flags = flags.exclude(state=Flag.State.DISMISSED).order_by()
    counted = dict(flags.values_list("severity").annotate(Count("pk")))
    gravest = list(reversed(Flag.Severity.values))
    weight = Case(*(When(severity=one, then=Value(place)) for place, one in enumerate(gravest)),
                  output_field=IntegerField())  # fmt: skip
    named = flags.select_related("report__laboratory").order_by(weight, "-report__reported_on", "-report", "pk")
    return OpenFlags(
        counts=tuple((one, counted[one]) for one in gravest if one in counted),
        named=tuple(named[:_FLAGS]) if counted else (),
    )


def printed_names(product: Product, reader: Reader, claims: Sequence[str]) -> list[str]:
    """The names under which reports print a product, where they are others than its own; a handful."""
    fields = HeaderField.objects.visible_to(reader, claims).filter(
        name="product_name", report__samples__product=product, sample_position=F("report__samples__position")
    )
    names = fields.order_by().values_list("printed_text", flat=True).distinct()[: _NAMES + 1]
    return sorted(name for name in names if name != product.name)[:_NAMES]
