"""Words that nobody knows are refused with the nearest that we do, and never answered with an empty list."""

import pytest

from labs.quantities import read_unit
from registry.api.filters import ReportFilter, ResultFilter
from registry.api.words import ARTICLES, UNITS, is_unit, nearest_analytes, nearest_parameter
from tests.registry.factories import a_coa, a_finding, a_published_report, a_report, a_result

RESULTS = (*ResultFilter.base_filters, "cursor", "page_size")
REPORTS = (*ReportFilter.base_filters, "cursor", "page_size")


@pytest.mark.parametrize(
    ("name", "known", "meant"),
    [
        ("min", RESULTS, "value__gte"),
        ("min_value", RESULTS, "value__gte"),
        ("max", RESULTS, "value__lte"),
        ("value_max", RESULTS, "value__lte"),
        ("value_lte", RESULTS, "value__lte"),
        ("limit", RESULTS, "page_size"),
        ("per_page", RESULTS, "page_size"),
        ("page", RESULTS, "cursor"),
        ("offset", RESULTS, "cursor"),
        ("lab", RESULTS, "laboratory"),
        ("labratory", RESULTS, "laboratory"),
        ("lot", RESULTS, "batch"),
        ("units", RESULTS, "unit"),
        ("analytes", RESULTS, "analyte"),
        ("compound", RESULTS, "analyte"),
        ("date_from", RESULTS, "reported_on__gte"),
        ("since", REPORTS, "changed_at__gte"),
        ("changed_at", REPORTS, "changed_at__gte"),
        ("flagged", REPORTS, "has_flags"),
        ("tested_on", REPORTS, "tested_on__gte"),
        ("zzzzzz", RESULTS, None),
    ],
)
def test_the_parameter_that_was_meant_is_named(name, known, meant):
    assert nearest_parameter(name, known) == meant


@pytest.mark.django_db
def test_an_unknown_parameter_is_answered_with_all_that_there_are(anyone):
    detail = anyone.get("/api/v1/batches/?zzzzzz=1").json()["errors"][0]["detail"]
    assert detail.endswith("This address takes: brand, cursor, number, page_size, product.")


@pytest.mark.parametrize("unit", [*UNITS, "mcg/g", "% w/w", "mg/tablet", "mg/capsules", "ug/serving"])
def test_units_that_we_name_are_units(unit):
    assert read_unit(unit) is not None
    assert is_unit(unit)


@pytest.mark.parametrize("unit", ["ppmm", "mgg", "mg/gg", "grams", "x", "mg/kgs"])
def test_what_only_looks_like_a_unit_is_none(unit):
    assert not is_unit(unit)


def test_articles_are_one_word_each():
    assert all(read_unit(f"mg/{article}") for article in ARTICLES)


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["unit=ppmm", "unit=ppmm&value__lte=0.5", "unit=()", "unit=mg/kgs&value__gt=1"])
def test_a_unit_that_nobody_knows_is_refused_with_those_that_we_know(anyone, asked):
    a_published_report()
    answer = anyone.get(f"/api/v1/results/?{asked}")
    error = answer.json()["errors"][0]
    assert (answer.status_code, error["pointer"]) == (400, "#/query/unit")
    assert all(unit in error["detail"] for unit in UNITS)


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["unit=IU/g", "unit=iu/g&value__lte=50", "unit=mg/lozenge"])
def test_a_unit_that_a_result_is_printed_in_is_known(anyone, asked):
    a_published_report(coa=a_coa(a_result("Vitamin", "31", "IU/g"), a_result("Dose", "3", "mg/lozenge", row=2)))
    answer = anyone.get(f"/api/v1/results/?{asked}")
    assert (answer.status_code, len(answer.json()["results"])) == (200, 1)


@pytest.mark.django_db
def test_a_unit_of_a_report_that_is_not_public_is_as_unknown_as_any(anyone, moderator):
    a_report(coa=a_coa(a_result("Vitamin", "31", "IU/g")))
    assert anyone.get("/api/v1/results/?unit=IU/g").status_code == 400
    assert moderator.get("/api/v1/results/?unit=IU/g").status_code == 200


@pytest.mark.parametrize(
    ("text", "slug"),
    [("mitragynin", "mitragynine"), ("Lead", "lead"), ("Pb", "lead"), ("7-OH", "7_hydroxymitragynine")],
)
def test_the_nearest_analyte_comes_first(text, slug):
    assert nearest_analytes(text)[0] == slug


@pytest.mark.django_db
@pytest.mark.parametrize("listing", ["results", "flags"])
def test_an_analyte_that_nobody_knows_is_refused_with_the_nearest(anyone, listing):
    answer = anyone.get(f"/api/v1/{listing}/?analyte=mitragynin")
    error = answer.json()["errors"][0]
    assert (answer.status_code, error["pointer"], error["code"]) == (400, "#/query/analyte", "unknown_analyte")
    assert "The nearest: mitragynine" in error["detail"]


@pytest.mark.django_db
@pytest.mark.parametrize("listing", ["results", "flags"])
def test_an_analyte_that_is_known_may_have_nothing(anyone, listing):
    answer = anyone.get(f"/api/v1/{listing}/?analyte=cadmium")
    assert (answer.status_code, answer.json()["results"]) == (200, [])


@pytest.mark.django_db
def test_an_analyte_of_a_stored_result_is_known_though_the_catalogue_forgot_it(anyone):
    a_published_report(coa=a_coa(a_result("Oldname", "1", analyte="oldname")), findings=(a_finding(),))
    found = anyone.get("/api/v1/results/?analyte=oldname")
    assert (found.status_code, len(found.json()["results"])) == (200, 1)
