"""How PostgreSQL finds the newest places of a query: stretch by stretch, by tokens of the days around each place.

PostgreSQL reads the row of each match, in no order: 200,000 for a common word. Each row therefore has tokens for the
days around its own, and the index itself finds the matches of a stretch. The first stretches tell how densely matches
lie, and thereby how far back to look; of what is rare, all is looked at. Left to choose, the planner would sort all
matches of a common token (100 ms), or walk back through all reports for a rare one (200 ms); so the order asked for is
one that no index has.

Stretches are parts of one statement, the newest first. PostgreSQL begins with a part when those before it did not give
enough: it keeps their order as long as no parallel workers share them, which the settings see to.
"""

import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import connection
from django.utils import timezone

from registry.indexing.queries import Every, Query, Token, as_tsquery
from registry.indexing.tokens import place_of, token

TABLE = "registry_searchtext"
DAYS = (("8d", 35), ("64d", 38), ("512d", 41))
_UNIT = DAYS[0][1]  # bits of the shortest stretch
_FIRST = 1_200  # places, about, that are looked through first
_FEW = 4_000  # matches, by what the first stretches tell, that are looked at all at once
_SPARE = 2  # how much further back to look than should be needed, since matches do not lie evenly
_KEPT_SECONDS = 60
_AT_ONCE = 1_000

Stretch = tuple[Token | None, int, int]  # the token of its days, its first place, and the place after its last


@dataclass(frozen=True, slots=True)
class _Reach:
    """Where the first stretches begin, how many places they hold, and how many there are in all."""

    low: int
    places: int
    total: float


def by_place(cursor: Any, query: Query, asked: Sequence[int], limit: int) -> list[int]:
    """Look at some places themselves, the last of them first."""
    found: list[int] = []
    for start in range(0, len(asked), _AT_ONCE):
        listed = ", ".join(map(str, asked[start : start + _AT_ONCE]))
        cursor.execute(
            f"SELECT place FROM {TABLE} WHERE place IN ({listed}) AND tokens @@ %s::tsquery",  # noqa: S608 ints
            [as_tsquery(query)],
        )
        found += sorted((place for (place,) in cursor.fetchall()), reverse=True)
        if len(found) >= limit:
            break
    return found[:limit]


def count_by_place(cursor: Any, places: Sequence[int], tokens: Sequence[str]) -> list[int]:
    """How many of some places have each of the tokens."""
    columns = ", ".join("count(*) FILTER (WHERE tokens @@ %s::tsquery)" for _ in tokens)
    listed = ", ".join(map(str, places))
    cursor.execute(
        f"SELECT {columns} FROM {TABLE} WHERE place IN ({listed})",  # noqa: S608 our own words, and ints
        [as_tsquery(Token(text)) for text in tokens],
    )
    return list(cursor.fetchone())


def by_stretch(cursor: Any, query: Query, before: int, since: int, limit: int) -> list[int]:
    """Ask for the newest stretches; then for those before them, as far back as should do, and for all that is left."""
    top = min(before, _end_of_today())
    reach = _reach(top) if top == before else _newest_reach(top, int(time.monotonic() / _KEPT_SECONDS))
    if reach is None:
        return _found(cursor, query, [(None, 0, before)], since, limit)
    first = list(_stretches(reach.low, top))
    low = first[-1][1]
    found = _found(cursor, query, [*first], since, limit, to_come=(top, before))
    if len(found) >= limit or low <= since:
        return found
    is_rare = not found or len(found) * reach.total / reach.places <= _FEW
    further = 0 if is_rare else math.ceil(_SPARE * (top - low) * (limit - len(found)) / len(found))
    before_them = list(_stretches(max(low - further, 0), low))
    rest = (None, 0, before_them[-1][1] if before_them else low)
    return found + _found(cursor, query, [*before_them, rest], since, limit - len(found))


def tokens_of_days(place: int) -> list[str]:
    """The tokens of the days around a place."""
    return [token(name, place >> bits) for name, bits in DAYS]


def _found(
    cursor: Any,
    query: Query,
    stretches: Sequence[Stretch],
    since: int,
    limit: int,
    *,
    to_come: tuple[int, int] = (0, 0),
) -> list[int]:
    """The newest places of a query in some stretches, themselves the newest first.

    `to_come` are places after all stretches, of days that are still to come: misread ones, so that they are few.
    """
    place = f"SELECT place FROM {TABLE} WHERE tokens @@ %s::tsquery"  # noqa: S608 our own name
    parts, values = [], []
    if to_come[0] < to_come[1]:
        parts.append(f"({place} AND place >= %s AND place < %s ORDER BY place DESC)")
        values += [as_tsquery(query), max(to_come[0], since), to_come[1]]
    for days, low, high in stretches:
        if high > since:
            parts.append(f"({place} AND place + 0 >= %s AND place + 0 < %s ORDER BY place + 0 DESC)")
            values += [as_tsquery(Every((query, days)) if days is not None else query), max(low, since), high]
    if not parts:
        return []
    cursor.execute(f"SELECT place FROM ({' UNION ALL '.join(parts)}) AS found LIMIT %s", [*values, limit])  # noqa: S608
    return [place for (place,) in cursor.fetchall()]


def _stretches(low: int, high: int) -> Iterator[Stretch]:
    """The stretches from one place back to another, as few as their days allow: the last may reach further back."""
    at, start = (high - 1 >> _UNIT) + 1, low >> _UNIT
    while at > start:
        for name, bits in reversed(DAYS):
            size = 1 << bits - _UNIT
            if at % size == 0 and at - start >= size:
                yield Token(token(name, at // size - 1)), at - size << _UNIT, min(at << _UNIT, high)
                at -= size
                break


def _end_of_today() -> int:
    """The first place after the shortest stretch that today is in."""
    return (place_of(timezone.localdate(), 0) >> _UNIT) + 1 << _UNIT


@lru_cache(maxsize=2)
def _newest_reach(top: int, _minute: int) -> _Reach | None:
    """How far the first stretches reach, as it was not long ago: what has come since is found all the same."""
    return _reach(top)


def _reach(top: int) -> _Reach | None:
    """How far the first stretches below a place reach; None where there is not that much before it."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH first AS (SELECT place >> {_UNIT} << {_UNIT} AS low FROM {TABLE} WHERE place < %s "  # noqa: S608
            "ORDER BY place DESC OFFSET %s LIMIT 1) "
            f"SELECT low, (SELECT count(*) FROM {TABLE} WHERE place >= low AND place < %s), "
            f"(SELECT reltuples FROM pg_class WHERE oid = '{TABLE}'::regclass) FROM first",
            [top, _FIRST, top],
        )
        found = cursor.fetchone()
    if found is None or not found[0]:
        return None
    low, places, total = found
    return _Reach(low, places, total if total > 0 else math.inf)  # it says -1 where nobody has counted
