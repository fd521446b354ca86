"""What the public may ask: words and filters in, reports and rows of the catalogue out, all through the one door."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, When

from registry.models import Batch, Product, Reader
from registry.search.batches import batches_like, last_day, nearest_batches, nearest_of_product
from registry.search.facets import Facet, Option
from registry.search.finding import Found, Kept, Missing, find, missing, place_in, reports, suggest
from registry.search.leading import Lead, lead
from registry.search.names import Name
from registry.search.question import Question

__all__ = [
    "Facet",
    "Found",
    "Kept",
    "Lead",
    "Missing",
    "Name",
    "Option",
    "Question",
    "batches",
    "find",
    "last_day",
    "lead",
    "missing",
    "nearest_batches",
    "nearest_of_product",
    "place_in",
    "products",
    "reports",
    "suggest",
]


def batches(words: str, reader: Reader, claims: Sequence[str] = ()) -> QuerySet[Batch]:
    """What `batches_like` finds, as a query in its order."""
    found = [batch.pk for batch in batches_like(words, reader=reader, claims=claims)]
    order = Case(*(When(pk=pk, then=place) for place, pk in enumerate(found)), output_field=IntegerField())
    visible = Batch.objects.visible_to(reader, claims).filter(pk__in=found).select_related("product__brand")
    return visible.order_by(order) if found else visible


def products(words: str, reader: Reader, claims: Sequence[str] = ()) -> QuerySet[Product]:
    """Products whose name and brand together hold every word."""
    visible: QuerySet[Any] = Product.objects.visible_to(reader, claims).select_related("brand")
    if not words:
        return visible.none()
    for word in words.split():
        visible = visible.filter(Q(name__icontains=word) | Q(brand__name__icontains=word))
    return visible
