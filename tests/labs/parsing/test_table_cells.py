"""What the cells of a table hold: values with marks, verdicts, uncertainties and units in unusual places."""

from decimal import Decimal

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from labs.coa import LabVerdict
from labs.quantities import Kind
from tests.labs.parsing.drawing import Sheet, cells, result


def test_a_value_a_unit_and_a_verdict_may_share_one_cell(sheet: Sheet) -> None:
    rows = [["Moisture", "12.2% - Complete"], ["Water Activity", "0.51 aw - Pass"]]
    sheet.table(100, [50, 250], ["Test", "Result"], rows)

    found = sheet.read().coa.results

    assert [(one.quantity.text, one.unit, one.status and one.status.text) for one in found] == [
        ("12.2", "%", "Complete"),
        ("0.51", "aw", "Pass"),
    ]


def test_an_uncertainty_after_the_value_is_no_part_of_it(sheet: Sheet) -> None:
    sheet.table(
        100,
        [50, 250],
        ["Compound", "Result (mg/g)"],
        [["Mitragynine", "14.82 ± 0.31"], ["Paynantheine", "3.64 ± 0.08"]],
    )

    mitragynine = result(sheet.read(), "Mitragynine")

    assert mitragynine.quantity.value == Decimal("14.82")
    assert mitragynine.uncertainty is not None
    assert mitragynine.uncertainty.quantity.value == Decimal("0.31")


@pytest.mark.parametrize("letter", ["J", "B", "U"])
def test_a_laboratorys_letter_after_a_number_leaves_it_a_number(sheet: Sheet, letter: str) -> None:
    rows = [["Lead", f"31.2 {letter}"], ["Arsenic", "18.8"]]
    sheet.table(100, [50, 250], ["Analyte", "Result (ppb)"], rows)

    lead = result(sheet.read(), "Lead").quantity

    assert (lead.kind, lead.value) == (Kind.NUMBER, Decimal("31.2"))


def test_a_unit_set_close_to_a_value_belongs_to_the_unit_column(sheet: Sheet) -> None:
    for x, text in ((50, "Metal"), (200, "LOD"), (236, "Unit"), (300, "Result")):
        sheet.text(x, 100, text, bold=True)
    for y, (name, lod, value) in ((116, ("Lead", "0.0022993", "0.011")), (132, ("Arsenic", "0.0062878", "0.024"))):
        sheet.text(50, y, name)
        sheet.text(195, y, f"{lod} ppm")
        sheet.text(300, y, value)

    assert cells(sheet.read()) == [("Lead", "0.011", "ppm"), ("Arsenic", "0.024", "ppm")]


def test_a_limit_set_close_to_a_bold_name_is_no_part_of_it(sheet: Sheet) -> None:
    for x, text in ((50, "Analyte"), (260, "Limit"), (350, "Result"), (450, "Status")):
        sheet.text(x, 100, text, bold=True)
    for y, name in ((116, "Salmonella spp."), (132, "Shiga toxin-producing Escherichia coli, x")):
        sheet.text(50, y, name, bold=True)
        sheet.text(260, y, "Any amt in 1 gram")
        sheet.text(350, y, "ND")
        sheet.text(450, y, "PASS")

    assert [name for name, _, _ in cells(sheet.read())] == [
        "Salmonella spp.",
        "Shiga toxin-producing Escherichia coli, x",
    ]


def test_a_dash_in_the_column_of_units_is_no_unit(sheet: Sheet) -> None:
    rows = [["Total Aerobic Count", "120", "CFU/g", "Pass"], ["Salmonella spp.", "Absent in 25 g", "-", "Pass"]]
    sheet.table(100, [50, 200, 320, 420], ["Test", "Result", "Units", "Status"], rows)

    assert cells(sheet.read()) == [("Total Aerobic Count", "120", "CFU/g"), ("Salmonella spp.", "Absent in 25 g", "")]


