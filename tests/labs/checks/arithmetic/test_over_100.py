import pytest

from labs.checks import Severity
from labs.coa import CertificateOfAnalysis
from tests.labs.builders import a_coa, a_result, a_row, codes, findings

CHECK = "arith.over_100"


def example() -> CertificateOfAnalysis:
    return a_coa(a_result("moisture", value="108.40", unit="%"))


@pytest.mark.parametrize(
    ("analyte", "value", "unit", "expected"),
    [
        ("moisture", "8.40", "%", []),
        ("moisture", "105.00", "%", []),
        ("moisture", "105.01", "%", [Severity.ALERT]),
        ("mitragynine", "101.2", "% w/w", []),  # an isolate, measured with its usual scatter
        ("mitragynine", "1420.9", "mg/g", [Severity.ALERT]),
        ("mitragynine", "108.4", "%", [Severity.WARNING]),  # perhaps of the label claim
        ("mitragynine", "1420.9", "mg/serving", []),
        ("water_activity", "1.03", "aw", []),
        ("water_activity", "1.04", "aw", [Severity.ALERT]),
        ("lead", "-0.02", "ppm", [Severity.WARNING]),
        ("lead", "-0.00", "ppm", []),
        ("moisture", "ND", "%", []),
    ],
)
def test_what_no_sample_can_have(analyte: str, value: str, unit: str, expected: list[Severity]):
    found = findings(a_coa(a_result(analyte, value=value, unit=unit)), CHECK)
    assert [one.severity for one in found] == expected


def test_a_bare_per_cent_beside_the_same_amount_by_mass_is_of_the_sample():
    row = a_row("mitragynine", ("142.09", "%"), ("1420.9", "mg/g"), row=0)
    assert {one.severity for one in findings(a_coa(row), CHECK)} == {Severity.ALERT}


def test_water_on_dry_weight_may_be_more_than_the_rest():
    assert codes(a_coa(a_result("moisture", value="130", unit="% dry weight")), CHECK) == []
