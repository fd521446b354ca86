import pytest

from labs.checks import Severity
from labs.coa import CertificateOfAnalysis, Panel
from tests.labs.builders import a_coa, a_result, a_row, codes, findings

CHECK = "stat.zero"


def example() -> CertificateOfAnalysis:
    return a_coa(a_result("total_alkaloids", value="0.000", unit="%"))


@pytest.mark.parametrize(
    ("value", "expected"), [("0", [CHECK]), ("0.00", [CHECK]), ("0.01", []), ("ND", []), ("<0.01", []), ("NT", [])]
)
def test_only_a_literal_zero_counts(value, expected):
    assert codes(a_coa(a_result("lead", value=value, unit="ppm")), CHECK) == expected


@pytest.mark.parametrize(("unit", "panel"), [("CFU/g", Panel.MICROBIALS), ("%", Panel.FOREIGN)])
def test_a_plate_and_a_persons_eye_may_show_nothing(unit, panel):
    assert codes(a_coa(a_result("tamc", value="0", unit=unit, panel=panel)), CHECK) == []


def test_a_panel_makes_one_finding_and_a_row_counts_once():
    rows = [a_row(slug, ("0.00", "%"), ("0.0", "mg/g"), row=row) for row, slug in enumerate(("mitragynine", "lead"))]
    assert codes(a_coa(*rows), CHECK) == [CHECK, CHECK]
    (found,) = findings(a_coa(*(a_result("lead", value="0", unit="ppm") for _ in range(7))), CHECK)
    assert "like 6 more of its panel" in found.says
    assert found.arithmetic.splitlines()[-1].split() == ["and", "2", "more"]


def test_it_is_a_note():
    assert [one.severity for one in findings(example(), CHECK)] == [Severity.NOTE]


def test_a_reading_in_doubt_stays_quiet():
    assert codes(a_coa(a_result("lead", value="0", unit="ppm", doubts=("blurred",))), CHECK) == []
