"""How a product or a batch stands, derived from its reports: which there are, which of them a newer one replaces.

Every report that the reader may see is listed: one that failed stays beside a later one that passed.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q

from registry.models import Batch, Flag, Product, Reader, Report, Sample, batch_key
from registry.models.reports import ReportQuerySet

_WEIGHT = {severity: weight for weight, severity in enumerate(Flag.Severity.values)}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportStanding:
    """One report among those of a batch.

    `replaced_by` is the newest other document of its laboratory and number, dated later. `retest_of` are the earlier
    reports of the same batch that measured something of what it measures. `worst` is its gravest flag that nobody
    dismissed: a value of `Flag.Severity`, or "".
    """

    report: Report
    replaced_by: Report | None
    retest_of: tuple[Report, ...]
    worst: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The reports of a product or batch, the newest first, and what is the worst and the newest of them.

    `worst` counts every report, replaced or not. `newest` is the day of the last test that is dated; None without any.
    """

    reports: tuple[ReportStanding, ...]
    worst: str
    newest: dt.date | None

    def age(self, today: dt.date) -> int | None:
        """How many days ago the newest test was, 0 for one dated later than today; None where none is dated."""
        return None if self.newest is None else max((today - self.newest).days, 0)


def standing_of_batch(batch: Batch, reader: Reader) -> Standing:
    """How a batch stands, as far as `reader` may see its reports."""
    return _standing(Report.objects.visible_to(reader).filter(samples__batch=batch))


def standing_of_product(product: Product, reader: Reader) -> Standing:
    """How a product stands over all its batches, as far as `reader` may see its reports."""
    return _standing(Report.objects.visible_to(reader).filter(samples__product=product))


def standing_beside(report: Report, reader: Reader) -> Standing | None:
    """How a report stands among those of its batches and of its laboratory's number; None where it is the only one."""
    batches = list(report.samples.exclude(batch=None).values_list("batch", flat=True))
    related = Q(samples__batch__in=batches)
    if report.laboratory_id and report.report_number:
        related |= Q(laboratory=report.laboratory_id, report_number=report.report_number)
    found = Report.objects.visible_to(reader).filter(related)
    return _standing(found) if found.exclude(pk=report.pk).exists() else None


def day_of(report: Report) -> dt.date | None:
    """The day of a report's test: as it was tested, else reported, received or sampled."""
    return report.tested_on or report.reported_on or report.received_on or report.sampled_on


def _standing(found: ReportQuerySet) -> Standing:
    reports = sorted(found.distinct().order_by("pk"), key=_place, reverse=True)
    worst, measured = _worst_of(reports), _measured_in(reports)
    lines = tuple(
        ReportStanding(
            report=report,
            replaced_by=next((one for one in reports if _replaces(one, report)), None),
            retest_of=tuple(one for one in reports if _is_retested(one, report, measured)),
            worst=worst.get(report.pk, ""),
        )
        for report in reports
    )
    days = [day for report in reports if (day := day_of(report)) is not None]
    return Standing(
        reports=lines,
        worst=max(worst.values(), key=_WEIGHT.__getitem__, default=""),
        newest=max(days, default=None),
    )


def _place(report: Report) -> tuple[dt.date, int]:
    return day_of(report) or dt.date.min, report.pk


def _is_one_number(one: Report, other: Report) -> bool:
    key = batch_key(one.report_number)
    return (
        bool(key)
        and one.laboratory_id is not None
        and ((one.laboratory_id, key) == (other.laboratory_id, batch_key(other.report_number)))
    )


def _replaces(newer: Report, older: Report) -> bool:
    if newer.reported_on is None or older.reported_on is None:
        return False
    return newer.reported_on > older.reported_on and _is_one_number(newer, older)


def _worst_of(reports: list[Report]) -> dict[int, str]:
    flags = Flag.objects.filter(report__in=reports, is_current=True).exclude(state=Flag.State.DISMISSED)
    worst: dict[int, str] = {}
    for report, severity in flags.order_by().values_list("report", "severity"):
        worst[report] = max(worst.get(report, severity), severity, key=_WEIGHT.__getitem__)
    return worst


def _measured_in(reports: list[Report]) -> dict[int, set[tuple[int, str]]]:
    """What each report measured of which batch."""
    measured: defaultdict[int, set[tuple[int, str]]] = defaultdict(set)
    rows = Sample.objects.filter(report__in=reports, batch__isnull=False).exclude(results__analyte="").order_by()
    for report, batch, analyte in rows.values_list("report", "batch", "results__analyte"):
        if analyte:
            measured[report].add((batch, analyte))
    return measured


def _is_retested(older: Report, newer: Report, measured: dict[int, set[tuple[int, str]]]) -> bool:
    before, after = day_of(older), day_of(newer)
    if before is None or after is None or before >= after or _is_one_number(older, newer):
        return False
    return not measured[older.pk].isdisjoint(measured[newer.pk])
