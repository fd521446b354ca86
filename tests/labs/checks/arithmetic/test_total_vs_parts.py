import pytest

from labs.coa import CertificateOfAnalysis
from tests.labs.builders import a_coa, a_result, codes, findings

CHECK = "arith.total_vs_parts"


def example() -> CertificateOfAnalysis:
    return a_coa(
        a_result("mitragynine", value="14.86", unit="mg/g"),
        a_result("paynantheine", value="3.26", unit="mg/g"),
        a_result("speciogynine", value="<LOQ", unit="mg/g", loq="0.06"),
        a_result("total_alkaloids", value="22.99", unit="mg/g"),
    )


def alkaloids(*values, total, unit="mg/g", **facts):
    names = ("mitragynine", "7_hydroxymitragynine", "paynantheine", "speciogynine")
    rows = [a_result(name, value=value, unit=unit, **facts) for name, value in zip(names, values, strict=False)]
    return [*rows, a_result("total_alkaloids", value=total, unit=unit)]


@pytest.mark.parametrize(
    ("values", "total", "expected"),
    [
        (("14.86", "0.13", "3.26"), "18.25", []),
        (("14.86", "0.13", "3.26"), "18.26", []),  # rounded rows may lose a last place
        (("14.86", "0.13", "3.26"), "18.27", []),
        (("14.86", "0.13", "3.26"), "27.60", [CHECK]),
        (("14.86", "0.13", "3.26"), "10.00", [CHECK]),
        (("14.86", "0.13", "NT"), "14.99", []),
    ],
)
def test_a_total_is_what_its_rows_allow(values, total, expected):
    assert codes(a_coa(*alkaloids(*values, total=total)), CHECK) == expected


@pytest.mark.parametrize(
    ("row", "total", "expected"),
    [
        ({"value": "ND", "lod": "0.05"}, "15.03", []),  # up to the LOD may be in the total
        ({"value": "ND", "lod": "0.05"}, "15.20", [CHECK]),
        ({"value": "<LOQ", "loq": "0.20"}, "15.15", []),
        ({"value": "<LOQ", "loq": "0.20"}, "15.40", [CHECK]),
        ({"value": "ND"}, "27.60", []),  # without a LOD, ND may be anything
        ({"value": "ND"}, "10.00", []),
    ],
)
def test_what_was_not_measured_counts_up_to_the_limit_of_the_method(row, total, expected):
    coa = a_coa(*alkaloids("14.86", "0.13", total=total), a_result("speciogynine", unit="mg/g", **row))
    assert codes(coa, CHECK) == expected


def test_a_total_may_cover_a_second_block_of_the_panel():
    rows = alkaloids("14.86", "0.13", total="18.25")
    assert codes(a_coa(*rows, a_result("paynantheine", value="3.26", unit="mg/g", table=1)), CHECK) == []


def test_of_two_totals_one_may_be_a_formula():
    rows = [*alkaloids("14.86", "0.13", total="14.99"), a_result("total_alkaloids", value="20.0", unit="mg/g")]
    assert codes(a_coa(*rows), CHECK) == []


def test_the_finding_names_the_plain_difference():
    (finding,) = findings(a_coa(*alkaloids("14.86", "0.13", total="27.60")), CHECK)
    assert finding.says == "The rows add up to 14.99 mg/g, but the printed total is 27.60 mg/g."
    assert finding.arithmetic.splitlines()[-1].split() == ["difference", "12.61", "mg/g"]
