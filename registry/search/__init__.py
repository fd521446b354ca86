"""What the public may ask: words in, rows of the catalogue and reports out, all through the one door."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, When
from rapidfuzz import fuzz, process

from registry.models import Batch, Laboratory, Product, Reader, Report, batch_key

_SHORTEST_PART, _SHORTEST_KEY = 4, 3  # typed characters, and those of them that count, for part of a number
_ZEROS = re.compile(r"(?<=[a-z])0*(?=[1-9])")  # where a number may be filled up with zeros: pw 282 is PW00282
_MOST = 25
_NEAREST = 5
_COMPARED = 3000  # rows that spelling is compared with: enough for a hint, and bounded


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What answers a question, best kind first; each list is at most 25 long."""

    words: str
    batches: list[Batch]
    products: list[Product]
    laboratories: list[Laboratory]
    reports: list[Report]

    @property
    def is_like_a_batch(self) -> bool:
        """Whether what was asked looks like a batch number: something with a digit in it."""
        return any(letter.isdigit() for letter in self.words)

    @property
    def count(self) -> int:
        """How many things were found."""
        return len(self.batches) + len(self.products) + len(self.laboratories) + len(self.reports)


def find(words: str, *, reader: Reader, claims: Sequence[str] = ()) -> Found:
    """Answer one search: a batch number or a part of it, a product, brand, laboratory, report."""
    words = " ".join(words.replace("\x00", " ").split())[:100]
    return Found(
        words=words,
        batches=list(batches(words, reader, claims)[:_MOST]),
        products=list(products(words, reader, claims)[:_MOST]),
        laboratories=list(_containing(Laboratory.objects.visible_to(reader, claims), words, "name")[:_MOST]),
        reports=list(_reports(words, reader, claims)[:_MOST]),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearest:
    """What is written much like a question that found nothing, the likest first; each list is at most 5 long."""

    batches: list[Batch]
    products: list[Product]
    laboratories: list[Laboratory]


def nearest(words: str, *, reader: Reader, claims: Sequence[str] = ()) -> Nearest:
    """What the asker may have meant: batch numbers that begin or end alike, products and laboratories by spelling."""
    key = batch_key(words)
    batches = Batch.objects.visible_to(reader, claims).select_related("product__brand")
    alike = batches.filter(Q(key__startswith=key[:2]) | Q(key__endswith=key[-2:])) if len(key) > 2 else batches.none()
    products = Product.objects.visible_to(reader, claims).select_related("brand")
    return Nearest(
        batches=_likest(key, alike, lambda batch: batch.key, least=70),
        products=_likest(words, products, lambda product: f"{product.brand.name} {product.name}", least=75),
        laboratories=_likest(words, Laboratory.objects.visible_to(reader, claims), lambda one: one.name, least=75),
    )


def _likest(words: str, rows: "QuerySet[Any]", name: Callable[[Any], str], *, least: int) -> list[Any]:
    """The rows whose name is most like `words`, of the first few thousand, with at least so much likeness of 100."""
    found = list(rows[:_COMPARED])
    names = dict(enumerate(name(row).casefold() for row in found))
    best = process.extract(words.casefold(), names, scorer=fuzz.WRatio, score_cutoff=least, limit=_NEAREST)
    return [found[place] for _, _, place in best]


def batches(words: str, reader: Reader, claims: Sequence[str] = ()) -> QuerySet[Batch]:
    """Batches whose number is what was typed, then those that end in it, begin with it, or hold it.

    Spaces, dashes, case, O/0, I/1/l and zeros in front of a number's digits do not matter. Fewer than four typed
    characters must be the whole number.
    """
    key = batch_key(words)
    visible = Batch.objects.visible_to(reader, claims).select_related("product__brand")
    if not key:
        return visible.none()
    if len(words.strip()) < _SHORTEST_PART or len(key) < _SHORTEST_KEY:
        return visible.filter(key=key)
    alike = Q(key__endswith=key)
    if len(key) >= _SHORTEST_PART:
        padded = _ZEROS.sub("0*", key)
        alike |= Q(key__regex=padded) if padded != key else Q(key__contains=key)
    order = Case(
        When(key=key, then=0), When(key__endswith=key, then=1), When(key__startswith=key, then=2), default=3,
        output_field=IntegerField(),
    )  # fmt: skip
    found: QuerySet[Batch] = visible.filter(alike).annotate(likeness=order).order_by("likeness", "number")
    return found


def products(words: str, reader: Reader, claims: Sequence[str] = ()) -> QuerySet[Product]:
    """Products whose name and brand together hold every word."""
    visible = Product.objects.visible_to(reader, claims).select_related("brand")
    return _containing(visible, words, "name", "brand__name")


def reports(words: str, reader: Reader, claims: Sequence[str] = ()) -> QuerySet[Report]:
    """Reports that have these words as their number, or speak of a batch, product or laboratory that is found."""
    return (
        Report.objects.visible_to(reader, claims)
        .filter(
            Q(pk__in=_reports(words, reader, claims).values("pk"))
            | Q(samples__batch__in=batches(words, reader, claims).order_by().values("pk"))
            | Q(samples__product__in=products(words, reader, claims).order_by().values("pk"))
            | Q(laboratory__in=_containing(Laboratory.objects.visible_to(reader, claims), words, "name").values("pk"))
        )
        .distinct()
    )


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
