import pytest

from labs.checks import Severity
from labs.coa import CertificateOfAnalysis
from tests.labs.builders import a_coa, a_result, a_row, codes, findings

CHECK = "alk.unassigned_gap"


def panel(total, *values, lod=None, unit="mg/g"):
    names = ("mitragynine", "paynantheine", "speciogynine")
    rows = [a_result(name, value=value, unit=unit, lod=lod) for name, value in zip(names, values, strict=False)]
    return a_coa(*rows, a_result("total_alkaloids", value=total, unit=unit))


def example() -> CertificateOfAnalysis:
    return panel("27.60", "14.86", "3.26")


@pytest.mark.parametrize(
    ("total", "expected"),
    [("10.00", []), ("13.33", []), ("13.36", []), ("13.37", [CHECK]), ("8.00", [])],
)
def test_a_quarter_must_be_left_over_whatever_was_rounded_or_cut_off(total, expected):
    # The rows are at most 7.01 and 3.01: 13.365 less 10.02 is a quarter of 13.37.
    assert codes(panel(total, "7.00", "3.00"), CHECK) == expected


def test_what_was_not_detected_may_fill_the_gap():
    assert codes(panel("20.0", "10.0", "ND", lod="9.0"), CHECK) == []
    assert codes(panel("20.0", "10.0", "ND", lod="0.1"), CHECK) == [CHECK]


def test_a_row_without_bounds_stays_quiet():
    assert codes(panel("20.0", "10.0", "ND"), CHECK) == []


def test_every_column_must_leave_a_gap():
    coa = a_coa(
        a_row("mitragynine", ("1.00", "%"), ("10.0", "mg/g"), row=0),
        a_row("total_alkaloids", ("1.02", "%"), ("20.0", "mg/g"), row=1),
    )
    assert codes(coa, CHECK) == []


def test_no_total_no_question():
    assert codes(a_coa(a_result("mitragynine", value="1.0", unit="%")), CHECK) == []


def test_the_finding_is_a_note_about_the_total():
    (found,) = findings(example(), CHECK)
    assert (found.severity, found.analyte) == (Severity.NOTE, "total_alkaloids")
