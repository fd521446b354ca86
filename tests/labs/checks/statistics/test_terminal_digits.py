import pytest

from labs.checks import Severity
from labs.coa import CertificateOfAnalysis, Panel
from tests.labs.builders import a_coa, a_result, codes, findings

CHECK = "stat.terminal_digits"


def report(*counts):
    digits = "".join(str(digit) * count for digit, count in enumerate(counts))
    rows = (a_result(f"row {n}", value=f"1.2{digit}", panel=Panel.PESTICIDES) for n, digit in enumerate(digits))
    return a_coa(*rows)


def example() -> CertificateOfAnalysis:
    return report(10, 10, 10, 30, 10, 10, 2, 28, 5, 5)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((10,) * 10, []),
        ((10,) * 9 + (9,), []),  # 99 digits
        ((25, 9, 9, 9, 8, 8, 8, 8, 8, 8), []),  # chi-square 25.2
        ((26, 9, 9, 8, 8, 8, 8, 8, 8, 8), [CHECK]),  # chi-square 28.6, above 27.88
        ((99, 0, 0, 0, 0, 0, 0, 0, 0, 0), []),
    ],
)
def test_a_hundred_digits_must_be_less_even_than_chance_makes_them(counts, expected):
    assert codes(report(*counts), CHECK) == expected


def test_it_is_a_note():
    assert [one.severity for one in findings(example(), CHECK)] == [Severity.NOTE]