def test_a_verdict_that_wraps_is_one_verdict(sheet: Sheet) -> None:
    head = ["Element", "Limit", "Result (mg/kg)", "Conclusion"]
    rows = [["Lead", "1.0", "1.33", "Does not\nconform"], ["Cadmium", "0.5", "0.07", "Conforms"]]
    sheet.table(100, [50, 200, 300, 420], head, rows)

    parsed = sheet.read()

    assert result(parsed, "Lead").verdict is LabVerdict.FAIL
    assert result(parsed, "Cadmium").verdict is LabVerdict.PASS


def test_an_estimates_letter_may_stand_in_a_column_of_its_own(sheet: Sheet) -> None:
    head = ["Analyte", "LOQ (mg/g)", "Result (mg/g)", "Flag"]
    rows = [["Mitragynine", "0.040", "13.88", ""], ["Mitraphylline", "0.040", "0.021", "J"]]
    sheet.table(100, [50, 200, 320, 450], head, rows)

    parsed = sheet.read()

    assert result(parsed, "Mitraphylline").quantity.text == "0.021 J"
    assert result(parsed, "Mitragynine").quantity.text == "13.88"


def test_a_limit_keeps_its_words_and_unit_as_printed(sheet: Sheet) -> None:
    rows = [["Coliforms", "NMT 100 cfu/g", "< 10 cfu/g"], ["Lead", "NMT 3.0 ppm", "0.84 ppm"]]
    sheet.table(100, [50, 200, 350], ["Items", "Standard", "Results"], rows)

    limit = result(sheet.read(), "Coliforms").limit

    assert limit is not None
    assert limit.printed.text == "NMT 100 cfu/g"
    assert (limit.quantity.kind, limit.quantity.value) == (Kind.BELOW, Decimal(100))


def test_a_method_in_small_type_under_a_name_is_no_part_of_it(sheet: Sheet) -> None:
    for x, text in ((50, "Prova"), (300, "Risultato"), (400, "U.M.")):
        sheet.text(x, 100, text, bold=True)
    for y, name, value in ((120, "Piombo", "0,38"), (145, "Cadmio", "0,031")):
        sheet.text(50, y, name, size=9)
        sheet.text(55, y + 9, "UNI EN 15763:2010", size=7)
        sheet.text(300, y, value)
        sheet.text(400, y, "mg/kg")

    assert cells(sheet.read()) == [("Piombo", "0,38", "mg/kg"), ("Cadmio", "0,031", "mg/kg")]


def test_what_is_judged_by_a_limit_is_a_result_whatever_its_name(sheet: Sheet) -> None:
    rows = [["Heavy Metals (total)", "NMT 20 ppm", "Conform"], ["Bulk Density", "0.40 - 0.60 g/ml", "0.48 g/ml"]]
    sheet.table(100, [50, 200, 350], ["Items", "Standard", "Results"], rows)

    assert cells(sheet.read()) == [("Heavy Metals (total)", "Conform", ""), ("Bulk Density", "0.48 g/ml", "g/ml")]


def test_a_note_below_the_table_names_the_unit(sheet: Sheet) -> None:
    sheet.text(50, 90, "Solvents", size=12, bold=True)
    y = sheet.table(
        110, [50, 250, 350], ["Compound", "Amount", "Limit"], [["Propane", "12", "1000"], ["Butane", "9", "800"]]
    )
    sheet.text(50, y, "1) Amounts and limits in parts per million (ppm).", size=7)

    assert {unit for _, _, unit in cells(sheet.read())} == {"ppm"}


def test_a_footer_printed_over_the_last_rows_hides_none(sheet: Sheet) -> None:
    names = ["Acetone", "Benzene", "Butane", "Ethanol", "Heptane"]
    sheet.table(100, [50, 250, 350], ["Solvent", "Result (ppm)", "Limit (ppm)"], [[n, "ND", "100"] for n in names])
    sheet.text(
        50,
        157,
        "This report shall not be reproduced unless in its entirety without written approval from this body",
        size=8,
    )

    assert [name for name, _, _ in cells(sheet.read())] == names


