"""Pages that are pictures are read like any other, and say so."""

import io
import math
import subprocess
import sys
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from labs.coa import AnalyteResult, Source
from labs.parsing import Parsed, parse
from labs.parsing.bounds.bounded import Bounds, read
from labs.parsing.failures import NoText
from labs.parsing.sight.picture_pages import PicturePages
from labs.parsing.sight.rendering import scale_of
from labs.parsing.text.pages import read_pages
from tests.labs import children, hostile
from tests.labs.certificates import COLUMNS, LINE, TOP, certificate
from tests.labs.rasterised import rasterise

ROOT = Path(__file__).parents[3]
WIDTH, HEIGHT = A4
VALUES = [("Mitragynine", "1.50", "%"), ("7-Hydroxymitragynine", "ND", "%"), ("Speciogynine", "0.21", "%")]


def a_scan(folder: Path, *, skew: float = 0.5) -> Path:
    original, scan = folder / "original.pdf", folder / "scan.pdf"
    original.write_bytes(certificate())
    rasterise(original, scan, skew=skew)
    return scan


def on_its_side(scan: Path, turn: int) -> Path:
    """The same pages, shown turned clockwise."""
    turned = scan.with_name("turned.pdf")
    with pikepdf.open(scan) as pdf:
        for page in pdf.pages:
            page.rotate(turn, relative=True)
        pdf.save(turned)
    return turned


