import pytest

from labs.coa import CertificateOfAnalysis
from tests.labs.builders import a_coa, a_result, codes, findings

CHECK = "arith.aflatoxin_total"


NAMES = ("aflatoxin_b1", "aflatoxin_b2", "aflatoxin_g1", "aflatoxin_g2")


def toxins(total: str, *parts: str, lod: str | None = "0.17", loq: str | None = "0.50") -> CertificateOfAnalysis:
    """B1, B2, G1, G2 and their total in µg/kg."""
    rows = [
        a_result(name, value=part, unit="µg/kg", lod=lod, loq=loq) for name, part in zip(NAMES, parts, strict=False)
    ]
    return a_coa(*rows, a_result("aflatoxins_total", value=total, unit="µg/kg"))


def example() -> CertificateOfAnalysis:
    return toxins("9.72", "1.71", "0.85", "0.76", "ND")


@pytest.mark.parametrize(
    ("total", "expected"),
    [
        ("3.32", []),
        ("3.82", []),  # the LOQ was added for ND
        ("3.85", []),  # digits of every row cut off
        ("3.86", [CHECK]),
        ("3.30", []),
        ("3.29", [CHECK]),
    ],
)
def test_a_total_is_what_its_parts_allow(total: str, expected: list[str]):
    assert codes(toxins(total, "1.71", "0.85", "0.76", "ND"), CHECK) == expected


def test_nothing_detected_adds_up_to_nothing_detected():
    assert codes(toxins("ND", "ND", "ND", "ND", "ND"), CHECK) == []


def test_without_limits_nd_may_be_any_amount():
    assert codes(toxins("9.72", "1.71", "0.85", "0.76", "ND", lod=None, loq=None), CHECK) == []


def test_a_part_that_is_more_than_the_total_needs_no_limits():
    assert codes(toxins("1.20", "1.71", "ND", lod=None, loq=None), CHECK) == [CHECK]


def test_parts_in_another_unit_are_converted():
    rows = [a_result(name, value="0.001", unit="ppm") for name in NAMES]
    assert codes(a_coa(*rows, a_result("aflatoxins_total", value="4.0", unit="ppb")), CHECK) == []
    assert codes(a_coa(*rows, a_result("aflatoxins_total", value="40.0", unit="ppb")), CHECK) == [CHECK]


def test_the_finding_rests_on_the_total_and_its_parts():
    (finding,) = findings(example(), CHECK)
    assert [one.text for one in finding.evidence] == ["9.72", "1.71", "0.85", "0.76", "ND"]
