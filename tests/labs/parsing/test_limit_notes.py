"""LOD and LOQ that no column holds and a note tells."""

import pytest

from labs import jsonl
from labs.coa import PrintedQuantity
from tests.labs.parsing.drawing import Sheet, result

METALS = [["Arsenic", "0.441"], ["Lead", "0.476"]]


def told(limit: PrintedQuantity | None) -> tuple[str, str] | None:
    return None if limit is None else (limit.quantity.text, limit.unit)


@pytest.mark.parametrize(
    ("note", "lod", "loq"),
    [
        ("LOQ for all metals 0.01 ppm. Method ICP-MS.", None, ("0.01", "ppm")),
        ("Limit of quantitation: 10 ppb", None, ("10", "ppb")),
        ("LOD 0.003 ppm, LOQ 0.01 ppm for all elements", ("0.003", "ppm"), ("0.01", "ppm")),
        ("LOQ (ppm): Arsenic 0.012; Lead 0.011; Nickel 0.059.", None, ("0.011", "ppm")),
        ("LOD/LOQ (ppm): Arsenic 0.003/0.012, Lead 0.004/0.011.", ("0.004", "ppm"), ("0.011", "ppm")),
        ("LOQ: limit of quantitation. ND: below the LOD of 1 in 3 runs.", None, None),
        ("< LOQ 0.01 ppm", None, None),
        ("LOQ for all pesticides 0.01 ppm", None, None),
        ("LOQ (ppm): Arsenic 0.012; Nickel 0.059.", None, None),
    ],
)
def test_a_note_below_a_table_tells_the_limits_of_its_rows(sheet: Sheet, note: str, lod, loq) -> None:
    sheet.text(50, 80, "Heavy Metals", size=11, bold=True)
    foot = sheet.table(100, [50, 250], ["Analyte", "Result (ppm)"], METALS)
    sheet.text(50, foot + 4, note, size=7)

    lead = result(sheet.read(), "Lead")

    assert (told(lead.lod), told(lead.loq)) == (lod, loq)


def test_a_note_elsewhere_on_the_page_names_the_panel(sheet: Sheet) -> None:
    sheet.text(50, 80, "Heavy Metals", size=11, bold=True)
    sheet.table(100, [50, 250], ["Analyte", "Result (ppm)"], METALS)
    sheet.text(50, 600, "The LOQ for all heavy metals is 0.010 mg/kg.", size=7)

    assert told(result(sheet.read(), "Lead").loq) == ("0.010", "mg/kg")


def test_a_column_of_limits_outweighs_a_note(sheet: Sheet) -> None:
    foot = sheet.table(100, [50, 200, 300], ["Analyte", "LOQ (ppm)", "Result (ppm)"], [["Lead", "0.02", "0.476"]] * 2)
    sheet.text(50, foot + 4, "LOQ for all metals 0.01 ppm", size=7)

    assert told(sheet.read().coa.results[0].loq) == ("0.02", "ppm")


def test_the_reading_file_prints_only_what_stands_in_the_row(sheet: Sheet) -> None:
    foot = sheet.table(100, [50, 250], ["Analyte", "Result (ppm)"], METALS)
    sheet.text(50, foot + 4, "LOQ for all metals 0.01 ppm", size=7)

    assert {row["loq"] for row in jsonl.reading(sheet.read(), file="", sha256="")["results"]} == {None}


def test_a_note_between_title_and_table_tells_the_limits_too(sheet: Sheet) -> None:
    sheet.text(50, 80, "Heavy Metals", size=11, bold=True)
    sheet.text(50, 94, "LOQ: 0.01 ppm   LOD: 0.003 ppm", size=8)
    sheet.table(110, [50, 250], ["Analyte", "Result (ppm)"], METALS)

    lead = result(sheet.read(), "Lead")

    assert (told(lead.lod), told(lead.loq)) == (("0.003", "ppm"), ("0.01", "ppm"))


def test_a_note_may_tell_one_row_apart(sheet: Sheet) -> None:
    foot = sheet.table(100, [50, 250], ["Solvent", "Result (ppm)"], [["Acetone", "ND"], ["Benzene", "ND"]])
    sheet.text(50, foot + 4, "LOQ 10 ppm (benzene 0.5 ppm). GC-MS", size=7)

    found = sheet.read()

    assert told(result(found, "Acetone").loq) == ("10", "ppm")
    assert told(result(found, "Benzene").loq) == ("0.5", "ppm")
