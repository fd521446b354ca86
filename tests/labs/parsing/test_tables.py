"""What the reader makes of tables, told through small certificates drawn for each fact."""

from decimal import Decimal

import pytest

from labs.coa import LabVerdict, Panel
from labs.quantities import Kind
from tests.labs.parsing.drawing import Sheet, cells, result

ALKALOIDS = [["Mitragynine", "1.363", "13.63"], ["Paynantheine", "0.234", "2.34"], ["Speciogynine", "ND", "ND"]]


def test_each_result_column_of_a_row_is_one_result(sheet: Sheet) -> None:
    sheet.table(100, [50, 250, 350], ["Analyte", "Result (%)", "Result (mg/g)"], ALKALOIDS)

    assert cells(sheet.read()) == [
        ("Mitragynine", "1.363", "%"),
        ("Mitragynine", "13.63", "mg/g"),
        ("Paynantheine", "0.234", "%"),
        ("Paynantheine", "2.34", "mg/g"),
        ("Speciogynine", "ND", "%"),
        ("Speciogynine", "ND", "mg/g"),
    ]


def test_results_of_one_row_share_it_and_other_rows_do_not(sheet: Sheet) -> None:
    sheet.table(100, [50, 250, 350], ["Analyte", "Result (%)", "Result (mg/g)"], ALKALOIDS)

    assert [[one.analyte for one in row] for row in sheet.read().coa.rows()] == [
        ["mitragynine"] * 2,
        ["paynantheine"] * 2,
        ["speciogynine"] * 2,
    ]


@pytest.mark.parametrize("head", [["Analyte", "%", "mg/g"], ["Compound", "Result\n%", "Result\nmg/g"]])
def test_a_unit_alone_or_under_a_word_heads_a_result_column(sheet: Sheet, head: list[str]) -> None:
    sheet.table(100, [50, 250, 350], head, ALKALOIDS)

    assert {unit for _, _, unit in cells(sheet.read())} == {"%", "mg/g"}


def test_values_set_to_the_right_belong_to_their_own_column(sheet: Sheet) -> None:
    rows = [
        ["Arsenic", "0.010", "0.128", "1.5"],
        ["Lead", "0.005", "12.107", "1000.0"],
        ["Mercury", "0.005", "", "0.2"],
    ]
    sheet.table(100, [50, 250, 330, 420], ["Metal", "LOQ (ppm)", "Result (ppm)", "Limit (ppm)"], rows, right=True)

    parsed = sheet.read()

    assert cells(parsed) == [("Arsenic", "0.128", "ppm"), ("Lead", "12.107", "ppm")]
    assert [r.limit and r.limit.printed.text for r in parsed.coa.results] == ["1.5", "1000.0"]


def test_limits_of_the_method_limit_and_verdict_stand_beside_the_result(sheet: Sheet) -> None:
    rows = [["Lead", "0.002", "0.006", "0.109", "1.00", "PASS"], ["Arsenic", "0.004", "0.012", "1.780", "1.50", "FAIL"]]
    head = ["Element", "LOD (µg/g)", "LOQ (µg/g)", "Result (µg/g)", "Limit (µg/g)", "Status"]
    sheet.table(100, [50, 150, 230, 310, 400, 500], head, rows)

    lead = result(sheet.read(), "Lead")

    assert lead.lod is not None
    assert lead.lod.quantity.value == Decimal("0.002")
    assert lead.loq is not None
    assert lead.loq.quantity.value == Decimal("0.006")
    assert lead.limit is not None
    assert (lead.limit.quantity.value, lead.limit.unit) == (Decimal("1.00"), "µg/g")
    assert lead.status is not None
    assert lead.status.text == "PASS"
    assert (lead.verdict, lead.analyte, lead.panel) == (LabVerdict.PASS, "lead", Panel.METALS)


@pytest.mark.parametrize(
    ("head", "cell", "lod", "loq"),
    [("LOD / LOQ (mg/g)", "0.02 / 0.06", "0.02", "0.06"), ("LOQ/LOD (mg/g)", "0.06/0.02", "0.02", "0.06")],
)
def test_a_column_of_both_limits_is_read_in_its_heads_order(
    sheet: Sheet, head: str, cell: str, lod: str, loq: str
) -> None:
    rows = [["Mitragynine", cell, "13.63"], ["Paynantheine", cell, "2.34"]]
    sheet.table(100, [50, 200, 350], ["Analyte", head, "Result (mg/g)"], rows)

    mitragynine = result(sheet.read(), "Mitragynine")

    assert mitragynine.lod is not None
    assert mitragynine.lod.quantity.text == lod
    assert mitragynine.loq is not None
    assert mitragynine.loq.quantity.text == loq


