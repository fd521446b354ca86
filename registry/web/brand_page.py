"""The products of a brand as a table: form, newest test, batches and reports, and the flags that stand."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Max

from registry.models import Flag, Product, Reader, Sample
from registry.standing import DAY_OF_REPORT
from registry.web.lines import FlagCounts, gravest_first


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductLine:
    """One product in a list. `newest` is the day of its newest test that is dated, `flags` (severity, count)."""

    product: Product
    reports: int = 0
    batches: int = 0
    newest: dt.date | None = None
    flags: FlagCounts = ()


def product_lines(products: Sequence[Product], reader: Reader, claims: Sequence[str] = ()) -> list[ProductLine]:
    """The products as lines, in their order, as far as `reader` may see their reports. Two queries for any number."""
    keys = [product.pk for product in products]
    samples = Sample.objects.visible_to(reader, claims).filter(product__in=keys).order_by()
    counted = samples.values_list("product").annotate(
        Count("report", distinct=True), Count("batch", distinct=True), newest=Max(DAY_OF_REPORT)
    )
    known = {product: counts for product, *counts in counted}
    flags = _flags_of(keys, reader, claims)
    return [
        ProductLine(product=product, reports=reports, batches=batches, newest=newest, flags=flags[product.pk])
        for product in products
        for reports, batches, newest in [known.get(product.pk, (0, 0, None))]
    ]


def _flags_of(products: list[int], reader: Reader, claims: Sequence[str]) -> dict[int, FlagCounts]:
    """Per product the (severity, count) of flags that stand on its reports, the gravest first."""
    of_products = Flag.objects.visible_to(reader, claims).filter(report__samples__product__in=products)
    standing = of_products.standing().order_by()
    found: dict[int, dict[str, int]] = defaultdict(dict)
    counted = standing.values_list("report__samples__product", "severity").annotate(Count("pk", distinct=True))
    for product, severity, count in counted:
        found[product][severity] = count
    return defaultdict(tuple, {product: gravest_first(by) for product, by in found.items()})
