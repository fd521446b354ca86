"""How lines become rows, and where tables beside each other end, through small certificates drawn for each fact."""

from labs.coa import Panel
from labs.quantities import Kind
from tests.labs.parsing.drawing import Sheet, cells, result


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


def test_a_table_ends_where_notes_begin(sheet: Sheet) -> None:
    y = sheet.table(100, [50, 250], ["Analyte", "Result (%)"], [["Mitragynine", "1.363"], ["Paynantheine", "0.234"]])
    sheet.text(50, y, "Analyzed by: 1044")
    sheet.text(250, y, "3.2")
    sheet.text(50, y + 12, "Reviewed")
    sheet.text(250, y + 12, "7")

    assert [name for name, _, _ in cells(sheet.read())] == ["Mitragynine", "Paynantheine"]


def test_values_of_two_columns_that_nearly_touch_stay_two(sheet: Sheet) -> None:
    head = ["Analyte", "LOD\n(%)", "Result\n(%)"]
    sheet.table(100, [50, 200, 231], head, [["Mitragynine", "0.0250", "0.5066"], ["Paynantheine", "0.0250", "ND"]])

    parsed = sheet.read()

    assert [r.printed.text for r in parsed.coa.results] == ["0.5066", "ND"]
    assert [r.lod and r.lod.quantity.text for r in parsed.coa.results] == ["0.0250", "0.0250"]


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
