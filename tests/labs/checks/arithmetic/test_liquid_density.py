import pytest

from labs.coa import CertificateOfAnalysis
from tests.labs.builders import a_coa, a_result, a_row, codes, findings

CHECK = "arith.liquid_density"


def a_liquid(by_volume: str, by_mass: str, **facts: str) -> CertificateOfAnalysis:
    """One row in mg/mL and mg/g; a printed density as ``density="1.10"``."""
    density = [a_result("density", value=facts["density"], unit="g/mL")] if "density" in facts else []
    return a_coa(a_row("mitragynine", (by_volume, "mg/mL"), (by_mass, "mg/g"), row=0), *density)


def example() -> CertificateOfAnalysis:
    return a_liquid("0.941", "0.412")


@pytest.mark.parametrize(
    ("by_volume", "by_mass", "expected"),
    [
        ("1.100", "1.000", []),
        ("1.400", "1.000", []),  # syrup
        ("1.402", "1.000", []),  # 1.401 / 1.001 is within 1.40 g/mL still
        ("1.403", "1.000", [CHECK]),
        ("0.750", "1.000", []),  # alcohol
        ("0.747", "1.000", [CHECK]),
        ("ND", "1.000", []),
    ],
)
def test_a_liquid_weighs_between_alcohol_and_syrup(by_volume: str, by_mass: str, expected: list[str]):
    assert codes(a_liquid(by_volume, by_mass), CHECK) == expected


def test_a_printed_density_decides():
    assert codes(a_liquid("1.100", "1.000", density="1.10"), CHECK) == []
    assert codes(a_liquid("1.100", "1.000", density="1.02"), CHECK) == [CHECK]


def test_a_table_is_told_once():
    rows = [a_row(name, ("2.0", "mg/mL"), ("1.0", "mg/g"), row=n) for n, name in enumerate(("lead", "cadmium"))]
    assert len(findings(a_coa(*rows), CHECK)) == 1
