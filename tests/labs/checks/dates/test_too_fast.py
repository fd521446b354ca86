from dataclasses import replace

import pytest

from labs.checks import Severity
from labs.checks.document import Document
from labs.coa import CertificateOfAnalysis
from tests.labs.builders import a_coa, a_result, codes, findings

CHECK = "date.too_fast"


def report(days: int, analyte: str = "tymc", method: str = "USP <2021>, agar plates", **facts) -> CertificateOfAnalysis:
    count = replace(a_result(analyte, value="<10", unit="CFU/g", row=0), method=method)
    return a_coa(count, received="2026-06-01", reported=f"2026-06-{1 + days:02}", **facts)


def example() -> CertificateOfAnalysis:
    return report(2)


def test_moulds_on_plates_take_longer_than_two_days():
    (found,) = findings(example(), CHECK)
    assert found.says == (
        "Total combined yeast and mold count is reported 2 days after receipt, and takes about 5 to grow."
    )
    assert found.severity is Severity.WARNING


@pytest.mark.parametrize(
    ("analyte", "method", "days", "expected"),
    [
        ("tymc", "agar plates", 4, [Severity.WARNING]),
        ("tymc", "agar plates", 5, []),
        ("tamc", "agar plates", 1, [Severity.WARNING]),
        ("tamc", "agar plates", 2, []),
        ("salmonella", "enrichment", 1, [Severity.WARNING]),
        ("salmonella", "enrichment", 2, []),
        ("tymc", "", 2, [Severity.NOTE]),
        ("tymc", "", 3, []),
        ("tamc", "SOP 12", 1, [Severity.NOTE]),
        ("salmonella", "", 0, []),  # genes are found within hours
        ("tymc", "SOP 12 (qPCR)", 0, []),
        ("tymc", "Plating / qPCR", 1, []),
        ("tymc", "Petrifilm", 2, []),
        ("tymc", "Petrifilm", 1, [Severity.NOTE]),
        ("tymc", "AOAC 997.02 Petrifilm, qPCR", 1, [Severity.NOTE]),
        ("tamc", "Petrifilm", 1, []),
        ("salmonella", "Petrifilm, qPCR", 0, []),
        ("coliforms", "agar plates", 0, []),
    ],
)
def test_each_count_has_its_days_by_its_method(analyte, method, days, expected):
    assert [one.severity for one in findings(report(days, analyte, method), CHECK)] == expected


def test_a_rapid_method_anywhere_on_the_pages_may_be_that_of_a_count_without_one():
    document = Document(text="Microbes by qPCR", pages=1)
    assert codes(report(1, method=""), CHECK, document=document) == []
    assert codes(report(1), CHECK, document=document) == [CHECK]


def test_an_unclear_date_leaves_the_longest_time_that_it_may_mean():
    coa = report(0)
    assert codes(replace(coa, reported=a_coa(reported="2026-06-03|2026-06-30").reported), CHECK) == []


def test_without_both_dates_it_is_not_asked():
    assert codes(replace(report(1), received=None), CHECK) == []
