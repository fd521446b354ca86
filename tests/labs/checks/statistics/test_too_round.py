import pytest

from labs.checks import Severity
from labs.coa import CertificateOfAnalysis, Panel
from tests.labs.builders import a_coa, a_result, codes, findings
from tests.labs.checks.statistics.batches import a_batch

CHECK = "stat.too_round"


def report(round_ones, others, *, make=a_coa, stem="1.2", panel=Panel.PESTICIDES):
    digits = ["05"[one % 2] for one in range(round_ones)] + ["12346789"[one % 8] for one in range(others)]
    return make(*(a_result(f"row {n}", value=f"{stem}{digit}", panel=panel) for n, digit in enumerate(digits)))


def example() -> CertificateOfAnalysis:
    return report(20, 5)


@pytest.mark.parametrize(
    ("round_ones", "others", "expected"),
    [(5, 20, []), (13, 12, [CHECK]), (12, 13, []), (24, 0, []), (25, 0, [CHECK])],
)
def test_25_results_must_be_rounder_than_chance_makes_them(round_ones, others, expected):
    # Of 25, 12 or more are 0 or 5 with a chance of 0.0015, 13 or more with one of 0.0004.
    assert codes(report(round_ones, others), CHECK) == expected


def test_counts_and_numbers_of_two_digits_say_nothing():
    assert codes(report(25, 0, panel=Panel.MICROBIALS), CHECK) == []
    assert codes(report(25, 0, stem="0.1"), CHECK) == []


def test_earlier_reports_of_the_same_hands_count():
    def batch(*rows):
        return a_batch(1, *rows)

    assert codes(report(15, 0, make=batch), CHECK, earlier=(report(15, 0, make=batch),)) == [CHECK]
    assert codes(report(15, 0, make=batch), CHECK, earlier=(report(15, 0),)) == []


def test_it_is_a_note():
    assert [one.severity for one in findings(example(), CHECK)] == [Severity.NOTE]
