"""JSON in the database is read quickly, and with the same values as Django reads it."""

import pytest
from django.db import models

from registry.models import AnalyteResult
from registry.models.stored_json import StoredJson
from tests.registry.factories import a_published_report

pytestmark = pytest.mark.django_db

_VALUES = [
    {"text": "<0.05 µg/g", "value": "0.05", "step": None, "approximate": False},
    [1, -2.5, 0.1, 10**30, 1e-7, "1e400", "\u2028", "\U0001f343"],
    [],
    {},
    "a text",
    0,
    False,
]


@pytest.mark.parametrize("value", _VALUES)
def test_what_is_stored_is_read_again(value):
    row = AnalyteResult.objects.filter(sample__report=a_published_report()).order_by("pk")[0]
    AnalyteResult.objects.filter(pk=row.pk).update(doubts=value)
    read = AnalyteResult.objects.get(pk=row.pk).doubts
    assert (read, type(read)) == (value, type(value))


def test_a_part_of_what_is_stored_can_be_asked_for():
    row = AnalyteResult.objects.filter(sample__report=a_published_report()).order_by("pk")[0]
    AnalyteResult.objects.filter(pk=row.pk).update(lod={"quantity": {"text": "<0.05", "places": 2}, "unit": None})
    asked = AnalyteResult.objects.values_list("lod__quantity__text", "lod__quantity__places", "lod__quantity")
    assert asked.get(pk=row.pk) == ("<0.05", 2, {"text": "<0.05", "places": 2})


def test_what_only_the_standard_library_takes_for_json_is_read_too():
    assert StoredJson().from_db_value("[1e400]", models.F("doubts"), None) == [float("inf")]


def test_migrations_see_the_field_of_django():
    assert StoredJson(default=list).deconstruct()[1:] == ("django.db.models.JSONField", [], {"default": list})