def test_uncertainty_has_its_own_column_with_or_without_a_sign(sheet: Sheet) -> None:
    rows = [["Lead", "0.64", "±0.08"], ["Arsenic", "0.13", "±0.02"]]
    sheet.table(100, [50, 200, 350], ["Element", "Result (mg/kg)", "Measurement\nuncertainty"], rows)

    parsed = sheet.read()

    assert cells(parsed) == [("Lead", "0.64", "mg/kg"), ("Arsenic", "0.13", "mg/kg")]
    assert [r.uncertainty and r.uncertainty.quantity.value for r in parsed.coa.results] == [
        Decimal("0.08"),
        Decimal("0.02"),
    ]


@pytest.mark.parametrize(
    ("head", "rows", "unit"),
    [
        (["Test", "Result", "Unit"], [["Moisture", "6.85", "%"], ["Ash", "4.10", "%"]], "%"),
        (["Element (µg/g)", "LOQ", "Result"], [["Lead", "0.1", "0.64"], ["Arsenic", "0.1", "0.13"]], "µg/g"),
        (["Element", "LOQ", "Result"], [["Lead", "0.1", "0.64 ppm"], ["Arsenic", "0.1", "0.13 ppm"]], "ppm"),
    ],
)
def test_a_unit_may_stand_in_its_own_column_the_names_head_or_the_cell(
    sheet: Sheet, head: list[str], rows: list[list[str]], unit: str
) -> None:
    sheet.table(100, [50, 200, 350], head, rows)

    assert [found for _, _, found in cells(sheet.read())] == [unit, unit]


def test_a_unit_named_over_the_table_holds_for_all_of_it(sheet: Sheet) -> None:
    sheet.text(50, 60, "Pesticide Residues", size=14, bold=True)
    sheet.text(50, 78, "All values in mg/kg", size=7)
    sheet.table(
        100, [50, 200, 350], ["Compound", "Limit", "Result"], [["Abamectin", "0.5", "N.D."], ["Captan", "1", "0.2"]]
    )

    assert [unit for _, _, unit in cells(sheet.read())] == ["mg/kg", "mg/kg"]


def test_a_number_without_any_unit_says_so(sheet: Sheet) -> None:
    sheet.table(100, [50, 200, 350], ["Element", "Limit", "Result"], [["Lead", "0.5", "0.2"], ["Arsenic", "0.5", "ND"]])

    parsed = sheet.read()

    assert result(parsed, "Lead").doubts == ("No unit is printed for this number.",)
    assert result(parsed, "Arsenic").doubts == ()


def test_a_name_that_wraps_around_its_values_is_one_name(sheet: Sheet) -> None:
    sheet.table(100, [50, 250, 350], ["Organism", "Result (cfu/g)", "Limit"], [["Yeast", "50", ""]])
    sheet.text(50, 140, "Total Combined")
    sheet.text(250, 145, "200")
    sheet.text(350, 145, "1,000")
    sheet.text(50, 150, "Yeast & Mold")

    assert cells(sheet.read()) == [("Yeast", "50", "cfu/g"), ("Total Combined Yeast & Mold", "200", "cfu/g")]


def test_a_name_that_goes_on_below_its_values_is_one_name(sheet: Sheet) -> None:
    head = ["Compound", "LOQ (ppm)", "Result (ppm)"]
    sheet.table(100, [50, 250, 350], head, [["Chlorantranili-\nprole", "0.02", "ND"], ["Captan", "0.02", "ND"]])

    assert [name for name, _, _ in cells(sheet.read())] == ["Chlorantranili-prole", "Captan"]


def test_a_value_of_two_lines_is_one_value(sheet: Sheet) -> None:
    sheet.table(100, [50, 250, 350], ["Organism", "Result (cfu/g)", "Status"], [["Yeast", "50", "Pass"]])
    sheet.text(50, 145, "Salmonella spp.")
    sheet.text(250, 140, "Absent in")
    sheet.text(250, 149, "10 g")
    sheet.text(350, 145, "Pass")

    salmonella = result(sheet.read(), "Salmonella spp.")

    assert salmonella.printed.text == "Absent in 10 g"
    assert salmonella.quantity.kind is Kind.NOT_DETECTED


def test_tables_side_by_side_keep_to_themselves(sheet: Sheet) -> None:
    head = ["Compound", "Limit", "Result (ppm)"]
    sheet.table(100, [40, 150, 220], head, [["Abamectin", "0.5", "ND"], ["Captan", "1", "0.2"]])
    sheet.table(100, [330, 440, 510], head, [["Naled", "0.3", "ND"], ["Oxamyl", "2", "0.4"], ["Phosmet", "2", "ND"]])

    assert [(name, value) for name, value, _ in cells(sheet.read())] == [
        ("Abamectin", "ND"),
        ("Captan", "0.2"),
        ("Naled", "ND"),
        ("Oxamyl", "0.4"),
        ("Phosmet", "ND"),
    ]


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


