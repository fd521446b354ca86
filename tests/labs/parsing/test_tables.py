"""What the reader makes of tables, told through small certificates drawn for each fact."""

from decimal import Decimal

import pytest

from labs.coa import LabVerdict, Panel
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


@pytest.mark.parametrize("title", ["Heavy metals, mg/kg, ICP-MS", "Heavy metals - mg/kg - CH-30"])
def test_a_title_may_name_the_unit_between_other_words(sheet: Sheet, title: str) -> None:
    sheet.text(50, 80, title, bold=True)
    sheet.table(100, [50, 250, 350], ["Analyte", "LOQ", "Result"], [["Lead", "0.010", "0.261"]])

    assert cells(sheet.read()) == [("Lead", "0.261", "mg/kg")]


def test_a_number_without_any_unit_says_so(sheet: Sheet) -> None:
    sheet.table(100, [50, 200, 350], ["Element", "Limit", "Result"], [["Lead", "0.5", "0.2"], ["Arsenic", "0.5", "ND"]])

    parsed = sheet.read()

    assert result(parsed, "Lead").doubts == ("No unit is printed for this number.",)
    assert result(parsed, "Arsenic").doubts == ()


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


@pytest.mark.parametrize(
    ("head", "doubts"),
    [
        ("Result", ("The unit is printed beside the limit only.",)),
        ("Result (ppm)", ()),
    ],
)
def test_a_unit_that_only_the_limit_prints_is_marked(sheet: Sheet, head: str, doubts: tuple[str, ...]) -> None:
    rows = [["Lead", "0.12", "0.5 ppm"], ["Arsenic", "0.20", "1.5 ppm"], ["Cadmium", "0.01", "0.5 ppm"]]
    sheet.text(50, 80, "Heavy Metals", size=12)
    sheet.table(100, [50, 250, 350], ["Analyte", head, "Limit"], rows)

    parsed = sheet.read()

    assert (result(parsed, "Lead").unit, result(parsed, "Lead").doubts) == ("ppm", doubts)
