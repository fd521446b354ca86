import pytest

from labs.coa import CertificateOfAnalysis
from tests.labs.builders import a_coa, codes, findings

CHECK = "date.expired"


def example() -> CertificateOfAnalysis:
    return a_coa(reported="2026-02-10", expires="2026-08-31")


def test_a_passed_expiry_says_by_how_much():
    (found,) = findings(example(), CHECK)
    assert found.says == "The expiry date, 2026-08-31, had passed by 84 days on 2026-11-23."


@pytest.mark.parametrize(
    ("expires", "expected"),
    [
        ("2026-11-22", [CHECK]),
        ("2026-11-23", []),  # the last day counts
        ("2028-01-01", []),
        ("2026-03-12|2026-12-03", []),
        ("2026-03-04|2026-04-03", [CHECK]),
    ],
)
def test_the_day_after_the_last_is_the_first_past(expires, expected):
    assert codes(a_coa(expires=expires), CHECK) == expected


def test_a_report_without_an_expiry_is_not_asked():
    assert codes(a_coa(reported="2019-01-01"), CHECK) == []
