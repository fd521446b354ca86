from dataclasses import replace

import pytest

from labs.coa import CertificateOfAnalysis
from tests.labs.builders import a_coa, a_print, a_result, codes, findings

CHECK = "lod.number_below_lod"
SOUND = a_result("cadmium", value="0.069", lod="0.002")  # shows that LOD and result are in one unit


def example() -> CertificateOfAnalysis:
    return a_coa(
        a_result("cadmium", value="0.014", lod="0.002"),
        a_result("lead", value="0.103", lod="0.003"),
        a_result("mercury", value="0.001", lod="0.003"),
    )


@pytest.mark.parametrize(
    ("value", "lod", "expected"),
    [
        ("0.001", "0.003", [CHECK]),
        ("0.003", "0.003", []),
        ("0.0025", "0.003", []),  # a LOD of 0.003 may be 0.0025
        ("0.02", "0.003", []),
        ("0", "0.003", []),
        ("ND", "0.003", []),
        ("<0.001", "0.003", []),
        ("0.001", None, []),
        ("~0.001", "0.003", []),
    ],
)
def test_a_number_is_compared_with_its_lod(value, lod, expected):
    assert codes(a_coa(SOUND, a_result("mercury", value=value, lod=lod)), CHECK) == expected


def test_a_lod_in_another_unit_is_converted_first():
    sound = a_result("cadmium", value="0.069", lod="2", lod_unit="ppb")
    assert codes(a_coa(sound, a_result("mercury", value="0.011", lod="3", lod_unit="ppb")), CHECK) == []
    assert codes(a_coa(sound, a_result("mercury", value="0.001", lod="3", lod_unit="ppb")), CHECK) == [CHECK]


def test_a_column_of_lods_in_a_smaller_unit_stays_quiet():
    # Results in µg/g, LODs in µg/kg that were read as µg/g: most numbers seem to lie below.
    rows = [
        a_result("lead", value="0.003", unit="µg/g", lod="0.0169", limit="1"),
        a_result("cadmium", value="0.001", unit="µg/g", lod="0.0256", limit="0.4"),
        a_result("copper", value="6.820", unit="µg/g", lod="0.0446"),
    ]
    assert codes(a_coa(*rows), CHECK) == []


def test_a_lone_number_stays_quiet_unless_its_lod_prints_the_unit():
    lone = a_result("mercury", value="0.001", lod="0.003")
    assert codes(a_coa(lone), CHECK) == []
    with_unit = replace(lone, lod=replace(lone.lod, printed=a_print("0.003 ppm")))
    assert codes(a_coa(with_unit), CHECK) == [CHECK]


def test_a_reading_in_doubt_stays_quiet():
    doubtful = a_result("mercury", value="0.001", lod="0.003", doubts=("two numbers in one cell",))
    assert codes(a_coa(SOUND, doubtful), CHECK) == []


def test_loss_on_drying_is_no_limit_of_detection():
    rows = [a_result("moisture", value="9.1", unit="%", lod="3"), a_result("moisture", value="2.0", unit="%", lod="8")]
    assert codes(a_coa(*rows), CHECK) == []


def test_the_finding_sets_out_both_numbers():
    (finding,) = findings(a_coa(SOUND, a_result("mercury", value="0.001", lod="0.003")), CHECK)
    assert finding.says == "Mercury (total) is printed as 0.001 ppm, below its limit of detection of 0.003 ppm."
    assert "0.0005 to 0.0015 ppm" in finding.arithmetic
    assert [one.text for one in finding.evidence] == ["0.001", "0.003"]
