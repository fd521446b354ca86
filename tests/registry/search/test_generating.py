"""Generated reports: as many as asked for, in the index as if they had been read, and never beside people's."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from registry import indexing
from registry.generating import generate
from registry.indexing import engines
from registry.models import AnalyteResult, Product, Report, SearchAmount, SearchRow
from tests.registry.factories import a_published_report

pytestmark = pytest.mark.django_db
UNTIL = dt.date(2026, 11, 1)


def a_generated_registry() -> None:
    assert sum(generate(reports=60, results=300, until=UNTIL)) == 60


def index() -> tuple[object, ...]:
    """Everything that the index holds."""
    column = "rowid" if connection.vendor == "sqlite" else "place"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column}, CAST(tokens AS text) FROM {engines.TABLE} ORDER BY 1")
        tokens = [(place, sorted(text.split())) for place, text in cursor.fetchall()]
    amounts = SearchAmount.objects.order_by("place", "analyte").values_list(
        "place", "analyte", "dimension", "low", "high"
    )
    return tokens, list(SearchRow.objects.order_by("pk").values()), list(amounts)


def indexes() -> set[str]:
    """Every index of every table."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        return {
            f"{table} {name} {sorted(told['columns'])}"
            for table in tables
            for name, told in connection.introspection.get_constraints(cursor, table).items()
            if told["index"]
        }


def test_as_many_are_made_as_were_asked_for():
    a_generated_registry()
    assert Report.objects.published().count() == 60
    assert AnalyteResult.objects.count() == 300
    assert set(Product.objects.values_list("form", flat=True)) > {"leaf", "capsule", "extract"}


def test_they_are_in_the_index_as_if_they_had_been_read():
    a_generated_registry()
    generated = index()
    assert sum(indexing.rebuild()) == 60
    assert index() == generated


def test_their_pages_can_be_opened(client: Client):
    a_generated_registry()
    report = Report.objects.first()
    for address in (report.get_absolute_url(), report.samples.get().product.get_absolute_url()):
        assert client.get(address).status_code == 200


def test_every_index_that_was_put_aside_is_there_again():
    before = indexes()
    a_generated_registry()
    assert indexes() == before


def test_new_rows_go_on_after_the_generated_ones():
    a_generated_registry()
    assert a_published_report().pk > 60


def test_they_are_not_made_beside_reports_of_people():
    a_published_report()
    with pytest.raises(CommandError, match="reports of people"):
        call_command("generate", reports=10, results=50)
    call_command("generate", reports=10, results=50, until=UNTIL, beside_real_reports=True)
    assert Report.objects.count() == 11


def test_they_are_made_once():
    call_command("generate", reports=10, results=50, until=UNTIL)
    with pytest.raises(CommandError, match="already"):
        call_command("generate", reports=10, results=50, until=UNTIL)
