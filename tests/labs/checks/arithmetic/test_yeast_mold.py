import pytest

from labs.coa import CertificateOfAnalysis
from tests.labs.builders import a_coa, a_result, codes, findings

CHECK = "arith.yeast_mold"


def counts(total: str, yeast: str, mold: str, unit: str = "CFU/g") -> CertificateOfAnalysis:
    """The three counts of one sample."""
    values = {"tymc": total, "yeast": yeast, "mold": mold}
    return a_coa(*(a_result(name, value=value, unit=unit) for name, value in values.items()))


def example() -> CertificateOfAnalysis:
    return counts("980", "20", "110")


@pytest.mark.parametrize(
    ("total", "yeast", "mold", "expected"),
    [
        ("322", "32", "290", []),
        ("130", "20", "110", []),
        ("443", "25", "114", []),  # 442.5 is less than 140 × 3.16 = 442.7
        ("444", "25", "114", [CHECK]),  # 443.5 is more
        ("25", "25", "114", [CHECK]),
        ("<10", "<10", "<10", []),
        ("<10", "50", "50", [CHECK]),
        ("19", "<10", "<10", []),
        ("TNTC", "20", "110", []),
        ("ND", "20", "110", []),
    ],
)
def test_the_total_is_within_half_a_power_of_ten(total: str, yeast: str, mold: str, expected: list[str]):
    assert codes(counts(total, yeast, mold), CHECK) == expected


def test_counts_of_two_dimensions_are_not_compared():
    rows = [a_result("tymc", value="980", unit="CFU/mL"), a_result("yeast", value="20", unit="CFU/g")]
    assert codes(a_coa(*rows, a_result("mold", value="110", unit="CFU/g")), CHECK) == []


def test_a_count_printed_twice_is_left_alone():
    twice = a_result("tymc", value="120", unit="CFU/g")
    assert codes(a_coa(*counts("980", "20", "110").results, twice), CHECK) == []


def test_the_finding_is_about_the_total():
    (finding,) = findings(example(), CHECK)
    assert finding.analyte == "tymc"
