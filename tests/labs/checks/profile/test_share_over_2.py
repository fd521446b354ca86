import pytest

from labs.checks import Severity
from labs.coa import CertificateOfAnalysis
from tests.labs.builders import a_coa, a_result, codes, findings

CHECK = "alk.share_over_2"
MINOR = ("paynantheine", "speciogynine", "speciociliatine", "corynantheidine")


def example() -> CertificateOfAnalysis:
    names = ("mitragynine", "paynantheine", "speciogynine", "speciociliatine", "corynantheidine")
    return a_coa(
        a_result("7_hydroxymitragynine", value="1.73", unit="mg/g"),
        *(a_result(name, value="3.20", unit="mg/g") for name in names),
    )


def panel(mitragynine, seven, *minor, unit="%", total=None, lod=None):
    names = ("mitragynine", "7_hydroxymitragynine", *MINOR)
    rows = [
        a_result(name, value=value, unit=unit, lod=lod)
        for name, value in zip(names, (mitragynine, seven, *minor), strict=False)
    ]
    return a_coa(*rows, *([a_result("total_alkaloids", value=total, unit=unit)] if total else []))


@pytest.mark.parametrize(
    ("seven", "expected"), [("0.014", []), ("0.036", []), ("0.050", [CHECK]), ("<0.9", []), ("ND", []), ("NT", [])]
)
def test_a_wide_panel_shows_the_share(seven, expected):
    coa = panel("1.553", seven, "0.259", "0.164", "0.276", "0.042", lod="0.003")
    assert codes(coa, CHECK) == expected


def test_a_share_that_rounding_leaves_open_stays_quiet():
    # 0.04 may be 0.035, which is 1.8 % of 1.995.
    assert codes(panel("1.50", "0.04", "0.20", "0.10", "0.10", "0.03"), CHECK) == []


@pytest.mark.parametrize(
    ("mitragynine", "seven", "expected"),
    [
        ("1.30", "0.02", []),
        ("1.30", "0.05", []),  # 3.7 % of the two, but of all alkaloids one cannot tell
        ("1.30", "0.40", [CHECK]),  # more than 2 % even if mitragynine were only 12 % of all
    ],
)
def test_two_alkaloids_can_show_a_pass_but_hardly_a_breach(mitragynine, seven, expected):
    assert codes(panel(mitragynine, seven), CHECK) == expected


@pytest.mark.parametrize(
    ("rows", "total", "expected"),
    [
        (("1.30", "0.06", "0.20", "0.10"), "1.66", [CHECK]),
        (("1.30", "0.06"), "1.36", []),  # a total of two rows says nothing of the others
        (("1.30", "0.06"), "2.00", [CHECK]),  # this one covers others, too
        (("1.30", "0.06"), "4.00", []),
    ],
)
def test_a_printed_total_counts_when_it_covers_more_than_a_few_rows(rows, total, expected):
    assert codes(panel(*rows, total=total), CHECK) == expected


def test_not_detected_without_a_limit_bounds_nothing_and_stays_quiet():
    assert codes(panel("0.1", "0.9", "ND", "ND", "ND", "ND"), CHECK) == []
    assert codes(panel("0.1", "0.9", "ND", "ND", "ND", "ND", lod="0.01"), CHECK) == [CHECK]


def test_a_report_without_mitragynine_and_total_cannot_tell():
    assert codes(a_coa(a_result("7_hydroxymitragynine", value="0.9", unit="%")), CHECK) == []


def test_liquids_are_compared_by_volume():
    assert codes(panel("0.112", "0.941", "0.1", "0.1", "0.1", "0.1", unit="mg/mL"), CHECK) == [CHECK]


def test_a_reading_in_doubt_stays_quiet():
    doubtful = a_result("paynantheine", value="0.2", unit="%", doubts=("two numbers in one cell",))
    coa = a_coa(doubtful, *panel("0.1", "0.9").results)
    assert codes(coa, CHECK) == []


def test_the_finding_is_an_alert_that_names_the_share_of_what_the_report_gives_and_the_cap():
    (finding,) = findings(panel("1.086", "0.174", "0.200", "0.116", "0.204", "0.025"), CHECK)
    assert finding.severity is Severity.ALERT
    assert finding.says == (
        "7-Hydroxymitragynine, printed as 0.174 %, is at least 9.6 % of the alkaloids that the report gives, "
        "above the 2 % that several US states allow."
    )
    assert "all alkaloids, at most (6 alkaloids listed)" in finding.arithmetic
    assert finding.evidence[0].text == "0.174"
