import pytest

from labs.checks import Severity
from labs.coa import CertificateOfAnalysis
from tests.labs.builders import a_coa, a_result, codes, findings

CHECK = "alk.spiked_7oh"


def pair(seven, mitragynine, unit="mg/mL", lod=None, other=None):
    return a_coa(
        a_result("7_hydroxymitragynine", value=seven, unit=unit, lod=lod),
        a_result("mitragynine", value=mitragynine, unit=other or unit, lod=lod),
    )


def example() -> CertificateOfAnalysis:
    return pair("0.941", "0.112")


@pytest.mark.parametrize(
    ("seven", "mitragynine", "expected"),
    [
        ("0.012", "1.42", []),
        ("0.50", "0.50", []),
        ("0.51", "0.50", []),  # both may be 0.505
        ("0.52", "0.50", [CHECK]),
        ("0.941", "<LOQ", []),  # no LOQ is printed
        ("0.941", "ND", []),
        ("0.941", "<0.5", [CHECK]),
        ("<0.941", "0.1", []),
        ("ND", "ND", []),
    ],
)
def test_all_that_the_prints_allow_must_be_the_wrong_way_round(seven, mitragynine, expected):
    assert codes(pair(seven, mitragynine), CHECK) == expected


def test_mitragynine_that_was_not_detected_is_at_most_its_limit():
    assert codes(pair("0.9", "ND", lod="0.01"), CHECK) == [CHECK]
    assert codes(pair("0.9", "ND", lod="0.95"), CHECK) == []


@pytest.mark.parametrize("unit", ["%", "mg/g", "mg/mL", "mg/serving", "mg/tablet"])
def test_any_unit_that_both_have_will_do(unit):
    assert codes(pair("5.0", "1.0", unit=unit), CHECK) == [CHECK]


def test_units_that_do_not_convert_stay_quiet():
    assert codes(pair("5.0", "1.0", unit="mg/serving", other="mg/g"), CHECK) == []


def test_7_oh_alone_stays_quiet():
    assert codes(a_coa(a_result("7_hydroxymitragynine", value="30.05", unit="mg/serving")), CHECK) == []


def test_the_finding_is_an_alert_about_7_oh():
    (found,) = findings(example(), CHECK)
    assert (found.severity, found.analyte) == (Severity.ALERT, "7_hydroxymitragynine")
