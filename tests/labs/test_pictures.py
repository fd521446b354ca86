"""Pages look as people see them, also where the PDF leaves its fonts out."""

import pikepdf
import PIL.Image
import pypdfium2
import pytest

from labs.parsing.bounds import bounded
from labs.parsing.files.pictures import LARGEST_SCALE, LONGEST_SIDE, scale_for
from labs.parsing.files.substitutes import writes_beyond_western
from tests.labs import hostile

MISSING = "NowhereSans"


def ink(folder, content: bytes) -> int:
    """How many pixels of the first page are dark."""
    path = folder / "report.pdf"
    path.write_bytes(content)
    (picture,) = bounded.draw(path, folder)
    with PIL.Image.open(picture.path) as image:
        return sum(image.convert("L").histogram()[:128])


@pytest.mark.parametrize("font", [MISSING, "Calibri,Bold", "Arial", "TimesNewRoman"])
@pytest.mark.parametrize("glyph", ["ccaron", "ecaron", "alpha"])
def test_a_letter_in_a_missing_font_is_seen(tmp_path, font, glyph):
    assert ink(tmp_path, hostile.letter_in_a_missing_font(font=font, glyph=glyph)) > 5_000


def test_a_blank_stays_blank(tmp_path):
    assert ink(tmp_path, hostile.letter_in_a_missing_font(font=MISSING, glyph="space")) == 0


def test_bold_is_seen_as_bold(tmp_path):
    thin, bold = (
        ink(tmp_path, hostile.letter_in_a_missing_font(font=font, glyph="ccaron"))
        for font in ("Helvetica", "Helvetica-Bold")
    )
    assert bold > thin * 1.2


def test_a_standard_font_with_western_letters_stays_pdfiums_own(tmp_path):
    content = hostile.letter_in_a_missing_font(font="Helvetica", glyph="eacute")
    ours = ink(tmp_path, content)
    with pypdfium2.PdfDocument(content) as pdf:
        plain = pdf[0].render(scale=scale_for(612, 792)).to_pil().convert("L")
    assert ours == pytest.approx(sum(plain.histogram()[:128]), rel=0.02)  # WebP loses a little


@pytest.mark.parametrize(
    ("font", "glyph", "expected"),
    [
        ("Arial", "ccaron", True),
        ("Arial", "alpha", True),
        ("Arial", "scaron", False),
        ("Arial", "eacute", False),
        ("Arial", "Euro", False),
        ("Arial", "g1234", False),
    ],
)
def test_letters_beyond_western_are_told_from_the_encoding(tmp_path, font, glyph, expected):
    path = tmp_path / "report.pdf"
    path.write_bytes(hostile.letter_in_a_missing_font(font=font, glyph=glyph))
    assert writes_beyond_western(path) is expected


@pytest.mark.parametrize("size", [(612, 792), (792, 612), (14_400, 14_400), (14_400, 10), (1_000_000, 1_000_000)])
def test_the_longest_side_is_bounded(size):
    assert max(size) * scale_for(*size) == pytest.approx(LONGEST_SIDE)


def test_a_label_is_not_blown_up():
    assert scale_for(20, 30) == LARGEST_SCALE


@pytest.mark.parametrize("size", [(0, 792), (612, -1), (float("nan"), 792), (float("inf"), 792)])
def test_a_page_without_an_area_has_no_scale(size):
    with pytest.raises(ValueError, match="without an area"):
        scale_for(*size)


@pytest.mark.parametrize(
    ("turn", "corner"), [(0, "top left"), (90, "top right"), (180, "bottom right"), (270, "bottom left")]
)
def test_a_page_is_drawn_with_the_turn_that_it_was_read_with(tmp_path, turn, corner):
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(600, 800))
    page.obj.Contents = pdf.make_stream(b"0 750 50 50 re f")
    path = tmp_path / "report.pdf"
    pdf.save(path)

    (picture,) = bounded.draw(path, tmp_path, turns={1: turn})

    with PIL.Image.open(picture.path) as image:
        dark = image.convert("L").point(lambda grey: 255 * (grey < 128)).getbbox()
    assert (picture.width, picture.height) == ((1200, 1600) if turn % 180 == 0 else (1600, 1200))
    assert ("top" if dark[1] == 0 else "bottom", "left" if dark[0] == 0 else "right") == tuple(corner.split())
