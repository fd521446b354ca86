"""What lists can be asked for finds what it says, and nothing else."""

import datetime as dt

import pytest

from labs.checks import Severity
from labs.coa import Sample
from registry import review
from registry.models import Report
from tests.registry.factories import a_coa, a_finding, a_moderator, a_print, a_published_report, a_result

pytestmark = pytest.mark.django_db


def references(client, asked: str) -> set[str]:
    answer = client.get(f"/api/v1/reports/?{asked}")
    assert answer.status_code == 200, answer.json()
    return {report["reference"] for report in answer.json()["results"]}


@pytest.mark.parametrize(
    "asked",
    [
        "laboratory=fernhill-analytics",
        "brand=alder-moss",
        "product=alder-moss.green-leaf-powder",
        "batch=AM-2291",
        "batch=am 2291",
        "batch=am2291",
        "batch=A.M/2291",
        "report_number=r-77",
        "status=published",
        "tested_on__gte=2026-03-01&tested_on__lte=2026-03-01",
        "reported_on__gte=2026-03-14",
        "reported_on__lte=2026-03-14",
        "published_on__gte=2026-04-02&published_on__lte=2026-04-02",
        "changed_at__gte=2026-01-01T00:00:00Z",
        "has_flags=true",
        "severity=warning",
        "batch=AM-2291&product=alder-moss.green-leaf-powder&brand=alder-moss",
    ],
)
def test_a_report_is_found_by_what_it_says(anyone, asked):
    mine = a_published_report(
        coa=a_coa(report_number="R-77"),
        findings=(a_finding(),),
        published_at=dt.datetime(2026, 4, 2, 23, 59, tzinfo=dt.UTC),
    )
    Report.objects.filter(pk=mine.pk).update(tested_on=dt.date(2026, 3, 1))
    assert references(anyone, asked) == {mine.reference}


@pytest.mark.parametrize(
    "asked",
    [
        "laboratory=other",
        "brand=other",
        "product=alder-moss.other",
        "product=other.green-leaf-powder",
        "product=alder-moss",
        "batch=AM-229",
        "batch=2291",
        "report_number=R-7",
        "status=rejected",
        "tested_on__gte=2020-01-01",
        "reported_on__gte=2026-03-15",
        "reported_on__lte=2026-03-13",
        "published_on__gte=2026-04-03",
        "published_on__lte=2026-04-01",
        "changed_at__gte=2999-01-01T00:00:00Z",
        "has_flags=true",
        "severity=note",
    ],
)
def test_a_report_is_not_found_by_what_it_does_not_say(anyone, asked):
    a_published_report(coa=a_coa(report_number="R-77"), published_at=dt.datetime(2026, 4, 2, 23, 59, tzinfo=dt.UTC))
    assert references(anyone, asked) == set()


def test_product_and_batch_must_be_of_one_sample(anyone):
    def sample(product: str, batch: str) -> Sample:
        return Sample(product_name=a_print(product), batch=a_print(batch), results=(a_result(),))

    mine = a_published_report(coa=a_coa(samples=(sample("Red leaf", "R1"), sample("White leaf", "W1"))))
    assert references(anyone, "product=alder-moss.red-leaf&batch=R1") == {mine.reference}
    assert references(anyone, "product=alder-moss.red-leaf&batch=W1") == set()


def test_a_dismissed_flag_stands_no_longer(anyone):
    report = a_published_report(findings=(a_finding(severity=Severity.ALERT),))
    assert references(anyone, "severity=alert") == {report.reference}
    review.dismiss_flag(report.flags.get(), by=a_moderator(), because="misread", reason="The page prints it otherwise.")
    assert references(anyone, "severity=alert") == set()
    assert references(anyone, "has_flags=false") == {report.reference}
    told = anyone.get(f"/api/v1/reports/{report.reference}/").json()
    assert told["flag_counts"] == {"alert": 0, "warning": 0, "note": 0}
    assert told["flags"][0]["state"] == "dismissed"


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("analyte=lead", ["Lead"]),
        ("panel=metals", ["Lead", "Arsenic"]),
        ("kind=not_detected", ["7-Hydroxymitragynine", "Salmonella"]),
        ("kind=below_loq", ["Arsenic"]),
        ("unit=mg/kg&panel=metals", ["Lead", "Arsenic"]),
        ("unit=CFU/g", []),
        ("lab_verdict=pass", ["Lead"]),
        ("is_total=true", []),
        ("batch=am2291&analyte=arsenic", ["Arsenic"]),
        ("brand=alder-moss&product=alder-moss.green-leaf-powder&analyte=arsenic", ["Arsenic"]),
        ("laboratory=fernhill-analytics&analyte=arsenic", ["Arsenic"]),
        ("reported_on__gte=2026-03-14&reported_on__lte=2026-03-14&analyte=arsenic", ["Arsenic"]),
        ("reported_on__gte=2026-03-15", []),
    ],
)
def test_results_are_found_by_what_was_measured(anyone, asked, names):
    a_published_report()
    answer = anyone.get(f"/api/v1/results/?{asked}").json()
    assert [result["analyte_text"] for result in answer["results"]] == names


