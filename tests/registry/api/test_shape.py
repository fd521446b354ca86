"""What is told of a report: every number with its print, no number where none is printed, corrections as such."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registry import review
from registry.models import Report
from tests.registry.factories import a_coa, a_finding, a_moderator, a_published_report, a_report, a_result

pytestmark = pytest.mark.django_db


def result_of(client, report: Report, name: str) -> dict:
    results = client.get(f"/api/v1/reports/{report.reference}/").json()["results"]
    return next(result for result in results if result["analyte_text"] == name)


def test_a_number_comes_in_its_printed_precision_with_its_print(anyone):
    report = a_published_report(coa=a_coa(a_result("Lead", "0.310", "ppm", lod="0.01", loq="0.020", limit="1.2")))
    measured = result_of(anyone, report, "Lead")["measured"]
    assert {name: measured[name] for name in ("text", "kind", "value", "upper", "unit")} == {
        "text": "0.310",
        "kind": "number",
        "value": "0.310",
        "upper": None,
        "unit": "ppm",
    }
    evidence = measured["evidence"]
    assert evidence["printed_text"] == "0.310"
    assert evidence["page"] == 1
    assert evidence["box"] == [250.0, 220.0, 280.0, 231.0]
    assert measured["lod"]["value"] == "0.01"
    assert measured["loq"]["value"] == "0.020"
    assert measured["limit"]["evidence"]["printed_text"] == "1.2"
    assert measured["uncertainty"] is None


def test_links_of_a_value_lead_to_its_page_and_picture(anyone, client):
    report = a_published_report()
    evidence = result_of(anyone, report, "Lead")["measured"]["evidence"]
    assert evidence["link"].startswith("http://testserver/")
    for address in (evidence["link"], evidence["page_image"]):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    ("amount", "kind", "value", "upper"),
    [
        ("ND", "not_detected", None, None),
        ("<LOQ", "below_loq", None, None),
        ("<LOD", "below_lod", None, None),
        ("NT", "not_tested", None, None),
        ("Detected", "present", None, None),
        ("see note", "word", None, None),
        ("<0.020", "below", "0.020", None),
        (">10", "above", "10", None),
        ("1.0-2.5", "range", "1.0", "2.5"),
        ("1.0-2.55", "range", "1.0", "2.55"),
        ("0", "number", "0", None),
        ("0.00", "number", "0.00", None),
        ("1500", "number", "1500", None),
        ("1.5E+4", "number", "1.5E+4", None),
    ],
)
def test_only_a_printed_number_is_a_number(anyone, amount, kind, value, upper):
    report = a_published_report(coa=a_coa(a_result("Lead", amount, "ppm", lod="0.01")))
    measured = result_of(anyone, report, "Lead")["measured"]
    assert [measured[name] for name in ("text", "kind", "value", "upper")] == [amount, kind, value, upper]


def test_a_corrected_value_says_so_and_keeps_what_was_read(anyone):
    report = a_published_report()
    before = result_of(anyone, report, "Lead")
    assert (before["is_corrected"], before["corrections"]) == (False, [])
    result = report.samples.get().results.get(analyte="lead")
    review.correct_result(result, by=a_moderator(), text="0.37")
    told = result_of(anyone, report, "Lead")
    assert told["is_corrected"] is True
    assert told["measured"]["text"] == "0.37"
    assert told["measured"]["evidence"]["printed_text"] == "0.31"
    assert [(c["part"], c["before"], c["after"]) for c in told["corrections"]] == [("text", "0.31", "0.37")]
    assert told["id"] == before["id"]
    assert anyone.get(told["url"]).json()["corrections"] == told["corrections"]


def test_a_corrected_unit_says_so_too(anyone):
    report = a_published_report()
    result = report.samples.get().results.get(analyte="lead")
    review.correct_result(result, by=a_moderator(), unit="ppb")
    told = result_of(anyone, report, "Lead")
    assert told["is_corrected"] is True
    assert [correction["part"] for correction in told["corrections"]] == ["unit"]


def test_what_a_person_supplied_stands_on_no_page(anyone):
    report = a_report(coa=a_coa(batch=None))
    review.correct_sample(report, 0, by=a_moderator(), batch="XX-1")
    review.publish(Report.objects.get(pk=report.pk), by=a_moderator())
    told = anyone.get(f"/api/v1/reports/{report.reference}/").json()
    assert told["samples"][0]["batch"]["number"] == "XX-1"
    assert [field["evidence"] for field in told["header"] if field["name"] == "batch"] in ([], [None])
    assert [correction["target"] for correction in told["corrections"]] == ["sample:0"]


def test_a_flag_shows_its_arithmetic_and_prints(anyone):
    report = a_published_report(findings=(a_finding(),))
    flag = anyone.get(f"/api/v1/reports/{report.reference}/").json()["flags"][0]
    assert flag["arithmetic"].startswith("1.52 + 0.31 = 1.83")
    assert flag["evidence"][0]["printed_text"] == "1.52"
    assert anyone.get(flag["url"]).json() == flag


def test_a_name_outside_the_catalogue_has_no_analyte(anyone):
    report = a_published_report(coa=a_coa(a_result("Unheard-of", analyte=None)))
    assert result_of(anyone, report, "Unheard-of")["analyte"] is None


def test_times_are_in_utc(anyone):
    report = a_published_report()
    told = anyone.get(f"/api/v1/reports/{report.reference}/").json()
    assert told["published_at"].endswith("Z")
    assert told["reported_on"] == "2026-03-14"


def test_every_address_that_is_told_leads_somewhere(anyone, client):
    a_published_report(findings=(a_finding(),))

    def addresses(value):
        if isinstance(value, dict):
            for inner in value.values():
                yield from addresses(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from addresses(inner)
        elif isinstance(value, str) and value.startswith("http://testserver/"):
            yield value

    told = {
        address
        for name in ("reports", "results", "flags", "products", "batches", "laboratories")
        for address in addresses(anyone.get(f"/api/v1/{name}/?page_size=1").json())
    }
    assert len(told) > 15
    for address in told:
        assert client.get(address).status_code == 200, address


def test_every_limit_comes_with_its_source_and_dates(anyone):
    sets = anyone.get("/api/v1/limits/").json()["results"]
    assert len(sets) >= 3
    for told in sets:
        assert all(told[name] for name in ("citation", "url", "standing", "checked_on", "authority"))
        assert told["effective_from"] or told["effective_says"]
        assert anyone.get(f"/api/v1/limits/{told['id']}/").json() == told


def test_a_limit_keeps_the_places_it_is_printed_with(anyone):
    rules = anyone.get("/api/v1/limits/ut_r70_580_5/").json()["rules"]
    assert {rule["value"] for rule in rules if rule["analyte"] == "lead"} == {"1.2"}


def test_what_must_not_be_detected_has_no_number(anyone):
    rules = anyone.get("/api/v1/limits/oh_4729_9_1_01_1/").json()["rules"]
    assert {(rule["op"], rule["value"]) for rule in rules} == {("not_detected", None)}


def test_an_unknown_limit_set_is_not_there(anyone):
    assert anyone.get("/api/v1/limits/nothing/").status_code == 404


def test_analytes_of_results_are_in_the_catalogue(anyone):
    a_published_report()
    known = {analyte["slug"] for analyte in anyone.get("/api/v1/analytes/").json()["results"]}
    assert {"mitragynine", "lead", "arsenic"} <= known


def test_no_number_stands_without_its_date_and_source(anyone):
    report = a_published_report()
    Report.objects.filter(pk=report.pk).update(tested_on=dt.date(2026, 3, 1))
    for row in anyone.get("/api/v1/results/").json()["results"]:
        assert (row["reported_on"], row["tested_on"], row["is_fictional"]) == ("2026-03-14", "2026-03-01", False)
        assert row["laboratory"] == {"slug": "fernhill-analytics", "name": report.laboratory.name}
        assert row["brand"]["slug"] == "alder-moss"
        assert row["product"]["id"] == "alder-moss.green-leaf-powder"
        assert row["batch"]["number"] == "AM-2291"
        assert anyone.get(f"/api/v1/products/{row['product']['id']}/").json()["name"] == row["product"]["name"]
        assert anyone.get(f"/api/v1/batches/{row['batch']['id']}/").json()["number"] == row["batch"]["number"]


def test_what_no_report_says_is_null_beside_its_numbers(anyone):
    report = a_published_report(coa=a_coa(batch=None))
    Report.objects.filter(pk=report.pk).update(laboratory=None, reported_on=None)
    report.samples.update(product=None, batch=None)
    row = anyone.get("/api/v1/results/").json()["results"][0]
    names = ("laboratory", "reported_on", "tested_on", "brand", "product", "batch")
    assert {row[name] for name in names} == {None}


@pytest.mark.parametrize("name", ["reports", "results", "flags"])
def test_more_rows_need_no_more_queries(anyone, name):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert anyone.get(f"/api/v1/{name}/").json()["results"]
        return len(asked)

    a_published_report(findings=(a_finding(),))
    few = queries()
    for _ in range(3):
        a_published_report(findings=(a_finding(),))
    assert queries() == few <= 8


def test_more_results_of_a_report_need_no_more_queries(anyone):
    def queries(rows: int) -> int:
        report = a_published_report(coa=a_coa(*(a_result(f"Name {row}", analyte=None, row=row) for row in range(rows))))
        with CaptureQueriesContext(connection) as asked:
            assert len(anyone.get(f"/api/v1/reports/{report.reference}/").json()["results"]) == rows
        return len(asked)

    assert queries(20) == queries(2) <= 10


@pytest.mark.parametrize("is_demonstration", [True, False])
def test_the_demonstration_says_so_with_every_list(anyone, settings, is_demonstration):
    settings.DEMONSTRATION = is_demonstration
    a_published_report()
    told = anyone.get("/api/v1/reports/").json()
    assert ("that it came with are fictional" in told["meta"]["disclaimer"]) is is_demonstration
    assert [report["is_fictional"] for report in told["results"]] == [False]


def test_a_report_that_came_with_the_demonstration_says_so(anyone):
    Report.objects.filter(pk=a_published_report().pk).update(origin=Report.Origin.DEMONSTRATION)
    for name in ("reports", "results"):
        assert {row["is_fictional"] for row in anyone.get(f"/api/v1/{name}/").json()["results"]} == {True}
