"""How a product or a batch stands, derived from its reports: which there are, which of them a newer one replaces.

Every report that the reader may see is listed: one that failed stays beside a later one that passed.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from django.db.models.functions import Coalesce

from registry.models import AnalyteResult, Batch, Product, Reader, Report, Sample, batch_key
from registry.models.reports import ReportQuerySet

_DAYS = ("tested_on", "reported_on", "received_on", "sampled_on")  # of a report's test, the first that is known
DAY = Coalesce(*_DAYS)  # as `day_of`, for queries over reports
DAY_OF_REPORT = Coalesce(*(f"report__{name}" for name in _DAYS))  # for queries over what belongs to one

Measured = Mapping[int, Set[tuple[int, str]]]  # report -> the (batch, analyte) of its results, by ids and slugs


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportStanding:
    """One report among those of a batch.

    `replaced_by` is the newest other document of its laboratory and number, dated later, and `replaces` are those that
    it replaces so. `retest_of` are the earlier reports of the same batch that measured something of what it measures.
    """

    report: Report
    replaced_by: Report | None
    retest_of: tuple[Report, ...]
    replaces: tuple[Report, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The reports of a product or batch, the newest first.

    `newest` is the day of the last test that is dated; None without any.
    """

    reports: tuple[ReportStanding, ...]
    newest: dt.date | None

    def age(self, today: dt.date) -> int | None:
        """How many days ago the newest test was, 0 for one dated later than today; None where none is dated."""
        return None if self.newest is None else max((today - self.newest).days, 0)


def standing_of_batch(batch: Batch, reader: Reader, claims: Sequence[str] = ()) -> Standing:
    """How a batch stands, as far as `reader` may see its reports."""
    return standing_of(Report.objects.visible_to(reader, claims).filter(samples__batch=batch))


def standing_of_product(product: Product, reader: Reader, claims: Sequence[str] = ()) -> Standing:
    """How a product stands over all its batches, as far as `reader` may see its reports."""
    return standing_of(Report.objects.visible_to(reader, claims).filter(samples__product=product))


def standing_beside(report: Report, reader: Reader, *, batches: Iterable[int]) -> Standing | None:
    """How a report stands among those of its `batches` (their ids) and of its laboratory's number.

    None where it is the only one.
    """
    # Two questions: as one, with an "or" over two tables, each database walks through all that is published.
    beside = set(Sample.objects.filter(batch__in=list(batches)).order_by().values_list("report", flat=True))
    if report.laboratory_id and report.report_number:
        numbered = Report.objects.filter(laboratory=report.laboratory_id, report_number=report.report_number)
        beside |= set(numbered.order_by().values_list("pk", flat=True))
    if not beside - {report.pk}:
        return None
    found = Report.objects.visible_to(reader).filter(pk__in=beside)
    return standing_of(found) if found.exclude(pk=report.pk).exists() else None


def day_of(report: Report) -> dt.date | None:
    """The day of a report's test: as it was tested, else reported, received or sampled."""
    return report.tested_on or report.reported_on or report.received_on or report.sampled_on


def standing_of(found: ReportQuerySet) -> Standing:
    """How the reports of a query stand among one another; two queries for any number."""
    reports = list(found.select_related("laboratory").distinct().order_by("pk"))
    return standing_among(reports, _measured_in(reports))


def standing_among(found: Iterable[Report], measured: Measured) -> Standing:
    """How some reports stand among one another; no query. `measured` has what each of them measured of which batch."""
    reports = sorted(found, key=_place, reverse=True)
    replacing = _by_number(reports)
    retested = _retested(reports, measured)
    newer = {report.pk: _newest_of(replacing.get(_number_of(report), ()), report) for report in reports}
    lines = tuple(
        ReportStanding(
            report=report,
            replaced_by=newer[report.pk],
            retest_of=tuple(retested[report.pk]),
            replaces=tuple(one for one in replacing.get(_number_of(report), ()) if newer[one.pk] == report),
        )
        for report in reports
    )
    days = [day for report in reports if (day := day_of(report)) is not None]
    return Standing(reports=lines, newest=max(days, default=None))


def _place(report: Report) -> tuple[dt.date, int]:
    return day_of(report) or dt.date.min, report.pk


def _number_of(report: Report) -> tuple[int, str] | None:
    """What two documents of one report share: the laboratory and its number; None where one of them is not known."""
    key = batch_key(report.report_number)
    return (report.laboratory_id, key) if key and report.laboratory_id is not None else None


def _by_number(reports: list[Report]) -> dict[tuple[int, str] | None, list[Report]]:
    """The dated reports by laboratory and number, in the order of `reports`."""
    found: defaultdict[tuple[int, str] | None, list[Report]] = defaultdict(list)
    for report in reports:
        number = _number_of(report)
        if number is not None and report.reported_on is not None:
            found[number].append(report)
    return found


def _newest_of(documents: Sequence[Report], older: Report) -> Report | None:
    """The latest of some documents, where it is dated later than `older`."""
    later = [one for one in documents if _is_later(one, older)]
    return max(later, key=lambda one: one.reported_on or dt.date.min, default=None)


def _is_later(newer: Report, older: Report) -> bool:
    if newer.reported_on is None or older.reported_on is None:
        return False
    return newer.reported_on > older.reported_on


def _measured_in(reports: list[Report]) -> Measured:
    """What each report measured of which batch."""
    measured: defaultdict[int, set[tuple[int, str]]] = defaultdict(set)
    rows = AnalyteResult.objects.filter(sample__report__in=reports, sample__batch__isnull=False).exclude(analyte="")
    for report, batch, analyte in rows.order_by().values_list("sample__report", "sample__batch", "analyte"):
        measured[report].add((batch, analyte))
    return measured


def _retested(reports: list[Report], measured: Measured) -> dict[int, list[Report]]:
    """Per report the earlier ones of another number that measured something of the same batch, the newest first."""
    of_batch: defaultdict[int, list[Report]] = defaultdict(list)
    for report in reports:
        for batch in {batch for batch, _ in measured[report.pk]}:
            of_batch[batch].append(report)
    found: defaultdict[int, list[Report]] = defaultdict(list)
    for report in reports:
        batches = {batch for batch, _ in measured[report.pk]}
        others = sorted({one for batch in batches for one in of_batch[batch]}, key=_place, reverse=True)
        found[report.pk] = [one for one in others if _is_retested(one, report, measured)]
    return found


def _is_retested(older: Report, newer: Report, measured: Measured) -> bool:
    before, after = day_of(older), day_of(newer)
    if before is None or after is None or before >= after:
        return False
    number = _number_of(older)
    if number is not None and number == _number_of(newer):
        return False
    return not measured[older.pk].isdisjoint(measured[newer.pk])
