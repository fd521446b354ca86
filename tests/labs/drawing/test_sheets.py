"""What is drawn stands where it is said to stand, and every page says that it is fictional."""

import io

import pdfplumber
import pypdfium2
import pytest

from labs.drawing import NOTICE, draw_market, face_down, scanned
from labs.drawing.laboratories import laboratories
from labs.drawing.sheet import HELVETICA, Sheet


def pages_of(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def one_of_each(drawings):
    """A drawing of each laboratory, the one with most results."""
    longest = {}
    for drawing in drawings:
        best = longest.setdefault(drawing.laboratory, drawing)
        if len(drawing.certificate.results) > len(best.certificate.results):
            longest[drawing.laboratory] = drawing
    return list(longest.values())


def text_in(page: pdfplumber.page.Page, box) -> str:
    inside = page.crop((box.x0 - 0.5, box.top - 1, box.x1 + 0.5, box.bottom + 1))
    return "".join((inside.extract_text() or "").split())


def test_every_page_of_every_pdf_says_that_it_is_fictional(drawings):
    silent = [
        (drawing.file_name, number)
        for drawing in drawings
        for number, text in enumerate(pages_of(drawing.pdf), start=1)
        if NOTICE not in text
    ]
    assert silent == []


def test_the_notice_stands_clear_of_everything_else(drawings):
    for drawing in one_of_each(drawings):
        with pdfplumber.open(io.BytesIO(drawing.pdf)) as document:
            for page in document.pages:
                words = page.extract_words()
                notice = max((word for word in words if word["text"] == "FICTIONAL"), key=lambda word: word["top"])
                lowest = max(word["bottom"] for word in words if word["bottom"] < notice["top"] - 1)
                assert notice["top"] - lowest > 4, (drawing.file_name, page.page_number)


@pytest.mark.parametrize("place", range(len(laboratories())))
def test_every_print_stands_in_its_box(place, drawings):
    drawing = one_of_each(drawings)[place]
    certificate, sample = drawing.certificate, drawing.certificate.samples[0]
    prints = [certificate.lab_name, certificate.report_id, certificate.client, sample.product_name, sample.batch]
    for result in certificate.results:
        prints += [result.name, result.printed, result.status, result.limit and result.limit.printed]
    with pdfplumber.open(io.BytesIO(drawing.pdf)) as document:
        for printed in filter(None, prints):
            assert "".join(printed.text.split()) in text_in(document.pages[printed.page - 1], printed.box)


def test_layouts_differ_in_paper_and_length(drawings):
    sizes = set()
    lengths = set()
    for drawing in one_of_each(drawings):
        document = pypdfium2.PdfDocument(drawing.pdf)
        sizes.add(tuple(round(side) for side in document[0].get_size()))
        lengths.add(len(document))
        document.close()
    assert sizes == {(612, 792), (595, 842), (792, 612)}
    assert max(lengths) >= 3


def test_a_wrapped_text_has_one_box_around_all_its_lines():
    sheet = Sheet((300, 200), HELVETICA, title="", author="")
    printed = sheet.paragraph(10, 10, "one two three four five six seven", 60, size=10)
    assert printed.text == "one two three four five six seven"
    assert printed.box.x1 <= 70
    assert printed.box.bottom - printed.box.top > 25


def test_a_scan_has_as_many_pages_and_no_text():
    drawing = next(iter(draw_market()))
    before, after = pages_of(drawing.pdf), pages_of(scanned(drawing.pdf))
    assert len(before) == len(after)
    assert all(before)
    assert not any(text.strip() for text in after)


def test_an_empty_side_scans_to_one_page_without_text():
    assert [text.strip() for text in pages_of(face_down())] == [""]


def test_the_same_pdf_scans_to_the_same_bytes():
    drawing = next(iter(draw_market()))
    assert scanned(drawing.pdf) == scanned(drawing.pdf)
