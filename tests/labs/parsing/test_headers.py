"""The head of a report: labels, what stands without one, dates and their order."""

import datetime as dt

import pytest

from labs.coa import LabVerdict
from tests.labs.parsing.drawing import Sheet


def draw_results(sheet: Sheet, y: float = 400) -> None:
    sheet.table(y, [50, 250], ["Analyte", "Result (%)"], [["Mitragynine", "1.363"], ["Paynantheine", "0.234"]])


@pytest.mark.parametrize("mark", [":", "", " #", "#:"])
def test_a_label_takes_the_value_beside_it(sheet: Sheet, mark: str) -> None:
    sheet.text(50, 100, f"Batch{mark}", bold=True)
    sheet.text(120, 100, "ML-GMD-2604")
    draw_results(sheet)

    [sample] = sheet.read().coa.samples

    assert sample.batch is not None
    assert sample.batch.text == "ML-GMD-2604"


@pytest.mark.parametrize(
    "line", ["Batch: ML-GMD-2604", "Batch#:ML-GMD-2604", "Lot No. ML-GMD-2604", "Šarže: ML-GMD-2604"]
)
def test_a_label_takes_the_value_after_it(sheet: Sheet, line: str) -> None:
    sheet.text(50, 100, line.replace("Š", "S").replace("ž", "z"))
    draw_results(sheet)

    [sample] = sheet.read().coa.samples

    assert sample.batch is not None
    assert sample.batch.text == "ML-GMD-2604"


def test_a_label_over_its_value_in_a_box(sheet: Sheet) -> None:
    for x, label, value in (
        (50, "PRODUCT", "Red Thai Capsules"),
        (250, "CLIENT", "Tin Heron Goods"),
        (400, "LOT", "TH6R-0418"),
    ):
        sheet.text(x, 100, label, size=6)
        sheet.text(x, 110, value)
    draw_results(sheet)

    coa = sheet.read().coa

    assert coa.samples[0].product_name is not None
    assert coa.samples[0].product_name.text == "Red Thai Capsules"
    assert coa.client is not None
    assert coa.client.text == "Tin Heron Goods"
    assert coa.samples[0].batch is not None
    assert coa.samples[0].batch.text == "TH6R-0418"


def test_several_labels_on_one_line_part_its_values(sheet: Sheet) -> None:
    sheet.text(50, 100, "Batch: QX-17; Sample ID: S-0042 // Matrix: Powder")
    draw_results(sheet)

    [sample] = sheet.read().coa.samples

    assert [field and field.text for field in (sample.batch, sample.sample_id, sample.matrix)] == [
        "QX-17",
        "S-0042",
        "Powder",
    ]


def test_a_word_in_running_text_is_no_label(sheet: Sheet) -> None:
    sheet.text(50, 100, "This report is about one batch and its product")
    sheet.text(330, 100, "QX-17")
    draw_results(sheet)

    [sample] = sheet.read().coa.samples

    assert sample.batch is None
    assert sample.product_name is None


def test_a_product_without_a_label_stands_over_its_matrix(sheet: Sheet) -> None:
    sheet.text(50, 90, "Green Maeng Da Powder", size=12, bold=True)
    sheet.text(50, 104, "Strain: Green Maeng Da")
    sheet.text(50, 116, "Matrix: Leaf")
    draw_results(sheet)

    [sample] = sheet.read().coa.samples

    assert sample.product_name is not None
    assert sample.product_name.text == "Green Maeng Da Powder"


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
    ("line", "verdict"), [("Overall result: PASS", LabVerdict.PASS), ("Overall result: Failed", LabVerdict.FAIL)]
)
def test_the_word_on_the_whole_report(sheet: Sheet, line: str, verdict: LabVerdict) -> None:
    sheet.text(50, 100, line)
    draw_results(sheet)

    assert sheet.read().coa.overall_verdict is verdict


def test_a_report_without_a_word_on_the_whole_has_none(sheet: Sheet) -> None:
    draw_results(sheet)

    assert sheet.read().coa.overall_verdict is None


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


def test_pages_with_different_sample_numbers_are_different_samples(sheet: Sheet) -> None:
    for number, tablet in (("S-0041", "Five"), ("S-0042", "Ten")):
        sheet.text(50, 100, f"Sample ID: {number}")
        sheet.text(50, 115, f"Product: {tablet} mg Tablet")
        draw_results(sheet)
        sheet.next_page()

    samples = sheet.read().coa.samples

    assert [(s.sample_id and s.sample_id.text, s.product_name and s.product_name.text) for s in samples] == [
        ("S-0041", "Five mg Tablet"),
        ("S-0042", "Ten mg Tablet"),
    ]
    assert [len(sample.results) for sample in samples] == [2, 2]


def test_pages_of_one_sample_are_one_sample(sheet: Sheet) -> None:
    for _ in range(2):
        sheet.text(50, 100, "Sample ID: S-0041")
        draw_results(sheet)
        sheet.next_page()

    assert [len(sample.results) for sample in sheet.read().coa.samples] == [4]


@pytest.mark.parametrize("word", ["PASSED", "FAIL"])
def test_a_large_lone_verdict_speaks_of_the_whole_report(sheet: Sheet, word: str) -> None:
    sheet.text(450, 100, word, size=18, bold=True)
    draw_results(sheet)

    overall = sheet.read().coa.overall_status

    assert overall is not None
    assert overall.text == word


@pytest.mark.parametrize(
    ("beside", "word", "size"), [("", "TESTED", 18), ("Heavy Metals", "PASSED", 18), ("", "PASSED", 9)]
)
def test_a_word_on_tests_on_a_panel_or_in_small_type_is_none_on_the_whole(
    sheet: Sheet, beside: str, word: str, size: float
) -> None:
    sheet.text(50, 100, beside, size=size)
    sheet.text(450, 100, word, size=size)
    draw_results(sheet)

    assert sheet.read().coa.overall_status is None


def test_the_label_of_a_date_is_no_verdict(sheet: Sheet) -> None:
    sheet.text(50, 80, "Tested", size=14)
    sheet.text(50, 96, "07/07 - 07/13/2026", size=14)
    draw_results(sheet)

    coa = sheet.read().coa

    assert coa.overall_status is None
    assert coa.tested is not None
    assert coa.tested.day == dt.date(2026, 7, 13)


@pytest.mark.parametrize(("word", "expected"), [("Pass", LabVerdict.PASS), ("Complete", None)])
def test_a_summarys_row_for_the_batch_judges_the_whole_or_not(
    sheet: Sheet, word: str, expected: LabVerdict | None
) -> None:
    for y, row in ((100, ("Batch", "06/17/2026", word)), (115, ("Heavy Metals", "06/18/2026", "Pass"))):
        for x, text in zip((50, 150, 250), row, strict=True):
            sheet.text(x, y, text)
    draw_results(sheet)

    assert sheet.read().coa.overall_verdict is expected
