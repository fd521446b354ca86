"""Which rows are totals, verdicts or no results, and what titles say, told through small certificates."""

import pytest

from labs.coa import LabVerdict, Panel
from tests.labs.parsing.drawing import Sheet, cells, result


def test_verdicts_under_no_head_are_the_status(sheet: Sheet) -> None:
    rows = [["Arsenic", "0.128", "1.5", "PASS"], ["Lead", "2.107", "1.0", "FAIL"]]
    sheet.table(100, [50, 200, 300, 380], ["Metal", "Result (ppm)", "Limit (ppm)", ""], rows)

    assert [r.verdict for r in sheet.read().coa.results] == [LabVerdict.PASS, LabVerdict.FAIL]


def test_a_second_result_column_of_verdicts_is_the_status(sheet: Sheet) -> None:
    rows = [["Arsenic", "0.128", "PASS"], ["Lead", "ND", "PASS"]]
    sheet.table(100, [50, 200, 300], ["Metal", "Result (ppm)", "Result"], rows)

    parsed = sheet.read()

    assert cells(parsed) == [("Arsenic", "0.128", "ppm"), ("Lead", "ND", "ppm")]
    assert [r.status and r.status.text for r in parsed.coa.results] == ["PASS", "PASS"]


def test_rows_that_sum_others_are_marked(sheet: Sheet) -> None:
    rows = [["Mitragynine", "1.363"], ["Sum of Alkaloids", "1.998"]]
    sheet.table(100, [50, 250], ["Analyte", "% w/w"], rows)

    assert [(r.name.text, r.is_total) for r in sheet.read().coa.results] == [
        ("Mitragynine", False),
        ("Sum of Alkaloids", True),
    ]


def test_a_product_weight_in_a_table_is_no_result(sheet: Sheet) -> None:
    rows = [["Mitragynine", "13.63", "8.89"], ["Total weight per Tablet (g)", "", "0.6304"]]
    sheet.table(100, [50, 250, 350], ["Compound", "mg/g", "mg/tablet"], rows)

    assert {name for name, _, _ in cells(sheet.read())} == {"Mitragynine"}


def test_a_summary_of_panels_is_no_table_of_results(sheet: Sheet) -> None:
    rows = [["Heavy Metals", "05/11/2026", "Pass"], ["Pesticides", "05/12/2026", "Pass"]]
    sheet.table(100, [50, 250, 350], ["Test", "Date Tested", "Result"], rows)

    parsed = sheet.read()

    assert parsed.coa.results == ()
    assert parsed.warnings == ("No table of results was recognised in this report.",)


def test_tables_about_the_measurement_itself_hold_no_results(sheet: Sheet) -> None:
    rows = [["Lead", "3.9", "4.0", "97%"], ["Arsenic", "3.8", "4.0", "95%"]]
    sheet.table(
        100, [50, 180, 320, 450], ["Analyte", "Measured Conc. (ppb)", "Expected Conc. (ppb)", "% Recovery"], rows
    )

    assert sheet.read().coa.results == ()


def test_a_panel_title_gives_panel_verdict_and_method(sheet: Sheet) -> None:
    sheet.text(50, 60, "Heavy Metals", size=14, bold=True)
    sheet.text(500, 60, "PASS", size=11, bold=True)
    sheet.text(50, 78, "Method: SOP-131 by ICP-MS", size=7)
    sheet.table(
        100, [50, 200, 350], ["Metal", "LOQ (ppm)", "Result (ppm)"], [["Lead", "0.1", "0.64"], ["Nickel", "0.1", "1.2"]]
    )

    parsed = sheet.read()

    [panel] = parsed.coa.panels
    assert (panel.panel, panel.title.text, panel.verdict) == (Panel.METALS, "Heavy Metals", LabVerdict.PASS)
    assert panel.method == "SOP-131 by ICP-MS"
    assert {r.method for r in parsed.coa.results} == {"SOP-131 by ICP-MS"}


def test_a_row_of_another_table_is_no_title_of_the_next(sheet: Sheet) -> None:
    sheet.text(50, 60, "Terpenes", size=12, bold=True)
    sheet.table(300, [50, 250], ["Analyte", "Result (mg/g)"], [["Linalool", "1.2"], ["Total", "1.2"]])
    sheet.text(50, 230, "Terpene Profile")
    sheet.text(50, 270, "Total CBD")
    sheet.text(250, 270, "0.04")

    totals = [r for r in sheet.read().coa.results if r.name.text == "Total"]

    assert [(r.panel, r.analyte) for r in totals] == [(Panel.TERPENES, "total_terpenes")]


@pytest.mark.parametrize(
    "name", ["Total Plate Count", "Total Aerobic Count", "Total Yeast and Mold", "Total Coliforms"]
)
def test_a_total_count_of_germs_sums_no_rows(sheet: Sheet, name: str) -> None:
    sheet.table(100, [50, 250], ["Organism", "Result (cfu/g)"], [["Salmonella spp.", "ND"], [name, "50"]])

    assert not result(sheet.read(), name).is_total


@pytest.mark.parametrize(
    ("head", "first", "name", "expected"),
    [
        ("Result (ppm)", "Lead", "Total Arsenic", False),
        ("Result (ppb)", "Aflatoxin B1", "Total Aflatoxins", True),
        ("Result (mg/g)", "CBD", "Total Cannabinoids", True),
    ],
)
def test_a_total_sums_rows_unless_it_is_one_element(
    sheet: Sheet, head: str, first: str, name: str, expected: bool
) -> None:
    sheet.table(100, [50, 250], ["Analyte", head], [[first, "0.2"], [name, "0.6"]])

    assert result(sheet.read(), name).is_total is expected


@pytest.mark.parametrize(
    ("sister", "unit", "doubt"),
    [
        ("8.73 mg/unit", "mg/unit", "The unit is that of other rows of its kind; this one prints none."),
        ("8.73", "", "The name says per unit, but no such unit is printed for this result."),
    ],
)
def test_a_row_of_another_basis_takes_the_unit_of_its_kind_or_none(
    sheet: Sheet, sister: str, unit: str, doubt: str
) -> None:
    rows = [["CBD", "1.31"], ["THCA", "ND"], ["CBD per Unit", "ND"], ["THCA per Unit", sister]]
    sheet.table(100, [50, 250], ["Analyte", "Result (mg/g)"], rows)

    parsed = sheet.read()

    assert [result(parsed, name).unit for name in ("CBD", "THCA", "CBD per Unit")] == ["mg/g", "mg/g", unit]
    assert doubt in result(parsed, "CBD per Unit").doubts


def test_a_row_whose_head_has_its_basis_keeps_the_heads_unit(sheet: Sheet) -> None:
    rows = [["CBD per Unit", "1.31"], ["THCA per Unit", "ND"]]
    sheet.table(100, [50, 250], ["Analyte", "Result (mg/unit)"], rows)

    assert [unit for _, _, unit in cells(sheet.read())] == ["mg/unit", "mg/unit"]
