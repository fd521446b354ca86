"""Heads of tables with unknown words, several lines, other languages and columns before the name."""

import pytest

from tests.labs.parsing.drawing import Sheet, cells, result


def test_a_column_of_unknown_words_keeps_its_cells_to_itself(sheet: Sheet) -> None:
    rows = [["Lead", "FX-77", "0.109", "1.00"], ["Arsenic", "FX-78", "0.280", "1.50"]]
    sheet.table(100, [50, 180, 310, 400], ["Element", "Vessel tag", "Result (ppm)", "Limit (ppm)"], rows)

    assert cells(sheet.read()) == [("Lead", "0.109", "ppm"), ("Arsenic", "0.280", "ppm")]


def test_a_limit_is_known_by_one_word_of_its_head(sheet: Sheet) -> None:
    rows = [["Aflatoxin B1", "20", "N/D"], ["Aflatoxin B2", "20", "N/D"]]
    sheet.table(100, [50, 200, 350], ["Analyte", "Action Lvl (ppb)", "Results (ppb)"], rows)

    limit = result(sheet.read(), "Aflatoxin B1").limit

    assert limit is not None
    assert limit.printed.text == "20"


def test_a_head_hyphened_over_two_lines_is_one_word(sheet: Sheet) -> None:
    for x, text in ((50, "Parameter"), (200, "Einheit"), (300, "Ergebnis")):
        sheet.text(x, 105, text, bold=True)
    sheet.text(420, 100, "Höchst-", bold=True)
    sheet.text(420, 110, "gehalt", bold=True)
    for y, row in ((125, ("Blei", "mg/kg", "0,71", "3,0")), (141, ("Cadmium", "mg/kg", "0,05", "1,0"))):
        for x, text in zip((50, 200, 300, 420), row, strict=True):
            sheet.text(x, y, text)

    limit = result(sheet.read(), "Blei").limit

    assert limit is not None
    assert limit.printed.text == "3,0"


def test_a_number_may_stand_before_the_name(sheet: Sheet) -> None:
    rows = [["1", "Lead", "0.109", "ppm"], ["2", "Arsenic", "0.280", "ppm"]]
    sheet.table(100, [50, 90, 310, 400], ["No.", "Parameter", "Result", "Unit"], rows)

    assert cells(sheet.read()) == [("Lead", "0.109", "ppm"), ("Arsenic", "0.280", "ppm")]


def test_columns_named_after_samples_hold_their_results(sheet: Sheet) -> None:
    rows = [["Lead", "mg/kg", "0.02", "0.71", "0.65"], ["Cadmium", "mg/kg", "0.01", "0.04", "0.05"]]
    sheet.table(100, [50, 180, 260, 340, 420], ["Test Item", "Unit", "MDL", "001", "002"], rows)

    assert cells(sheet.read()) == [
        ("Lead", "0.71", "mg/kg"),
        ("Lead", "0.65", "mg/kg"),
        ("Cadmium", "0.04", "mg/kg"),
        ("Cadmium", "0.05", "mg/kg"),
    ]


def test_a_footnote_mark_hides_no_head(sheet: Sheet) -> None:
    rows = [["Propane", "12", "1000"], ["Butane", "ND", "1000"]]
    sheet.table(100, [50, 250, 380], ["Compound", "Amount* (ppm)", "Limit² (ppm)"], rows)

    assert cells(sheet.read()) == [("Propane", "12", "ppm"), ("Butane", "ND", "ppm")]


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("Ukazatel|Jednotka|Výsledek|Limit|Hodnocení", "Olovo|mg/kg|0,58|3,0|vyhovuje"),
        ("Prüfmerkmal|Einheit|Messwert|Grenzwert|Bewertung", "Blei|mg/kg|0,58|3,0|konform"),
        ("Determinación|Unidad|Resultado|Valor límite|Cumple", "Plomo|mg/kg|0,58|3,0|conforme"),
        ("Prova|U.M.|Risultato|Valore limite|Esito", "Piombo|mg/kg|0,58|3,0|conforme"),
        ("Ensaio|Unidade|Resultado|Limite máximo|Avaliação", "Chumbo|mg/kg|0,58|3,0|conforme"),
        ("Paramètre|Unité|Résultat|Valeur limite|Conclusion", "Plomb|mg/kg|0,58|3,0|conforme"),
    ],
)
def test_a_table_of_lead_is_read_in_six_languages(sheet: Sheet, head: str, row: str) -> None:
    verdict = row.rpartition("|")[2]
    rows = [row.split("|"), ["Nikl X", "mg/kg", "0,10", "1,0", verdict]]
    sheet.table(100, [50, 200, 280, 370, 470], head.split("|"), rows)

    lead = sheet.read().coa.results[0]

    assert (lead.analyte, lead.printed.text, lead.unit) == ("lead", "0,58", "mg/kg")
    assert lead.limit is not None
    assert lead.status is not None
    assert (lead.limit.printed.text, lead.status.text) == ("3,0", verdict)


