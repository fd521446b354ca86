import pytest

from labs.checks import Severity
from labs.coa import CertificateOfAnalysis, Sample
from tests.labs.builders import a_coa, a_print, a_result, codes, findings

CHECK = "alk.leaf_mit_low"


def leaf(value, matrix="Leaf powder", unit="%", lod=None):
    results = a_coa(a_result("mitragynine", value=value, unit=unit, lod=lod)).results
    return a_coa(samples=(Sample(matrix=a_print(matrix), results=results),))


def example() -> CertificateOfAnalysis:
    return leaf("0.12")


@pytest.mark.parametrize(
    ("value", "expected"), [("0.60", []), ("0.31", []), ("0.263", []), ("0.2629", [CHECK]), ("0.26", [])]
)
def test_water_and_rounding_are_allowed_for(value, expected):
    # 0.31 x 0.85 is 0.2635, which 0.263 may be.
    assert codes(leaf(value), CHECK) == expected


def test_none_detected_weighs_more():
    assert [one.severity for one in findings(leaf("0.12"), CHECK)] == [Severity.NOTE]
    assert [one.severity for one in findings(leaf("ND", lod="0.01"), CHECK)] == [Severity.WARNING]


def test_none_detected_by_a_method_that_cannot_see_leaf_stays_quiet():
    assert codes(leaf("ND", lod="0.3"), CHECK) == []
    assert codes(leaf("ND"), CHECK) == []


def test_what_is_not_called_leaf_is_not_asked():
    assert codes(leaf("0.12", matrix="Gummy"), CHECK) == []


def test_liquids_and_readings_in_doubt_stay_quiet():
    assert codes(leaf("0.12", unit="mg/mL"), CHECK) == []
    doubtful = a_coa(a_result("mitragynine", value="0.1", unit="%", doubts=("blurred",))).results
    assert codes(a_coa(samples=(Sample(matrix=a_print("Leaf"), results=doubtful),)), CHECK) == []
