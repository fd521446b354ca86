"""A product over time: its batches, the newest first, each with all its reports."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from registry.models import AnalyteResult, Batch, HeaderField, Product, Reader, Report
from registry.standing import Measured, ReportStanding, standing_among
from registry.web import wording
from registry.web.covering import Coverage, coverage_of_rows
from registry.web.lines import (
    IN_LISTS,
    ReportLine,
    Tested,
    fetch_samples,
    report_lines,
    tested_in,
)
from registry.web.products.open_flags import OpenFlags
from registry.web.products.samples import Group, SeenSample

PER_PAGE = 12  # batches that a product's page lists and draws at once
DRAWN_AT_ONCE = 120  # batches on the page of its whole history
_NAMES = 5
_OLD = 365  # days after which a newest test is called old


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
    tested = tested_in(fetch_samples(reports, known=[product]))
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


def coverage_of_product(samples: Iterable[SeenSample]) -> list[Coverage]:
    """The grid of panels over every report of a product."""
    rows = AnalyteResult.objects.filter(sample__in=[one.pk for one in samples]).order_by()
    found = rows.values_list("panel", "analyte", "analyte_text", "kind").distinct()
    return coverage_of_rows((panel, analyte or text, kind) for panel, analyte, text, kind in found)


def printed_names(product: Product, samples: Iterable[SeenSample]) -> list[str]:
    """The names under which reports print a product, where they are others than its own; a handful."""
    places = {(one.report, one.position) for one in samples}
    fields = HeaderField.objects.filter(name="product_name", report__in={report for report, _ in places}).order_by()
    found = fields.values_list("report", "sample_position", "printed_text")
    names = {text for report, position, text in found if (report, position) in places}
    return sorted(names - {product.name})[:_NAMES]