def test_a_table_on_its_side_gives_each_analyte_its_lines(sheet: Sheet) -> None:
    columns = [40, 120, 200, 280]
    lines = [
        ["", "CBD", "CBDA", "THCA"],
        ["%", "0.10", "0.20", "ND"],
        ["mg/g", "1.0", "2.0", "ND"],
        ["LOD", "0.01", "0.01", "0.02"],
    ]
    for number, line in enumerate(lines):
        for x, text in zip(columns, line, strict=True):
            sheet.text(x, 100 + 14 * number, text)

    parsed = sheet.read()

    assert cells(parsed) == [
        ("CBD", "0.10", "%"),
        ("CBD", "1.0", "mg/g"),
        ("CBDA", "0.20", "%"),
        ("CBDA", "2.0", "mg/g"),
        ("THCA", "ND", "%"),
        ("THCA", "ND", "mg/g"),
    ]
    assert [r.lod and r.lod.quantity.text for r in parsed.coa.results] == ["0.01"] * 4 + ["0.02"] * 2


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


def test_a_table_ends_where_notes_begin(sheet: Sheet) -> None:
    y = sheet.table(100, [50, 250], ["Analyte", "Result (%)"], [["Mitragynine", "1.363"], ["Paynantheine", "0.234"]])
    sheet.text(50, y, "Analyzed by: 1044")
    sheet.text(250, y, "3.2")
    sheet.text(50, y + 12, "Reviewed")
    sheet.text(250, y + 12, "7")

    assert [name for name, _, _ in cells(sheet.read())] == ["Mitragynine", "Paynantheine"]


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


def test_every_result_keeps_its_page_and_place(sheet: Sheet) -> None:
    sheet.text(50, 60, "first page")
    sheet.next_page()
    sheet.table(100, [50, 250], ["Analyte", "Result (%)"], [["Mitragynine", "1.363"], ["Paynantheine", "0.234"]])

    mitragynine = result(sheet.read(), "Mitragynine")

    assert (mitragynine.printed.page, mitragynine.name.page) == (2, 2)
    box = mitragynine.printed.box
    assert (round(box.x0), round(box.bottom)) == (250, 118)
    assert 250 < box.x1 < 280
    assert 105 < box.top < 116


def test_a_decimal_comma_is_read_where_the_document_writes_it(sheet: Sheet) -> None:
    rows = [["mitragynin", "1,500", "% hm."], ["olovo", "0,64", "mg/kg"], ["kadmium", "0,02", "mg/kg"]]
    sheet.table(100, [50, 250, 350], ["Analyt", "Výsledek", "Jednotky"], rows)

    parsed = sheet.read()

    assert [r.quantity.value for r in parsed.coa.results] == [Decimal("1.500"), Decimal("0.64"), Decimal("0.02")]
    assert [r.analyte for r in parsed.coa.results] == ["mitragynine", "lead", "cadmium"]


def test_a_comma_groups_thousands_where_the_document_writes_points(sheet: Sheet) -> None:
    rows = [["Total Aerobic Count", "17,000"], ["Moisture", "6.85"]]
    sheet.table(100, [50, 250], ["Test", "Result (cfu/g)"], rows)

    assert result(sheet.read(), "Total Aerobic Count").quantity.value == 17000


def test_values_of_two_columns_that_nearly_touch_stay_two(sheet: Sheet) -> None:
    head = ["Analyte", "LOD\n(%)", "Result\n(%)"]
    sheet.table(100, [50, 200, 231], head, [["Mitragynine", "0.0250", "0.5066"], ["Paynantheine", "0.0250", "ND"]])

    parsed = sheet.read()

    assert [r.printed.text for r in parsed.coa.results] == ["0.5066", "ND"]
    assert [r.lod and r.lod.quantity.text for r in parsed.coa.results] == ["0.0250", "0.0250"]


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


def test_the_other_half_of_a_table_shares_its_title_and_unit(sheet: Sheet) -> None:
    sheet.text(40, 60, "Pesticide Residues", size=14, bold=True)
    sheet.text(40, 78, "All values in mg/kg", size=7)
    head = ["Compound", "Limit", "Result"]
    sheet.table(100, [40, 150, 220], head, [["Abamectin", "0.5", "N.D."], ["Captan", "1", "0.2"]])
    sheet.table(100, [330, 440, 510], head, [["Naled", "0.3", "N.D."], ["Oxamyl", "2", "0.4"]])

    assert {unit for _, _, unit in cells(sheet.read())} == {"mg/kg"}


def test_a_different_table_beside_a_titled_one_keeps_to_itself(sheet: Sheet) -> None:
    sheet.text(40, 60, "Pesticide Residues", size=14, bold=True)
    sheet.text(40, 78, "All values in mg/kg", size=7)
    sheet.table(
        100, [40, 150, 220], ["Compound", "Limit", "Result"], [["Abamectin", "0.5", "ND"], ["Captan", "1", "ND"]]
    )
    sheet.table(100, [330, 510], ["Organism", "Result"], [["Salmonella spp.", "ND"], ["Yeast", "50"]])

    parsed = sheet.read()

    assert [(unit, result(parsed, name).panel) for name, _, unit in cells(parsed)] == [
        ("mg/kg", Panel.PESTICIDES),
        ("mg/kg", Panel.PESTICIDES),
        ("", Panel.MICROBIALS),
        ("", Panel.MICROBIALS),
    ]


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
