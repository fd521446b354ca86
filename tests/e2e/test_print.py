"""A report on paper: one or two sheets, every row, no navigation, and a code that leads back to the page."""

import io

import numpy as np
import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import Page

from labs.coa import LabVerdict, Panel
from registry.models import Report
from tests.registry.factories import a_coa, a_finding, a_published_report, a_result

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
_PANELS = {
    Panel.ALKALOIDS: (10, "1.52", "%"),
    Panel.METALS: (6, "0.31", "ppm"),
    Panel.MICROBIALS: (6, "1200", "CFU/g"),
    Panel.MYCOTOXINS: (5, "ND", "ppb"),
    Panel.PESTICIDES: (24, "ND", "ppm"),
    Panel.SOLVENTS: (9, "<LOQ", "ppm"),
}


def a_report_of_sixty() -> Report:
    """Sixty results in six panels with LOD, LOQ, limit and the laboratory's word; three flags."""
    known = {Panel.METALS: ("lead", "arsenic", "cadmium", "mercury", "nickel", "chromium")}
    results, row = [], 0
    for panel, (count, amount, unit) in _PANELS.items():
        for n in range(count):
            slug = known[panel][n] if panel in known else None
            name = (slug or f"{panel} substance {n}").capitalize()
            results.append(a_result(name, amount, unit, analyte=slug, panel=panel, lod="0.01", loq="0.02", limit="1.2",
                                    verdict=LabVerdict.PASS, row=row))  # fmt: skip
            row += 1
    assert len(results) == 60
    return a_published_report(coa=a_coa(*results), findings=tuple(a_finding(key=f"|{n}|1") for n in range(3)))


def printed(page: Page, paper: str) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(io.BytesIO(page.pdf(format=paper)))


@pytest.mark.parametrize("query", ["", "?yardstick=ut_r70_580_5"], ids=["plain", "with a yardstick"])
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_sixty_results_take_two_sheets_with_all_that_matters(open_page, live_server, paper: str, query: str):
    report = a_report_of_sixty()
    page = open_page(report.get_absolute_url() + query)
    document = printed(page, paper)
    assert len(document) <= 2
    text = " ".join("".join(sheet.get_textpage().get_text_bounded() for sheet in document).split())
    for words in ("Green leaf powder", "AM-2291", "Fernhill Analytics", "14 March 2026", "What disagrees", "Printed",
                  "Pesticides substance 23", report.sha256, report.reference):  # fmt: skip
        assert words in text, words
    for words in ("Upload", "Search", "Hold the numbers against", "Moderators sign in", "Copy"):
        assert words not in text, words
    last = np.asarray(document[len(document) - 1].render(scale=3).to_pil().convert("L"))
    assert [code.text for code in zxingcpp.read_barcodes(last)] == [f"{live_server.url}{report.get_absolute_url()}"]


def test_on_a_screen_there_is_no_code_and_no_print_date(open_page):
    page = open_page(a_report_of_sixty().get_absolute_url())
    assert not page.locator(".qr").is_visible()
    assert not page.locator(".printed-on").is_visible()
