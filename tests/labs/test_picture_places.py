"""Where pictures lie on the pages is told with what was read; what lies beyond a page, or is none, is left out."""

import io
from pathlib import Path

import PIL.Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from labs.coa import Box
from labs.parsing import parse
from labs.parsing.parsed import Picture


def a_file(folder: Path, *places: tuple[float, float, float, float]) -> Path:
    """One page of 612 by 792 points with a line of text, and a picture at each place: left, top, width, height."""
    path = folder / "report.pdf"
    canvas = Canvas(str(path), pagesize=(612, 792), invariant=True)
    canvas.drawString(60, 700, "Certificate of Analysis of a laboratory that does not exist")
    content = io.BytesIO()
    PIL.Image.new("RGB", (40, 40), "darkgreen").save(content, "PNG")
    for left, top, width, height in places:
        canvas.drawImage(ImageReader(content), left, 792 - top - height, width, height)
    canvas.save()
    return path


def test_each_picture_is_told_with_its_place(tmp_path):
    parsed = parse(a_file(tmp_path, (36, 184, 94, 94), (480, 150, 80, 60)))
    assert parsed.pictures == (
        Picture(page=1, box=Box(x0=36, top=184, x1=130, bottom=278)),
        Picture(page=1, box=Box(x0=480, top=150, x1=560, bottom=210)),
    )


def test_a_picture_ends_with_its_page_and_one_beyond_it_is_left_out(tmp_path):
    parsed = parse(a_file(tmp_path, (550, 184, 94, 94), (700, 184, 94, 94)))
    assert parsed.pictures == (Picture(page=1, box=Box(x0=550, top=184, x1=612, bottom=278)),)


def test_a_page_without_pictures_has_none(tmp_path):
    assert parse(a_file(tmp_path)).pictures == ()
