import pytest

from labs.coa import CertificateOfAnalysis
from tests.labs.builders import a_coa, a_result, a_row, codes, findings

CHECK = "lod.loq_below_lod"


def example() -> CertificateOfAnalysis:
    return a_coa(a_result("boscalid", value="ND", unit="mg/kg", lod="0.015", loq="0.004"))


@pytest.mark.parametrize(
    ("lod", "loq", "expected"),
    [
        ("0.005", "0.015", []),
        ("0.005", "0.005", []),
        (None, "0.015", []),
        ("0.015", None, []),
        ("0.015", "0.005", [CHECK]),
    ],
)
def test_loq_is_compared_with_lod(lod, loq, expected):
    assert codes(a_coa(a_result("lead", lod=lod, loq=loq)), CHECK) == expected


def test_a_row_with_two_result_columns_is_one_finding():
    row = a_row("mitragynine", ("1.0", "%"), ("10.0", "mg/g"), row=0, lod="0.3", loq="0.1", lod_unit="mg/g")
    assert codes(a_coa(row), CHECK) == [CHECK]


@pytest.mark.parametrize("words", ["ND", "N/A", "-"])
def test_a_limit_without_a_number_is_not_compared(words):
    assert codes(a_coa(a_result("lead", lod="0.015", loq=words)), CHECK) == []


def test_the_finding_names_both_limits_and_points_at_them():
    (finding,) = findings(a_coa(a_result("boscalid", value="ND", unit="mg/kg", lod="0.015", loq="0.004")), CHECK)
    assert finding.says == "For Boscalid, the LOQ of 0.004 mg/kg is below the LOD of 0.015 mg/kg."
    assert [one.text for one in finding.evidence] == ["0.004", "0.015"]
