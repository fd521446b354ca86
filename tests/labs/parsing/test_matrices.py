"""Tables with analytes across and samples, units, limits or methods down the side, told through small certificates."""

from tests.labs.parsing.drawing import Sheet, cells, result, text_of

COLUMNS = [40, 110, 200, 300, 390, 480]
HEAD = ["Sample", "Product", "Total plate\ncount at\n30 °C", "Coliforms", "Yeast and\nmold", "Salmonella\nspp."]


def draw_samples(sheet: Sheet) -> None:
    sheet.text(40, 90, "MICROBIOLOGICAL RESULTS (CFU/g)", bold=True, size=11)
    rows = [
        ["26-1", "Green Leaf", "4100", "30", "< 10", "Absent"],
        ["26-2", "Red Leaf", "19000", "220", "90", "Absent"],
        ["", "Limit (a)", "500000", "1000", "100", "Absent"],
        ["", "Method", "ISO 4833-1", "ISO 4832", "ISO 21527-2", "ISO 6579-1"],
    ]
    sheet.table(110, COLUMNS, HEAD, rows, leading=20)


def test_each_row_of_samples_is_a_sample_with_its_own_results(sheet: Sheet) -> None:
    draw_samples(sheet)

    samples = sheet.read().coa.samples

    assert [(text_of(s.sample_id), [r.printed.text for r in s.results]) for s in samples] == [
        ("26-1", ["4100", "30", "< 10", "Absent"]),
        ("26-2", ["19000", "220", "90", "Absent"]),
    ]


def test_names_over_several_lines_across_the_top_are_whole(sheet: Sheet) -> None:
    draw_samples(sheet)

    names = {r.name.text for r in sheet.read().coa.results}

    assert names == {"Total plate count at 30 °C", "Coliforms", "Yeast and mold", "Salmonella spp."}


def test_a_row_of_limits_and_a_row_of_methods_hold_for_every_sample(sheet: Sheet) -> None:
    draw_samples(sheet)

    of_coliforms = [r for r in sheet.read().coa.results if r.name.text == "Coliforms"]

    assert [(text_of(r.limit.printed) if r.limit else None, r.method) for r in of_coliforms] == [
        ("1000", "ISO 4832"),
        ("1000", "ISO 4832"),
    ]


def test_a_row_of_units_gives_each_analyte_its_own(sheet: Sheet) -> None:
    rows = [["Unit", "%", "mg/kg", "mg/kg"], ["LOQ", "0.1", "0.02", "0.01"], ["K-7", "6.9", "0.52", "< 0.01"]]
    sheet.table(110, [40, 150, 250, 350], ["Sample", "Moisture", "Lead", "Mercury"], rows)

    parsed = sheet.read()

    assert cells(parsed) == [("Moisture", "6.9", "%"), ("Lead", "0.52", "mg/kg"), ("Mercury", "< 0.01", "mg/kg")]
    lead = result(parsed, "Lead")
    assert lead.loq is not None
    assert lead.loq.printed.text == "0.02"


def test_one_row_of_counts_under_microbes_of_several_lines_is_read(sheet: Sheet) -> None:
    sheet.text(40, 90, "Microbiology (CFU/g)", bold=True, size=11)
    head = ["Total Aerobic\nCount", "Total Yeast\nand Mold", "E. coli", "Salmonella"]
    sheet.table(110, [60, 180, 300, 420], head, [["1200", "40", "< 10", "ND"]])

    read = [(name, text) for name, text, _ in cells(sheet.read())]

    assert read == [
        ("Total Aerobic Count", "1200"),
        ("Total Yeast and Mold", "40"),
        ("E. coli", "< 10"),
        ("Salmonella", "ND"),
    ]


def test_two_alkaloids_across_and_samples_down_are_read(sheet: Sheet) -> None:
    rows = [["A-101", "B7", "1.41", "0.021"], ["A-102", "B8", "1.38", "0.019"]]
    head = ["Sample ID", "Batch", "Mitragynine (%)", "7-Hydroxymitragynine (%)"]
    sheet.table(110, [40, 120, 200, 330], head, rows)

    samples = sheet.read().coa.samples

    assert [(text_of(s.sample_id), [(r.analyte, r.printed.text) for r in s.results]) for s in samples] == [
        ("A-101", [("mitragynine", "1.41"), ("7_hydroxymitragynine", "0.021")]),
        ("A-102", [("mitragynine", "1.38"), ("7_hydroxymitragynine", "0.019")]),
    ]
