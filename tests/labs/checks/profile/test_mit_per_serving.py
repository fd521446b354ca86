import pytest

from labs.checks import Severity
from labs.coa import CertificateOfAnalysis
from tests.labs.builders import a_coa, a_result, a_row, codes, findings

CHECK = "alk.mit_per_serving"
MIT, SEVEN = "mitragynine", "7_hydroxymitragynine"


def example() -> CertificateOfAnalysis:
    return a_coa(a_result(SEVEN, value="14.11", unit="mg/serving"))


@pytest.mark.parametrize(
    ("analyte", "value", "unit", "expected"),
    [
        (MIT, "150.4", "mg/serving", [CHECK]),
        (MIT, "150.0", "mg/serving", []),
        (MIT, "150", "mg/serving", []),  # may be 145
        (SEVEN, "1.0", "mg/serving", []),
        (SEVEN, "1.1", "mg/serving", [CHECK]),
        (SEVEN, "30.05", "mg/serv", [CHECK]),
        (SEVEN, "1100", "µg/serving", [CHECK]),
        (SEVEN, "<5", "mg/serving", []),
        (SEVEN, "ND", "mg/serving", []),
        (SEVEN, "5.0", "mg/container", []),
        (SEVEN, "5.0", "mg/g", []),
    ],
)
def test_all_that_the_print_allows_must_be_above_the_cap(analyte, value, unit, expected):
    assert codes(a_coa(a_result(analyte, value=value, unit=unit)), CHECK) == expected


@pytest.mark.parametrize(("units", "expected"), [(None, []), (1, []), (2, [CHECK])])
def test_units_become_a_serving_only_where_somebody_says_how_many(units, expected):
    coa = a_coa(a_result(SEVEN, value="0.60", unit="mg/capsule"))
    assert codes(coa, CHECK, units_per_serving=units) == expected


def test_an_amount_per_serving_goes_before_one_per_unit():
    coa = a_coa(a_row(SEVEN, ("0.30", "mg/capsule"), ("0.90", "mg/serving"), row=0))
    assert codes(coa, CHECK, units_per_serving=4) == []


def test_both_alkaloids_are_judged():
    coa = a_coa(a_result(MIT, value="200.5", unit="mg/serving"), a_result(SEVEN, value="2.0", unit="mg/serving"))
    assert [one.analyte for one in findings(coa, CHECK)] == [MIT, SEVEN]


def test_the_finding_is_a_warning_that_names_print_and_cap():
    coa = a_coa(a_result(SEVEN, value="0.60", unit="mg/capsule"))
    (found,) = findings(coa, CHECK, units_per_serving=2)
    assert found.severity is Severity.WARNING
    assert found.says == (
        "7-Hydroxymitragynine, printed as 0.60 mg/capsule, 2 to a serving, is above the 1 mg in a serving that "
        "Georgia and Rhode Island allow."
    )
