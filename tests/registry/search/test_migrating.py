"""An index that was filled before lists were made quicker is brought along: every row gets the tokens of its days."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.http import QueryDict

from registry import search
from registry.indexing.stretches import TABLE, tokens_of_days
from registry.models import SearchRow
from registry.search import Question
from tests.registry.factories import a_coa, a_finding, a_published_report, a_report

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE = [("registry", "0012_places_of_pictures")]
is_postgresql = connection.vendor == "postgresql"


def migrate(to: list[tuple[str, str]] | None = None) -> None:
    """Take the database to some migration; to the newest where none is named."""
    executor = MigrationExecutor(connection)
    executor.migrate(to or executor.loader.graph.leaf_nodes("registry"))


@pytest.fixture
def newest_again() -> Iterator[None]:
    """However the test ends, the next finds the database as it was."""
    yield
    migrate()


def found(query: str) -> list[int]:
    return search.find(Question.from_query(QueryDict(query)), reader=AnonymousUser()).reports


def rows() -> dict[int, str]:
    """What the index holds, by place."""
    column = "place" if is_postgresql else "rowid"
    with connection.cursor() as cursor:
        tokens = "tokens::text" if is_postgresql else column  # FTS5 without details gives no text back
        cursor.execute(f"SELECT {column}, {tokens} FROM {TABLE}")
        return dict(cursor.fetchall())


def indexes() -> set[str]:
    with connection.cursor() as cursor:
        return {
            name
            for table in ("registry_report", "registry_searchamount", *([TABLE] if is_postgresql else []))
            for name in connection.introspection.get_constraints(cursor, table)
        }


def take_days_away() -> None:
    """Leave the rows as they were written before."""
    with connection.cursor() as cursor:
        for place in rows():
            cursor.execute(
                f"UPDATE {TABLE} SET tokens = ts_delete(tokens, %s::text[]) WHERE place = %s",
                [tokens_of_days(place), place],
            )


def test_a_filled_index_of_before_is_brought_to_now(newest_again):
    days = [dt.date(2026, 5, 1) - dt.timedelta(days=9 * number) for number in range(40)]
    with transaction.atomic():
        reports = [a_published_report(coa=a_coa(batch=f"B-{n}", reported=day)) for n, day in enumerate(days)]
        a_report(coa=a_coa(batch="H-1"))
    asked = ("q=green+leaf", "q=B-39", "form=leaf", "analyte=lead&max=0.5&unit=ppm", "")
    as_now, of_now, names = rows(), [found(query) for query in asked], indexes()
    assert of_now[1] == [reports[39].pk]

    migrate(BEFORE)
    assert "search_amount_by_low" not in indexes()
    if is_postgresql:
        take_days_away()
        assert set(rows()) == set(as_now)
        assert not any(f"'{one}'" in text for place, text in rows().items() for one in tokens_of_days(place))
        assert all(f"'{one}'" in text for place, text in as_now.items() for one in tokens_of_days(place))

    migrate()
    assert rows() == as_now
    assert indexes() == names
    assert [found(query) for query in asked] == of_now
    assert SearchRow.objects.count() == len(as_now) == 41


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite forgets what it counted when a table is changed")
def test_what_sqlite_plans_by_is_counted_again_after_a_migration(newest_again):
    with transaction.atomic():
        a_published_report(findings=[a_finding()])
    call_command("migrate", "registry", "0013", verbosity=0)
    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT tbl FROM sqlite_stat1")
        assert {"registry_flag", "registry_report"} <= {table for (table,) in cursor.fetchall()}
