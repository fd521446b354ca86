"""The index of tokens, as each database keeps it: FTS5 on SQLite, a tsvector on PostgreSQL. One face for both.

Tokens come ready made, so that both databases find the same.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection

from registry.indexing.queries import Every, Query, Token, as_fts5, lexeme
from registry.indexing.stretches import DAYS, TABLE, by_place, by_stretch, count_by_place, tokens_of_days
from registry.indexing.tokens import token
from registry.models import SearchAmount, SearchRow

LAST = 2**62  # after every place
_INDEX = f"CREATE INDEX {TABLE}_tokens ON {TABLE} USING gin (tokens) WITH (fastupdate = off)"


def create(schema_editor: Any) -> None:
    """Make the table of tokens, in a migration."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(
            f"CREATE VIRTUAL TABLE {TABLE} USING fts5(tokens, detail=none, "
            "tokenize=\"unicode61 remove_diacritics 0 tokenchars ':?-_'\")"
        )
    else:
        schema_editor.execute(f"CREATE TABLE {TABLE} (place bigint PRIMARY KEY, tokens tsvector NOT NULL)")
        schema_editor.execute(_INDEX)


def drop(schema_editor: Any) -> None:
    """Take the table away again, in a migration."""
    schema_editor.execute(f"DROP TABLE {TABLE}")


def add_days(schema_editor: Any) -> None:
    """Give the rows that PostgreSQL has the tokens of their days, in a migration, and put them in order."""
    if schema_editor.connection.vendor == "sqlite":
        return
    days = ", ".join(f"'{token(name, '')}' || (place >> {bits})" for name, bits in DAYS)
    schema_editor.execute(f"DROP INDEX {TABLE}_tokens")
    schema_editor.execute(f"UPDATE {TABLE} SET tokens = tokens || array_to_tsvector(ARRAY[{days}])")  # noqa: S608
    schema_editor.execute(f"CLUSTER {TABLE} USING {TABLE}_pkey")
    schema_editor.execute(_INDEX)


def write(rows: Iterable[tuple[int, Sequence[str]]]) -> None:
    """Add the tokens of some places, which must have none yet."""
    table, columns, values = as_rows(rows)
    with connection.cursor() as cursor:
        names = ", ".join(columns)
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES (%s, %s)", values)  # noqa: S608 our own names


def as_rows(rows: Iterable[tuple[int, Sequence[str]]]) -> tuple[str, tuple[str, str], list[tuple[int, str]]]:
    """The table, its columns, and what to write there for the tokens of some places, the first place first.

    FTS5 makes a piece of its own of each row that comes before the one that was written last.
    """
    ordered = sorted(rows)
    if connection.vendor == "sqlite":
        return TABLE, ("rowid", "tokens"), [(place, " ".join(tokens)) for place, tokens in ordered]
    dated = ((place, [*tokens, *tokens_of_days(place)]) for place, tokens in ordered)
    return TABLE, ("place", "tokens"), [(place, " ".join(map(lexeme, tokens))) for place, tokens in dated]


@contextmanager
def without_index() -> Iterator[None]:
    """While very many tokens are written on PostgreSQL, whose index is quicker made at the end."""
    if connection.vendor == "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(f"DROP INDEX {TABLE}_tokens")
        yield
        cursor.execute(f"CLUSTER {TABLE} USING {TABLE}_pkey")  # what is listed together then lies together
        cursor.execute(_INDEX)


def forget(places: Sequence[int]) -> None:
    """Remove the tokens of some places."""
    column = "rowid" if connection.vendor == "sqlite" else "place"
    with connection.cursor() as cursor:
        cursor.executemany(f"DELETE FROM {TABLE} WHERE {column} = %s", [(place,) for place in places])  # noqa: S608


def empty() -> None:
    """Remove all tokens."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE}" if connection.vendor == "sqlite" else f"TRUNCATE {TABLE}")  # noqa: S608


def tidy() -> None:
    """Put in order what was written bit by bit: each night, and after very much was written.

    SQLite keeps what each transaction wrote in a piece of its own, merges pieces only now and then, and asks them all:
    of many pieces a search takes three to ten times as long as of one.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"INSERT INTO {TABLE} ({TABLE}) VALUES ('optimize')")  # noqa: S608 our own name
        else:
            tables = f"{TABLE}, {SearchRow._meta.db_table}, {SearchAmount._meta.db_table}"
            # VACUUM takes no part in a transaction.
            clean = "ANALYZE" if connection.in_atomic_block else "VACUUM (ANALYZE)"
            cursor.execute(f"{clean} {tables}")


def newest(
    query: Query, *, limit: int, before: int = LAST, since: int = 0, among: Sequence[int] | None = None
) -> list[int]:
    """The places that a query finds, the last first: below `before`, from `since` on, at most `limit`.

    With `among` only those of these places.
    """
    asked = sorted((place for place in among if since <= place < before), reverse=True) if among is not None else None
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            # The plus keeps SQLite from asking for the query anew at each of the places.
            within = "" if asked is None else f"AND +rowid IN ({', '.join(map(str, asked))}) "
            cursor.execute(
                f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s AND rowid < %s AND rowid >= %s {within}"  # noqa: S608
                "ORDER BY rowid DESC LIMIT %s",
                [as_fts5(query), before, since, limit],
            )
            return [place for (place,) in cursor.fetchall()]
        if asked is not None:
            return by_place(cursor, query, asked, limit)
        return by_stretch(cursor, query, before, since, limit)


def count(query: Query, places: Sequence[int], tokens: Sequence[str]) -> list[int]:
    """How many of some places, which all are found by `query`, have each of the tokens."""
    if not places:
        return [0] * len(tokens)
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            return count_by_place(cursor, places, tokens)
        asked, counts = set(places), []
        for text in tokens:  # with the query, FTS5 leaps over what it does not find
            cursor.execute(
                f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s AND rowid BETWEEN %s AND %s",  # noqa: S608
                [as_fts5(Every((query, Token(text)))), min(places), max(places)],
            )
            counts.append(len(asked.intersection(place for (place,) in cursor.fetchall())))
        return counts
