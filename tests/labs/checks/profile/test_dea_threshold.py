import pytest

from labs.checks import Severity
from labs.checks.forms import Form
from labs.coa import CertificateOfAnalysis
from tests.labs.builders import a_coa, a_result, codes, findings

CHECK = "alk.dea_threshold"
SEVEN = "7_hydroxymitragynine"


def example() -> CertificateOfAnalysis:
    return a_coa(a_result(SEVEN, value="0.174", unit="%"))


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        ("0.050", "%", []),
        ("0.051", "%", [CHECK]),
        ("0.51", "mg/g", [CHECK]),
        ("0.50", "mg/mL", []),
        ("0.51", "mg/mL", [CHECK]),
        ("<0.9", "%", []),
        ("ND", "%", []),
    ],
)
def test_all_that_the_print_allows_must_be_above_the_line(value, unit, expected):
    assert codes(a_coa(a_result(SEVEN, value=value, unit=unit)), CHECK) == expected


@pytest.mark.parametrize(
    ("form", "value", "unit", "expected"),
    [
        (Form.EXTRACT, "1.1", "mg/tablet", [CHECK]),
        (Form.EXTRACT, "1.0", "mg/tablet", []),
        (Form.EXTRACT, "9.0", "mg/serving", []),  # a serving may be several articles
        (Form.LEAF, "1.1", "mg/capsule", []),
        (None, "1.1", "mg/capsule", []),
    ],
)
def test_an_article_has_a_line_of_its_own_unless_it_is_leaf(form, value, unit, expected):
    assert codes(a_coa(a_result(SEVEN, value=value, unit=unit)), CHECK, form=form) == expected


def test_the_finding_is_a_note_that_speaks_of_a_notice():
    (found,) = findings(example(), CHECK)
    assert found.severity is Severity.NOTE
    assert "the line in DEA's notice of July 2026, 0.05 %" in found.says
