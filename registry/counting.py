"""How many published reports speak of each laboratory, brand and product: kept beside their names.

Lists of the catalogue then sort and count small tables, however many reports there are. Publishing, withdrawing and
writing a published report's rows anew count again, under a lock on the row that is counted; `recount_all` counts
everything, for rows that were written past those ways.
"""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from registry.models import Brand, Laboratory, Product, Report

Counted = type[Laboratory] | type[Brand] | type[Product]
_SPOKEN_OF: dict[Counted, str] = {
    Laboratory: "laboratory",
    Brand: "samples__product__brand",
    Product: "samples__product",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """The keys of the rows that a report speaks of."""

    laboratories: frozenset[int] = frozenset()
    brands: frozenset[int] = frozenset()
    products: frozenset[int] = frozenset()
    batches: frozenset[int] = frozenset()


def catalogue_of(report: Report) -> Spoken:
    """What a report speaks of, as its rows stand."""
    samples = report.samples.values_list("batch", "product", "product__brand")
    batches, products, brands = zip(*samples, strict=True) if samples else ((), (), ())
    return Spoken(
        laboratories=frozenset(() if report.laboratory_id is None else (report.laboratory_id,)),
        brands=frozenset(set(brands) - {None}),
        products=frozenset(set(products) - {None}),
        batches=frozenset(set(batches) - {None}),
    )


def recount(*spoken: Spoken) -> None:
    """Count again the published reports of what was or is spoken of. Runs inside the caller's transaction.

    Rows are held in one order, so that two who publish at once wait for each other and both are counted.
    """
    _recount(Laboratory, frozenset().union(*(one.laboratories for one in spoken)))
    _recount(Brand, frozenset().union(*(one.brands for one in spoken)))
    _recount(Product, frozenset().union(*(one.products for one in spoken)))


def published_count() -> int:
    """How many reports are published: those of each laboratory as they are kept, and those of no known one counted."""
    kept: int | None = Laboratory.objects.aggregate(n=Sum("published_reports"))["n"]
    return (kept or 0) + Report.objects.published().filter(laboratory=None).count()


def recount_all() -> int:
    """Count everything again; gives how many rows were wrong."""
    wrong = 0
    for model, path in _SPOKEN_OF.items():
        with transaction.atomic():
            counted = dict(_published(model).values_list(path).annotate(Count("pk", distinct=True)))
            rows = list(model.objects.select_for_update().order_by("pk").only("pk", "published_reports"))
            changed = [row for row in rows if row.published_reports != counted.get(row.pk, 0)]
            for row in changed:
                row.published_reports = counted.get(row.pk, 0)
            model.objects.bulk_update(changed, ["published_reports"], batch_size=500)
            wrong += len(changed)
    return wrong


def _recount(model: Counted, keys: frozenset[int]) -> None:
    if not keys:
        return
    rows = model.objects.filter(pk__in=keys)
    list(rows.select_for_update().order_by("pk").values_list("pk"))
    of_row = _published(model).filter(**{_SPOKEN_OF[model]: OuterRef("pk")}).values(_SPOKEN_OF[model])
    rows.update(published_reports=Coalesce(Subquery(of_row.annotate(n=Count("pk", distinct=True)).values("n")), 0))


def _published(model: Counted) -> "QuerySet[Any]":
    """Published reports that speak of some row of the model."""
    return Report.objects.published().order_by().filter(**{f"{_SPOKEN_OF[model]}__isnull": False})
