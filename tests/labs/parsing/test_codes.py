"""Codes are found where they stand, whatever they are made of, and what they say is harmless."""

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from labs.coa import Box, Source
from labs.parsing.codes.codes import LONGEST_TEXT, MOST_CODES, find_codes, harmless
from labs.parsing.parsed import Code, PageSize
from tests.labs.certificates import certificate

WIDE, HIGH = 612.0, 792.0
ADDRESS = "https://certificates.example/KR-1042"
SIDE = 60.0  # points
AT = Box(x0=400, top=100, x1=400 + SIDE, bottom=100 + SIDE)
NEAR = 8.0  # points: a code's box leaves out the blank around it
UPRIGHT = PageSize(number=1, width=WIDE, height=HIGH)
Draw = Callable[[Canvas], None]


def code_picture(text: str = ADDRESS, kind: str = "QRCode") -> Image.Image:
    made = zxingcpp.create_barcode(text, zxingcpp.barcode_format_from_str(kind))
    return Image.fromarray(made.to_image(scale=4, add_quiet_zones=True)).convert("L")


def modules(text: str = ADDRESS) -> list[tuple[float, float, float]]:
    """The dark modules of a QR code that fills `AT`: left and lower edge from the page's lower left, and side."""
    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode).to_image(scale=1, add_quiet_zones=False)
    picture = Image.fromarray(made).convert("L")
    side = SIDE / picture.width
    return [
        (AT.x0 + x * side, HIGH - AT.top - (y + 1) * side, side)
        for y in range(picture.height)
        for x in range(picture.width)
        if picture.getpixel((x, y)) < 128
    ]


def as_picture(canvas: Canvas, picture: Image.Image | None = None, wide: float = SIDE, high: float = SIDE) -> None:
    reader = ImageReader(picture or code_picture())
    canvas.drawImage(reader, AT.x0, HIGH - AT.top - high, wide, high, mask="auto")


def as_boxes(canvas: Canvas) -> None:
    for x, y, side in modules():
        canvas.rect(x, y, side, side, stroke=0, fill=1)


def as_one_path(canvas: Canvas) -> None:
    path = canvas.beginPath()
    for x, y, side in modules():
        path.rect(x, y, side, side)
    canvas.drawPath(path, stroke=0, fill=1)


def on_a_white_card(canvas: Canvas) -> None:
    canvas.rect(AT.x0 - 10, HIGH - AT.bottom - 10, SIDE + 20, SIDE + 20, stroke=0, fill=1)
    canvas.setFillGray(1)
    canvas.rect(AT.x0 - 8, HIGH - AT.bottom - 8, SIDE + 16, SIDE + 16, stroke=0, fill=1)
    canvas.setFillGray(0)
    as_boxes(canvas)


def behind_a_mask(canvas: Canvas) -> None:
    shape = code_picture()
    black = Image.new("RGBA", shape.size, (0, 0, 0, 255))
    black.putalpha(shape.point(lambda light: 255 - light))
    as_picture(canvas, black)


def in_a_form(canvas: Canvas) -> None:
    canvas.beginForm("code")
    canvas.drawImage(ImageReader(code_picture()), 10, 20, 30, 30)
    canvas.endForm()
    canvas.saveState()
    canvas.translate(AT.x0 - 20, HIGH - AT.bottom - 40)
    canvas.scale(2, 2)
    canvas.doForm("code")
    canvas.restoreState()


def bars(canvas: Canvas) -> None:
    picture = code_picture("KR-1042", "Code128")
    for x in range(picture.width):
        if picture.getpixel((x, 0)) < 128:
            canvas.rect(AT.x0 - 200 + x / 2, HIGH - AT.bottom, 0.5, 30, stroke=0, fill=1)


def a_pdf(folder: Path, *draws: Draw) -> Path:
    """A PDF with one page for each drawing."""
    path = folder / "report.pdf"
    canvas = Canvas(str(path), pagesize=(WIDE, HIGH))
    for draw in draws:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return path


def is_at(code: Code, box: Box) -> bool:
    pairs = zip(
        (code.box.x0, code.box.top, code.box.x1, code.box.bottom), (box.x0, box.top, box.x1, box.bottom), strict=True
    )
    return all(abs(found - true) < NEAR for found, true in pairs)


@pytest.mark.parametrize(
    "draw",
    [as_picture, as_boxes, as_one_path, on_a_white_card, behind_a_mask, in_a_form],
    ids=lambda one: one.__name__,
)
def test_a_qr_code_is_found_where_it_stands(tmp_path, draw):
    [code] = find_codes(a_pdf(tmp_path, draw), [UPRIGHT])
    assert (code.text, code.kind, code.page) == (ADDRESS, "QRCode", 1)
    assert is_at(code, AT)


def test_a_bar_code_in_a_picture_is_read(tmp_path):
    picture = code_picture("KR-1042", "Code128")
    [code] = find_codes(a_pdf(tmp_path, lambda canvas: as_picture(canvas, picture, wide=150, high=30)), [UPRIGHT])
    assert (code.text, code.kind) == ("KR-1042", "Code128")


def test_a_drawn_bar_code_is_read(tmp_path):
    [code] = find_codes(a_pdf(tmp_path, bars), [UPRIGHT])
    assert (code.text, code.kind) == ("KR-1042", "Code128")


