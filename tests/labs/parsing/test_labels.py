"""Labels and their values: beside, below, in tables of labels, in many languages."""

import pytest

from tests.labs.parsing.drawing import Sheet, draw_results, text_of


@pytest.mark.parametrize(
    ("field", "line", "value"),
    [
        ("report_id", "Work Order #: 26-0417", "26-0417"),
        ("report_id", "Prüfbericht Nr.: 26-014999/1", "26-014999/1"),
        ("report_id", "Informe de ensayo nº: 2026/03-0551", "2026/03-0551"),
        ("report_id", "Rapporto di prova n° 26/00418999", "26/00418999"),
        ("report_id", "Relatório de ensaio n.º: 26-118", "26-118"),
        ("report_id", "Protokol o zkoušce: 50P/2026", "50P/2026"),
        ("report_id", "Rapport d'essai n°: 26-118", "26-118"),
        ("client", "Submitted by: Tin Heron Goods", "Tin Heron Goods"),
        ("client", "Auftraggeber: Blattgrund GmbH", "Blattgrund GmbH"),
        ("client", "Committente: Erboristeria Tasso", "Erboristeria Tasso"),
        ("client", "Requerente: Ervas do Cabo, Lda", "Ervas do Cabo, Lda"),
        ("client", "Zadavatel: Stará Bylina s.r.o.", "Stará Bylina s.r.o."),
    ],
)
def test_labels_of_the_report_are_known_in_many_languages(sheet: Sheet, field: str, line: str, value: str) -> None:
    sheet.text(50, 100, line)
    draw_results(sheet)

    assert text_of(getattr(sheet.read().coa, field)) == value


@pytest.mark.parametrize(
    ("field", "line", "value"),
    [
        ("batch", "Production Run: QX-17", "QX-17"),
        ("batch", "Ch.-B.: RB-2602-07", "RB-2602-07"),
        ("batch", "Lotto: AE2599/B", "AE2599/B"),
        ("batch", "Nº de lote: KV-015", "KV-015"),
        ("product_name", "Probenbezeichnung: Roter Reiher", "Roter Reiher"),
        ("product_name", "Descripción de la muestra: Garza roja", "Garza roja"),
        ("product_name", "Designação: Garça vermelha", "Garça vermelha"),
        ("product_name", "Sample Description: Red Heron", "Red Heron"),
        ("matrix", "Category/Type: Powder", "Powder"),
        ("matrix", "Matriz: Planta en polvo", "Planta en polvo"),
        ("sample_id", "Probennummer: 26-03-0999", "26-03-0999"),
        ("sample_id", "Código de muestra: M-118", "M-118"),
        ("sample_id", "QBL ID: 128999", "128999"),
    ],
)
def test_labels_of_the_sample_are_known_in_many_languages(sheet: Sheet, field: str, line: str, value: str) -> None:
    sheet.text(50, 100, line)
    draw_results(sheet)

    [sample] = sheet.read().coa.samples

    assert text_of(getattr(sample, field)) == value


def test_a_table_of_labels_has_its_values_centred_below(sheet: Sheet) -> None:
    for x, label, lines in (
        (80, "Sample ID", ["QBL-S26-", "59999"]),
        (200, "Sample Name", ["Gummy Heron", "Classic 30mg"]),
        (320, "Batch", ["GUM-210920"]),
        (440, "Matrix", ["Edible"]),
    ):
        for y, text in zip((100, 124, 136), [label, *lines], strict=False):
            sheet.canvas.setFont("Helvetica-Bold" if y == 100 else "Helvetica", 9)
            sheet.canvas.drawCentredString(x, 792 - y, text)
    for y in (106, 142):
        sheet.canvas.line(40, 792 - y, 480, 792 - y)
    draw_results(sheet)

    [sample] = sheet.read().coa.samples

    assert [text_of(one) for one in (sample.sample_id, sample.product_name, sample.batch, sample.matrix)] == [
        "QBL-S26-59999",
        "Gummy Heron Classic 30mg",
        "GUM-210920",
        "Edible",
    ]


def test_a_grid_of_boxes_has_each_value_under_its_label(sheet: Sheet) -> None:
    for x, label, value in ((50, "Lot Number:", "QX-17"), (180, "Test:", "Alkaloids"), (310, "Reported:", "27Jun2026")):
        sheet.text(x, 100, label, size=6)
        sheet.text(x, 111, value, bold=True)
    for x, label, value in ((50, "Matrix:", "Plant"), (180, "Test ID:", "T-0099"), (310, "Started:", "22Jun2026")):
        sheet.text(x, 127, label, size=6)
        sheet.text(x, 138, value, bold=True)
    draw_results(sheet)

    [sample] = sheet.read().coa.samples

    assert [text_of(one) for one in (sample.batch, sample.matrix, sample.sample_id)] == ["QX-17", "Plant", "T-0099"]


def test_a_row_of_labels_with_their_values_beside_them_is_no_head_of_a_table(sheet: Sheet) -> None:
    row = ("Received", "08/17/2026", "Tested", "08/20/2026", "Reported", "08/25/2026")
    for x, text in zip((50, 120, 230, 300, 410, 480), row, strict=True):
        sheet.text(x, 100, text)
    for x, text in ((50, "Lot"), (120, "OH-211")):
        sheet.text(x, 112, text)
    draw_results(sheet)

    coa = sheet.read().coa
    dates = (coa.received, coa.tested, coa.reported)

    assert [one and one.printed.text for one in dates] == ["08/17/2026", "08/20/2026", "08/25/2026"]


