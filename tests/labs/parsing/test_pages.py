"""Words lie where a viewer shows them, however a page is turned, cropped or measured."""

import math
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from labs.parsing.pages import read_pages
from labs.parsing.words import Word

WORD = "Mitragynine"
SCALE = 2  # pixels per point
MEDIA = {"plain": [0, 0, 612, 792], "offset": [-30, -40, 612, 792]}
CROP = {"uncropped": None, "cropped": [60, 100, 560, 740], "cropped beyond the page": [60, 100, 5_000, 5_000]}


def page_with_a_word(path: Path, *, rotate: int = 0, **boxes: object) -> Path:
    """One page that shows a word upright once it is turned; `boxes` are entries of the page such as its MediaBox."""
    a, b = round(math.cos(math.radians(rotate))), round(math.sin(math.radians(rotate)))
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(612, 792))
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
    page.obj.Contents = pdf.make_stream(f"BT /F 14 Tf {a} {b} {-b} {a} 200 350 Tm ({WORD}) Tj ET".encode())
    page.obj.Rotate = rotate
    for name, value in boxes.items():
        if value is not None:
            page.obj[f"/{name}"] = value
    pdf.save(path)
    return path


def ink_in_points(path: Path) -> tuple[float, float, float, float]:
    """The left, top, right and bottom of what pdfium draws on the first page, in points."""
    with pypdfium2.PdfDocument(path) as pdf:
        picture = pdf[0].render(scale=SCALE).to_pil().convert("L")
    box = picture.point(lambda grey: 255 * (grey < 128)).getbbox()
    assert box is not None
    return tuple(side / SCALE for side in box)


def size_in_points(path: Path) -> tuple[float, float]:
    with pypdfium2.PdfDocument(path) as pdf:
        return pdf[0].get_size()


def turned_round(box: list[int] | None) -> list[int] | None:
    return None if box is None else [box[2], box[3], box[0], box[1]]


def surrounds(word: Word, ink: tuple[float, float, float, float]) -> bool:
    """Whether a word's box holds all the ink, and little more than the ink."""
    left, top, right, bottom = ink
    inside = word.x0 - 1 < left and word.top - 1 < top and right < word.x1 + 1 and bottom < word.bottom + 1
    return inside and word.x1 - word.x0 < right - left + 5 and word.bottom - word.top < bottom - top + 8


@pytest.mark.parametrize("reverse", [False, True], ids=["", "corners reversed"])
@pytest.mark.parametrize("crop", CROP.values(), ids=CROP)
@pytest.mark.parametrize("media", MEDIA.values(), ids=MEDIA)
@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_words_box_lies_around_its_ink(
    tmp_path: Path, rotate: int, media: list[int], crop: list[int] | None, reverse: bool
) -> None:
    boxes = [turned_round(box) if reverse else box for box in (media, crop)]
    path = page_with_a_word(tmp_path / "page.pdf", rotate=rotate, MediaBox=boxes[0], CropBox=boxes[1])

    (page,) = read_pages(path)

    assert [word.text for word in page.words] == [WORD]
    assert (page.width, page.height) == pytest.approx(size_in_points(path))
    assert surrounds(page.words[0], ink_in_points(path))


def test_a_page_without_an_area_is_as_large_as_viewers_make_it(tmp_path: Path) -> None:
    path = page_with_a_word(tmp_path / "page.pdf", MediaBox=[0, 0, 0, 0])

    (page,) = read_pages(path)

    assert (page.width, page.height) == pytest.approx(size_in_points(path))
    assert surrounds(page.words[0], ink_in_points(path))


def test_a_word_outside_the_part_that_is_shown_is_not_read(tmp_path: Path) -> None:
    (page,) = read_pages(page_with_a_word(tmp_path / "page.pdf", CropBox=[0, 400, 612, 792]))

    assert page.words == ()


@pytest.mark.parametrize(
    "broken", [{"MediaBox": [0, 0, 612]}, {"MediaBox": pikepdf.Name.Letter}, {"Rotate": pikepdf.Name.Left}]
)
def test_a_page_measured_in_nonsense_is_read_as_viewers_show_it(tmp_path: Path, broken: dict[str, object]) -> None:
    path = page_with_a_word(tmp_path / "page.pdf", **broken)

    (page,) = read_pages(path)

    assert (page.width, page.height) == pytest.approx(size_in_points(path))
    assert surrounds(page.words[0], ink_in_points(path))
