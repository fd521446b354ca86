"""One batch: each of its reports with its main results, and where its product's other batches are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from registry.models import Batch, Reader
from registry.standing import ReportStanding
from registry.web.lines import ReportLine
from registry.web.products.results import Measurement, main_of
from registry.web.products.samples import extent_of, groups_of, samples_seen

_ASKED_FIRST = ("mitragynine", "7_hydroxymitragynine")


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchReport:
    """One report of a batch: how it stands to the others, its line in a list, and what it says of the main analytes."""

    standing: ReportStanding
    line: ReportLine
    results: tuple[Measurement, ...]

    @property
    def headline(self) -> tuple[Measurement, ...]:
        """What is asked first: mitragynine and 7-hydroxymitragynine, each as it is printed first."""
        first: dict[str, Measurement] = {}
        for one in self.results:
            first.setdefault(one.row.analyte, one)
        return tuple(first[slug] for slug in _ASKED_FIRST if slug in first)

    @property
    def is_judged(self) -> bool:
        """Whether a yardstick has a limit for any of it."""
        return any(one.verdicts for one in self.results)


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """The batches beside this one: how many its product has, and the newest of them where that is another."""

    count: int
    newest: Batch | None


def batch_reports(
    standings: Iterable[ReportStanding], lines: Iterable[ReportLine], found: Iterable[Measurement]
) -> list[BatchReport]:
    """The reports in the order of their standings, each with its own results."""
    by_report = {line.report.pk: line for line in lines}
    results: dict[int, list[Measurement]] = {}
    for ones in main_of(found).values():
        for one in ones:
            results.setdefault(one.report.pk, []).append(one)
    return [
        BatchReport(
            standing=standing,
            line=by_report[standing.report.pk],
            results=tuple(results.get(standing.report.pk, ())),
        )
        for standing in standings
    ]


def neighbours(batch: Batch, reader: Reader, claims: Sequence[str]) -> Around:
    """What else there is of the batch's product, as far as it may be seen."""
    groups = groups_of(samples_seen(Q(product=batch.product), reader, claims))
    newest = next((one.batch for one in groups), None)
    other = None if newest in (None, batch.pk) else Batch.objects.select_related("product__brand").get(pk=newest)
    return Around(count=extent_of(groups).batches, newest=other)
