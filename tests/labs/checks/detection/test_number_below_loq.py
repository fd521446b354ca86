from dataclasses import replace

import pytest

from labs.coa import CertificateOfAnalysis
from tests.labs.builders import a_coa, a_result, a_row, codes

CHECK = "lod.number_below_loq"


ABOVE = a_result("cadmium", value="0.5", lod="0.003", loq="0.010")


def example() -> CertificateOfAnalysis:
    return a_coa(ABOVE, a_result("lead", value="0.006", lod="0.003", loq="0.010"))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("0.010", []),
        ("0.009", []),  # may be 0.0095, and the LOQ too
        ("0.008", [CHECK]),
        ("0.001", []),  # below its LOD, which is another check's
        ("0.006 J", []),  # marked as an estimate
        ("<LOQ", []),
        ("ND", []),
        ("0", []),
    ],
)
def test_a_number_between_lod_and_loq_is_asked_about(value: str, expected: list[str]):
    assert codes(a_coa(ABOVE, a_result("lead", value=value, lod="0.003", loq="0.010")), CHECK) == expected


@pytest.mark.parametrize(
    ("limit", "lod_unit", "expected"),
    [("0.1", "ppm", [CHECK]), ("0.005", "ppm", []), (None, "ppm", []), ("0.1", "", [])],
)
def test_the_only_number_of_a_panel_needs_a_printed_unit_and_a_limit_above_the_loq(limit, lod_unit, expected):
    found = a_result("boscalid", value="0.006", lod="0.003", loq="0.010", lod_unit=lod_unit, limit=limit)
    others = [a_result(name, value="ND", lod="0.003", loq="0.010", limit=limit) for name in ("captan", "diazinon")]
    assert codes(a_coa(found, *others), CHECK) == expected


def test_a_column_in_another_unit_stays_quiet():
    rows = (a_result(name, value="0.145", lod="2", loq="20", lod_unit="ppm") for name in ("lead", "cadmium", "arsenic"))
    assert codes(a_coa(*rows), CHECK) == []


@pytest.mark.parametrize(("has_own_unit", "expected"), [(True, [CHECK]), (False, [])])
def test_a_limit_that_prints_its_unit_is_of_the_column_in_that_unit(has_own_unit: bool, expected: list[str]):
    rows = [
        ("corynantheidine", "0.0031", "0.031"),
        ("paynantheine", "0.2700", "2.700"),
        ("mitragynine", "1.40", "14.0"),
    ]
    results = [
        replace(one, loq=replace(one.loq, has_own_unit=has_own_unit))
        for row, (name, share, much) in enumerate(rows)
        for one in a_row(name, (share, "%"), (much, "mg/g"), row=row, loq="0.0057", lod_unit="%")
    ]
    assert codes(a_coa(*results), CHECK) == expected
