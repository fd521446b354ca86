"""Days told in sentences: a letter has no labels."""

import datetime as dt

from labs.coa import CertificateOfAnalysis
from tests.labs.parsing.drawing import Sheet, draw_results


def letter(sheet: Sheet, *lines: str) -> CertificateOfAnalysis:
    for row, line in enumerate(lines):
        sheet.text(50, 120 + 13 * row, line)
    draw_results(sheet, 300)
    return sheet.read().coa


def test_a_sentence_tells_when_samples_were_received(sheet: Sheet) -> None:
    coa = letter(sheet, "Thank you for the samples which we received by courier on 19th November 2025.")

    assert coa.received is not None
    assert coa.received.day == dt.date(2025, 11, 19)


def test_a_span_of_tests_that_breaks_over_a_line_ends_with_its_last_day(sheet: Sheet) -> None:
    coa = letter(
        sheet,
        "Thank you for the samples received on 19th November 2025. They were examined",
        "between 20th November and 2nd December 2025 and we report the results below.",
    )

    assert coa.tested is not None
    assert coa.tested.day == dt.date(2025, 12, 2)


def test_a_german_sentence_tells_both_days(sheet: Sheet) -> None:
    coa = letter(sheet, "Die am 19.11.2025 eingegangenen Proben wurden vom 20.11.2025 bis 02.12.2025 untersucht.")

    assert (coa.received and coa.received.day, coa.tested and coa.tested.day) == (
        dt.date(2025, 11, 19),
        dt.date(2025, 12, 2),
    )


def test_the_day_of_a_regulation_is_no_day_of_tests(sheet: Sheet) -> None:
    coa = letter(sheet, "The samples were tested as laid down in a Regulation of 25 April 2023 on contaminants.")

    assert coa.tested is None


def test_a_label_wins_over_a_sentence(sheet: Sheet) -> None:
    sheet.text(50, 90, "Date received: 2025-11-18")
    coa = letter(sheet, "Thank you for the samples which we received by courier on 19th November 2025.")

    assert coa.received is not None
    assert coa.received.day == dt.date(2025, 11, 18)
