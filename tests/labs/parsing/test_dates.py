"""Printed dates: how laboratories write them, in which order, and which of several counts."""

import datetime as dt

import pytest

from labs.parsing.head.dates import dates_in
from tests.labs.parsing.drawing import Sheet, draw_results, text_of


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("2026-05-11", dt.date(2026, 5, 11)),
        ("11.5.2026", dt.date(2026, 5, 11)),
        ("May 11, 2026", dt.date(2026, 5, 11)),
        ("11-May-2026", dt.date(2026, 5, 11)),
        ("05/21/2026", dt.date(2026, 5, 21)),
        ("21/05/26", dt.date(2026, 5, 21)),
        ("05/21/26 14:41", dt.date(2026, 5, 21)),
    ],
)
def test_dates_are_read_as_laboratories_write_them(sheet: Sheet, printed: str, day: dt.date) -> None:
    sheet.text(50, 100, f"Received: {printed}")
    draw_results(sheet)

    received = sheet.read().coa.received

    assert received is not None
    assert received.days == (day,)


def test_a_date_that_may_be_two_days_says_both(sheet: Sheet) -> None:
    sheet.text(50, 100, "Received: 03/04/2026")
    draw_results(sheet)

    received = sheet.read().coa.received

    assert received is not None
    assert set(received.days) == {dt.date(2026, 3, 4), dt.date(2026, 4, 3)}


@pytest.mark.parametrize(("other", "day"), [("05/21/2026", dt.date(2026, 3, 4)), ("21/05/2026", dt.date(2026, 4, 3))])
def test_a_plain_date_elsewhere_settles_the_order(sheet: Sheet, other: str, day: dt.date) -> None:
    sheet.text(50, 100, "Received: 03/04/2026")
    sheet.text(50, 115, f"Reported: {other}")
    draw_results(sheet)

    received = sheet.read().coa.received

    assert received is not None
    assert received.days == (day,)


def test_of_a_range_of_testing_the_end_counts(sheet: Sheet) -> None:
    sheet.text(50, 100, "Tested: 16.1.2026 - 22.1.2026")
    draw_results(sheet)

    tested = sheet.read().coa.tested

    assert tested is not None
    assert tested.day == dt.date(2026, 1, 22)


def test_an_impossible_date_is_no_date(sheet: Sheet) -> None:
    sheet.text(50, 100, "Received: 2026-02-31")
    draw_results(sheet)

    assert sheet.read().coa.received is None


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("27Jun2022", dt.date(2022, 6, 27)),
        ("2025.03.12", dt.date(2025, 3, 12)),
        ("2025-Mar-12", dt.date(2025, 3, 12)),
        ("12. března 2025", dt.date(2025, 3, 12)),
        ("12. März 2025", dt.date(2025, 3, 12)),
        ("12 marzo 2025", dt.date(2025, 3, 12)),
        ("12 de marzo de 2025", dt.date(2025, 3, 12)),
        ("12 de março de 2025", dt.date(2025, 3, 12)),
        ("12 août 2025", dt.date(2025, 8, 12)),
        ("October 5-12, 2025", dt.date(2025, 10, 12)),
        ("12th March 2025", dt.date(2025, 3, 12)),
    ],
)
def test_a_date_is_read_in_many_languages(printed: str, day: dt.date) -> None:
    assert [found.day for found in dates_in(printed)] == [day]


def test_a_range_over_two_months_is_no_date_of_another_year() -> None:
    assert [found.day for found in dates_in("30 September-03 October 2021")] == [dt.date(2021, 10, 3)]


def test_labels_in_a_language_that_writes_the_day_first_settle_the_order(sheet: Sheet) -> None:
    sheet.text(50, 100, "Fecha de recepción: 05/03/2026")
    sheet.text(50, 115, "Lote: KV-015")
    draw_results(sheet)

    received = sheet.read().coa.received

    assert received is not None
    assert received.days == (dt.date(2026, 3, 5),)


def test_the_date_of_a_letter_is_that_of_the_report(sheet: Sheet) -> None:
    sheet.text(50, 100, "Sassoforte, 12 marzo 2026")
    draw_results(sheet)

    reported = sheet.read().coa.reported

    assert reported is not None
    assert reported.day == dt.date(2026, 3, 12)


def test_the_only_date_at_the_foot_is_that_of_the_signature(sheet: Sheet) -> None:
    draw_results(sheet)
    sheet.text(300, 650, "6/14/2026")

    reported = sheet.read().coa.reported

    assert reported is not None
    assert reported.day == dt.date(2026, 6, 14)


def test_of_several_dates_at_the_foot_none_is_taken(sheet: Sheet) -> None:
    draw_results(sheet)
    sheet.text(300, 650, "6/14/2026")
    sheet.text(300, 665, "6/15/2026")

    assert sheet.read().coa.reported is None


def test_a_report_keeps_the_place_of_its_date(sheet: Sheet) -> None:
    sheet.text(50, 100, "Report submitted: 2/13/2026")
    draw_results(sheet)

    reported = sheet.read().coa.reported

    assert reported is not None
    assert text_of(reported.printed) == "2/13/2026"


def test_a_point_parts_month_and_day_where_another_date_shows_it(sheet: Sheet) -> None:
    sheet.text(50, 100, "Collected: 11.12.2026")
    sheet.text(50, 115, "Completed: 11.19.2026")
    draw_results(sheet)

    sampled = sheet.read().coa.sampled

    assert sampled is not None
    assert sampled.day == dt.date(2026, 11, 12)


def test_work_is_completed_on_one_day_and_reported_on_another(sheet: Sheet) -> None:
    sheet.text(50, 100, "Date Completed: 2026-04-07")
    sheet.text(50, 116, "Date Reported: 2026-03-27")
    draw_results(sheet)

    coa = sheet.read().coa

    assert (coa.completed and coa.completed.day, coa.reported and coa.reported.day) == (
        dt.date(2026, 4, 7),
        dt.date(2026, 3, 27),
    )


def test_a_day_of_completion_alone_is_that_of_the_report(sheet: Sheet) -> None:
    sheet.text(50, 100, "Completed: 2026-04-07")
    draw_results(sheet)

    coa = sheet.read().coa

    assert coa.completed is None
    assert coa.reported is not None
    assert coa.reported.day == dt.date(2026, 4, 7)


def test_the_day_that_the_analysis_ended_outweighs_the_day_that_it_started(sheet: Sheet) -> None:
    for y, label, day in ((60, "Reception Date:", "11-Apr-2026"), (75, "Analysis Started:", "12-Apr-2026")):
        sheet.text(50, y, label)
        sheet.text(150, y, day)
    sheet.text(50, 90, "Analysis Ended:")
    sheet.text(150, 90, "19-Apr-2026")
    draw_results(sheet)

    found = sheet.read().coa

    assert found.received is not None
    assert found.tested is not None
    assert (found.received.day, found.tested.day) == (dt.date(2026, 4, 11), dt.date(2026, 4, 19))


@pytest.mark.parametrize(
    ("beside", "day"), [("Batch Size:  12 kg", dt.date(2026, 4, 18)), ("Instrument Used : DA-LC-002", None)]
)
def test_the_date_of_a_run_in_the_laboratory_is_not_the_day_of_manufacture(sheet: Sheet, beside: str, day) -> None:
    sheet.text(50, 60, "Sampled: 04/16/2026")
    draw_results(sheet, y=200)
    sheet.text(50, 300, f"{beside}   Batch Date : 04/18/2026")

    made = sheet.read().coa.manufactured

    assert (made and made.day) == day
