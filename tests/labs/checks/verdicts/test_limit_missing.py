import pytest

from labs.checks import Severity
from labs.coa import CertificateOfAnalysis
from tests.labs.builders import a_coa, a_result, a_row, codes, findings

CHECK = "pf.limit_missing"


def example() -> CertificateOfAnalysis:
    return a_coa(
        a_result("lead", value="0.120", status="PASS"),
        a_result("cadmium", value="0.030", limit="0.50", status="PASS"),
    )


@pytest.mark.parametrize(
    ("limit", "status", "expected"),
    [(None, "PASS", [CHECK]), (None, "FAIL", [CHECK]), ("0.50", "PASS", []), (None, "Tested", []), (None, None, [])],
)
def test_a_verdict_needs_a_limit(limit, status, expected):
    assert codes(a_coa(a_result("lead", limit=limit, status=status)), CHECK) == expected


def test_one_limit_does_for_all_columns_of_a_row():
    first, second = a_row("lead", ("0.1", "ppm"), ("100", "ppb"), row=0, status="PASS")
    (limited,) = a_row("lead", ("0.1", "ppm"), row=0, status="PASS", limit="0.5")
    assert codes(a_coa((first, second)), CHECK) == [CHECK]
    assert codes(a_coa((limited, second)), CHECK) == []


def test_a_panel_makes_one_finding():
    rows = [a_result(slug, status="PASS") for slug in ("lead", "cadmium", "arsenic", "mercury", "nickel", "chromium")]
    (found,) = findings(a_coa(*rows, a_result("lead", limit="0.5", status="PASS")), CHECK)
    assert "and 5 more of its panel" in found.says
    assert found.arithmetic.splitlines()[-1].split() == ["and", "1", "more"]


@pytest.mark.parametrize(
    ("slug", "value", "expected"), [("salmonella", "Not detected", []), ("lead", "ND", [CHECK]), ("lead", "Pass", [])]
)
def test_an_absence_is_its_own_limit(slug, value, expected):
    assert codes(a_coa(a_result(slug, value=value, status="PASS")), CHECK) == expected


def test_it_is_a_note():
    (found,) = findings(example(), CHECK)
    assert found.severity is Severity.NOTE


def test_a_reading_in_doubt_stays_quiet():
    assert codes(a_coa(a_result("lead", status="PASS", doubts=("blurred",))), CHECK) == []
