"""Batches by their number: the whole of it or a part, as people type it."""

from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import Q
from rapidfuzz import fuzz

from registry.indexing import engines
from registry.indexing.queries import Every, Query, Some, Token
from registry.indexing.tokens import asked_grams, day_of, grams, key_of, token, without_zeros
from registry.models import Batch, Product, Reader, Sample, batch_key
from registry.search.matching import seen_by

SHORTEST_PART, _SHORTEST_KEY = 4, 3  # typed characters, and those of them that count, for part of a number
_LOOKED_AT = 300  # newest reports that hold the number's parts
_NEAREST, _LIKE = 5, 60


def batches_like(words: str, *, reader: Reader, claims: Sequence[str] = (), most: int | None = None) -> list[Batch]:
    """Batches whose number is what was typed, then those that end in it, begin with it, or hold it.

    Spaces, dashes, case, O/0, I/1/l and zeros in front of a number's digits do not matter. Fewer than four typed
    characters must be the whole number. With `most`, there are no more than so many that are not.
    """
    key = batch_key(words)
    if not key:
        return []
    visible = Batch.objects.visible_to(reader, claims).select_related("product__brand")
    whole = list(visible.filter(key=key).order_by("number", "pk")[:_LOOKED_AT])
    if len(words.strip()) < SHORTEST_PART or len(key) < _SHORTEST_KEY:
        return whole
    tight = without_zeros(key)
    parts = [Every(tuple(map(Token, asked_grams(part)))) for part in dict.fromkeys((key, tight)) if len(part) >= 3]
    known = {batch.pk for batch in whole}
    found = [
        one for one in _of(Some(tuple(parts)), reader, claims) if one.pk not in known and _holds(one.key, key, tight)
    ]
    found.sort(key=lambda one: (_likeness(one.key, key), one.number, one.pk))
    return [*whole, *_fetched(found[:most])]


class _Numbered(NamedTuple):
    """What a batch is compared by: few of those that are looked at are shown."""

    pk: int
    key: str
    number: str


def _of(query: Query, reader: Reader, claims: Sequence[str]) -> list[_Numbered]:
    """The batches of the newest reports that a query finds."""
    places = engines.newest(Every((seen_by(reader, claims), query)), limit=_LOOKED_AT)
    return _of_reports([key_of(place) for place in places], Q())


def _of_reports(reports: Sequence[int], of: Q) -> list[_Numbered]:
    """The batches of some reports of which `of` is true."""
    if not reports:
        return []
    samples = Sample.objects.filter(report__in=reports).order_by().values("batch")
    return [_Numbered(*told) for told in Batch.objects.filter(of, pk__in=samples).values_list("pk", "key", "number")]


def _fetched(numbered: Sequence[_Numbered]) -> list[Batch]:
    """Batches with their product and brand, in the order given."""
    found = Batch.objects.select_related("product__brand").in_bulk([one.pk for one in numbered]) if numbered else {}
    return [found[one.pk] for one in numbered]


def _holds(number: str, key: str, tight: str) -> bool:
    if len(key) < SHORTEST_PART:
        return number.endswith(key)
    return key in number or tight in without_zeros(number)


def _likeness(number: str, key: str) -> int:
    return 0 if number == key else 1 if number.endswith(key) else 2 if number.startswith(key) else 3


def nearest_batches(words: str, *, reader: Reader, claims: Sequence[str] = ()) -> list[Batch]:
    """Batches whose numbers begin or end alike, the likest first; at most five."""
    key = batch_key(words)
    if len(key) < SHORTEST_PART:
        return []
    ends = dict.fromkeys([*grams(key[:4])[:1], *grams(key[-4:])[:1], token("end", key[-3:])])
    return _likest(key, _of(Some(tuple(map(Token, ends))), reader, claims))


def nearest_of_product(product: Product, number: str, *, reader: Reader, claims: Sequence[str] = ()) -> list[Batch]:
    """The batches of a product whose numbers are most like this one; at most five."""
    query = Every((seen_by(reader, claims), Token(token("product", product.pk))))
    reports = [key_of(place) for place in engines.newest(query, limit=_LOOKED_AT)]
    return _likest(batch_key(number), _of_reports(reports, Q(product=product)), least=0)


def last_day(product: Product, *, reader: Reader, claims: Sequence[str] = ()) -> object:
    """The day of a product's newest report; None where none has a day."""
    query = Every((seen_by(reader, claims), Token(token("product", product.pk))))
    found = engines.newest(query, limit=1)
    return day_of(found[0]) if found else None


def _likest(key: str, rows: Sequence[_Numbered], least: float = _LIKE) -> list[Batch]:
    weighed = [(fuzz.ratio(key, row.key), row) for row in rows]
    near = [row for score, row in sorted(weighed, key=lambda pair: (-pair[0], pair[1].pk)) if score >= least]
    return _fetched(near[:_NEAREST])
