"""What the public may ask: words in, rows of the catalogue and reports out, all through the one door."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from registry.models import Batch, Laboratory, Product, Reader, Report, batch_key

_SHORTEST_TAIL = 4
_MOST = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What answers a question, best kind first; each list is at most 25 long."""

    words: str
    batches: list[Batch]
    products: list[Product]
    laboratories: list[Laboratory]
    reports: list[Report]

    @property
    def count(self) -> int:
        """How many things were found."""
        return len(self.batches) + len(self.products) + len(self.laboratories) + len(self.reports)


def find(words: str, *, reader: Reader, claims: Sequence[str] = ()) -> Found:
    """Answer one search: a batch number or its last four or more characters, a product, brand, laboratory, report."""
    words = " ".join(words.split())[:100]
    return Found(
        words=words,
        batches=list(batches(words, reader, claims)[:_MOST]),
        products=list(products(words, reader, claims)[:_MOST]),
        laboratories=list(_containing(Laboratory.objects.visible_to(reader, claims), words, "name")[:_MOST]),
        reports=list(_reports(words, reader, claims)[:_MOST]),
    )


def batches(words: str, reader: Reader, claims: Sequence[str] = ()) -> QuerySet[Batch]:
    """Batches whose number is, or ends in, what was typed; spaces, dashes, case, O/0 and I/1/l do not matter."""
    key = batch_key(words)
    visible = Batch.objects.visible_to(reader, claims).select_related("product__brand")
    if not key:
        return visible.none()
    if len(key) < _SHORTEST_TAIL:
        return visible.filter(key=key)
    return visible.filter(key__endswith=key).order_by("number")


def products(words: str, reader: Reader, claims: Sequence[str] = ()) -> QuerySet[Product]:
    """Products whose name and brand together hold every word."""
    visible = Product.objects.visible_to(reader, claims).select_related("brand")
    return _containing(visible, words, "name", "brand__name")


def _reports(words: str, reader: Reader, claims: Sequence[str]) -> QuerySet[Report]:
    visible = Report.objects.visible_to(reader, claims).select_related("laboratory")
    if not words:
        return visible.none()
    return visible.filter(Q(report_number__iexact=words) | Q(reference__iexact=words))


def _containing(rows: "QuerySet[Any]", words: str, *fields: str) -> "QuerySet[Any]":
    if not words:
        return rows.none()
    for word in words.split():
        anywhere = Q()
        for field in fields:
            anywhere |= Q(**{f"{field}__icontains": word})
        rows = rows.filter(anywhere)
    return rows
