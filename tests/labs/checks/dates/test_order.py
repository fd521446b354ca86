import pytest

from labs.coa import CertificateOfAnalysis
from tests.labs.builders import a_coa, codes, findings

CHECK = "date.order"


def example() -> CertificateOfAnalysis:
    return a_coa(received="2026-06-09", reported="2026-06-02")


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ({}, 0),
        ({"reported": "2026-06-02"}, 0),
        ({"received": "2026-06-09", "reported": "2026-06-19"}, 0),
        ({"received": "2026-06-09", "reported": "2026-06-09"}, 0),
        ({"received": "2026-06-09", "reported": "2026-06-08"}, 0),  # a day of slack
        ({"received": "2026-06-09", "reported": "2026-06-07"}, 1),
        ({"manufactured": "2026-06-10", "sampled": "2026-06-01"}, 1),
        ({"tested": "2026-06-01", "received": "2026-06-09"}, 1),
        ({"tested": "2026-06-17", "reported": "2026-06-02"}, 1),
        ({"completed": "2026-06-17", "reported": "2026-06-02"}, 1),
        ({"completed": "2026-06-17", "reported": "2026-06-17"}, 0),
        ({"manufactured": "2026-06-01", "expires": "2025-06-01"}, 1),
        ({"expires": "2026-01-01", "reported": "2026-06-02"}, 0),  # of something kept past its date
    ],
)
def test_each_stage_comes_no_earlier_than_the_ones_before_it(dates, expected):
    assert codes(a_coa(**dates), CHECK) == [CHECK] * expected


@pytest.mark.parametrize(
    ("received", "reported", "expected"),
    [
        ("2026-03-04|2026-04-03", "2026-03-20", []),  # in order as 4 March
        ("2026-03-04|2026-04-03", "2026-02-20", [CHECK]),
        ("2026-06-09", "2026-05-07|2026-07-05", []),
        ("2026-08-09", "2026-05-07|2026-07-05", [CHECK]),
    ],
)
def test_an_unclear_date_counts_only_if_no_reading_is_in_order(received, reported, expected):
    assert codes(a_coa(received=received, reported=reported), CHECK) == expected


def test_one_date_out_of_order_is_one_finding_against_the_latest_before_it():
    coa = a_coa(sampled="2026-06-06", received="2026-06-09", reported="2026-06-02")
    (finding,) = findings(coa, CHECK)
    assert finding.says == "The date reported, 2026-06-02, is 7 days before the date received, 2026-06-09."
    assert [one.text for one in finding.evidence] == ["2026-06-02", "2026-06-09"]
    assert finding.arithmetic.splitlines() == [
        "received    2026-06-09",
        "reported    2026-06-02",
        "difference  7 days, of which one is allowed for time zones",
    ]
