"""Reports as lines of a list: what, by whom, how fresh, which panels, how many flags. Three queries for any number."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Count, Prefetch, Q, QuerySet, Value, prefetch_related_objects
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone
from django.utils.translation import gettext as _

from labs.quantities import Kind
from registry.models import AnalyteResult, Batch, Flag, Product, Reading, Report, Sample
from registry.search import Kept
from registry.web import wording
from registry.web.covering import Coverage, coverage_of_rows, tested_names

Of = Callable[[Sample], bool]
FlagCounts = tuple[tuple[str, int], ...]  # (severity, count), the gravest first

# Of a report, what the lists of a product and a batch show, and where it stands among the others: its own columns have
# four times as many, days among them that take long to read.
IN_LISTS = (
    "reference", "status", "origin", "laboratory", "report_number", "lab_verdict",
    "tested_on", "reported_on", "received_on", "sampled_on",
)  # fmt: skip


class Tested(NamedTuple):
    """That a sample has a result: of which panel and analyte (its slug, empty where it is not known), of which kind."""

    sample: Sample
    panel: str
    analyte: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    """One report in a list. `doubts` and `unread` are counted for moderators only."""

    report: Report
    products: tuple[Product, ...]
    batches: tuple[Batch, ...]
    panels: tuple[str, ...]
    flags: FlagCounts
    age: str
    doubts: int = 0
    unread: int = 0

    @property
    def title(self) -> str:
        """What was tested, as far as it is known."""
        return wording.joined([product.name for product in self.products]) or _("Product not known")

    @property
    def brand(self) -> str:
        """Whose it is."""
        return wording.joined(list(dict.fromkeys(product.brand.name for product in self.products)))


def every_sample(_sample: Sample) -> bool:
    """Whether a sample counts where none is left out."""
    return True


def report_lines(
    reports: "QuerySet[Report] | Sequence[Report]",
    *,
    of: Of = every_sample,
    for_moderators: bool = False,
    kept: Mapping[int, Kept] | None = None,
    flags: Mapping[int, FlagCounts] | None = None,
    tested: Sequence[Tested] | None = None,
) -> list[ReportLine]:
    """The reports, asked for or fetched with their laboratory, as lines in their order.

    `of` says whether the panels of a sample are counted. `for_moderators` also counts the results in doubt and what
    was not understood. `kept` is what the search index keeps of all of them: with it neither results nor the flags of
    reports without any are asked for. `flags` are those that stand on each report, and `tested` is what they tested,
    where that was fetched already.
    """
    found = list(reports.select_related("laboratory") if isinstance(reports, QuerySet) else reports)
    samples: defaultdict[int, list[Sample]] = defaultdict(list)
    for sample in fetch_samples(found):
        samples[sample.report_id].append(sample)
    if kept is None:
        covered = _panels_of(samples, of) if tested is None else _panels_in(tested, of)
        flags = _flags_of(found) if flags is None else flags
    else:
        covered = {report.pk: set(kept[report.pk].panels) if report.pk in kept else set() for report in found}
        flags = _flags_of([report for report in found if report.pk not in kept or kept[report.pk].is_flagged])
    doubts = _doubts_of(found) if for_moderators else defaultdict(int)
    unread = _unread_of(found) if for_moderators else defaultdict(int)
    today = timezone.localdate()
    return [
        ReportLine(
            report=report,
            products=tuple(dict.fromkeys(s.product for s in samples[report.pk] if s.product is not None)),
            batches=tuple(dict.fromkeys(s.batch for s in samples[report.pk] if s.batch is not None)),
            panels=tested_names(covered[report.pk]),
            flags=flags[report.pk],
            age=age_of(report, today),
            doubts=doubts[report.pk],
            unread=unread[report.pk],
        )
        for report in found
    ]


def fetch_samples(reports: Sequence[Report], known: Iterable[Product] = ()) -> list[Sample]:
    """The samples of reports with their products and batches, in one query; none where that is done already.

    `known` are products with their brands that need not be read again for each sample; others are one query more.
    """
    samples = Sample.objects.order_by("position")
    products = {product.pk: product for product in known}
    with_product = ("batch",) if products else ("product__brand", "batch")
    prefetch_related_objects(reports, Prefetch("samples", samples.select_related(*with_product)))
    found = [sample for report in reports for sample in report.samples.all()]
    if products:
        _give_products(found, products)
    return found


def _give_products(samples: Sequence[Sample], known: Mapping[int, Product]) -> None:
    missing = {sample.product_id for sample in samples if sample.product_id is not None} - set(known)
    found = Product.objects.select_related("brand").in_bulk(missing) if missing else {}
    products = {**found, **known}
    for sample in samples:
        if sample.product_id is not None:
            sample.product = products[sample.product_id]


def tested_in(samples: Iterable[Sample]) -> list[Tested]:
    """What was tested in samples; one query."""
    by_pk = {sample.pk: sample for sample in samples}
    rows = AnalyteResult.objects.filter(sample__in=list(by_pk)).order_by()
    columns = ("sample", "panel", "analyte", "kind")
    return [Tested(by_pk[sample], *told) for sample, *told in rows.values_list(*columns)]


def age_of(report: Report, today: dt.date) -> str:
    """How long ago the laboratory reported."""
    return wording.long_ago(report.reported_on, today) if report.reported_on else ""


def coverage_of(reports: Iterable[Report | int], *, of: Q) -> list[Coverage]:
    """The grid of panels over several reports (or their ids) together; `of` says which of their samples count."""
    samples = Sample.objects.filter(of, report__in=list(reports))
    name = Coalesce(NullIf("analyte", Value("")), "analyte_text")
    rows = AnalyteResult.objects.filter(sample__in=samples).annotate(name=name).order_by()
    return coverage_of_rows(rows.values_list("panel", "name", "kind").distinct())


def _panels_of(samples: Mapping[int, Sequence[Sample]], of: Of) -> dict[int, set[str]]:
    """Per report the panels that it has results of, from the samples of each."""
    reports = {sample.pk: report for report, ones in samples.items() for sample in ones if of(sample)}
    rows = AnalyteResult.objects.filter(sample__in=list(reports)).exclude(kind=Kind.NOT_TESTED).order_by()
    found: dict[int, set[str]] = defaultdict(set)
    for sample, panel in rows.values_list("sample", "panel").distinct():
        found[reports[sample]].add(panel)
    return found


def _panels_in(tested: Iterable[Tested], of: Of) -> dict[int, set[str]]:
    """Per report the panels that it has results of."""
    found: dict[int, set[str]] = defaultdict(set)
    for one in tested:
        if one.kind != Kind.NOT_TESTED and of(one.sample):
            found[one.sample.report_id].add(one.panel)
    return found


def gravest_first(counts: Mapping[str, int]) -> FlagCounts:
    """How many flags there are of each severity, the gravest first."""
    return tuple((severity, counts[severity]) for severity in Flag.GRAVEST_FIRST if severity in counts)


def _flags_of(reports: Sequence[Report]) -> dict[int, FlagCounts]:
    """Per report the (severity, count) of flags that stand, the gravest first."""
    standing = Flag.objects.filter(report__in=reports).standing().order_by()
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for report, severity, count in standing.values_list("report", "severity").annotate(Count("pk")):
        found[report][severity] = count
    return defaultdict(tuple, {pk: gravest_first(by) for pk, by in found.items()})


def _doubts_of(reports: Sequence[Report]) -> dict[int, int]:
    doubtful = AnalyteResult.objects.filter(sample__report__in=reports).exclude(doubts=[]).order_by()
    return defaultdict(int, doubtful.values_list("sample__report").annotate(Count("pk")))


def _unread_of(reports: Sequence[Report]) -> dict[int, int]:
    """Per report the number of prints that its last reading could not place."""
    readings = Reading.objects.filter(report__in=reports).order_by("read_at", "pk").values_list("report", "unread")
    return defaultdict(int, {report: len(unread) for report, unread in readings})
