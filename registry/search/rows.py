"""The rows that reports are counted by: those of some places, or the newest that a few plain filters let through.

On PostgreSQL a filter that many reports pass is sooner met by walking back through the rows themselves than by the
index of tokens, and the rows are then there. What few pass is left to the index; on SQLite, whose index gives places
in their order and whose rows are slow to walk through, everything.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from registry.indexing.documents import FLAGS, FORMS, PANELS
from registry.indexing.queries import Query, Token
from registry.indexing.tokens import ANY, PUBLIC, mask
from registry.models import SearchRow
from registry.search.question import UNKNOWN, Question

# Filters that rows say all of; a yardstick alone leaves nothing out.
_PLAIN = frozenset({"form", "panel", "flag", "pdf", "tested_within", "sort", "yardstick"})
_SEEN: dict[Query, list[str]] = {Token(ANY): [], Token(PUBLIC): ["is_public"]}
_FIRST = 2_500  # rows that are walked through first, to see how many pass
_SPARE = 2  # how much further to walk than should be needed, since what passes does not lie evenly
_FURTHEST = 60_000


@dataclass(frozen=True, slots=True)
class Rows:
    """What some reports are counted by, a column each: a thousand values are counted faster than a thousand rows."""

    place: Sequence[int] = ()
    forms: Sequence[int] = ()
    panels: Sequence[int] = ()
    brand: Sequence[int | None] = ()
    laboratory: Sequence[int | None] = ()
    worst: Sequence[int] = ()
    has_pdf: Sequence[bool] = ()

    def first(self, count: int) -> "Rows":
        """The first so many."""
        return Rows(*(getattr(self, name)[:count] for name in self.__slots__))


_TABLE, _COLUMNS = SearchRow._meta.db_table, ", ".join(Rows.__slots__)


def rows_of(places: Sequence[int]) -> Rows:
    """The rows of some places. Written as SQL, since a thousand of them are asked for up to five times a page."""
    if not places:
        return Rows()
    return _asked(f"SELECT {_COLUMNS} FROM {_TABLE} WHERE place IN ({', '.join(map(str, places))})")  # noqa: S608 ints


def newest_rows(question: Question, seen: Query, *, since: int, before: int, limit: int) -> Rows | None:
    """The newest rows that a question lets through; None for one that asks more than rows say, or finds too few."""
    is_plain = not question.words and seen in _SEEN and {name for name, _ in question.pairs} <= _PLAIN
    if not is_plain or connection.vendor == "sqlite":
        return None
    passes = " AND ".join([*_SEEN[seen], *_conditions(question)]) or "1 = 1"
    found = _walked(passes, since, before, _FIRST, limit)
    if 0 < len(found.place) < limit and (further := _FIRST * limit // len(found.place)) < _FURTHEST:
        found = _walked(passes, since, before, min(_SPARE * further, _FURTHEST), limit)
    return found if len(found.place) == limit else None


def _walked(passes: str, since: int, before: int, reach: int, limit: int) -> Rows:
    """Those that pass of the newest rows, as many as `reach`. The walk is bounded first, or the planner would sort."""
    return _asked(
        f"SELECT {_COLUMNS} FROM (SELECT * FROM {_TABLE} WHERE place >= {since:d} AND place < {before:d} "  # noqa: S608
        f"ORDER BY place DESC LIMIT {reach:d}) AS newest WHERE {passes} ORDER BY place DESC LIMIT {limit:d}"
    )


def _conditions(question: Question) -> list[str]:
    """The filters as SQL, of our own words and numbers alone."""
    conditions = []
    if forms := question.all("form"):
        conditions.append(f"(forms & {mask(forms, FORMS)}) <> 0")
    for panel in question.all("panel"):  # all that are asked for, as `matching` reads it
        has = f"(panels & {mask([panel], PANELS)}) <> 0" if panel != UNKNOWN else "panels = 0"
        conditions.append(has)
    if flags := question.all("flag"):
        conditions.append(f"worst IN ({', '.join(str(FLAGS.index(flag)) for flag in flags)})")
    if pdf := question.one("pdf"):
        conditions.append("has_pdf" if pdf == "yes" else "NOT has_pdf")
    return conditions


def _asked(sql: str) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return Rows(*zip(*cursor.fetchall(), strict=True))
