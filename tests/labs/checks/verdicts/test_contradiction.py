import pytest

from labs.coa import CertificateOfAnalysis, Panel
from tests.labs.builders import a_coa, a_result, a_row, codes, findings

CHECK = "pf.contradiction"


def example() -> CertificateOfAnalysis:
    return a_coa(a_result("cadmium", value="0.640", limit="0.50", status="PASS"))


@pytest.mark.parametrize(
    ("value", "limit", "status", "expected"),
    [
        ("0.640", "0.50", "PASS", [CHECK]),
        ("0.640", "0.50", "FAIL", []),
        ("0.640", "0.50", "Tested", []),
        ("0.640", "0.50", None, []),
        ("0.640", None, "PASS", []),
        ("0.069", "0.50", "PASS", []),
        ("0.069", "0.50", "FAIL", [CHECK]),
        ("0.50", "0.50", "PASS", []),
        ("0.504", "0.50", "PASS", []),  # rounds to the limit
        ("10.4", "10", "PASS", []),
        ("12", "10", "PASS", [CHECK]),
        ("1.37", "1", "PASS", []),
        ("1.37", "1.0", "PASS", [CHECK]),
        ("0.500", "<0.5", "PASS", []),
        ("0.560", "<0.50", "PASS", [CHECK]),
        ("0.50", "<0.50", "FAIL", []),
        ("0.49", "<=0.50", "FAIL", [CHECK]),
        ("0.50", "<=0.50", "FAIL", []),
        ("ND", "0.50", "PASS", []),
        ("ND", "0.50", "FAIL", []),  # without a LOD, ND may be anything
        ("<0.05", "0.50", "FAIL", [CHECK]),
        (">5", "0.50", "PASS", [CHECK]),
        ("NT", "0.50", "PASS", []),
        ("0.640", "N/A", "PASS", []),
        ("0.640", ">0.50", "PASS", []),  # a number from which on it fails, or a least amount
        ("0.640", "0", "PASS", []),
    ],
)
def test_the_word_agrees_with_the_limit(value, limit, status, expected):
    coa = a_coa(a_result("cadmium", value=value, unit="µg/g", limit=limit, status=status))
    assert codes(coa, CHECK) == expected


def test_not_detected_under_a_lod_below_the_limit_cannot_fail():
    failed = a_result("lead", value="ND", lod="0.01", limit="0.5", status="FAIL")
    assert codes(a_coa(failed), CHECK) == [CHECK]


def test_a_limit_in_another_unit_is_converted_or_left_alone():
    def passed(value, limit_unit):
        return a_coa(a_result("lead", value=value, limit="500", limit_unit=limit_unit, status="PASS"))

    assert codes(passed("0.640", "ppb"), CHECK) == [CHECK]
    assert codes(passed("0.440", "ppb"), CHECK) == []
    assert codes(passed("640", "µg/serving"), CHECK) == []


def test_two_result_columns_must_both_contradict_the_one_limit():
    # 1.0 may be meant per gram or per capsule.
    row = a_row("lead", ("1.9", "ppm"), ("0.7", "µg/capsule"), row=0, limit="1.0", status="PASS")
    assert codes(a_coa(row), CHECK) == []


def test_a_whole_column_over_its_limits_is_another_unit():
    rows = [
        a_result(name, value=value, unit="ppb", limit="0.5", status="PASS")
        for name, value in (("lead", "103"), ("cadmium", "69"), ("arsenic", "175"))
    ]
    assert codes(a_coa(*rows), CHECK) == []


def test_a_limit_that_the_method_cannot_see_is_another_unit():
    assert codes(a_coa(a_result("lead", value="12", lod="2", limit="0.5", status="PASS")), CHECK) == []


def test_a_word_for_the_whole_panel_stays_quiet():
    rows = [a_result(name, value="0.01", limit="0.5", status="FAIL") for name in ("lead", "cadmium", "arsenic")]
    assert codes(a_coa(*rows), CHECK) == []