def test_a_label_on_two_lines_has_its_value_beside_the_first(sheet: Sheet) -> None:
    sheet.text(50, 100, "Data", bold=True)
    sheet.text(50, 110, "accettazione:", bold=True)
    sheet.text(150, 100, "17/11/2026")
    draw_results(sheet)

    received = sheet.read().coa.received

    assert received is not None
    assert received.day.isoformat() == "2026-11-17"


def test_colons_in_a_column_of_their_own_part_labels_and_values(sheet: Sheet) -> None:
    for y, label, value in (
        (100, "Product Name", "Red Heron"),
        (115, "Batch No.", "SD-E10"),
        (130, "Quantity", "250 kg"),
    ):
        for x, text in ((50, label), (150, ":"), (160, value)):
            sheet.text(x, y, text)
    draw_results(sheet)

    [sample] = sheet.read().coa.samples

    assert [text_of(sample.product_name), text_of(sample.batch)] == ["Red Heron", "SD-E10"]


def test_what_looks_like_no_value_of_a_label_is_left_for_the_line_below(sheet: Sheet) -> None:
    sheet.text(50, 100, "Client:", bold=True)
    sheet.text(200, 100, "Final Report", bold=True)
    sheet.text(300, 100, "QB-59999")
    sheet.text(50, 112, "Tin Heron Goods")
    draw_results(sheet)

    coa = sheet.read().coa

    assert [text_of(coa.client), text_of(coa.report_id)] == ["Tin Heron Goods", "QB-59999"]


def test_a_code_before_a_name_is_passed_over(sheet: Sheet) -> None:
    for x, text in ((50, "Customer"), (120, "IC-C-0001"), (220, "Tin Heron Corporation")):
        sheet.text(x, 100, text)
    draw_results(sheet)

    assert text_of(sheet.read().coa.client) == "Tin Heron Corporation"


def test_a_company_on_two_lines_is_whole_and_its_address_left_out(sheet: Sheet) -> None:
    sheet.text(50, 100, "Customer:", bold=True)
    for y, line in (
        (100, "Tin Heron Botanical"),
        (111, "Goods LLC"),
        (122, "12 Mill Street"),
        (133, "Osterley, OH 45999"),
    ):
        sheet.text(120, y, line)
    draw_results(sheet)

    assert text_of(sheet.read().coa.client) == "Tin Heron Botanical Goods LLC"


def test_a_longer_label_that_nobody_knows_is_not_its_beginning(sheet: Sheet) -> None:
    sheet.text(50, 100, "Batch Weight (g): 12-500")
    draw_results(sheet)

    assert sheet.read().coa.samples[0].batch is None


def test_a_label_without_a_value_takes_none_from_its_neighbours(sheet: Sheet) -> None:
    for y, line in ((100, "Lot Number:"), (112, "Storage:"), (124, "Purchase Order:")):
        sheet.text(50, y, line)
    sheet.text(150, 124, "PO-33999")
    draw_results(sheet)

    assert sheet.read().coa.samples[0].batch is None


def test_the_head_of_a_column_of_results_is_no_label(sheet: Sheet) -> None:
    sheet.table(
        300,
        [50, 150, 350],
        ["ID", "Parameter", "Conclusion"],
        [["D9", "Mitragynine", "Complies"], ["D8", "7-OH", "Pass"]],
    )
    draw_results(sheet)

    coa = sheet.read().coa

    assert [coa.overall_status, coa.samples[0].sample_id] == [None, None]


def test_who_ordered_stands_in_a_line_of_several_facts(sheet: Sheet) -> None:
    sheet.text(50, 100, "Resin · Ordered by Tin Heron Goods · 1A40999")
    draw_results(sheet)

    assert text_of(sheet.read().coa.client) == "Tin Heron Goods"


@pytest.mark.parametrize(("text", "field"), [("S-0042", "sample_id"), ("Red Heron", "product_name")])
def test_a_sample_is_a_number_or_a_name(sheet: Sheet, text: str, field: str) -> None:
    sheet.text(50, 100, f"Sample: {text}")
    draw_results(sheet)

    [sample] = sheet.read().coa.samples

    assert {name: text_of(getattr(sample, name)) for name in ("sample_id", "product_name")} == {
        "sample_id": None,
        "product_name": None,
    } | {field: text}


@pytest.mark.parametrize("product", ["Red Heron, Lot # 240999-BR", "Heron-Pulver, Ch. 240999-BR"])
def test_a_lot_within_a_products_name_is_its_batch(sheet: Sheet, product: str) -> None:
    sheet.text(50, 100, f"Product: {product}")
    draw_results(sheet)

    assert text_of(sheet.read().coa.samples[0].batch) == "240999-BR"


def test_a_verdict_within_a_sentence_is_the_word_on_the_whole(sheet: Sheet) -> None:
    sheet.text(50, 100, "Conclusion: the sample is NON CONFORME for what was tested.")
    draw_results(sheet)

    overall = sheet.read().coa.overall_status

    assert text_of(overall) == "NON CONFORME"


def test_a_sentence_that_judges_both_ways_says_nothing_of_the_whole(sheet: Sheet) -> None:
    sheet.text(50, 100, "Conclusion: metals PASS and pesticides FAIL")
    draw_results(sheet)

    assert sheet.read().coa.overall_status is None
