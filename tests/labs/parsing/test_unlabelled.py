"""What stands without a label: a product as a headline, a client over an address, a number under a title."""

import pytest

from tests.labs.parsing.drawing import Sheet, draw_results, text_of


def test_a_product_without_a_label_stands_over_its_matrix(sheet: Sheet) -> None:
    sheet.text(50, 90, "Green Maeng Da Powder", size=12, bold=True)
    sheet.text(50, 104, "Strain: Green Maeng Da")
    sheet.text(50, 116, "Matrix: Leaf")
    draw_results(sheet)

    [sample] = sheet.read().coa.samples

    assert sample.product_name is not None
    assert sample.product_name.text == "Green Maeng Da Powder"


def test_a_headline_over_the_facts_of_a_sample_is_the_product(sheet: Sheet) -> None:
    sheet.text(50, 90, "Blue Heron", size=14, bold=True)
    sheet.text(50, 104, "Sample ID: S-0042")
    draw_results(sheet)

    assert text_of(sheet.read().coa.samples[0].product_name) == "Blue Heron"


def test_a_headline_over_its_form_gives_both(sheet: Sheet) -> None:
    sheet.text(50, 190, "Blue Heron", size=14, bold=True)
    sheet.text(50, 204, "Powder, Leaf")
    draw_results(sheet)

    [sample] = sheet.read().coa.samples

    assert text_of(sample.product_name) == "Blue Heron"
    assert text_of(sample.matrix) == "Powder, Leaf"


@pytest.mark.parametrize("title", ["Sample Information", "Certificate of Analysis", "Potency Summary", "PASSED", "QX"])
def test_a_title_over_the_facts_of_a_sample_is_no_product(sheet: Sheet, title: str) -> None:
    sheet.text(50, 90, title, size=14, bold=True)
    sheet.text(50, 104, "Sample ID: S-0042")
    draw_results(sheet)

    assert sheet.read().coa.samples[0].product_name is None


def test_a_headline_over_an_address_is_the_client_and_no_product(sheet: Sheet) -> None:
    sheet.text(50, 50, "Otterbrook Labs", size=10)
    sheet.text(50, 190, "Tin Heron Goods", size=14)
    sheet.text(50, 204, "12 Mill Street")
    sheet.text(50, 215, "Osterley, OH 45999")
    sheet.text(50, 226, "Batch: QX-17")
    draw_results(sheet)

    coa = sheet.read().coa

    assert text_of(coa.client) == "Tin Heron Goods"
    assert coa.samples[0].product_name is None


@pytest.mark.parametrize("last", ["28999 Bremen", "38999 ROVERETO (TN)", "Norwich NR9 1TT", "A-1999 Wien"])
def test_a_client_stands_over_an_address_of_many_countries(sheet: Sheet, last: str) -> None:
    sheet.text(50, 50, "Otterbrook Labs", size=10)
    sheet.text(50, 150, "Blattgrund Handels GmbH")
    sheet.text(50, 161, "Frau Imke Feder")
    sheet.text(50, 172, "Hafenweg 3")
    sheet.text(50, 183, last)
    draw_results(sheet)

    assert text_of(sheet.read().coa.client) == "Blattgrund Handels GmbH"


def test_the_laboratorys_own_address_is_no_client(sheet: Sheet) -> None:
    sheet.text(50, 50, "Otterbrook Labs", size=14)
    sheet.text(50, 62, "12 Mill Street")
    sheet.text(50, 73, "Osterley, OH 45999")
    draw_results(sheet)

    assert sheet.read().coa.client is None


def test_a_person_in_a_window_for_addresses_is_not_the_client(sheet: Sheet) -> None:
    sheet.text(300, 50, "Otterbrook Food Science Labs", size=14)
    for y, line in ((66, "Mr T. Feder"), (79, "Purchasing"), (92, "Tin Heron Goods Ltd"), (105, "Leeds LS9 4AP")):
        sheet.text(50, y, line, size=11)
    draw_results(sheet)

    assert text_of(sheet.read().coa.client) == "Tin Heron Goods Ltd"


@pytest.mark.parametrize("number", ["N.º 2026/03-0551", "No. : 2026/03-0551", "Nr. 2026/03-0551"])
def test_a_number_under_a_title_is_the_reports(sheet: Sheet, number: str) -> None:
    sheet.text(50, 100, "CERTIFICATE OF ANALYSIS", size=14, bold=True)
    sheet.text(50, 114, number)
    draw_results(sheet)

    assert text_of(sheet.read().coa.report_id) == "2026/03-0551"


def test_a_number_that_ends_a_title_is_the_reports(sheet: Sheet) -> None:
    sheet.text(50, 100, "ANTICIPO DEL RAPPORTO DI PROVA 2533999", size=15, bold=True)
    draw_results(sheet)

    assert text_of(sheet.read().coa.report_id) == "2533999"


@pytest.mark.parametrize(
    "title",
    [
        "Certificate of Analysis  #R24184",
        "Certificate of Analysis # R24184",
        "Certificate of Analysis No. R24184",
        "Certificate of Analysis N° R24184",
        "Report of Analysis #R24184",
        "Certificate #R24184",
    ],
)
def test_a_number_with_its_sign_in_the_line_of_a_title_is_the_reports(sheet: Sheet, title: str) -> None:
    sheet.text(560, 50, title, right=True)
    draw_results(sheet)

    assert text_of(sheet.read().coa.report_id) == "R24184"


@pytest.mark.parametrize("title", ["Sample #R24184", "Batch #R24184", "Certificate of Analysis #12"])
def test_a_number_with_a_sign_after_other_words_is_not_the_reports(sheet: Sheet, title: str) -> None:
    sheet.text(560, 50, title, right=True)
    draw_results(sheet)

    assert sheet.read().coa.report_id is None


def test_a_code_alone_in_the_line_under_a_title_is_the_reports_number(sheet: Sheet) -> None:
    sheet.text(560, 48, "ANALYTICAL REPORT", size=12, bold=True, right=True)
    sheet.text(560, 60, "AR-26-GT-014417-01", right=True)
    draw_results(sheet)

    assert text_of(sheet.read().coa.report_id) == "AR-26-GT-014417-01"


@pytest.mark.parametrize("under", ["28999", "14-Mar-2026", "555-0177-0199", "ISO/IEC", "www.r2026-tests.com"])
def test_what_is_no_code_under_a_title_is_not_the_reports_number(sheet: Sheet, under: str) -> None:
    sheet.text(560, 48, "ANALYTICAL REPORT", size=12, bold=True, right=True)
    sheet.text(560, 60, under, right=True)
    draw_results(sheet)

    assert sheet.read().coa.report_id is None


def test_the_number_of_a_standard_is_no_postcode(sheet: Sheet) -> None:
    sheet.text(50, 60, "Ingwerhof Import GmbH")
    rows = [["Lead", "EN 15763", "0.08"], ["Cadmium", "EN 15763", "0.02"]]
    sheet.table(200, [50, 200, 350], ["Parameter", "Method", "Result (mg/kg)"], rows)

    client = sheet.read().coa.client

    assert client is None or client.text == "Ingwerhof Import GmbH"
