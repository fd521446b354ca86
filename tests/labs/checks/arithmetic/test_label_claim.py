import pytest

from labs.checks import Claim, Context, Severity
from labs.coa import CertificateOfAnalysis
from labs.quantities import read_quantity
from tests.labs.builders import TODAY, a_coa, a_result, codes, findings

CHECK = "arith.label_claim"


def claims(amount: str, unit: str) -> tuple[Claim, ...]:
    """What a label promises of 7-hydroxymitragynine."""
    quantity = read_quantity(amount)
    assert quantity is not None
    return (Claim(analyte="7_hydroxymitragynine", quantity=quantity, unit=unit),)


CONTEXT = Context(today=TODAY, claims=claims("15.0", "mg/tablet"))


def a_tablet(value: str) -> CertificateOfAnalysis:
    return a_coa(a_result("7_hydroxymitragynine", value=value, unit="mg/tablet"))


def example() -> CertificateOfAnalysis:
    return a_tablet("19.21")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("15.00", []),
        ("16.55", []),  # 16.545 / 15.05 is under 1.10
        ("16.57", [Severity.NOTE]),
        ("18.05", [Severity.NOTE]),
        ("18.07", [Severity.WARNING]),
        ("13.40", [Severity.NOTE]),
        ("11.90", [Severity.WARNING]),
        ("ND", []),
    ],
)
def test_a_result_near_the_claim_is_fine(value: str, expected: list[Severity]):
    found = findings(a_tablet(value), CHECK, claims=claims("15.0", "mg/tablet"))
    assert [one.severity for one in found] == expected


def test_without_a_claim_nothing_is_said():
    assert codes(a_tablet("99"), CHECK) == []


def test_a_claim_in_a_unit_that_does_not_convert_is_left_alone():
    assert codes(a_tablet("99"), CHECK, claims=claims("15.0", "mg/serving")) == []


def test_a_claim_by_mass_is_converted():
    powder = a_coa(a_result("7_hydroxymitragynine", value="0.05", unit="%"))
    assert codes(powder, CHECK, claims=claims("1.00", "mg/g")) == [CHECK]
