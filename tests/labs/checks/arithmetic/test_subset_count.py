import pytest

from labs.coa import CertificateOfAnalysis
from tests.labs.builders import a_coa, a_result, codes

CHECK = "arith.subset_count"


def counts(**values: str) -> CertificateOfAnalysis:
    return a_coa(*(a_result(name, value=value, unit="CFU/g") for name, value in values.items()))


def example() -> CertificateOfAnalysis:
    return counts(tamc="3,700", coliforms="50", e_coli="520")


@pytest.mark.parametrize(
    ("e_coli", "coliforms", "expected"),
    [
        ("50", "500", []),
        ("163", "51", []),  # 162.5 is less than 51.5 × 3.16 = 162.9
        ("164", "51", [CHECK]),  # 163.5 is more
        ("<10", "<10", []),
        ("40", "<10", [CHECK]),
        ("31", "<10", []),
        ("Not Detected", "500", []),
    ],
)
def test_e_coli_is_counted_among_coliforms(e_coli: str, coliforms: str, expected: list[str]):
    assert codes(counts(e_coli=e_coli, coliforms=coliforms), CHECK) == expected


def test_coliforms_are_counted_among_aerobic_microbes():
    assert codes(counts(coliforms="9,100", tamc="100"), CHECK) == [CHECK]


def test_counts_by_mass_and_by_volume_are_not_compared():
    rows = (a_result("e_coli", value="520", unit="CFU/g"), a_result("coliforms", value="50", unit="CFU/mL"))
    assert codes(a_coa(*rows), CHECK) == []
