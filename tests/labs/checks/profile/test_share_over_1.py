import pytest

from labs.checks import Severity
from labs.coa import CertificateOfAnalysis
from tests.labs.builders import a_coa, a_result, codes, findings

CHECK = "alk.share_over_1"
SEVEN = "7_hydroxymitragynine"


def panel(seven, unit="%"):
    names = ("mitragynine", "paynantheine", "speciogynine", "speciociliatine", "corynantheidine")
    values = ("1.300", "0.300", "0.200", "0.150", "0.050")  # 2.000 together
    rows = [a_result(name, value=value, unit=unit) for name, value in zip(names, values, strict=True)]
    return a_coa(a_result(SEVEN, value=seven, unit=unit), *rows)


def example() -> CertificateOfAnalysis:
    return panel("0.035")


@pytest.mark.parametrize(("seven", "expected"), [("0.019", []), ("0.020", []), ("0.021", [CHECK]), ("<0.9", [])])
def test_a_wide_panel_shows_the_share(seven, expected):
    assert codes(panel(seven), CHECK) == expected


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        ("0.50", "mg/container", []),
        ("0.51", "mg/container", [CHECK]),
        ("0.51", "mg/bottle", [CHECK]),
        ("0.51", "mg/serving", []),
        ("ND", "mg/container", []),
    ],
)
def test_so_does_the_amount_in_a_container(value, unit, expected):
    assert codes(a_coa(a_result(SEVEN, value=value, unit=unit)), CHECK) == expected


def test_the_finding_is_a_warning_about_7_oh():
    (found,) = findings(example(), CHECK)
    assert (found.severity, found.analyte) == (Severity.WARNING, SEVEN)
    assert "the 1 % that Mississippi allows" in found.says
