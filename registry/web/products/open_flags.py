"""The flags that stand on some samples: how many, and the gravest of them one by one."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from registry.models import Flag
from registry.web.lines import FlagCounts, gravest_first
from registry.web.products.samples import SeenSample

_FLAGS = 8  # named one by one; more are counted


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


def open_flags(samples: Sequence[SeenSample]) -> OpenFlags:
    """The flags that nobody dismissed, about some samples or about their whole report; two queries."""
    of_report = {one.report: one for one in samples}
    places = {(one.report, one.position) for one in samples}
    standing = Flag.objects.filter(report__in=list(of_report)).standing().order_by()
    told = list(standing.values_list("severity", "report", "pk", "sample_position"))
    found = [(severity, of_report[report], pk) for severity, report, pk, place in told
             if place is None or (report, place) in places]  # fmt: skip
    of_reports: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for severity, report, *_ in told:
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


def _gravest_first(flag: tuple[str, SeenSample, int]) -> tuple[int, ...]:
    """By gravity, then the newest report first."""
    severity, sample, pk = flag
    day = sample.reported_on
    return Flag.GRAVEST_FIRST.index(severity), -(day.toordinal() if day else 0), -sample.report, pk