def table_as_picture_under_typed_head() -> bytes:
    """The certificate's table as a picture, the head above it as text."""
    with pypdfium2.PdfDocument(certificate()) as pdf:
        picture = pdf[0].render(scale=200 / 72).to_pil()
    cut = round(150 * 200 / 72)
    picture = picture.crop((0, cut, picture.width, picture.height // 2))
    content = io.BytesIO()
    canvas = Canvas(content, pagesize=A4, invariant=True)
    for number, text in enumerate(("Hartwick Vale Analytical (fictional)", "Batch: KR-1042")):
        canvas.drawString(60, TOP - LINE * number, text)
    height = picture.height * WIDTH / picture.width
    canvas.drawImage(ImageReader(picture), 0, HEIGHT - 150 - height, WIDTH, height)
    canvas.save()
    return content.getvalue()


def blank_scan() -> bytes:
    content = io.BytesIO()
    canvas = Canvas(content, pagesize=A4, invariant=True)
    with pypdfium2.PdfDocument(hostile.blank(pages=1)) as pdf:
        canvas.drawImage(ImageReader(pdf[0].render(scale=1).to_pil()), 0, 0, WIDTH, HEIGHT)
    canvas.save()
    return content.getvalue()


def values(parsed: Parsed) -> list[tuple[str, str, str]]:
    return [(result.name.text, result.printed.text, result.unit) for result in parsed.coa.results]


def result_of(parsed: Parsed, name: str) -> AnalyteResult:
    return next(result for result in parsed.coa.results if result.name.text == name)


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> Parsed:
    """A scan, read in a child that has little memory for text."""
    return read(a_scan(tmp_path_factory.mktemp("scan")), bounds=Bounds(memory=500_000_000))


# What a scan says; in one process, so that it is read once
once = pytest.mark.xdist_group("scan")


@once
def test_a_scan_is_read_like_its_original_by_a_child_with_more_memory_for_pictures(scanned):
    assert values(scanned) == VALUES


@once
def test_the_limits_of_the_method_are_read_from_a_scan(scanned):
    limits = [(result.lod, result.loq) for result in scanned.coa.results]
    assert [(lod.printed.text, loq.printed.text) for lod, loq in limits] == [("0.001", "0.003")] * 3


@once
def test_the_head_of_a_scan_is_read(scanned):
    assert scanned.coa.samples[0].batch.text == "KR-1042"


@once
def test_a_scan_says_that_it_is_one(scanned):
    assert [page.source for page in scanned.pages] == [Source.PICTURE]
    assert "Read from pictures, where letters and digits may be mistaken: page 1." in scanned.warnings


@once
def test_what_is_read_from_a_picture_says_how_surely(scanned):
    assert all(0 < result.printed.certainty <= 1 for result in scanned.coa.results)


# How the sheet lay


@pytest.mark.parametrize("skew", [-4.0])
def test_a_sheet_that_lay_askew_is_read_and_its_evidence_stands_where_it_is_shown(tmp_path, skew):
    parsed = parse(a_scan(tmp_path, skew=skew))
    assert values(parsed) == VALUES
    sine, cosine = math.sin(math.radians(skew)), math.cos(math.radians(skew))
    x, y = COLUMNS[1] + 10 - WIDTH / 2, HEIGHT - TOP + 9 * LINE - 4 - HEIGHT / 2
    shown = WIDTH / 2 + x * cosine + y * sine, HEIGHT / 2 - x * sine + y * cosine
    box = result_of(parsed, "Mitragynine").printed.box
    assert (box.x0 + box.x1) / 2 == pytest.approx(shown[0], abs=6)
    assert (box.top + box.bottom) / 2 == pytest.approx(shown[1], abs=6)


@pytest.mark.parametrize(("lies", "turn"), [(90, 270), (180, 180)])
def test_a_sheet_that_lay_on_its_side_is_stood_upright(tmp_path, lies, turn):
    parsed = parse(on_its_side(a_scan(tmp_path), lies))
    (page,) = parsed.pages
    assert values(parsed) == VALUES
    assert page.turn == turn
    assert (page.width, page.height) == pytest.approx(A4, abs=1)


# Pages of both kinds


def test_a_table_that_is_a_picture_under_a_typed_head_is_read(tmp_path):
    path = tmp_path / "mixed.pdf"
    path.write_bytes(table_as_picture_under_typed_head())
    parsed = parse(path)
    assert values(parsed) == VALUES
    assert parsed.coa.samples[0].batch.certainty is None


def test_text_is_read_without_loading_what_reads_pictures(tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(certificate())
    program = (
        "import sys; from pathlib import Path; from labs.parsing import parse; parse(Path(sys.argv[1]))\n"
        "print(*{'rapidocr', 'onnxruntime', 'cv2'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program, str(path)], cwd=ROOT, capture_output=True, check=True)
    assert done.stdout.strip() == b""


def test_a_page_of_text_without_large_pictures_is_not_opened_again(tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(certificate())
    (page,) = read_pages(path)
    with PicturePages(tmp_path / "no such file.pdf") as look:
        assert look(page) is page


# Bounds


def test_a_picture_that_shows_nothing_has_no_text(tmp_path):
    path = tmp_path / "blank.pdf"
    path.write_bytes(blank_scan())
    with pytest.raises(NoText):
        parse(path)


@pytest.mark.parametrize("size", [(14_400, 14_400), (14_400, 30), (612, 792), (150, 75)])
def test_no_page_becomes_a_picture_of_more_than_six_million_pixels(size):
    scale = scale_of(*size)
    assert size[0] * scale * size[1] * scale <= 6_000_001
    assert max(size) * scale <= 3401


def test_pages_beyond_what_is_allowed_are_named(tmp_path):
    path = tmp_path / "long.pdf"
    scan = a_scan(tmp_path)
    with pikepdf.open(tmp_path / "original.pdf") as pdf, pikepdf.open(scan) as pictures:
        pdf.pages.extend([pictures.pages[0], pictures.pages[0]])
        pdf.save(path)
    parsed = parse(path, most_pictures=0)
    assert "Not read, since too many pages of this document are pictures: pages 2 and 3." in parsed.warnings


def test_a_page_that_is_read_from_its_picture_adds_its_time(tmp_path, monkeypatch):
    program = """
import time
print('{"kind": "looking", "number": 1}', flush=True)
time.sleep(1.5)
print('{"kind": "read_out", "parsed": {"coa": {}, "pages": []}}')
print('{"kind": "answer"}')
"""
    monkeypatch.setattr(sys, "executable", children.stand_in(tmp_path, program))
    path = tmp_path / "report.pdf"
    path.write_bytes(hostile.page_of_text())
    assert read(path, bounds=Bounds(wall_seconds=1, picture_wall_seconds=20)).pages == ()
