"""The results that a kratom product is asked for: its main alkaloids and metals, as pages show and draw them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone

from labs.coa import SURE_ENOUGH, Panel
from labs.coa import AnalyteResult as ReadResult
from labs.quantities import Kind
from labs.reference.measured import measured
from registry.as_values import as_result
from registry.models import AnalyteResult, Report, Sample
from registry.standing import day_of
from registry.web import wording
from registry.web.addresses import ResultAddresses
from registry.web.analyte_names import name_by_slug
from registry.web.lines import Of, fetch_samples
from registry.web.wording import Said
from registry.web.yardsticks import Verdicts, Yardstick, dated

MAIN_ALKALOIDS = ("mitragynine", "7_hydroxymitragynine", "paynantheine", "speciogynine", "speciociliatine")
MAIN_METALS = ("lead", "arsenic", "cadmium", "mercury")
MAIN = (*MAIN_ALKALOIDS, *MAIN_METALS)
_PANELS = (Panel.ALKALOIDS, Panel.METALS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """One result of a report, as a page shows it: in words, where it is printed, and how it stands to a yardstick.

    `read` is the row as the core knows it, `url` the report's page with this value chosen.
    """

    row: AnalyteResult
    read: ReadResult
    report: Report
    said: Said
    url: str
    verdicts: Verdicts

    @property
    def name(self) -> str:
        """The catalogue's name of the analyte, or as printed where it is not known."""
        return name_of(self.row)

    @property
    def day(self) -> dt.date | None:
        """The day of the test, as far as the report dates it."""
        return day_of(self.report)

    @property
    def printed_row(self) -> tuple[int, int, int]:
        """The sample, table and row that it is printed in: one amount in two units shares it."""
        return self.row.sample_id, self.row.table, self.row.row

    @property
    def is_unsure(self) -> bool:
        """Whether it is likely enough misread that no check rests on it."""
        return self.row.confidence < SURE_ENOUGH


def name_of(row: AnalyteResult) -> str:
    """The catalogue's name of a row's analyte in the reader's language, or the printed one."""
    return name_by_slug(row.analyte, row.analyte_text)


def main_measurements(reports: Sequence[Report], of: Of, yardstick: Yardstick) -> list[Measurement]:
    """As `measurements`, of the main analytes alone where no yardstick asks what stands beside them."""
    return measurements(reports, of, yardstick, analytes=MAIN if yardstick.limits is None else ())


def measurements(
    reports: Sequence[Report],
    of: Of,
    yardstick: Yardstick | None = None,
    *,
    panels: Iterable[str] = _PANELS,
    analytes: Iterable[str] = (),
) -> list[Measurement]:
    """The results in `panels` of those samples of the reports that are `of` something, in their printed order.

    Of `analytes` alone, where any are given. Two queries, one where the samples are fetched already. The reports are
    taken as they were found, so that each measurement leads to its own. A yardstick is told of the water, too.
    """
    shown = set(panels)
    fetched = shown if yardstick is None or yardstick.limits is None else {*shown, Panel.MOISTURE}
    samples = {sample.pk: sample for sample in fetch_samples(reports) if of(sample)}
    asked = AnalyteResult.objects.filter(sample__in=list(samples), panel__in=list(fetched))
    if wanted := list(analytes):
        asked = asked.filter(analyte__in=wanted)
    by_sample: defaultdict[int, list[AnalyteResult]] = defaultdict(list)
    for row in asked.order_by("position"):
        row.sample = samples[row.sample_id]  # one for all of its rows
        by_sample[row.sample_id].append(row)
    addresses = ResultAddresses(yardstick.query if yardstick else "")
    found: list[Measurement] = []
    for sample in samples.values():
        rows = by_sample[sample.pk]
        read = [as_result(row) for row in rows]
        verdicts = _verdicts(rows, read, sample, yardstick)
        for row, one, judged in zip(rows, read, verdicts, strict=True):
            if row.panel not in shown:
                continue
            said = wording.amount(kind=row.kind, text=row.text, unit=row.unit, lod=row.lod, loq=row.loq)
            url = addresses.of(sample.report, sample.position, row.key)
            found.append(Measurement(row=row, read=one, report=sample.report, said=said, url=url, verdicts=judged))
    return found


def _verdicts(
    rows: list[AnalyteResult], read: list[ReadResult], sample: Sample, yardstick: Yardstick | None
) -> list[Verdicts]:
    """How each result of a sample stands to the yardstick, on the report's day and today."""
    if yardstick is None or yardstick.limits is None:
        return [Verdicts()] * len(rows)
    report = sample.report
    ours = dated(yardstick, on=report.reported_on or report.tested_on, today=timezone.localdate())
    values = [measured(one) for one in read]
    return [
        ours.judge(row, value, [other for other in values if other is not value], sample.product)
        for row, value in zip(rows, values, strict=True)
    ]


def main_of(found: Iterable[Measurement]) -> dict[str, list[Measurement]]:
    """Those of the main alkaloids and metals by analyte, in the order of `MAIN`; those without a result left out."""
    by_analyte: dict[str, list[Measurement]] = {slug: [] for slug in MAIN}
    for one in found:
        if one.row.analyte in by_analyte and one.row.kind != Kind.WORD:
            by_analyte[one.row.analyte].append(one)
    return {slug: ones for slug, ones in by_analyte.items() if ones}
