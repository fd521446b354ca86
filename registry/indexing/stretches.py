"""How PostgreSQL finds the newest places of a query: stretch by stretch, by tokens of the days around each place.

PostgreSQL reads the row of each match, in no order: 200,000 for a common word. Each row therefore has tokens for the
days around its own, and the index itself finds the matches of a stretch. Left to choose, the planner would sort all
matches of a common token (100 ms), or walk back through all reports for a rare one (200 ms); so the order asked for is
one that no index has.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from registry.indexing.queries import Every, Query, Some, Token, as_tsquery
from registry.indexing.tokens import token

TABLE = "registry_searchtext"
DAYS = (("8d", 35), ("64d", 38), ("512d", 41))
_MOST_DAYS = 8  # such tokens in one question: the index weighs all of them for each match
_STRETCH = 2_000  # places, about, in the first stretch that is looked through
_LONGER = (1, 8, 32)  # how far the stretches reach back, the first being one
_AT_ONCE = 1_000


def by_place(cursor: Any, query: Query, asked: Sequence[int], limit: int) -> list[int]:
    """Look at some places themselves, the last of them first."""
    found: list[int] = []
    for start in range(0, len(asked), _AT_ONCE):
        cursor.execute(
            f"SELECT place FROM {TABLE} WHERE place = ANY(%s) AND tokens @@ %s::tsquery",  # noqa: S608 our own name
            [list(asked[start : start + _AT_ONCE]), as_tsquery(query)],
        )
        found += sorted((place for (place,) in cursor.fetchall()), reverse=True)
        if len(found) >= limit:
            break
    return found[:limit]


def by_stretch(cursor: Any, query: Query, before: int, since: int, limit: int) -> list[int]:
    """Ask for the newest stretch of places, then for a longer one before it, until enough is found."""
    found: list[int] = []
    for days, low, high in _stretches(cursor, before):
        asked = Every((query, days)) if days is not None else query
        cursor.execute(
            f"SELECT place FROM {TABLE} WHERE tokens @@ %s::tsquery AND place + 0 < %s AND place + 0 >= %s "  # noqa: S608
            "ORDER BY place + 0 DESC LIMIT %s",
            [as_tsquery(asked), high, max(low, since), limit - len(found)],
        )
        found += [place for (place,) in cursor.fetchall()]
        if len(found) >= limit or low <= since:
            break
    return found


def _stretches(cursor: Any, before: int) -> Iterator[tuple[Query | None, int, int]]:
    """Stretches of places, the newest first: the tokens of its days, its first place, and the place after its last.

    The last one is everything that is left, and has no tokens.
    """
    below = f"SELECT place FROM {TABLE} WHERE place < %s ORDER BY place DESC"  # noqa: S608 our own name
    cursor.execute(f"SELECT ({below} LIMIT 1), ({below} OFFSET %s LIMIT 1)", [before, before, _STRETCH])
    newest, oldest = cursor.fetchone()
    high = newest + 1 if newest is not None else before
    for times in _LONGER if oldest is not None else ():
        low = newest - (newest - oldest) * times
        found = next((one for one in DAYS if (high - 1 >> one[1]) - (low >> one[1]) < _MOST_DAYS), None)
        if found is None or low <= 0:
            break
        name, bits = found
        first, last = low >> bits, high - 1 >> bits
        yield Some(tuple(Token(token(name, number)) for number in range(first, last + 1))), first << bits, high
        high = first << bits
    yield None, 0, high


def tokens_of_days(place: int) -> list[str]:
    """The tokens of the days around a place."""
    return [token(name, place >> bits) for name, bits in DAYS]
