"""The head of a report: labels, what stands without one, dates and their order."""

import datetime as dt

import pytest

from labs.coa import LabVerdict
from tests.labs.parsing.drawing import Sheet, draw_results


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


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        ("Overall result: PASS", LabVerdict.PASS),
        ("Overall result: Failed", LabVerdict.FAIL),
        ("Overall Result PASS", LabVerdict.PASS),
        ("Final: Pass", LabVerdict.PASS),
        ("Final: Fail", LabVerdict.FAIL),
        ("Assessment: the sample, as far as tested, complies with the limits given.", LabVerdict.PASS),
        ("Assessment: the sample meets the specification.", LabVerdict.PASS),
        ("Assessment: the sample does not comply with the limits given.", LabVerdict.FAIL),
    ],
)
def test_the_word_on_the_whole_report(sheet: Sheet, line: str, verdict: LabVerdict) -> None:
    sheet.text(50, 100, line)
    draw_results(sheet)

    assert sheet.read().coa.overall_verdict is verdict


@pytest.mark.parametrize("x", [86, 140])
def test_one_result_below_all_results_is_the_word_on_the_whole(sheet: Sheet, x: float) -> None:
    draw_results(sheet)
    sheet.text(50, 500, "Result:", bold=True)
    sheet.text(x, 500, "Pass", bold=True)

    assert sheet.read().coa.overall_verdict is LabVerdict.PASS


@pytest.mark.parametrize("others", [("Result: Pass",), ("Result: ND",), ("Metals Result: Fail",)])
def test_a_result_that_is_one_of_several_is_no_word_on_the_whole(sheet: Sheet, others: tuple[str, ...]) -> None:
    draw_results(sheet)
    for y, line in enumerate(("Result: Pass", *others)):
        sheet.text(50, 500 + 60 * y, line)

    assert sheet.read().coa.overall_status is None


def test_a_result_above_the_last_table_is_no_word_on_the_whole(sheet: Sheet) -> None:
    sheet.text(50, 350, "Result: Pass")
    draw_results(sheet)

    assert sheet.read().coa.overall_status is None


def test_a_label_that_says_pass_here_and_fail_there_says_nothing_of_the_whole(sheet: Sheet) -> None:
    sheet.text(50, 340, "Assessment: complies")
    draw_results(sheet)
    sheet.text(50, 500, "Assessment: does not comply")

    assert sheet.read().coa.overall_status is None


@pytest.mark.parametrize("head", ["Assessment", "Final", "Result"])
def test_a_column_of_verdicts_is_no_word_on_the_whole(sheet: Sheet, head: str) -> None:
    rows = [["Lead", "0.1", "1.0", "Pass"], ["Cadmium", "0.2", "1.0", "Pass"]]
    sheet.table(300, [50, 200, 300, 400], ["Metal", "Result (ppm)", "Limit (ppm)", head], rows)

    assert sheet.read().coa.overall_status is None


def test_a_report_without_a_word_on_the_whole_has_none(sheet: Sheet) -> None:
    draw_results(sheet)

    assert sheet.read().coa.overall_verdict is None


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


def test_a_samples_number_is_not_taken_for_the_reports(sheet: Sheet) -> None:
    sheet.text(50, 100, "Sample ID: S-0041")
    draw_results(sheet)

    assert sheet.read().coa.report_id is None


def test_a_running_foot_gives_the_reports_number(sheet: Sheet) -> None:
    sheet.text(50, 750, "Tin Heron Laboratories - Report RPT-04417-3 v2")
    draw_results(sheet)

    coa = sheet.read().coa

    assert coa.report_id is not None
    assert coa.report_id.text == "RPT-04417-3 v2"


def test_days_of_single_tables_are_no_day_of_the_report(sheet: Sheet) -> None:
    for y, day in ((100, "2026-03-05"), (250, "2026-03-09")):
        sheet.text(50, y, f"Date tested: {day}")
        draw_results(sheet, y + 30)

    assert sheet.read().coa.tested is None


def test_a_span_of_tests_wins_over_days_of_single_tables(sheet: Sheet) -> None:
    sheet.text(50, 60, "Date tested: 2026-03-05 - 2026-03-09")
    for y, day in ((100, "2026-03-05"), (250, "2026-03-07")):
        sheet.text(50, y, f"Date tested: {day}")
        draw_results(sheet, y + 30)

    coa = sheet.read().coa

    assert coa.tested is not None
    assert coa.tested.day == dt.date(2026, 3, 9)


def test_a_date_under_an_unknown_label_is_not_the_reports(sheet: Sheet) -> None:
    sheet.text(50, 100, "Date of the moult:", bold=True)
    sheet.text(50, 112, "2026-03-09")
    draw_results(sheet)

    assert sheet.read().coa.reported is None


def test_a_limit_is_no_number_of_a_report(sheet: Sheet) -> None:
    sheet.text(50, 100, "Report:")
    sheet.text(120, 100, "NMT 45.0")
    draw_results(sheet)

    assert sheet.read().coa.report_id is None
