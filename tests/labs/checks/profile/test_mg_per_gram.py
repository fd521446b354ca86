import pytest

from labs.checks import Severity
from labs.coa import CertificateOfAnalysis
from tests.labs.builders import a_coa, a_result, a_row, codes, findings

CHECK = "alk.mg_per_gram"
SEVEN = "7_hydroxymitragynine"


def example() -> CertificateOfAnalysis:
    return a_coa(a_result(SEVEN, value="0.941", unit="mg/mL"))


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        ("0.51", "mg/g", [CHECK]),
        ("0.50", "mg/g", []),
        ("0.501", "mg/g", [CHECK]),
        ("0.5005", "mg/g", [CHECK]),
        ("0.06", "%", [CHECK]),
        ("0.05", "%", []),
        ("<0.9", "mg/g", []),
        ("0.75", "mg/mL", []),  # may weigh 1.5 g/mL
        ("0.76", "mg/mL", [CHECK]),
        ("14", "mg/serving", []),
    ],
)
def test_all_that_the_print_allows_must_be_above_the_cap(value, unit, expected):
    assert codes(a_coa(a_result(SEVEN, value=value, unit=unit)), CHECK) == expected


def test_not_detected_is_no_number():
    assert codes(a_coa(a_result(SEVEN, value="ND", unit="mg/g", lod="0.9")), CHECK) == []


def test_two_columns_that_disagree_stay_quiet():
    assert codes(a_coa(a_row(SEVEN, ("0.60", "mg/g"), ("0.040", "%"), row=0)), CHECK) == []


def test_a_reading_in_doubt_stays_quiet():
    assert codes(a_coa(a_result(SEVEN, value="0.9", unit="mg/g", doubts=("blurred",))), CHECK) == []


def test_the_finding_is_a_warning_about_7_oh():
    (found,) = findings(example(), CHECK)
    assert (found.severity, found.analyte) == (Severity.WARNING, SEVEN)
