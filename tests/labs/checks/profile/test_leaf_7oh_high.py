import pytest

from labs.checks import Severity
from labs.checks.forms import Form
from labs.coa import CertificateOfAnalysis, Sample
from tests.labs.builders import a_coa, a_print, a_result, codes, findings

CHECK = "alk.leaf_7oh_high"


def leaf(seven, mitragynine="1.086", matrix="Kratom, ground leaf", name=None, unit="%"):
    results = a_coa(
        a_result("mitragynine", value=mitragynine, unit="%"), a_result("7_hydroxymitragynine", value=seven, unit=unit)
    ).results
    printed = None if matrix is None else a_print(matrix)
    product = None if name is None else a_print(name)
    return a_coa(samples=(Sample(matrix=printed, product_name=product, results=results),))


def example() -> CertificateOfAnalysis:
    return leaf("0.174")


@pytest.mark.parametrize(
    ("seven", "expected"),
    [
        ("0.012", []),
        ("0.044", []),  # laboratories differ by as much
        ("0.0451", []),  # 0.04 with that: 0.04507
        ("0.0452", [Severity.NOTE]),
        ("0.0561", [Severity.NOTE]),
        ("0.0570", [Severity.WARNING]),
        ("0.111", [Severity.WARNING]),
        ("0.112", [Severity.ALERT]),
        ("ND", []),
        ("<0.5", []),
    ],
)
def test_the_more_the_heavier(seven, expected):
    assert [one.severity for one in findings(leaf(seven), CHECK)] == expected


@pytest.mark.parametrize("matrix", ["Kratom extract", "Powder", None])
def test_what_is_not_called_leaf_is_not_asked(matrix):
    assert codes(leaf("0.5", matrix=matrix), CHECK) == []


def test_what_is_registered_as_leaf_is_leaf():
    (found,) = findings(leaf("0.5", matrix=None), CHECK, form=Form.LEAF)
    assert found.severity is Severity.ALERT


def test_what_is_registered_as_extract_is_none():
    assert codes(leaf("0.5"), CHECK, form=Form.EXTRACT) == []


def test_a_name_alone_makes_no_alert():
    (found,) = findings(leaf("0.5", matrix=None, name="Gold Leaf Kratom"), CHECK)
    assert found.severity is Severity.WARNING


def test_more_mitragynine_than_leaf_holds_makes_no_alert():
    (found,) = findings(leaf("0.5", mitragynine="30.0"), CHECK)
    assert found.severity is Severity.WARNING


def test_a_liquid_cannot_tell():
    assert codes(leaf("0.9", unit="mg/mL"), CHECK) == []


def test_the_finding_names_the_print_and_the_step():
    (found,) = findings(leaf("0.174"), CHECK)
    assert found.analyte == "7_hydroxymitragynine"
    assert found.says == (
        "7-Hydroxymitragynine, printed as 0.174 %, is above what the Czech Republic allows in leaf, 0.1 %."
    )
