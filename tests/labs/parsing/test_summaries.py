"""Panels that a report names with a word on them, though it prints no numbers of them."""

import pytest

from labs.coa import LabVerdict, Panel
from labs.parsing.parsed import Parsed
from tests.labs.parsing.drawing import Sheet, draw_results


def panels(parsed: Parsed) -> list[tuple[Panel, str, str | None, LabVerdict | None]]:
    return [(one.panel, one.title.text, one.status and one.status.text, one.verdict) for one in parsed.coa.panels]


def test_tiles_name_a_panel_over_its_word(sheet: Sheet) -> None:
    for x, name, word in ((50, "Pesticides", "PASSED"), (150, "Heavy Metals", "FAILED"), (250, "Solvents", "TESTED")):
        sheet.text(x, 100, name, size=6)
        sheet.text(x, 107, word, size=6, bold=True)
    draw_results(sheet)

    assert panels(sheet.read()) == [
        (Panel.PESTICIDES, "Pesticides", "PASSED", LabVerdict.PASS),
        (Panel.METALS, "Heavy Metals", "FAILED", LabVerdict.FAIL),
        (Panel.SOLVENTS, "Solvents", "TESTED", LabVerdict.TESTED),
    ]


@pytest.mark.parametrize("word", ["NOT TESTED", "Not requested", "NT"])
def test_a_panel_that_was_not_tested_is_named_without_a_verdict(sheet: Sheet, word: str) -> None:
    sheet.text(50, 100, "Residual Solvents")
    sheet.text(50, 111, word)
    draw_results(sheet)

    assert panels(sheet.read()) == [(Panel.SOLVENTS, "Residual Solvents", word, None)]


def test_rows_name_a_panel_beside_its_word_with_a_date_between(sheet: Sheet) -> None:
    for x, text in zip((50, 150, 250), ("Mycotoxins", "06/17/2026", "Pass"), strict=True):
        sheet.text(x, 100, text)
    sheet.text(330, 100, "Microbiology:")
    sheet.text(420, 100, "PASS", bold=True)
    sheet.text(50, 120, "Pesticides: PASS")
    draw_results(sheet)

    assert [(panel, title) for panel, title, _, _ in panels(sheet.read())] == [
        (Panel.MYCOTOXINS, "Mycotoxins"),
        (Panel.MICROBIALS, "Microbiology:"),
        (Panel.PESTICIDES, "Pesticides:"),
    ]


def test_a_name_keeps_the_place_of_its_word(sheet: Sheet) -> None:
    sheet.text(50, 100, "Pesticides", size=6)
    sheet.text(50, 107, "PASSED", size=6)
    draw_results(sheet)

    [panel] = sheet.read().coa.panels

    assert panel.status is not None
    assert (round(panel.status.box.x0), panel.status.page) == (50, 1)
    assert panel.title.box.bottom < panel.status.box.bottom


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("Moisture", "10.7"),
        ("Pesticides", "N/A"),
        ("Mitragynine", "PASS"),
        ("Quality Control", "PASS"),
        ("See", "PASS"),
    ],
)
def test_what_is_no_panel_with_a_word_is_left_alone(sheet: Sheet, name: str, word: str) -> None:
    sheet.text(50, 100, name)
    sheet.text(150, 100, word)
    draw_results(sheet)

    assert panels(sheet.read()) == []


def test_a_results_own_status_is_no_word_on_a_panel(sheet: Sheet) -> None:
    rows = [["Moisture", "6.85", "PASS"], ["Water Activity", "0.41", "PASS"]]
    sheet.table(400, [50, 250, 350], ["Test", "Result (%)", "Status"], rows)

    parsed = sheet.read()

    assert len(parsed.coa.results) == 2
    assert panels(parsed) == []


def test_a_summary_that_repeats_a_titles_word_adds_nothing(sheet: Sheet) -> None:
    sheet.text(50, 100, "Heavy Metals")
    sheet.text(150, 100, "PASS")
    sheet.text(50, 360, "Heavy Metals by ICP-MS", size=14, bold=True)
    sheet.text(500, 360, "PASS", size=11)
    sheet.table(400, [50, 250], ["Metal", "Result (ppm)"], [["Lead", "0.64"], ["Nickel", "1.2"]])

    assert panels(sheet.read()) == [(Panel.METALS, "Heavy Metals by ICP-MS", "PASS", LabVerdict.PASS)]