@pytest.mark.parametrize(("value", "expected"), [("1500", []), ("15000", []), ("20000", []), ("22000", [CHECK])])
def test_a_microbial_limit_written_as_a_power_of_ten_is_read_up_to_twice_that(value, expected):
    coa = a_coa(a_result("tymc", value=value, unit="CFU/g", limit="10^4", status="PASS"))
    assert codes(coa, CHECK) == expected


@pytest.mark.parametrize(
    ("limit", "expected"),
    [("1 x 10^4", []), ("1.0E+04", []), ("5 x 10^3", [CHECK]), ("5.0E+03", [CHECK]), ("max. 5.0E+03", [CHECK])],
)
def test_only_a_bare_power_of_ten_is_read_up_to_twice_that(limit, expected):
    coa = a_coa(a_result("tymc", value="8200", unit="CFU/g", limit=limit, status="PASS"))
    assert codes(coa, CHECK) == expected


@pytest.mark.parametrize(("unit", "expected"), [("µg/serving", [CHECK]), ("µg/g", []), ("µg/day", []), ("", [])])
def test_a_limit_that_names_its_unit_is_of_the_column_in_that_unit(unit, expected):
    row = a_row("lead", ("3.2", "µg/g"), ("6.44", "µg/serving"), row=0, limit="5.0", limit_unit=unit, status="PASS")
    assert codes(a_coa(row), CHECK) == expected


@pytest.mark.parametrize(
    ("uncertainty", "unit", "expected"),
    [("0.02", "ppm", [CHECK]), ("0.20", "ppm", []), ("40", "%", []), ("3", "%", [CHECK]), ("3", "k=2", [])],
)
def test_printed_uncertainty_widens_the_limit(uncertainty, unit, expected):
    passed = a_result(
        "lead", value="0.640", limit="0.50", status="PASS", uncertainty=uncertainty, uncertainty_unit=unit
    )
    assert codes(a_coa(passed), CHECK) == expected


@pytest.mark.parametrize(
    ("value", "limit", "status", "expected"),
    [
        ("Absent in 10 g", "Absent in 10 g", "PASS", []),
        ("Detected", "Absent in 10 g", "PASS", [CHECK]),
        ("Detected", "Absent in 10 g", "FAIL", []),
        ("40", "Absent", "PASS", [CHECK]),
        ("<10", "Absent", "PASS", []),
        ("0", "Absent", "PASS", []),
        ("Absent in 10 g", "Absent in 10 g", "FAIL", [CHECK]),
        ("Absent in 1 g", "Absent in 25 g", "FAIL", []),
        ("Negative", "Detected", "PASS", []),
    ],
)
def test_a_limit_in_words_is_honoured(value, limit, status, expected):
    coa = a_coa(a_result("salmonella", value=value, unit="CFU/g", limit=limit, status=status))
    assert codes(coa, CHECK) == expected


def test_a_bare_number_beside_an_alkaloid_may_be_the_least_that_is_asked_for():
    assert codes(a_coa(a_result("mitragynine", value="48", unit="%", limit="45", status="PASS")), CHECK) == []


def test_a_reading_in_doubt_stays_quiet():
    doubtful = a_result("cadmium", value="0.640", limit="0.50", status="PASS", doubts=("covered text",))
    assert codes(a_coa(doubtful), CHECK) == []


def test_panels_other_than_contaminants_need_a_sign():
    moisture = a_result("moisture", value="18.0", unit="%", limit="15.0", status="PASS")
    other = a_result("hardness", value="18.0", unit="%", limit="15.0", status="PASS", panel=Panel.OTHER)
    assert codes(a_coa(moisture), CHECK) == [CHECK]
    assert codes(a_coa(other), CHECK) == []


def test_the_finding_shows_the_number_the_limit_and_the_word():
    coa = a_coa(a_result("cadmium", value="0.640", unit="µg/g", limit="0.50", status="PASS"))
    (finding,) = findings(coa, CHECK)
    assert finding.says == "Cadmium is printed as 0.640 µg/g, over its limit of 0.50 µg/g, and as PASS."
    assert "0.6395 to 0.6405 µg/g" in finding.arithmetic
    assert [one.text for one in finding.evidence] == ["0.640", "0.50", "PASS"]
