"""Tables that go on over the end of a page."""

from labs.coa import Panel
from labs.parsing.parsed import Parsed
from tests.labs.parsing.drawing import Sheet, cells

COLUMNS = [50, 220, 320, 420]
HEAD = ["Test", "Result", "Units", "Limit"]
FIRST = [["Lead", "0.47", "mg/kg", "1.2"], ["Cadmium", "0.02", "mg/kg", "0.8"]]


def _two_pages(sheet: Sheet, rows: list[list[str]], *, x: float = 0) -> Parsed:
    sheet.text(50, 80, "Heavy Metals", size=12, bold=True)
    sheet.table(100, COLUMNS, HEAD, FIRST)
    sheet.next_page()
    sheet.text(50, 40, "Our ref: S/REP/161204", size=8)
    for number, row in enumerate(rows):
        for left, text in zip(COLUMNS, row, strict=True):
            sheet.text(left + x, 70 + 16 * number, text)
    return sheet.read()


def test_rows_at_the_next_pages_top_take_the_columns_of_the_page_before(sheet: Sheet) -> None:
    found = _two_pages(sheet, [["Arsenic", "0.20", "mg/kg", "2"], ["Mercury", "ND", "mg/kg", "0.4"]])

    assert cells(found)[2:] == [("Arsenic", "0.20", "mg/kg"), ("Mercury", "ND", "mg/kg")]


def test_rows_that_go_on_belong_to_the_same_panel(sheet: Sheet) -> None:
    found = _two_pages(sheet, [["Element Z", "0.20", "mg/kg", "2"], ["Mercury", "ND", "mg/kg", "0.4"]])

    assert [one.panel for one in found.coa.results] == [Panel.METALS] * 4


def test_text_that_fits_no_column_goes_on_with_no_table(sheet: Sheet) -> None:
    found = _two_pages(sheet, [["Arsenic", "0.20", "mg/kg", "2"], ["Mercury", "ND", "mg/kg", "0.4"]], x=30)

    assert len(found.coa.results) == 2


def test_a_label_and_its_number_on_the_next_page_are_no_row(sheet: Sheet) -> None:
    found = _two_pages(sheet, [["Order:", "4471902", "", ""], ["Page", "2", "", ""]])

    assert len(found.coa.results) == 2


def test_no_two_tables_of_a_report_have_one_number(sheet: Sheet) -> None:
    sheet.table(100, COLUMNS, HEAD, [])  # a head that has no rows
    sheet.text(50, 160, "Heavy Metals", size=12, bold=True)
    sheet.table(180, COLUMNS, HEAD, FIRST)
    sheet.next_page()
    sheet.text(50, 60, "Microbiology", size=12, bold=True)
    sheet.table(80, COLUMNS, HEAD, [["Yeast", "40", "CFU/g", "100"], ["Mold", "90", "CFU/g", "100"]])

    assert [len(row) for row in sheet.read().coa.rows()] == [1, 1, 1, 1]
