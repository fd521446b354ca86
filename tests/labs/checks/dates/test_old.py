import datetime as dt

import pytest

from labs.checks import Severity
from labs.checks.dates.old import months_after
from labs.coa import CertificateOfAnalysis
from tests.labs.builders import a_coa, codes, findings

CHECK = "date.old"


def example() -> CertificateOfAnalysis:
    return a_coa(reported="2025-06-02")


@pytest.mark.parametrize(
    ("reported", "expected"),
    [
        ("2025-11-24", []),
        ("2025-11-23", []),
        ("2025-11-22", [Severity.NOTE]),
        ("2024-11-23", [Severity.NOTE]),
        ("2024-11-22", [Severity.WARNING]),
        ("2025-03-12|2025-12-03", []),
        ("2025-03-04|2025-04-03", [Severity.NOTE]),
    ],
)
def test_a_year_makes_a_note_and_two_a_warning(reported, expected):
    assert [one.severity for one in findings(a_coa(reported=reported), CHECK)] == expected


def test_the_test_counts_where_no_issue_is_dated():
    (found,) = findings(a_coa(tested="2025-06-02"), CHECK)
    assert found.says == "The report was tested on 2025-06-02, more than 12 months before 2026-11-23."


def test_a_printed_expiry_is_asked_instead():
    assert codes(a_coa(reported="2020-01-01", expires="2027-01-01"), CHECK) == []
    assert codes(a_coa(reported="2020-01-01", expires="2021-01-01"), CHECK) == []


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [("2024-02-29", 12, "2025-02-28"), ("2025-01-31", 1, "2025-02-28"), ("2025-12-15", 1, "2026-01-15")],
)
def test_months_end_where_months_do(day, months, after):
    assert months_after(dt.date.fromisoformat(day), months) == dt.date.fromisoformat(after)