def test_each_page_has_its_own_code(tmp_path):
    pages = [PageSize(number=number, width=WIDE, height=HIGH) for number in (1, 2)]
    found = find_codes(a_pdf(tmp_path, as_picture, as_boxes), pages)
    assert [(code.page, code.text) for code in found] == [(1, ADDRESS), (2, ADDRESS)]


@pytest.mark.parametrize("source", list(Source))
def test_a_small_code_on_a_scanned_page_is_found_with_and_without_a_text_layer(tmp_path, source):
    side, scale = 36.0, 200 / 72
    page = Image.new("L", (round(WIDE * scale), round(HIGH * scale)), 255)
    page.paste(code_picture().resize((round(side * scale),) * 2), (round(AT.x0 * scale), round(AT.top * scale)))
    path = a_pdf(tmp_path, lambda canvas: canvas.drawImage(ImageReader(page), 0, 0, WIDE, HIGH))
    [code] = find_codes(path, [PageSize(number=1, width=WIDE, height=HIGH, source=source)])
    assert code.text == ADDRESS
    assert is_at(code, Box(x0=AT.x0, top=AT.top, x1=AT.x0 + side, bottom=AT.top + side))


def test_a_box_lies_where_people_see_a_page_that_says_to_be_turned(tmp_path):
    path = a_pdf(tmp_path, as_picture)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].Rotate = 90
        pdf.save(path)
    [code] = find_codes(path, [PageSize(number=1, width=HIGH, height=WIDE)])
    assert is_at(code, Box(x0=HIGH - AT.bottom, top=AT.x0, x1=HIGH - AT.top, bottom=AT.x1))


def test_a_box_lies_where_people_see_a_cropped_page(tmp_path):
    path = a_pdf(tmp_path, as_boxes)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].CropBox = pikepdf.Array([100, 0, WIDE, HIGH - 50])
        pdf.save(path)
    [code] = find_codes(path, [PageSize(number=1, width=WIDE - 100, height=HIGH - 50)])
    assert is_at(code, Box(x0=AT.x0 - 100, top=AT.top - 50, x1=AT.x1 - 100, bottom=AT.bottom - 50))


@pytest.mark.parametrize("source", list(Source))
def test_a_box_lies_on_the_upright_page_where_a_page_lies_on_its_side(tmp_path, source):
    size = PageSize(number=1, width=HIGH, height=WIDE, turn=90, source=source)
    [code] = find_codes(a_pdf(tmp_path, as_picture), [size])
    assert is_at(code, Box(x0=HIGH - AT.bottom, top=AT.x0, x1=HIGH - AT.top, bottom=AT.x1))


def test_a_report_without_a_code_has_none(tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(certificate())
    assert find_codes(path, [PageSize(number=1, width=595, height=842)]) == ()


def test_a_table_of_many_rules_and_dots_is_no_code(tmp_path):
    def table(canvas: Canvas) -> None:
        for row in range(40):
            canvas.line(50, 700 - 12 * row, 550, 700 - 12 * row)
            for column in range(12):
                canvas.rect(60 + 40 * column, 702 - 12 * row, 4, 4, stroke=0, fill=1)
                canvas.rect(50 + 40 * column, 700 - 12 * row, 0.5, 12, stroke=0, fill=1)

    assert find_codes(a_pdf(tmp_path, table), [UPRIGHT]) == ()


def test_a_document_has_at_most_so_many_codes(tmp_path):
    path = a_pdf(tmp_path, *[as_picture] * (MOST_CODES + 1))
    pages = [PageSize(number=number, width=WIDE, height=HIGH) for number in range(1, MOST_CODES + 2)]
    assert len(find_codes(path, pages)) == MOST_CODES


def test_a_picture_that_cannot_be_decoded_does_not_hide_the_others(tmp_path):
    path = a_pdf(tmp_path, as_boxes)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        broken = pdf.make_stream(b"no picture", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image)
        broken.Width = broken.Height = 100
        broken.ColorSpace, broken.BitsPerComponent = pikepdf.Name.DeviceGray, 8
        broken.write(b"\xff\xd8no picture", filter=pikepdf.Name.DCTDecode)
        pdf.pages[0].add_resource(broken, pikepdf.Name.XObject, pikepdf.Name("/Broken"))
        pdf.pages[0].contents_add(b"q 100 0 0 100 50 50 cm /Broken Do Q", prepend=True)
        pdf.save(path)
    assert [code.text for code in find_codes(path, [UPRIGHT])] == [ADDRESS]


def test_a_file_that_is_no_pdf_is_refused(tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(b"%PDF-1.7 and nothing more")
    with pytest.raises(pypdfium2.PdfiumError):
        find_codes(path, [UPRIGHT])


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("https://a.example/\x00\x1b[31mred", "https://a.example/[31mred"),
        ("one\r\ntwo\tthree", "one two three"),
        ("https://a.example/\u202egpj.exe", "https://a.example/gpj.exe"),
        ("zero\u200bwidth", "zerowidth"),
        ("  \n ", ""),
        ("x" * (LONGEST_TEXT + 1), "x" * LONGEST_TEXT),
    ],
)
def test_what_a_code_says_is_one_harmless_line(said, kept):
    assert harmless(said) == kept
