"""Moisture and water activity that are printed outside every table."""

import pytest

from tests.labs.parsing.drawing import Sheet, cells


@pytest.mark.parametrize(
    ("name", "value", "unit"),
    [("Moisture Test Result", "10.7%", "%"), ("Moisture %", "95.8", "%"), ("Water Activity", "0.91", "")],
)
def test_a_value_right_below_its_name_is_read_and_marked(sheet: Sheet, name: str, value: str, unit: str) -> None:
    sheet.text(60, 100, name, bold=True)
    sheet.text(60, 114, value)

    [found] = sheet.read().coa.results

    assert (found.name.text, found.printed.text, found.unit, found.is_lone) == (name, value, unit, True)


def test_a_number_that_a_table_gives_is_not_read_again(sheet: Sheet) -> None:
    sheet.text(60, 60, "Moisture", bold=True)
    sheet.text(60, 74, "6.85%")
    sheet.table(120, [50, 200, 350], ["Test", "Result", "Unit"], [["Moisture", "6.85", "%"], ["Ash", "4.10", "%"]])

    assert [name for name, _, _ in cells(sheet.read())] == ["Moisture", "Ash"]


def test_a_limit_of_detection_is_no_loss_on_drying(sheet: Sheet) -> None:
    sheet.text(60, 100, "LOD (%)", bold=True)
    sheet.text(60, 114, "0.0063")

    assert cells(sheet.read()) == []
