"""The laboratory's name: in a letterhead, in small print, spelt by a web address, or under a label."""

import pytest

from tests.labs.parsing.drawing import Sheet, draw_results, text_of


def test_the_laboratory_is_the_name_in_large_type_and_not_the_director(sheet: Sheet) -> None:
    sheet.text(50, 50, "Quillbrook Analytical", size=20, bold=True)
    sheet.text(50, 70, "12 Fernhill Road, Osterley, OH 45999")
    draw_results(sheet)
    sheet.text(50, 600, "A. Writer, Laboratory Director")

    name = sheet.read().coa.lab_name

    assert name is not None
    assert name.text == "Quillbrook Analytical"


def test_a_laboratory_named_only_in_small_print_is_found_by_its_web_address(sheet: Sheet) -> None:
    draw_results(sheet)
    sheet.text(50, 700, "No part may be copied without leave of Quillbrook Consulting.", size=7)
    sheet.text(50, 712, "post@quillbrookconsulting.example", size=7)

    name = sheet.read().coa.lab_name

    assert name is not None
    assert name.text == "Quillbrook Consulting"


def test_a_report_without_a_laboratory_has_none(sheet: Sheet) -> None:
    draw_results(sheet)

    assert sheet.read().coa.lab_name is None


@pytest.mark.parametrize(
    ("upper", "lower", "name"),
    [
        ("Otterbrook", "L A B S", "Otterbrook LABS"),
        ("OTTERBROOK POINT", "Analytical", "OTTERBROOK POINT Analytical"),
    ],
)
def test_a_name_on_two_lines_is_one(sheet: Sheet, upper: str, lower: str, name: str) -> None:
    sheet.text(50, 50, upper, size=16, bold=True)
    sheet.text(50, 62, lower, size=8)
    draw_results(sheet)

    assert text_of(sheet.read().coa.lab_name) == name


def test_a_line_of_what_was_done_is_no_part_of_the_name(sheet: Sheet) -> None:
    sheet.text(50, 50, "Otterbrook Labs", size=16, bold=True)
    sheet.text(50, 62, "Regulatory Compliance Testing", size=8)
    draw_results(sheet)

    assert text_of(sheet.read().coa.lab_name) == "Otterbrook Labs"


def test_a_name_without_a_laboratorys_word_is_found_where_a_sentence_and_an_address_on_the_web_agree(
    sheet: Sheet,
) -> None:
    sheet.text(50, 50, "Otter Brook", size=14)
    sheet.text(50, 62, "www.otterbrook.example", size=8)
    draw_results(sheet)
    sheet.text(50, 700, "Not to be copied without the written approval of Otter Brook.", size=7)

    assert text_of(sheet.read().coa.lab_name) == "Otter Brook"


def test_a_company_in_a_letterhead_stands_for_a_laboratory_of_no_such_name(sheet: Sheet) -> None:
    sheet.text(50, 50, "Otterbrook Botanicals s.r.o.", size=16, bold=True)
    sheet.text(50, 100, "Client: Tin Heron Goods LLC")
    draw_results(sheet)

    assert text_of(sheet.read().coa.lab_name) == "Otterbrook Botanicals s.r.o."


def test_a_label_names_the_laboratory(sheet: Sheet) -> None:
    sheet.text(50, 50, "Quality Research Labs Network", size=16)
    sheet.text(50, 100, "Testing laboratory: Otterbrook Analytical GmbH")
    draw_results(sheet)

    assert text_of(sheet.read().coa.lab_name) == "Otterbrook Analytical GmbH"


def test_who_made_the_software_is_not_the_laboratory(sheet: Sheet) -> None:
    sheet.text(50, 50, "Powered by Clearview Labs", size=8)
    sheet.text(50, 62, "www.clearviewlabs.example", size=8)
    sheet.text(50, 700, "Otterbrook Analytical", size=8)
    draw_results(sheet)

    assert text_of(sheet.read().coa.lab_name) == "Otterbrook Analytical"


def test_a_title_of_a_table_is_not_the_laboratory(sheet: Sheet) -> None:
    sheet.text(50, 380, "ANALISI MICROBIOLOGICHE", size=12)
    draw_results(sheet)

    assert sheet.read().coa.lab_name is None


def test_letters_set_apart_under_a_name_close_up_to_words(sheet: Sheet) -> None:
    sheet.text(50, 48, "Tin Heron", size=15, bold=True)
    sheet.text(50, 62, "L A B", size=9, bold=True)
    sheet.text(81, 62, "W O R K S", size=9, bold=True)
    draw_results(sheet)

    assert text_of(sheet.read().coa.lab_name) == "Tin Heron LAB WORKS"
