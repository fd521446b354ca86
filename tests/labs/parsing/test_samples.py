"""Several samples in one report: on pages of their own, under each other, as rows, side by side."""

from labs.parsing.parsed import Parsed
from tests.labs.parsing.drawing import Sheet, draw_results, text_of


def told(parsed: Parsed) -> list[tuple[str | None, str | None, int]]:
    return [
        (text_of(one.sample_id) or text_of(one.batch), text_of(one.product_name), len(one.results))
        for one in parsed.coa.samples
    ]


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


def test_another_number_of_the_same_sample_makes_no_second_one(sheet: Sheet) -> None:
    for label, number in (("Sample ID", "S-0041"), ("Laboratory reference", "26-77-99")):
        sheet.text(50, 100, f"{label}: {number}")
        draw_results(sheet)
        sheet.next_page()

    assert told(sheet.read()) == [("S-0041", None, 4)]


def test_a_new_report_number_starts_a_new_sample(sheet: Sheet) -> None:
    for number, product in (("R-26-001", "Red Heron"), ("R-26-002", "Green Heron")):
        sheet.text(50, 100, f"Report No.: {number}")
        sheet.text(50, 115, f"Product: {product}")
        draw_results(sheet)
        sheet.next_page()

    assert told(sheet.read()) == [(None, "Red Heron", 2), (None, "Green Heron", 2)]


def test_a_page_without_a_number_goes_with_the_page_before_it(sheet: Sheet) -> None:
    for number in ("S-0041", "S-0042", ""):
        sheet.text(50, 100, f"Sample ID: {number}" if number else "Continued")
        draw_results(sheet)
        sheet.next_page()

    assert told(sheet.read()) == [("S-0041", None, 2), ("S-0042", None, 4)]


def test_samples_under_each_other_on_one_page_are_told_apart(sheet: Sheet) -> None:
    sheet.text(50, 60, "Client: Tin Heron Goods")
    for y, number, product, lot in ((100, 1, "Leaf, green vein", "HV-1187"), (300, 2, "Leaf, sterile", "HV-1190")):
        sheet.text(50, y, f"Sample {number}", bold=True)
        sheet.text(130, y, product, bold=True)
        sheet.text(130, y + 14, f"Lot number {lot}")
        draw_results(sheet, y + 50)

    assert told(sheet.read()) == [("HV-1187", "Leaf, green vein", 2), ("HV-1190", "Leaf, sterile", 2)]


def test_samples_side_by_side_have_the_results_of_their_columns(sheet: Sheet) -> None:
    for y, label, first, second in (
        (100, "Sample name", "Green Heron", "Red Heron"),
        (112, "Sample ID", "S-0041", "S-0042"),
        (124, "Lot", "GZ-0126", "CR-0226"),
    ):
        for x, text in ((50, label), (250, first), (400, second)):
            sheet.text(x, y, text)
    sheet.table(
        150,
        [50, 250, 400],
        ["Analyte", "Result (%)", "Result (%)"],
        [["Mitragynine", "1.363", "1.520"], ["Paynantheine", "0.234", "0.360"]],
    )

    parsed = sheet.read()

    assert told(parsed) == [("S-0041", "Green Heron", 2), ("S-0042", "Red Heron", 2)]
    assert [[one.printed.text for one in sample.results] for sample in parsed.coa.samples] == [
        ["1.363", "0.234"],
        ["1.520", "0.360"],
    ]


def test_a_list_of_samples_says_what_their_own_pages_leave_out(sheet: Sheet) -> None:
    sheet.table(
        100,
        [50, 200, 350],
        ["Sample ID", "Sample Name", "Lot Number"],
        [["S-0041", "Green Heron", "GZ-0126"], ["S-0042", "Red Heron", "CR-0226"]],
    )
    sheet.next_page()
    for number in ("S-0041", "S-0042"):
        sheet.text(50, 100, f"Sample ID: {number}")
        draw_results(sheet)
        sheet.next_page()

    samples = sheet.read().coa.samples

    assert [(text_of(one.product_name), text_of(one.batch)) for one in samples] == [
        ("Green Heron", "GZ-0126"),
        ("Red Heron", "CR-0226"),
    ]


def test_samples_of_several_pages_each_keep_them(sheet: Sheet) -> None:
    for lot, product, pages in (
        ("L2406-11", "Red Heron", 2),
        ("L2406-12", "Green Heron", 2),
        ("L2406-13", "Owl", 1),
    ):
        for page in range(pages):
            sheet.text(50, 60, "Report No.: R-881")
            sheet.text(300, 60, f"Sample ID: {lot}")
            sheet.text(50, 100, f"Product: {product}" if page == 0 else "Continued")
            draw_results(sheet)
            sheet.next_page()

    assert told(sheet.read()) == [("L2406-11", "Red Heron", 4), ("L2406-12", "Green Heron", 4), ("L2406-13", "Owl", 2)]


def test_batches_as_heads_of_columns_are_samples(sheet: Sheet) -> None:
    heads = ["Analyte", "LOQ, ppm", "Lot KD05601-3", "Lot TA05315-6", "Limit"]
    rows = [["Arsenic", "0.011", "0.092", "0.108", "1.5"], ["Lead", "0.012", "0.372", "<LOQ", "1.0"]]
    foot = sheet.table(150, [50, 180, 270, 370, 480], heads, rows)
    heads = ["Test", "Lot KD05601-3", "Lot TA05315-6", "Limit"]
    sheet.text(50, foot + 20, "Microbiology, CFU/g (plates)", size=11, bold=True)
    sheet.table(foot + 40, [50, 200, 320, 450], heads, [["Yeast", "20", "70", ""], ["Mold", "60", "80", "1,000"]])

    first, second = sheet.read().coa.samples

    assert [text_of(one.batch) for one in (first, second)] == ["KD05601-3", "TA05315-6"]
    assert [(one.name.text, one.quantity.text, one.unit) for one in second.results] == [
        ("Arsenic", "0.108", "ppm"),
        ("Lead", "<LOQ", "ppm"),
        ("Yeast", "70", "CFU/g"),
        ("Mold", "80", "CFU/g"),
    ]
