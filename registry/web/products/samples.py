"""The samples of a product or batch in all reports that a reader may see, and what follows from them alone.

They are asked for once, through the one door: what a page finds by their ids needs no second look at who may see it.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q

from registry.models import Product, Reader, Sample, Status
from registry.standing import DAY_OF_REPORT
from registry.web.outline import LAST, Outline, OutlinedProduct

_COLUMNS = (
    "pk", "report", "position", "batch", DAY_OF_REPORT,
    "report__reported_on", "report__reference", "report__status", "report__published_at",
)  # fmt: skip


class SeenSample(NamedTuple):
    """One sample, with the ids of its report and batch, its position in the report, and facts of the report.

    `day` is that of the test, as `registry.standing.day_of`.
    """

    pk: int
    report: int
    position: int
    batch: int | None
    day: dt.date | None
    reported_on: dt.date | None
    reference: str
    status: str
    published_at: dt.datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """How much there is of a product: its reports and batches, its newest test."""

    reports: int
    batches: int
    newest: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One batch with the ids of its reports; `batch` None: one report without a batch number, by itself."""

    batch: int | None
    reports: tuple[int, ...]
    day: dt.date | None


def samples_seen(of: Q, reader: Reader, claims: Sequence[str]) -> list[SeenSample]:
    """The samples of which `of` is true, in the reports that the reader may see; one query."""
    samples = Sample.objects.visible_to(reader, claims).filter(of).order_by()
    return [SeenSample(*told) for told in samples.values_list(*_COLUMNS)]


def groups_of(samples: Iterable[SeenSample]) -> list[Group]:
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


def outlined(product: Product, samples: Iterable[SeenSample]) -> OutlinedProduct:
    """What everyone may know of a product, from its samples: those of published reports."""
    public = {one.report: one for one in samples if one.status == Status.PUBLISHED and one.published_at}
    days = [one.day for one in public.values() if one.day]
    latest = sorted(public.values(), key=lambda one: (one.published_at, one.report), reverse=True)
    return OutlinedProduct(
        product=product,
        outline=Outline(reports=len(public), newest=max(days, default=None)),
        newest=tuple(one.reference for one in latest[:LAST]),
    )
