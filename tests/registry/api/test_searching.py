"""The search of the API asks what the search page asks: the same filters, counts, order and pages."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from labs.coa import Panel
from registry.models import Laboratory, Report, Status
from registry.search.finding import PAGE
from tests.registry.factories import a_coa, a_published_report, a_report, a_result

pytestmark = pytest.mark.django_db
SEARCH = "/api/v1/search/"


def told(client, query: str = "") -> dict:
    answer = client.get(f"{SEARCH}?{query}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def of(told: dict) -> list[str]:
    return [report["reference"] for report in told["reports"]]


def counts(told: dict, name: str) -> dict[str, int]:
    facet = next(facet for facet in told["facets"] if facet["name"] == name)
    return {option["value"]: option["count"] for option in facet["options"]}


def lead(amount: str) -> Report:
    return a_published_report(coa=a_coa(a_result("Lead", amount, "ppm", analyte="lead", panel=Panel.METALS)))


def test_where_nothing_is_asked_the_newest_are_told_with_counts(anyone):
    old = a_published_report(coa=a_coa(reported=dt.date(2026, 1, 1)))
    new = a_published_report(coa=a_coa(reported=dt.date(2026, 5, 1), lab="Other Laboratory"))
    a_report(Status.IN_REVIEW)
    found = told(anyone)
    assert of(found) == [new.reference, old.reference]
    assert (found["count"], found["is_more"], found["next"]) == (2, False, None)
    assert counts(found, "lab") == {"fernhill-analytics": 1, "other-laboratory": 1}
    assert found["batches"] == found["products"] == found["nearest"] == []


def test_a_filter_with_several_values_finds_any_of_them(anyone):
    ours = a_published_report()
    theirs = a_published_report(coa=a_coa(lab="Other Laboratory"))
    a_published_report(coa=a_coa(lab="Third Laboratory"))
    found = told(anyone, "lab=fernhill-analytics&lab=other-laboratory")
    assert set(of(found)) == {ours.reference, theirs.reference}
    assert found["filters"] == [
        {"name": "lab", "value": "fernhill-analytics"},
        {"name": "lab", "value": "other-laboratory"},
    ]
    labs = next(facet for facet in found["facets"] if facet["name"] == "lab")["options"]
    assert {one["name"]: one["is_chosen"] for one in labs} == {
        "Fernhill Analytics": True,
        "Other Laboratory": True,
        "Third Laboratory": False,
    }


def test_an_amount_has_three_answers(anyone):
    low, high, open_ = lead("0.1"), lead("0.9"), lead("ND")
    asked = "analyte=lead&max=0.5&unit=ppm"
    assert of(told(anyone, asked)) == [low.reference]
    assert of(told(anyone, f"{asked}&answer=no")) == [high.reference]
    assert of(told(anyone, f"{asked}&answer=cannot-tell")) == [open_.reference]


def test_a_yardstick_counts_its_verdicts(anyone):
    lead("0.1")
    assert sum(counts(told(anyone, "yardstick=usp_2232"), "verdict").values()) >= 1
    assert all(facet["name"] != "verdict" for facet in told(anyone)["facets"])


def test_pages_follow_one_another_and_hold_each_report_once(anyone):
    made = {a_published_report().reference for _ in range(PAGE + 2)}
    first = told(anyone, "flag=none")
    later = anyone.get(first["next"]).json()
    assert (len(first["reports"]), len(later["reports"]), later["next"]) == (PAGE, 2, None)
    assert {*of(first), *of(later)} == made
    assert later["count"] == first["count"] == PAGE + 2


def test_reports_stand_in_the_order_of_the_page(anyone, client: Client):
    named = a_published_report(coa=a_coa(batch="2291", reported=dt.date(2026, 1, 1)))
    newer = a_published_report(coa=a_coa(batch="X-22910", reported=dt.date(2026, 5, 1)))
    assert of(told(anyone, "q=2291&pdf=yes")) == [named.reference, newer.reference]
    assert of(told(anyone, "q=2291&pdf=yes&sort=newest")) == [newer.reference, named.reference]
    page = client.get(reverse("search"), {"q": "2291", "pdf": "yes"}).content.decode()
    assert page.index(named.reference) < page.index(newer.reference)


def test_a_misspelt_brand_is_found_and_said(anyone):
    a_published_report(coa=a_coa(brand="Oddwick"))
    found = told(anyone, "q=oddwikk")
    assert [brand["name"] for brand in found["brands"]] == ["Oddwick"]
    assert found["spelt"] == [{"typed": "oddwikk", "taken": "oddwick"}]


def test_a_batch_without_a_report_is_answered_with_the_nearest(anyone):
    a_published_report(coa=a_coa(batch="AM-2291"))
    found = told(anyone, "q=AM-2299")
    assert found["reports"] == found["batches"] == []
    assert [batch["number"] for batch in found["nearest"]] == ["AM-2291"]


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("form=gas", "form"),
        ("verdict=above", "yardstick"),
        ("analyte=lead&max=1", "unit"),
        ("max=1&unit=ppm", "analyte"),
        ("after=x", "after"),
        ("pdf=yes&pdf=no", "pdf"),
        ("form=leaf&form=", "form"),
        ("colour=green", "colour"),
        ("&".join(f"brand=b{number}" for number in range(13)), "brand"),
    ],
)
def test_what_is_not_understood_is_refused_and_named(anyone, query: str, pointer: str):
    answer = anyone.get(f"{SEARCH}?{query}")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert {error["pointer"] for error in answer.json()["errors"]} == {f"#/query/{pointer}"}


def test_what_is_hidden_is_neither_found_nor_counted(anyone):
    a_report(Status.IN_REVIEW, coa=a_coa(lab="Hidden Laboratory"))
    assert Laboratory.objects.filter(slug="hidden-laboratory").exists()
    found = told(anyone, "lab=hidden-laboratory")
    assert found["count"] == 0
    assert "Hidden" not in str(found)
