"""Files with more than one report: which one the head is read from, and that the reader says so."""

from collections.abc import Sequence

from labs.parsing.parsed import Parsed
from tests.labs.parsing.drawing import Sheet, draw_results, text_of

_FIRST = ("R-881", "S-1001", "Red Heron", "RH-1", "2026-03-01")
_SECOND = ("CF/99-12", "77-A1", "Green Finch", "GF-2", "2026-05-09")
_LABELS = ("Report No.", "Sample ID", "Product", "Batch", "Date reported")
_OTHER_LABELS = ("Certificate number", "Lab sample number", "Sample name", "Lot number", "Report date")


def two_reports(sheet: Sheet, labels_of_second: Sequence[str] = _LABELS, *, client_of_second: str = "") -> Parsed:
    draw_report(sheet, "Tin Heron Laboratories", _LABELS, _FIRST)
    draw_report(sheet, "Copper Finch Analytical", labels_of_second, _SECOND, client_of_second)
    return sheet.read()


def draw_report(sheet: Sheet, lab: str, labels: Sequence[str], values: Sequence[str], client: str = "") -> None:
    sheet.text(50, 40, lab, size=16)
    for row, (label, value) in enumerate(zip(labels, values, strict=True)):
        sheet.text(50, 70 + 15 * row, f"{label}: {value}")
    if client:
        sheet.text(300, 70, f"Client: {client}")
    draw_results(sheet, 220)
    sheet.next_page()


def test_a_second_report_number_is_warned_of(sheet: Sheet) -> None:
    assert any("more than one report: R-881, then CF/99-12 (page 2)" in one for one in two_reports(sheet).warnings)


def test_a_second_report_under_other_labels_is_warned_of(sheet: Sheet) -> None:
    assert any("CF/99-12" in one for one in two_reports(sheet, _OTHER_LABELS).warnings)


def test_the_laboratory_is_that_of_the_first_report(sheet: Sheet) -> None:
    assert text_of(two_reports(sheet).coa.lab_name) == "Tin Heron Laboratories"


def test_a_client_of_the_second_report_is_not_given_to_the_first(sheet: Sheet) -> None:
    assert two_reports(sheet, client_of_second="Fern Goods Inc.").coa.client is None


def test_each_report_keeps_its_own_product_and_batch(sheet: Sheet) -> None:
    samples = two_reports(sheet).coa.samples

    assert [(text_of(one.product_name), text_of(one.batch)) for one in samples] == [
        ("Red Heron", "RH-1"),
        ("Green Finch", "GF-2"),
    ]


def test_a_number_with_a_part_added_is_of_the_same_report(sheet: Sheet) -> None:
    for number in ("26-0148", "26-0148/1"):
        sheet.text(50, 60, f"Report No.: {number}")
        draw_results(sheet)
        sheet.next_page()

    assert not sheet.read().warnings
