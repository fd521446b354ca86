"""Words lie where a viewer shows them, however a page is turned, cropped or measured."""

import math
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from labs.parsing.text.pages import read_pages
from labs.parsing.text.words import Word

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


LINES = ["Analyte Result Limit Status", "Mitragynine 1.234 2.000 PASS", "Paynantheine 0.567 2.000 PASS"]
WORDS = " ".join(LINES).split()


def sideways(path: Path, *, turn: int, rotate: int = 0) -> Path:
    """A page with three lines and a rule, all drawn so that only `turn` degrees clockwise stand them upright."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(612, 792))
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
    matrix = {0: "1 0 0 1 0 0", 90: "0 1 -1 0 612 0", 180: "-1 0 0 -1 612 792", 270: "0 -1 1 0 0 792"}
    text = "".join(
        f"BT /F 10 Tf 50 {700 - 90 * i if (turn + rotate) % 180 == 0 else 500 - 90 * i} Td ({line}) Tj ET\n"
        for i, line in enumerate(LINES)
    )
    content = f"q {matrix[(turn + rotate) % 360]} cm\n{text}40 300 400 1 re f Q"
    page.obj.Contents = pdf.make_stream(content.encode())
    page.obj.Rotate = rotate
    pdf.save(path)
    return path


@pytest.mark.parametrize("rotate", [0, 90])
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_on_its_side_is_stood_upright(tmp_path: Path, turn: int, rotate: int) -> None:
    path = sideways(tmp_path / "page.pdf", turn=turn, rotate=rotate)

    (page,) = read_pages(path)

    width, height = size_in_points(path)
    assert page.turn == turn
    assert (page.width, page.height) == pytest.approx((width, height) if turn % 180 == 0 else (height, width))
    assert [word.text for word in sorted(page.words, key=lambda word: (round(word.baseline), word.x0))] == WORDS
    assert len({round(word.x0) for word in page.words if word.text in ("Analyte", "Mitragynine", "Paynantheine")}) == 1
    assert [(round(rule.x0), round(rule.x1)) for rule in page.rules] == [(40, 440)]
