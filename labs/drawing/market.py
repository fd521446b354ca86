"""The fictional market: brands, products, batches, and which laboratory tested what, when.

Everything follows from a seed and a last day. Each batch draws its chances from its own name, so that a change to one
product leaves all others as they were.
"""

import datetime as dt
import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from labs.coa import Panel
from labs.drawing.composition import Form, Recipe
from labs.drawing.content import Dates

HISTORY = dt.timedelta(days=730)
_LEAD = dt.timedelta(days=45)  # the longest way from manufacture to a report that is here
_ISOLATE = 0.0445  # 7-hydroxymitragynine in tablets made from it, g/g: 20 mg in 450 mg
_SHARE_OF_SPIKED = 0.045  # 7-hydroxymitragynine of all alkaloids, in the one leaf product that was helped along


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """One product. `article` is what one unit is called, `size` its mass in g or volume in mL."""

    brand: str
    name: str
    recipe: Recipe
    matrix: str
    article: str
    size: float

    @property
    def code(self) -> str:
        """The product's initials."""
        return "".join(word[0] for word in self.name.split() if word[0].isalpha())[:3].upper()


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """One brand, its products, and the laboratories that it sends to."""

    slug: str
    name: str
    address: tuple[str, ...]
    lot: str
    laboratories: tuple[str, str]
    products: tuple[Product, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """One production run. `position` counts the batches of the whole market; an empty `number` was not given."""

    position: int
    brand: Brand
    product: Product
    number: str
    manufactured: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One report to draw: which batch, by whom, when. `panels` None means all that the laboratory offers."""

    batch: Batch
    laboratory: str
    dates: Dates
    panels: tuple[Panel, ...] | None = None
    again: bool = False


@cache
def brands() -> dict[str, Brand]:
    """Every fictional brand by its slug."""
    file = Path(__file__).with_name("brands.toml")
    return {slug: _brand(slug, entry) for slug, entry in tomllib.loads(file.read_text("utf-8")).items()}


def orders(seed: int, until: dt.date) -> list[Order]:
    """Every report of the market in the two years before `until`, the oldest first."""
    drawn = [order for batch in batches(seed, until) for order in _orders(batch, seed, until)]
    return sorted(drawn, key=lambda order: (order.dates.reported, order.batch.position, order.again))


def batches(seed: int, until: dt.date) -> Iterator[Batch]:
    """Every batch: two to four of a product, at uneven distances, one product with a long gap in each brand's range."""
    positions = count(1)
    for brand in brands().values():
        for place, product in enumerate(brand.products):
            chance = random.Random(f"{seed} {brand.slug} {product.name}")  # noqa: S311 fictional numbers, no secret
            for day in _days(place, until, chance):
                position = next(positions)
                yield Batch(
                    position=position,
                    brand=brand,
                    product=product,
                    number=_number(brand, product, day, position, chance),
                    manufactured=day,
                )


def _days(place: int, until: dt.date, chance: random.Random) -> list[dt.date]:
    """Days of manufacture over the two years; the fourth product of each brand rested for more than a year."""
    span = HISTORY - _LEAD
    if place == 3:
        shares = [chance.uniform(0.0, 0.08), chance.uniform(0.12, 0.22), chance.uniform(0.84, 0.99)]
    else:
        runs = (4, 3, 3, 0, 2)[place]
        first = chance.uniform(0.05, 0.8)
        shares = [(run + first + chance.uniform(-0.05, 0.15)) / runs for run in range(runs)]
    return [until - HISTORY + span * share for share in shares]


def _number(brand: Brand, product: Product, day: dt.date, position: int, chance: random.Random) -> str:
    if (brand.slug, product.code, position % 3) == ("pondweather", "PRT", 0):
        return ""
    return brand.lot.format(
        day=day,
        code=product.code,
        serial=position * 3 + chance.randrange(3),
        letter=chance.choice("ABCDEFGH"),
    )


def _orders(batch: Batch, seed: int, until: dt.date) -> Iterator[Order]:
    """The release test, and for about one batch in seven another report: a retest, or metals alone."""
    chance = random.Random(f"{seed} {batch.brand.slug} {batch.product.name} {batch.manufactured}")  # noqa: S311 as above
    usual, other = batch.brand.laboratories
    dates = _dates(batch.manufactured, chance, wait=chance.randrange(6, 20))
    if batch.product.recipe.form is Form.SHOT:
        usual, other = "sablethorn", "harrowmint"  # the two that test liquids
    elif batch.position % 11 == 5:
        usual, other = other, usual  # now and then the other laboratory does the release test
    yield Order(batch=batch, laboratory=usual, dates=dates)
    later = _dates(batch.manufactured, chance, wait=chance.randrange(40, 120))
    if later.reported > until or batch.product.recipe.isolate:
        return
    if batch.position % 13 == 4:
        yield Order(batch=batch, laboratory=other, dates=later, again=True)
    elif batch.position % 13 == 9:
        yield Order(batch=batch, laboratory=usual, dates=later, panels=(Panel.METALS,), again=True)


def _dates(manufactured: dt.date, chance: random.Random, *, wait: int) -> Dates:
    sampled = manufactured + dt.timedelta(days=wait)
    received = sampled + dt.timedelta(days=chance.randrange(1, 4))
    tested = received + dt.timedelta(days=chance.randrange(2, 8))
    return Dates(
        manufactured=manufactured,
        sampled=sampled,
        received=received,
        tested=tested,
        reported=tested + dt.timedelta(days=chance.randrange(0, 4)),
        expires=dt.date(manufactured.year + 2, manufactured.month, min(manufactured.day, 28)),
    )


def _brand(slug: str, entry: dict[str, Any]) -> Brand:
    usual, other = entry["laboratories"]
    return Brand(
        slug=slug,
        name=entry["name"],
        address=tuple(entry["address"]),
        lot=entry["lot"],
        laboratories=(usual, other),
        products=tuple(_product(slug, row) for row in entry["products"]),
    )


def _product(brand: str, row: list[Any]) -> Product:
    name, form, mitragynine, matrix, article, size = row
    recipe = Recipe(form=Form(form), mitragynine=mitragynine / (1000 if form == "shot" else 100))
    if recipe.form is Form.TABLET:
        recipe = replace(recipe, hydroxy=_ISOLATE, isolate=True)
    if name.startswith("Ultra Enhanced"):
        recipe = replace(recipe, hydroxy=_SHARE_OF_SPIKED)
    return Product(brand=brand, name=name, recipe=recipe, matrix=matrix, article=article, size=size)
