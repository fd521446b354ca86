"""Rows written in bulk: COPY on PostgreSQL, many at once on SQLite. Values are as the model's fields prepare them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.core.management.color import no_style
from django.db import connection
from django.db.models import Model

from registry import indexing
from registry.indexing import Document, engines, forget_names, row_of
from registry.models import (
    AnalyteResult,
    Batch,
    Brand,
    Flag,
    HeaderField,
    Laboratory,
    PageImage,
    Product,
    Report,
    Sample,
    SearchAmount,
    SearchRow,
)

_FILLED = (
    Laboratory, Brand, Product, Batch, Report, Sample, AnalyteResult, HeaderField, PageImage, Flag, SearchRow,
    SearchAmount,
)  # fmt: skip
_INDEXES = {  # beside those that a constraint rests on, as table, name and definition
    "sqlite": "SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL",
    "postgresql": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() "
    "AND indexname NOT IN (SELECT conname FROM pg_constraint)",
}
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


class Table:
    """One model's table."""

    def __init__(self, model: type[Model]) -> None:
        self.model = model
        self.fields = list(model._meta.concrete_fields)
        self.columns = [str(field.column) for field in self.fields]

    def prepared(self, instance: Model) -> list[Any]:
        """The values of an instance as the database takes them, in the order of the columns."""
        return [field.get_db_prep_save(field.pre_save(instance, add=True), connection) for field in self.fields]

    def write(self, rows: Sequence[Mapping[str, Any]] | Sequence[list[Any]]) -> None:
        """Write rows: values in the order of the columns, or by column with all that the table has."""
        if not rows:
            return
        values = [[row[column] for column in self.columns] if isinstance(row, Mapping) else row for row in rows]
        copy_in(self.model._meta.db_table, self.columns, values)


def copy_in(table: str, columns: Sequence[str], rows: Sequence[Any]) -> None:
    """Write rows of prepared values."""
    with connection.cursor() as cursor:
        names = ", ".join(f'"{column}"' for column in columns)
        if connection.vendor == "sqlite":
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)  # noqa: S608 our own names
        else:
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                copy.write("".join("\t".join(map(_as_text, row)) + "\n" for row in rows).encode())


def _as_text(value: Any) -> str:
    """A value in PostgreSQL's text form of COPY."""
    if value is None:
        return "\\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    if hasattr(value, "obj"):  # psycopg's wrapper of JSON
        value = json.dumps(value.obj)
    return str(value).translate(_ESCAPES)


@contextmanager
def filling() -> Iterator[None]:
    """While very much is written: what is quicker made at the end is made then, and counts go on from there."""
    with engines.without_index(), _without_foreign_keys(), _without_indexes():
        yield
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":  # what is listed together then lies together
            cursor.execute(f"CLUSTER {SearchRow._meta.db_table} USING {SearchRow._meta.db_table}_pkey")
            cursor.execute(f"CLUSTER {SearchAmount._meta.db_table} USING search_amount_of_report")
        for statement in connection.ops.sequence_reset_sql(no_style(), list(_FILLED)):
            cursor.execute(statement)
    forget_names()


@contextmanager
def _without_foreign_keys() -> Iterator[None]:
    """Have PostgreSQL check the foreign keys of all rows at once at the end: row by row it takes many minutes."""
    if connection.vendor == "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what waits to be checked, before its keys go
        cursor.execute(
            "SELECT conrelid::regclass, conname, pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE contype = 'f' AND conrelid = ANY(%s::text[]::regclass[])",
            [[model._meta.db_table for model in _FILLED]],
        )
        keys = cursor.fetchall()
        for table, name, _ in keys:
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        yield
        for table, name, definition in keys:
            cursor.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@contextmanager
def _without_indexes() -> Iterator[None]:
    """Have the indexes made at the end, in order: rows that find their places one by one read the same pages again.

    Those that a constraint rests on stay.
    """
    tables = {model._meta.db_table for model in _FILLED}
    with connection.cursor() as cursor:
        cursor.execute(_INDEXES[connection.vendor])
        indexes = [(name, definition) for table, name, definition in cursor.fetchall() if table in tables]
        for name, _ in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        yield
        for _, definition in indexes:
            cursor.execute(definition)


def keep_index(documents: Sequence[Document]) -> None:
    """Write documents into the search index."""
    copy_in(*engines.as_rows([(document.place, document.tokens()) for document in documents]))
    rows = Table(SearchRow)
    rows.write([rows.prepared(row_of(document)) for document in documents])
    columns = ("place", "analyte", "dimension", "low", "high", "high_open")
    amounts = [
        (document.place, one.analyte, one.dimension, one.low, one.high, one.high_open)
        for document in documents
        for one in document.amounts
    ]
    copy_in(SearchAmount._meta.db_table, columns, amounts)


def tidy() -> None:
    """Have the database count what is there now, and put in order what was written in bulk."""
    cleans = connection.vendor != "sqlite" and not connection.in_atomic_block
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)" if cleans else "ANALYZE")
    indexing.tidy()
