"""The index of tokens, as each database keeps it: FTS5 on SQLite, a tsvector on PostgreSQL. One face for both.

Tokens come ready made, so that both databases find the same. PostgreSQL's planner is not asked to choose: for a rare
token it would walk backwards through all reports (see `_of_few`).
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

TABLE = "registry_searchtext"
LAST = 2**62  # after every place
_INDEX = f"CREATE INDEX {TABLE}_tokens ON {TABLE} USING gin (tokens) WITH (fastupdate = off)"
_FEW = 5_000  # matches that PostgreSQL fetches in any order, to be sorted here


@dataclass(frozen=True, slots=True)
class Token:
    """One token, or with `begins` every token that begins with it."""

    text: str
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Every:
    """All of these. At least one must not be a `No`."""

    parts: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class Some:
    """At least one of these."""

    parts: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class No:
    """Not this; only within `Every`."""

    part: "Query"


Query = Token | Every | Some | No


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


def write(rows: Iterable[tuple[int, Sequence[str]]]) -> None:
    """Add the tokens of some places, which must have none yet."""
    table, columns, values = as_rows(rows)
    with connection.cursor() as cursor:
        names = ", ".join(columns)
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES (%s, %s)", values)  # noqa: S608 our own names


def as_rows(rows: Iterable[tuple[int, Sequence[str]]]) -> tuple[str, tuple[str, str], list[tuple[int, str]]]:
    """The table, its columns, and what to write there for the tokens of some places."""
    if connection.vendor == "sqlite":
        return TABLE, ("rowid", "tokens"), [(place, " ".join(tokens)) for place, tokens in rows]
    return TABLE, ("place", "tokens"), [(place, " ".join(map(_lexeme, tokens))) for place, tokens in rows]


@contextmanager
def without_index() -> Iterator[None]:
    """While very many tokens are written on PostgreSQL, whose index is quicker made at the end."""
    if connection.vendor == "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(f"DROP INDEX {TABLE}_tokens")
        yield
        cursor.execute(_INDEX)


def forget(places: Sequence[int]) -> None:
    """Remove the tokens of some places."""
    column = "rowid" if connection.vendor == "sqlite" else "place"
    with connection.cursor() as cursor:
        cursor.executemany(f"DELETE FROM {TABLE} WHERE {column} = %s", [(place,) for place in places])  # noqa: S608


def empty() -> None:
    """Remove all tokens."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE}")  # noqa: S608 our own name


def newest(query: Query, *, limit: int, before: int = LAST, since: int = 0) -> list[int]:
    """The places that a query finds, the last first: below `before`, from `since` on, at most `limit`."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s AND rowid < %s AND rowid >= %s "  # noqa: S608 ours
                "ORDER BY rowid DESC LIMIT %s",
                [_as_fts5(query), before, since, limit],
            )
            return [place for (place,) in cursor.fetchall()]
        return _of_few(cursor, query, before, since, limit)


def counted(query: Query, *, limit: int, before: int = LAST, since: int = 0) -> int:
    """How many places a query finds, counted up to `limit`."""
    if connection.vendor == "sqlite":
        return len(newest(query, limit=limit, before=before, since=since))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM (SELECT 1 FROM {TABLE} WHERE tokens @@ %s::tsquery "  # noqa: S608 our own name
            "AND place < %s AND place >= %s LIMIT %s) AS found",
            [_as_tsquery(query), before, since, limit],
        )
        return int(cursor.fetchone()[0])


def _of_few(cursor: Any, query: Query, before: int, since: int, limit: int) -> list[int]:
    """Ask the token index alone while it finds few; walk back through the places only when it finds many.

    Measured on 200,000 reports: PostgreSQL walks back through all of them for a rare token if it may (120-275 ms), and
    sorts all matches of a common one (100 ms). Without an order in the first question it does neither.
    """
    found = f"FROM {TABLE} WHERE tokens @@ %s::tsquery AND place < %s AND place >= %s"
    values = [_as_tsquery(query), before, since]
    most = max(_FEW, limit)
    cursor.execute(f"SELECT place {found} LIMIT %s", [*values, most + 1])
    places = sorted((place for (place,) in cursor.fetchall()), reverse=True)
    if len(places) > most:
        with transaction.atomic():
            cursor.execute("SET LOCAL enable_bitmapscan = off; SET LOCAL enable_seqscan = off")
            cursor.execute(f"SELECT place {found} ORDER BY place DESC LIMIT %s", [*values, limit])
            places = [place for (place,) in cursor.fetchall()]
            cursor.execute("SET LOCAL enable_bitmapscan = on; SET LOCAL enable_seqscan = on")
    return places[:limit]


def _as_fts5(query: Query) -> str:
    match query:
        case Token(text, begins):
            quoted = '"' + text.replace('"', '""') + '"'
            return quoted + (" *" if begins else "")
        case Some(parts):
            return "(" + " OR ".join(map(_as_fts5, parts)) + ")"
        case Every(parts):
            wanted = " AND ".join(_as_fts5(part) for part in parts if not isinstance(part, No))
            unwanted = "".join(f" NOT {_as_fts5(part.part)}" for part in parts if isinstance(part, No))
            return f"(({wanted}){unwanted})"
        case No():
            raise ValueError("a query cannot only say what it does not want")


def _as_tsquery(query: Query) -> str:
    match query:
        case Token(text, begins):
            return _lexeme(text) + (":*" if begins else "")
        case Some(parts):
            return "(" + " | ".join(map(_as_tsquery, parts)) + ")"
        case Every(parts):
            return "(" + " & ".join(map(_as_tsquery, parts)) + ")"
        case No(part):
            return f"!{_as_tsquery(part)}"


def _lexeme(text: str) -> str:
    """A token as PostgreSQL writes it in a tsvector and a tsquery."""
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'"