def test_the_labels_at_the_ends_of_a_charts_bars_are_no_results(sheet: Sheet) -> None:
    bars = ((100, 480, "Mitragynine", "72.2 %"), (115, 190, "Paynantheine", "9.0 %"), (130, 160, "Speciogynine", "3 %"))
    for y, x, name, value in bars:
        sheet.text(50, y, name)
        sheet.text(min(x, 200), y, value)

    assert cells(sheet.read()) == []


@pytest.mark.parametrize("cell", ["1.38 % / 13.8 mg/g", "1.38 % (13.8 mg/g)"])
def test_one_cell_may_hold_an_amount_in_two_units(sheet: Sheet, cell: str) -> None:
    sheet.table(100, [50, 250], ["Test", "Result"], [["Mitragynine", cell], ["Lead", "0.21 ppm"]])

    assert [(one.name.text, one.quantity.text, one.unit) for one in sheet.read().coa.results] == [
        ("Mitragynine", "1.38", "%"),
        ("Mitragynine", "13.8", "mg/g"),
        ("Lead", "0.21", "ppm"),
    ]


def test_a_stroke_between_other_things_parts_no_cell(sheet: Sheet) -> None:
    sheet.table(100, [50, 250], ["Test", "Result"], [["Salmonella", "Negative / 25 g"], ["Lead", "0.21 ppm"]])

    assert len(sheet.read().coa.results) == 2


def test_a_column_per_capsule_holds_results_by_the_units_of_its_cells(sheet: Sheet) -> None:
    rows = [["Mitragynine", "1.45 %", "7.81 mg/capsule"], ["Paynantheine", "0.27 %", "1.45 mg/capsule"]]
    sheet.table(100, [50, 200, 320], ["Analyte", "Result", "Per capsule"], rows)

    assert [(one.quantity.text, one.unit) for one in sheet.read().coa.results] == [
        ("1.45", "%"),
        ("7.81", "mg/capsule"),
        ("0.27", "%"),
        ("1.45", "mg/capsule"),
    ]


def test_a_raised_letter_after_a_name_is_the_mark_of_a_footnote(sheet: Sheet) -> None:
    rows = [["Arsenic", "0.313", "1.5"], ["Cadmium", "0.106", "0.5"]]
    sheet.table(100, [50, 250, 350], ["Test", "Result (ppm)", "Limit (ppm)"], rows)
    sheet.text(50 + stringWidth("Arsenic", "Helvetica", 9), 112, "a", size=5.5)

    assert [one.analyte for one in sheet.read().coa.results] == ["arsenic", "cadmium"]


def test_none_detected_is_one_result_though_each_word_could_be_one(sheet: Sheet) -> None:
    rows = [["Salmonella", "None Detected", "None Detected", "Pass"], ["Mold", "120", "10,000", "Pass"]]
    sheet.table(100, [50, 220, 320, 420], ["Test", "Result (CFU/g)", "Limit", "Status"], rows, right=True)

    salmonella = result(sheet.read(), "Salmonella")

    assert (salmonella.printed.text, salmonella.quantity.kind) == ("None Detected", Kind.NOT_DETECTED)
    assert salmonella.limit is not None
    assert salmonella.limit.quantity.kind is Kind.NOT_DETECTED


def test_a_column_of_nothing_but_pass_and_fail_is_the_verdict_whatever_its_head(sheet: Sheet) -> None:
    rows = [["Lead", "0.19", "1.2", "Within limit"], ["Cadmium", "1.13", "0.82", "Exceeds limit"]]
    sheet.table(100, [50, 200, 300, 400], ["Element", "Result (ppm)", "Limit", "Remarks"], rows)

    found = sheet.read()

    assert [one.verdict for one in found.coa.results] == [LabVerdict.PASS, LabVerdict.FAIL]
