"""Reports as lines of a list: what, by whom, how fresh, which panels, how many flags. Three queries for any number."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from labs.quantities import Kind
from registry.models import AnalyteResult, Batch, Flag, Product, Report, Sample
from registry.web import wording

# The panels that a kratom product is usually asked for: the grid names them whether tested or not.
USUAL_PANELS = ("alkaloids", "metals", "microbials", "pesticides", "mycotoxins", "solvents", "moisture", "foreign")


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """One panel of the grid: how many results there are, and how many of them say "not tested"."""

    panel: str
    name: str
    count: int = 0
    untested: int = 0

    @property
    def is_tested(self) -> bool:
        """Whether anything of the panel was tested."""
        return self.count > self.untested


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLine:
    """One report in a list."""

    report: Report
    products: tuple[Product, ...]
    batches: tuple[Batch, ...]
    panels: tuple[str, ...]
    flags: tuple[tuple[str, int], ...]
    doubts: int
    age: str

    @property
    def title(self) -> str:
        """What was tested, as far as it is known."""
        return wording.joined([product.name for product in self.products]) or "Product not known"

    @property
    def brand(self) -> str:
        """Whose it is."""
        return wording.joined(list(dict.fromkeys(product.brand.name for product in self.products)))


def report_lines(reports: "QuerySet[Report]", *, of: Q | None = None) -> list[ReportLine]:
    """The reports as lines, in their order. `of` says which samples the panels are counted of; all of them without."""
    found = list(reports.select_related("laboratory").prefetch_related("samples__product__brand", "samples__batch"))
    covered = _panels_of(found, of)
    flags = _flags_of(found)
    doubts = _doubts_of(found)
    today = timezone.localdate()
    return [
        ReportLine(
            report=report,
            products=tuple(dict.fromkeys(s.product for s in report.samples.all() if s.product is not None)),
            batches=tuple(dict.fromkeys(s.batch for s in report.samples.all() if s.batch is not None)),
            panels=tuple(part.name for part in coverage(covered[report.pk]) if part.is_tested),
            flags=flags[report.pk],
            doubts=doubts[report.pk],
            age=age_of(report, today),
        )
        for report in found
    ]


def age_of(report: Report, today: dt.date) -> str:
    """How long ago the laboratory reported."""
    return wording.long_ago(report.reported_on, today) if report.reported_on else ""


def coverage(panels: Iterable[tuple[str, str, int]]) -> list[Coverage]:
    """The grid of panels from (panel, kind, count): the usual ones always, others where there are results."""
    counts: Counter[str] = Counter()
    untested: Counter[str] = Counter()
    for panel, kind, count in panels:
        counts[panel] += count
        untested[panel] += count if kind == Kind.NOT_TESTED else 0
    names = [*USUAL_PANELS, *(panel for panel in wording.PANEL_NAMES if panel in counts and panel not in USUAL_PANELS)]
    return [
        Coverage(panel=name, name=wording.panel_name(name), count=counts[name], untested=untested[name])
        for name in names
    ]


def coverage_of(reports: Iterable[Report], *, of: Q | None = None) -> list[Coverage]:
    """The grid of panels over several reports together; `of` says which of their samples count."""
    return coverage(part for parts in _panels_of(reports, of).values() for part in parts)


def _panels_of(reports: Iterable[Report], of: Q | None = None) -> dict[int, list[tuple[str, str, int]]]:
    """Per report its (panel, kind, count); what a report says of another batch's sample is not counted in `of`."""
    samples = Sample.objects.filter(of or Q(), report__in=list(reports))
    rows = AnalyteResult.objects.filter(sample__in=samples).order_by()
    found: dict[int, list[tuple[str, str, int]]] = defaultdict(list)
    for report, panel, kind, count in rows.values_list("sample__report", "panel", "kind").annotate(Count("pk")):
        found[report].append((panel, kind, count))
    return found


def _flags_of(reports: Sequence[Report]) -> dict[int, tuple[tuple[str, int], ...]]:
    """Per report the (severity, count) of flags that stand, the gravest first."""
    standing = Flag.objects.filter(report__in=reports, is_current=True).exclude(state=Flag.State.DISMISSED).order_by()
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for report, severity, count in standing.values_list("report", "severity").annotate(Count("pk")):
        found[report][severity] = count
    gravest_first = reversed(Flag.Severity.values)
    order = tuple(gravest_first)
    return defaultdict(tuple, {pk: tuple((s, by[s]) for s in order if s in by) for pk, by in found.items()})


def _doubts_of(reports: Sequence[Report]) -> dict[int, int]:
    doubtful = AnalyteResult.objects.filter(sample__report__in=reports).exclude(doubts=[]).order_by()
    return defaultdict(int, doubtful.values_list("sample__report").annotate(Count("pk")))
