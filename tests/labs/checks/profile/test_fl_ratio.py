import pytest

from labs.checks import Severity
from labs.coa import CertificateOfAnalysis
from tests.labs.builders import a_coa, a_result, codes, findings

CHECK = "alk.fl_ratio"


def pair(mitragynine, seven, unit="%", lod=None):
    return a_coa(
        a_result("mitragynine", value=mitragynine, unit=unit, lod=lod),
        a_result("7_hydroxymitragynine", value=seven, unit=unit, lod=lod),
    )


def example() -> CertificateOfAnalysis:
    return pair("0.60", "0.0081")


@pytest.mark.parametrize(
    ("mitragynine", "seven", "expected"),
    [
        ("1.40", "0.014", []),
        ("1.400", "0.0145", [CHECK]),
        ("1.345", "0.014", [CHECK]),  # at most 1.3455 to at least 0.0135: 99.67
        ("1.350", "0.014", []),  # 1.3505 to 0.0135: 100.04
        ("1.40", "<0.10", []),  # may be none
        ("1.40", "ND", []),
        ("<0.10", "0.014", [CHECK]),
        ("-0.50", "<0.10", []),  # less than nothing is no amount
        ("-0.50", "0.014", []),
    ],
)
def test_the_largest_ratio_that_the_prints_allow_counts(mitragynine, seven, expected):
    assert codes(pair(mitragynine, seven), CHECK) == expected


def test_liquids_are_compared_by_volume():
    assert codes(pair("0.112", "0.941", unit="mg/mL"), CHECK) == [CHECK]


def test_amounts_per_article_are_not_compared():
    assert codes(pair("0.112", "0.941", unit="mg/serving"), CHECK) == []


def test_mitragynine_that_is_not_bounded_stays_quiet():
    assert codes(pair("ND", "0.9"), CHECK) == []


def test_the_finding_is_a_note():
    (found,) = findings(example(), CHECK)
    assert found.severity is Severity.NOTE
    assert "at most 75.2 : 1" in found.says
