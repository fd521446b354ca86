import pytest

from labs.coa import CertificateOfAnalysis
from tests.labs.builders import a_coa, a_result, a_row, codes, findings

CHECK = "arith.sum_gt_total"


def example() -> CertificateOfAnalysis:
    return a_coa(
        a_result("mitragynine", value="13.063", unit="mg/g"),
        a_result("paynantheine", value="3.075", unit="mg/g"),
        a_result("speciogynine", value="ND", unit="mg/g", lod="0.02"),
        a_result("total_alkaloids", value="14.96", unit="mg/g"),
    )


def alkaloids(*values, unit="%", total=None, table=0):
    """Rows of an alkaloid table in reading order, with a total where one is named."""
    names = ("mitragynine", "7_hydroxymitragynine", "paynantheine", "speciogynine")
    rows = [a_result(name, value=value, unit=unit, table=table) for name, value in zip(names, values, strict=False)]
    return rows if total is None else [*rows, a_result("total_alkaloids", value=total, unit=unit, table=table)]


@pytest.mark.parametrize(
    ("values", "total", "expected"),
    [
        (("0.540", "0.515", "0.105"), "1.16", []),
        (("0.540", "0.515", "0.105"), "1.16000", []),
        (("0.5", "0.5", "0.1"), "1.0", []),  # 0.45 + 0.45 + 0.05 is less than 1.05
        (("0.02501",), "0.02", []),  # a total whose digits were cut off
        (("0.540", "0.515", "0.105"), "1.10", [CHECK]),
        (("0.540", "0.515", "0.105"), "1.30", []),  # more than the rows: alkaloids that are not listed
        (("61.203", "0.040", "ND"), "57.403", [CHECK]),
        (("61.203", "0.040", "ND"), "ND", []),
        (("61.203", "0.040", "ND"), "~57.403", []),
        (("61.203",), None, []),
    ],
)
def test_the_rows_are_at_most_the_printed_total(values, total, expected):
    assert codes(a_coa(*alkaloids(*values, total=total)), CHECK) == expected


def test_rows_of_another_unit_or_table_do_not_count():
    rows = [*alkaloids("1.2", "0.1", unit="%", total="1.3"), *alkaloids("12.0", "1.0", unit="mg/g", table=1)]
    assert codes(a_coa(*rows), CHECK) == []


def test_what_is_made_from_alkaloids_need_not_be_in_the_total():
    rows = [*alkaloids("1.2", "0.1", total="1.3"), a_result("dihydro_7_hydroxymitragynine", value="0.5", unit="%")]
    assert codes(a_coa(*rows), CHECK) == []


def test_an_analyte_listed_twice_in_one_unit_is_two_bases_and_stays_quiet():
    rows = [*alkaloids("1.2", "0.1", total="1.3"), a_result("mitragynine", value="1.3", unit="%")]
    assert codes(a_coa(*rows), CHECK) == []


def test_with_two_totals_the_rows_may_belong_to_the_larger():
    rows = [*alkaloids("1.2", "0.3", total="1.2"), a_result("total_alkaloids", value="1.5", unit="%")]
    assert codes(a_coa(*rows), CHECK) == []


def test_totals_of_cannabinoids_are_not_plain_sums():
    rows = [
        a_result("thca", value="20.0", unit="%"),
        a_result("delta_9_thc", value="1.0", unit="%"),
        a_result("total_thc", value="18.5", unit="%"),
    ]
    assert codes(a_coa(*rows), CHECK) == []


def test_a_reading_in_doubt_stays_quiet():
    rows = alkaloids("61.203", "0.040", total="57.403")
    doubtful = a_result("paynantheine", value="ND", unit="%", doubts=("covered text",))
    assert codes(a_coa(*rows, doubtful), CHECK) == []


def test_a_total_in_a_bar_of_its_own_sums_the_table_above_it():
    rows = [*alkaloids("1.2", "0.3"), a_result("total_alkaloids", value="1.2", unit="%", table=1)]
    assert codes(a_coa(*rows), CHECK) == [CHECK]


def test_a_total_of_another_page_does_not_sum_this_one():
    rows = [*alkaloids("1.2", "0.3"), a_result("total_alkaloids", value="1.2", unit="%", table=1, page=2)]
    assert codes(a_coa(*rows), CHECK) == []


def test_one_total_in_two_units_is_one_finding_that_sets_out_the_sum():
    rows = [
        a_row("mitragynine", ("61.203", "%"), ("612.03", "mg/g"), row=0),
        a_row("7_hydroxymitragynine", ("0.040", "%"), ("0.40", "mg/g"), row=1),
        a_row("total_alkaloids", ("57.403", "%"), ("574.03", "mg/g"), row=2),
    ]
    (finding,) = findings(a_coa(*rows), CHECK)
    assert finding.says == "The rows add up to 61.243 %, more than the printed total of 57.403 %."
    assert finding.arithmetic.splitlines() == [
        "Mitragynine               61.203 %",
        "7-Hydroxymitragynine       0.040 %",
        "sum of the rows           61.243 %",
        "with rounding or cutting  61.242 to 61.245 %",
        "printed total             57.403 %",
        "with rounding or cutting  57.4025 to 57.404 %",
        "difference                 3.84 %",
        "The same holds for the column in mg/g.",
    ]
    assert [one.text for one in finding.evidence] == ["57.403", "61.203", "0.040"]
    assert finding.analyte == "total_alkaloids"