def test_units_in_a_row_of_their_own_belong_to_the_heads_above(sheet: Sheet) -> None:
    for x, text in ((50, "Test"), (200, "Result"), (320, "Result")):
        sheet.text(x, 100, text, bold=True)
    for x, text in ((200, "mg/g"), (320, "mg/serving")):
        sheet.text(x, 120, text)
    for y, row in ((140, ("Mitragynine", "4.42", "19.9")), (156, ("Paynantheine", "0.87", "3.9"))):
        for x, text in zip((50, 200, 320), row, strict=True):
            sheet.text(x, y, text)

    assert cells(sheet.read())[:2] == [("Mitragynine", "4.42", "mg/g"), ("Mitragynine", "19.9", "mg/serving")]


def test_a_technique_beside_the_first_rows_is_no_limit_of_the_method(sheet: Sheet) -> None:
    rows = [
        ["Mitragynine", "%", "1.41", "LC-MS/MS"],
        ["Mitragynine", "mg/g", "14.1", "LC-MS/MS"],
        ["Paynantheine", "%", "0.25", "LC-MS/MS"],
    ]
    sheet.table(100, [50, 200, 290, 400], ["Parameter", "Unit", "Result", "Method"], rows)

    found = sheet.read()

    assert cells(found) == [
        ("Mitragynine", "1.41", "%"),
        ("Mitragynine", "14.1", "mg/g"),
        ("Paynantheine", "0.25", "%"),
    ]
    assert [one.method for one in found.coa.results] == ["LC-MS/MS"] * 3


def test_a_technique_above_a_column_of_results_leaves_them_results(sheet: Sheet) -> None:
    sheet.text(200, 85, "LC-MS/MS")
    rows = [["Mitragynine", "1.82", "18.2", "0.0016 / 0.0051"], ["Paynantheine", "0.33", "3.3", "0.0019 / 0.0060"]]
    sheet.table(100, [50, 210, 300, 400], ["Compound", "%", "mg/g", "LOD / LOQ"], rows)

    assert [unit for _, _, unit in cells(sheet.read())] == ["%", "mg/g", "%", "mg/g"]


def test_a_unit_under_the_head_of_units_is_the_first_rows(sheet: Sheet) -> None:
    rows = [["Moisture", "7.72", "%", "12"], ["Water Activity", "0.482", "aw", "0.65"]]
    sheet.table(100, [50, 200, 330, 430], ["Analyte", "Result", "Unit", "Limit"], rows)

    assert cells(sheet.read()) == [("Moisture", "7.72", "%"), ("Water Activity", "0.482", "aw")]


def test_what_is_required_is_a_limit(sheet: Sheet) -> None:
    rows = [["Lead", "0.227", "≤ 1.0", "conforms"], ["Arsenic", "0.432", "≤ 1.5", "conforms"]]
    sheet.table(100, [50, 200, 320, 430], ["Determination", "Found, ppm", "Required", "Evaluation"], rows)

    limit = result(sheet.read(), "Lead").limit

    assert limit is not None
    assert limit.quantity.value == 1


@pytest.mark.parametrize(
    ("title", "word", "method"),
    [
        ("Heavy Metals — Fail", "Fail", ""),
        ("Heavy Metals: PASS [ICP-MS]", "PASS", "ICP-MS"),
        ("Heavy Metals by ICP-MS – Pass", "Pass", "ICP-MS"),
        ("Heavy Metals (ICP-MS)", None, "ICP-MS"),
    ],
)
def test_a_title_may_hold_the_word_on_its_panel_and_the_method(
    sheet: Sheet, title: str, word: str | None, method: str
) -> None:
    sheet.text(50, 80, title, size=11, bold=True)
    sheet.table(100, [50, 250], ["Analyte", "Result (ppm)"], [["Lead", "0.109"], ["Arsenic", "0.280"]])

    (panel,) = sheet.read().coa.panels

    assert (panel.status and panel.status.text, panel.method) == (word, method)


def test_a_limit_told_with_its_number_in_a_head_is_a_note_about_the_column(sheet: Sheet) -> None:
    rows = [["Mitragynine", "14.82", "1.482"], ["Paynantheine", "ND", "ND"]]
    sheet.table(100, [50, 250, 400], ["Compound\n(LOQ 0.03 mg/g)", "mg/g", "%"], rows)

    found = sheet.read()

    assert cells(found)[0] == ("Mitragynine", "14.82", "mg/g")
    loq = result(found, "Paynantheine", "mg/g").loq
    assert loq is not None
    assert (loq.quantity.text, loq.unit) == ("0.03", "mg/g")


def test_a_column_of_per_cent_by_volume_is_read(sheet: Sheet) -> None:
    sheet.table(100, [50, 250, 400], ["Analyte", "% (w/v)", "mg/mL"], [["Mitragynine", "2.832", "28.32"]] * 2)

    assert cells(sheet.read())[:2] == [("Mitragynine", "2.832", "% (w/v)"), ("Mitragynine", "28.32", "mg/mL")]


def test_pass_over_fail_is_the_head_of_the_verdicts(sheet: Sheet) -> None:
    rows = [["Lead", "0.02", "0.685", "FAIL", "0.5"], ["Cadmium", "0.02", "ND", "PASS", "0.5"]]
    sheet.table(100, [50, 200, 260, 330, 400], ["Metal", "LOD", "Result (ppm)", "Pass /\nFail", "Action\nLevel"], rows)

    found = sheet.read().coa.results

    assert [(one.status and one.status.text, one.limit and one.limit.quantity.text) for one in found] == [
        ("FAIL", "0.5"),
        ("PASS", "0.5"),
    ]