def test_results_of_one_report(anyone):
    report, _ = a_published_report(), a_published_report()
    answer = anyone.get(f"/api/v1/results/?report={report.reference}").json()
    assert {result["report"] for result in answer["results"]} == {report.reference}
    assert len(answer["results"]) == 5


@pytest.mark.parametrize(
    ("address", "count"),
    [
        ("products/?q=green+alder", 1),
        ("products/?q=blue", 0),
        ("products/?brand=alder-moss", 1),
        ("products/?form=leaf", 1),
        ("products/?form=unknown", 0),
        ("products/?form=capsule", 0),
        ("products/?laboratory=fernhill-analytics", 1),
        ("products/?laboratory=other", 0),
        ("batches/?number=2291", 1),
        ("batches/?number=am+2291", 1),
        ("batches/?number=229", 0),
        ("batches/?product=alder-moss.green-leaf-powder", 1),
        ("batches/?product=alder-moss.other", 0),
        ("laboratories/?name=fern", 1),
        ("laboratories/?name=other", 0),
        ("flags/?check_id=arith.sum_gt_total&state=open&severity=warning&analyte=mitragynine", 1),
        ("flags/?laboratory=fernhill-analytics", 1),
        ("flags/?state=dismissed", 0),
    ],
)
def test_the_other_lists_are_found_by_what_they_say(anyone, address, count):
    a_published_report(findings=(a_finding(),))
    a_published_report()
    answer = anyone.get(f"/api/v1/{address}")
    assert (answer.status_code, len(answer.json()["results"])) == (200, count)


@pytest.mark.parametrize(
    ("address", "parameter", "nearest"),
    [
        ("reports/", "labratory", "laboratory"),
        ("reports/", "pagesize", "page_size"),
        ("results/", "value_lte", "value__lte"),
        ("products/", "brands", "brand"),
        ("batches/", "nummer", "number"),
    ],
)
def test_a_parameter_that_nothing_looks_at_is_refused_with_the_nearest(anyone, address, parameter, nearest):
    answer = anyone.get(f"/api/v1/{address}?{parameter}=x")
    assert answer.status_code == 400
    error = answer.json()["errors"][0]
    assert (error["pointer"], error["code"]) == (f"#/query/{parameter}", "unknown_parameter")
    assert f"'{nearest}'" in error["detail"]


def test_details_take_no_parameters(anyone):
    report = a_published_report()
    assert anyone.get(f"/api/v1/reports/{report.reference}/?laboratory=x").status_code == 400


def test_a_parameter_given_twice_is_refused(anyone):
    answer = anyone.get("/api/v1/results/?unit=ppm&unit=ppb")
    assert answer.json()["errors"][0]["code"] == "repeated_parameter"


@pytest.mark.parametrize(
    "asked",
    [
        "reported_on__gte=14/03/2026",
        "reported_on__gte=2026-3-14",
        "reported_on__gte=%25%25%25%25-%25%25-%25%25",
        "reported_on__gte=2026-02-30",
        "published_on__lte=yesterday",
        "changed_at__gte=2026-13-01T00:00:00Z",
        "status=secret",
        "severity=fatal",
        "has_flags=maybe",
        "has_flags=True",
        "batch=---",
        "laboratory=%00",
    ],
)
def test_a_value_that_does_not_fit_is_refused_and_named(anyone, asked):
    answer = anyone.get(f"/api/v1/reports/?{asked}")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"] == f"#/query/{asked.partition('=')[0]}"


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("name", ["published_on__gte", "published_on__lte", "reported_on__gte", "tested_on__lte"])
def test_the_first_and_last_day_are_days_too(anyone, name, day):
    assert anyone.get(f"/api/v1/reports/?{name}={day}").status_code == 200


@pytest.mark.parametrize("time", ["0001-01-01T00:00:00%2B23:59", "9999-12-31T23:59:59-23:59"])
def test_times_beyond_the_calendar_break_nothing(anyone, time):
    assert anyone.get(f"/api/v1/reports/?changed_at__gte={time}").status_code == 400


@pytest.mark.parametrize("name", ["laboratory", "status", "cursor", "page_size"])
def test_an_empty_value_is_refused_not_overlooked(anyone, name):
    answer = anyone.get(f"/api/v1/reports/?{name}=")
    assert answer.json()["errors"][0]["code"] == "empty_parameter"
