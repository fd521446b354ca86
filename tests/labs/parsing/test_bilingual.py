"""Certificates that say everything twice: labels, names and heads in two languages."""

import pytest

from tests.labs.parsing.drawing import Sheet, draw_results, result, text_of

METALS = ["Ukazatel / Parameter", "Jednotka / Unit", "Výsledek / Result", "LOQ"]


@pytest.mark.parametrize(
    ("field", "line", "value"),
    [
        ("report_id", "Berichtsnummer / Report no.: EG-2026-03391", "EG-2026-03391"),
        ("report_id", "Protokol o zkoušce č. 2611/26 / TEST REPORT", "2611/26"),
        ("client", "Objednatel / Customer: Bylinka s.r.o.", "Bylinka s.r.o."),
        ("client", "Customer | Objednatel: Bylinka s.r.o.", "Bylinka s.r.o."),
    ],
)
def test_a_label_in_two_languages_is_one_label(sheet: Sheet, field: str, line: str, value: str) -> None:
    sheet.text(50, 100, line)
    draw_results(sheet)

    assert text_of(getattr(sheet.read().coa, field)) == value


def test_labels_in_two_languages_have_their_values_in_the_next_column(sheet: Sheet) -> None:
    for y, label, value in (
        (100, "Charge / Batch", "KV-2604-GB"),
        (114, "Datum / Received", "no date"),
        (128, "Probeneingang / Received", "3. 4. 2026"),
        (142, "Berichtsdatum / Date of issue", "15. 4. 2026"),
    ):
        sheet.text(50, y, label)
        sheet.text(240, y, value)
    draw_results(sheet)

    coa = sheet.read().coa

    assert text_of(coa.samples[0].batch) == "KV-2604-GB"
    assert coa.received is not None
    assert coa.reported is not None
    assert (coa.received.printed.text, coa.reported.printed.text) == ("3. 4. 2026", "15. 4. 2026")


def test_two_labels_of_different_fields_stay_two(sheet: Sheet) -> None:
    sheet.text(50, 100, "Lot: RB-118 | Product: Red Heron")
    draw_results(sheet)

    [sample] = sheet.read().coa.samples

    assert (text_of(sample.batch), text_of(sample.product_name)) == ("RB-118", "Red Heron")


def test_a_name_in_two_languages_is_one_analyte(sheet: Sheet) -> None:
    rows = [["Kadmium / Cadmium", "mg/kg", "0,062", "0,005"], ["Blei / Lead", "mg/kg", "0,31", "0,02"]]
    sheet.table(100, [50, 220, 330, 440], METALS, rows)

    assert [one.analyte for one in sheet.read().coa.results] == ["cadmium", "lead"]


def test_a_column_on_dry_weight_says_so_in_its_unit(sheet: Sheet) -> None:
    head = ["Parameter", "Unit", "As received", "Trockensubstanz / Dry basis"]
    sheet.table(100, [50, 200, 300, 400], head, [["Mitragynine", "%", "1.382", "1.509"], ["Lead", "ppm", "0.2", "0.3"]])

    parsed = sheet.read()

    assert result(parsed, "Mitragynine", "%").printed.text == "1.382"
    assert result(parsed, "Mitragynine", "% dry weight").printed.text == "1.509"


def test_a_head_is_known_by_its_half_in_a_known_language(sheet: Sheet) -> None:
    head = ["Rodiklis / Parameter", "Vienetas / Unit", "Rezultatas / Result", "Riba / LOQ"]
    sheet.table(
        100, [50, 220, 330, 440], head, [["Lead", "mg/kg", "0.31", "0.02"], ["Cadmium", "mg/kg", "0.06", "0.01"]]
    )

    parsed = sheet.read()

    assert [(one.printed.text, one.unit, one.loq and one.loq.printed.text) for one in parsed.coa.results] == [
        ("0.31", "mg/kg", "0.02"),
        ("0.06", "mg/kg", "0.01"),
    ]


def test_a_unit_that_names_dry_weight_is_not_told_twice(sheet: Sheet) -> None:
    rows = [["Mitragynine", "13.82", "15.09"], ["Paynantheine", "2.41", "2.63"]]
    sheet.table(100, [50, 250, 380], ["Analyte", "Result (mg/g)", "Result (mg/g dry weight)"], rows)

    assert {one.unit for one in sheet.read().coa.results} == {"mg/g", "mg/g dry weight"}
