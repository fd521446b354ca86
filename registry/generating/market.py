"""Very many fictional brands, products, laboratories and batches, named with the words of the drawn market."""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product as pairs
from typing import Any

from django.db.models import Max, Model
from django.utils.text import slugify

from labs.drawing import market as drawn
from labs.drawing.laboratories import laboratories
from registry import models
from registry.models import batch_key, name_key

_DAYS = 3 * 365
_FIRST = ("Odd", "Cinder", "Lark", "Thistle", "Quern", "Pond", "Ember", "Marram", "Tansy", "Sorrel", "Heron", "Candle")
_LAST = ("wick", "hollow", "vole", "wane", "moss", "weather", "ferry", "latch", "mint", "thorn", "fen", "slip")
_TRADES = ("Leaf Company", "Botanicals", "Trading", "Provisions", "Supply Co.", "Kratom Co.", "Extracts")
_FEWER = 2.2  # how unevenly reports are spread: a few products have very many


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """One product; `pk` is that of its row."""

    pk: int
    brand: int
    name: str
    form: str
    matrix: str
    laboratory: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """One production run."""

    pk: int
    product: Product
    number: str
    made: dt.date

    @property
    def key(self) -> str:
        """The number as people type it."""
        return batch_key(self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Market:
    """Everything that the generated reports speak of; `brands` and `laboratories` are (slug, name) by key."""

    brands: dict[int, tuple[str, str]]
    laboratories: dict[int, tuple[str, str]]
    products: list[Product]
    batches: list[Batch]

    def rows(self) -> Iterator[tuple[type[Model], list[dict[str, Any]]]]:
        """The rows of the catalogue, in the order in which they refer to each other."""
        for kind, named in ((models.Laboratory, self.laboratories), (models.Brand, self.brands)):
            yield (
                kind,
                [
                    {"id": pk, "name": n, "key": name_key(n), "slug": slug, "published_reports": 0}
                    for pk, (slug, n) in named.items()
                ],
            )
        yield models.Product, [
            {"id": p.pk, "brand_id": p.brand, "name": p.name, "key": name_key(p.name, longest=300),
             "slug": slugify(p.name), "form": p.form, "form_is_corrected": False, "published_reports": 0}
            for p in self.products
        ]  # fmt: skip
        yield (
            models.Batch,
            [{"id": b.pk, "product_id": b.product.pk, "number": b.number, "key": b.key} for b in self.batches],
        )


def a_market(chance: random.Random, *, until: dt.date, batches: int, products: int) -> Market:
    """A market with so many products and batches; the names of the drawn brands are left to the demonstration."""
    taken = {brand.name for brand in drawn.brands().values()}
    names = [f"{a}{b} {trade}" for trade, (a, b) in pairs(_TRADES, pairs(_FIRST, _LAST))]
    names = [name for name in names if name not in taken][: max(8, products // 6)]
    brands = {pk: (slugify(name), name) for pk, name in enumerate(names, next_key(models.Brand))}
    tested_by = [
        f"{one.name} {place}" for one in laboratories().values() for place in ("North", "South", "East", "West")
    ]
    known = {pk: (slugify(name), name) for pk, name in enumerate(tested_by, next_key(models.Laboratory))}
    sold = list(_products(chance, list(brands), list(known), products))
    return Market(
        brands=brands, laboratories=known, products=sold, batches=list(_batches(chance, sold, until, batches))
    )


def _products(chance: random.Random, brands: list[int], known: list[int], wanted: int) -> Iterator[Product]:
    """Each drawn product under many brands, without the drawn brands' own names in it."""
    own = {word for brand in drawn.brands().values() for word in brand.name.split()[:1]}
    models_of = [one for brand in drawn.brands().values() for one in brand.products]
    pk = next_key(models.Product)
    for number in range(wanted):
        brand, turn = brands[number % len(brands)], number // len(brands)
        like = models_of[(turn * 7 + brand * 3) % len(models_of)]  # 7 has no factor in common with their number
        series = number // (len(brands) * len(models_of))
        name = " ".join(word for word in like.name.split() if word not in own) + (
            f" No. {series + 1}" if series else ""
        )
        yield Product(
            pk=pk + number, brand=brand, name=name, form=str(like.recipe.form), matrix=like.matrix,
            laboratory=known[(brand + (chance.random() < 0.15)) % len(known)],
        )  # fmt: skip


def _batches(chance: random.Random, sold: list[Product], until: dt.date, wanted: int) -> Iterator[Batch]:
    lots = [brand.lot for brand in drawn.brands().values()]
    pk, seen = next_key(models.Batch), set()
    for number in range(wanted):
        one = sold[int(len(sold) * chance.random() ** _FEWER)]
        made = until - dt.timedelta(days=30 + chance.randrange(_DAYS))
        code = "".join(word[0] for word in one.name.split() if word[0].isalpha())[:3].upper()
        text = lots[one.brand % len(lots)].format(
            day=made, code=code, serial=chance.randrange(100_000), letter=chance.choice("ABCDEFGH")
        )
        while (one.pk, batch_key(text)) in seen:
            text = f"{text}{chance.randrange(10)}"
        seen.add((one.pk, batch_key(text)))
        yield Batch(pk=pk + number, product=one, number=text, made=made)


def next_key(kind: type[Model]) -> int:
    """The first key that no row of a table has."""
    return (kind._default_manager.aggregate(last=Max("pk"))["last"] or 0) + 1
