"""The reading format keeps what is printed, cell by cell."""

from dataclasses import replace

import pytest

from labs import jsonl
from labs.checks import Finding, Severity
from labs.checks.amounts import on_paper
from labs.coa import Box, CertificateOfAnalysis, Printed, Sample, Source
from labs.parsing import Code, PageSize, Parsed, Unread
from labs.translatable import Sentence
from tests.labs.builders import a_print, a_result


def a_reading(*samples: Sample, **seen: object) -> dict:
    parsed = Parsed(
        coa=CertificateOfAnalysis(samples=samples),
        **{"pages": (PageSize(number=1, width=612, height=792),), **seen},
        warnings=("The second page holds a table that was not read.",),
    )
    return jsonl.reading(parsed, file="report.pdf", sha256="ab" * 32)


@pytest.mark.parametrize("value", ["1.50", "ND", "<LOQ", "<0.05", "1,5"])
def test_a_result_is_given_as_it_is_printed(value):
    (row,) = a_reading(Sample(results=(a_result("lead", value=value),)))["results"]
    assert (row["analyte"], row["result_text"], row["unit"]) == ("lead", value, "ppm")
    assert (row["lod"], row["loq"], row["limit"], row["status"]) == (None, None, None, None)


def test_limits_and_status_are_given_as_they_are_printed():
    (row,) = a_reading(Sample(results=(a_result("lead", lod="0.010", loq="0.05", limit="0.50", status="PASS"),)))[
        "results"
    ]
    assert (row["lod"], row["loq"], row["limit"], row["status"]) == ("0.010", "0.05", "0.50", "PASS")


def test_an_analyte_that_is_not_in_the_catalogue_keeps_its_printed_name():
    (row,) = a_reading(Sample(results=(a_result("Unobtainine"),)))["results"]
    assert (row["analyte"], row["analyte_text"]) == (None, "Unobtainine")


def test_rows_of_one_sample_need_not_say_which():
    (row,) = a_reading(Sample(results=(a_result("lead"),)))["results"]
    assert "sample" not in row


def test_rows_of_several_samples_say_which():
    reading = a_reading(
        Sample(batch=a_print("A-1"), results=(a_result("lead"),)),
        Sample(batch=a_print("A-2"), results=(a_result("lead"), a_result("cadmium"))),
    )
    assert [row["sample"] for row in reading["results"]] == [1, 2, 2]
    assert reading["fields"]["batch"]["value"] == "A-1"


def test_a_result_tells_its_confidence_and_why():
    (row,) = a_reading(Sample(results=(a_result("lead", doubts=("Hard to read.",), confidence=0.42),)))["results"]
    assert (row["confidence"], row["doubts"]) == (0.42, ["Hard to read."])


def test_a_number_outside_any_table_is_a_tile():
    lone, listed = replace(a_result("water_activity", value="0.42"), is_lone=True), a_result("lead")
    rows = a_reading(Sample(results=(lone, listed)))["results"]
    assert [row.get("tile") for row in rows] == [True, None]


def test_what_was_not_understood_is_told_with_its_place():
    printed = Printed(text="4.77", page=2, box=Box(x0=1, top=2, x1=3, bottom=4))
    reading = a_reading(Sample(), unread=(Unread(printed=printed, reason="No row."),))
    assert reading["unread"] == [{"text": "4.77", "page": 2, "bbox": [1, 2, 3, 4], "reason": "No row."}]


def test_a_code_is_told_with_its_place():
    code = Code(text="KR-1042", kind="QRCode", page=1, box=Box(x0=1, top=2, x1=3, bottom=4))
    reading = a_reading(Sample(), codes=(code,))
    assert reading["codes"] == [{"text": "KR-1042", "kind": "QRCode", "page": 1, "bbox": [1, 2, 3, 4]}]


def test_pages_that_were_read_from_pictures_are_named():
    pages = (PageSize(number=1, width=1, height=1), PageSize(number=2, width=1, height=1, source=Source.PICTURE))
    assert a_reading(Sample(), pages=pages)["from_pictures"] == [2]


def test_a_field_that_is_not_printed_is_left_out():
    reading = a_reading(Sample())
    assert (reading["fields"], reading["results"]) == ({}, [])
    assert reading["warnings"] == ["The second page holds a table that was not read."]


def a_finding(*evidence: Printed) -> Finding:
    return Finding(
        check="date.order",
        severity=Severity.ALERT,
        says=Sentence("One."),
        arithmetic=on_paper([("1", "0")]),
        evidence=evidence,
        key="|1",
    )


def test_a_finding_stands_at_its_first_evidence():
    place = Printed(text="3 May", page=2, box=Box(x0=1.234, top=2, x1=3, bottom=4))
    found = jsonl.finding(a_finding(place, a_print("2 May")))
    assert (found["page"], found["bbox"]) == (2, [1.23, 2, 3, 4])
    assert (found["severity"], found["analyte"]) == ("alert", None)


def test_a_finding_without_evidence_has_no_place():
    found = jsonl.finding(a_finding())
    assert (found["page"], found["bbox"]) == (None, None)
