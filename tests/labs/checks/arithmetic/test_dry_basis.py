import pytest

from labs.coa import CertificateOfAnalysis
from tests.labs.builders import a_coa, a_result, a_row, codes, findings

CHECK = "arith.dry_basis"


def a_leaf(wet: str, dry: str, moisture: str | None = "8.00", units: tuple[str, str] = ("mg/g", "mg/g dry weight")):
    """Mitragynine as received and on dry weight, and the moisture."""
    water = [] if moisture is None else [a_result("moisture", value=moisture, unit="%")]
    return a_coa(a_row("mitragynine", (wet, units[0]), (dry, units[1]), row=0), *water)


def example() -> CertificateOfAnalysis:
    return a_leaf("14.20", "14.20")


@pytest.mark.parametrize(
    ("dry", "expected"), [("15.43", []), ("15.45", []), ("15.46", [CHECK]), ("15.42", []), ("15.41", [CHECK])]
)
def test_dry_weight_follows_from_the_moisture(dry: str, expected: list[str]):
    # 14.20 / 0.92 = 15.435; give or take one place of each number 15.422 to 15.447, give or take 0.01
    assert codes(a_leaf("14.20", dry), CHECK) == expected


def test_less_on_dry_weight_than_as_received_needs_no_moisture():
    assert codes(a_leaf("14.20", "13.10", None), CHECK) == [CHECK]


def test_more_on_dry_weight_says_nothing_without_the_moisture():
    assert codes(a_leaf("14.20", "18.00", None), CHECK) == []


@pytest.mark.parametrize("units", [("%", "% dry"), ("% as is", "% (dry basis)"), ("mg/g", "mg/g d.w.")])
def test_a_basis_is_written_in_many_ways(units: tuple[str, str]):
    assert codes(a_leaf("1.420", "1.420", units=units), CHECK) == [CHECK]


def test_the_finding_rests_on_all_three_prints():
    (finding,) = findings(example(), CHECK)
    assert [one.text for one in finding.evidence] == ["14.20", "14.20", "8.00"]
