import pytest

from labs.checks import Severity
from labs.checks.forms import Form
from labs.coa import CertificateOfAnalysis, Sample
from tests.labs.builders import a_coa, a_print, a_result, codes, findings

CHECK = "alk.leaf_mit_high"


def leaf(mitragynine, matrix="Leaf powder", unit="%"):
    results = a_coa(a_result("mitragynine", value=mitragynine, unit=unit)).results
    return a_coa(samples=(Sample(matrix=a_print(matrix), results=results),))


def example() -> CertificateOfAnalysis:
    return leaf("6.21")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1.42", []),
        ("2.66", []),
        ("2.660", []),  # may be 2.6595
        ("2.67", [Severity.NOTE]),
        ("3.46", [Severity.NOTE]),
        ("3.47", [Severity.WARNING]),
        ("4.95", [Severity.WARNING]),
        ("<9", []),
        ("ND", []),
    ],
)
def test_the_more_the_heavier_but_never_an_alert(value, expected):
    assert [one.severity for one in findings(leaf(value), CHECK)] == expected


def test_other_units_convert():
    assert codes(leaf("34.7", unit="mg/g"), CHECK) == [CHECK]
    assert codes(leaf("34.7", unit="mg/mL"), CHECK) == []


def test_extract_and_what_may_be_either_are_not_asked():
    assert codes(leaf("45.3", matrix="Powdered extract"), CHECK) == []
    assert codes(leaf("45.3", matrix="Capsule"), CHECK) == []
    assert codes(leaf("45.3"), CHECK, form=Form.EXTRACT) == []


def test_the_finding_names_the_record_that_it_is_above():
    (found,) = findings(leaf("3.90"), CHECK)
    assert found.says == "Mitragynine, printed as 3.90 %, is more than 611 leaf samples from all of Thailand, 3.46 %."
