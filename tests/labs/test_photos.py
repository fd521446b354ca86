"""A photo or scan becomes a PDF of upright pages that carry nothing but the picture; what cannot is told by name."""

import io
from pathlib import Path

import numpy as np
import pikepdf
import PIL.Image
import pypdfium2
import pytest

from labs.parsing.bounds import bounded
from labs.parsing.failures import (
    DamagedPicture,
    NotAPdf,
    ReaderCrashed,
    TooFewPixels,
    TooLarge,
    TooManyPages,
    TooManyPixels,
)
from labs.parsing.files.admission import Bounds
from labs.parsing.files.media import PDF, PICTURES, media_type
from tests.labs import children, hostile, photographs
from tests.labs.photographs import a_page, encoded

RED, WHITE = (255, 0, 0), (255, 255, 255)


def convert(folder: Path, content: bytes, **bounds: object) -> bounded.MadePdf:
    path = folder / "report.pdf"  # no name tells what a file is
    path.write_bytes(content)
    target = folder / "made"
    target.mkdir(exist_ok=True)
    return bounded.convert(path, target, bounds=Bounds(**bounds))


def rendered(made: bounded.MadePdf, number: int = 0) -> PIL.Image.Image:
    pdf = pypdfium2.PdfDocument(made.path)
    try:
        return pdf[number].render(scale=1).to_pil().convert("RGB")
    finally:
        pdf.close()


def kept_picture(made: bounded.MadePdf) -> tuple[PIL.Image.Image, bytes]:
    """The picture of the first page, and its bytes as they lie in the PDF."""
    with pikepdf.open(made.path) as pdf:
        (image,) = pdf.pages[0].get_images().values()
        return pikepdf.PdfImage(image).as_pil_image(), image.read_raw_bytes()


def page_sizes(made: bounded.MadePdf) -> list[tuple[float, float]]:
    with pikepdf.open(made.path) as pdf:
        return [(float(page.mediabox[2]), float(page.mediabox[3])) for page in pdf.pages]


def is_about(colour: tuple[int, ...], expected: tuple[int, ...]) -> bool:
    return all(abs(one - other) < 40 for one, other in zip(colour, expected, strict=True))


# What is taken

KINDS = {
    "image/jpeg": lambda: encoded(a_page()),
    "image/png": lambda: encoded(a_page(), "PNG"),
    "image/heic": photographs.a_heic,
    "image/tiff": lambda: photographs.a_tiff(a_page()),
    "image/webp": lambda: encoded(a_page(), "WEBP"),
}


def test_every_kind_that_is_taken_is_tried():
    assert KINDS.keys() == PICTURES.keys()


@pytest.mark.parametrize("kind", KINDS)
def test_the_first_bytes_say_what_a_file_is(kind):
    assert media_type(KINDS[kind]()[:1024]) == kind


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_becomes_one_page_of_paper_size(tmp_path, kind):
    made = convert(tmp_path, KINDS[kind]())
    assert made.pages == 1
    assert page_sizes(made) == [(612, 816)]
    page = rendered(made)
    assert is_about(page.getpixel((20, 8)), RED)
    assert is_about(page.getpixel((580, 800)), WHITE)
    assert page.convert("L").getextrema()[0] < 60  # there is ink on the paper


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"%PDF-1.7", PDF),
        (b"Content-Type: x\r\n\r\n%PDF-1.3", PDF),
        (b"\xff\xd8\xff\xfe\x00\x10%PDF-1.7", "image/jpeg"),  # both at once: it is what its first byte says
        (b"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1heic", "image/heic"),
        (b"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1avif", ""),
        (b"\x00\x00\x00\x18ftypavif\x00\x00\x00\x00mif1miaf", ""),
        (b"\x00\x00\x00\x18ftypisom\x00\x00\x00\x00isommp42", ""),
        (b"GIF89a", ""),
        (b"BM\x00\x00", ""),
        (b"RIFF\x00\x00\x00\x00WAVE", ""),
        (b"<svg xmlns='http://www.w3.org/2000/svg'>", ""),
        (b"<!doctype html>", ""),
        (b"", ""),
    ],
)
def test_a_kind_is_told_by_its_mark(head, expected):
    assert media_type(head) == expected


@pytest.mark.parametrize(
    ("size", "points"),
    [((2550, 3300), (612, 792)), ((2480, 3508), (595.26, 842)), ((3300, 2550), (792, 612)), ((600, 600), (612, 612))],
    ids=["letter", "A4", "letter on its side", "square"],
)
def test_a_page_is_as_large_as_paper_whatever_the_picture_says_of_its_size(tmp_path, size, points):
    (found,) = page_sizes(convert(tmp_path, encoded(a_page(*size), dpi=(72, 72))))
    assert found == pytest.approx(points, abs=0.05)


@pytest.mark.parametrize("content", [photographs.on_its_side, photographs.a_heic], ids=["JPEG", "HEIC"])
def test_a_photo_held_sideways_is_set_upright(tmp_path, content):
    made = convert(tmp_path, content())
    assert page_sizes(made) == [(612, 816)]
    assert is_about(rendered(made).getpixel((20, 8)), RED)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF"])
def test_every_way_to_hold_a_camera_is_set_upright(tmp_path, kind, orientation):
    exif = PIL.Image.Exif()
    exif[0x0112] = orientation
    turn = PIL.Image.Transpose
    held = {2: turn.FLIP_LEFT_RIGHT, 3: turn.ROTATE_180, 4: turn.FLIP_TOP_BOTTOM, 5: turn.TRANSPOSE,
            6: turn.ROTATE_90, 7: turn.TRANSVERSE, 8: turn.ROTATE_270}  # fmt: skip
    page = a_page()
    content = encoded(page.transpose(held[orientation]) if orientation in held else page, kind, exif=exif)
    made = convert(tmp_path, content)
    assert page_sizes(made) == [(612, 816)]
    assert is_about(rendered(made).getpixel((20, 8)), RED)


def test_where_a_photo_was_taken_is_not_taken_over(tmp_path):
    sent = photographs.on_its_side()
    assert photographs.PLACE in sent
    made = convert(tmp_path, sent)
    picture, raw = kept_picture(made)
    assert photographs.PLACE not in made.path.read_bytes()
    assert b"Exif" not in raw
    assert not set(picture.info) & {"exif", "comment", "xmp", "icc_profile"}


def test_a_heic_says_nothing_of_its_camera_either(tmp_path):
    assert b"Camera of nobody" in photographs.a_heic()
    assert b"Camera of nobody" not in convert(tmp_path, photographs.a_heic()).path.read_bytes()


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("JPEG", {"comment": b"<script>"}),
        ("PNG", {"pnginfo": photographs.png_words("<script>")}),
        ("WEBP", {"xmp": b"<script>"}),
    ],
)
def test_words_within_a_picture_are_not_taken_over(tmp_path, kind, options):
    sent = encoded(a_page(), kind, **options)
    assert b"<script>" in sent
    assert b"<script>" not in convert(tmp_path, sent).path.read_bytes()


def test_a_file_after_the_picture_is_not_taken_over(tmp_path):
    sent = encoded(a_page(), "PNG") + hostile.page_of_text() + b"<script>alert(1)</script>"
    made = convert(tmp_path, sent)
    assert b"Mitragynine" not in made.path.read_bytes()
    assert b"<script>" not in made.path.read_bytes()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "PA", "RGBA", "CMYK", "YCbCr", "LAB", "I", "F"])
def test_every_way_to_write_a_colour_is_understood(tmp_path, mode):
    kind = {"CMYK": "JPEG", "PA": "TIFF"}.get(mode, "TIFF" if mode in {"YCbCr", "LAB", "I", "F"} else "PNG")
    page = a_page(mode="LA").convert("PA") if mode == "PA" else a_page(mode=mode)
    seen = rendered(convert(tmp_path, encoded(page, kind)))
    assert is_about(seen.getpixel((580, 800)), WHITE)
    assert seen.convert("L").getextrema()[0] < 60


def test_sixteen_bits_of_grey_keep_their_shades(tmp_path):
    values = np.asarray(a_page(mode="L")).astype(np.uint16) * 100  # a scanner that fills 40 % of its range
    seen = rendered(convert(tmp_path, encoded(PIL.Image.fromarray(values), "PNG"))).convert("L")
    assert seen.getextrema()[0] < 60
    assert seen.getpixel((580, 800)) > 240


@pytest.mark.parametrize("mode", ["RGBA", "P"])
def test_what_is_transparent_shows_white_paper(tmp_path, mode):
    if mode == "RGBA":
        sheet = PIL.Image.new("RGBA", (300, 400), (0, 0, 0, 0))
        content = encoded(sheet, "PNG")
    else:
        content = encoded(PIL.Image.new("P", (300, 400), 0), "PNG", transparency=0)
    assert rendered(convert(tmp_path, content)).getextrema() == ((255, 255),) * 3


# Size


def test_a_large_photo_is_made_smaller_and_a_small_one_stays(tmp_path):
    assert max(kept_picture(convert(tmp_path, encoded(a_page(4000, 6000))))[0].size) == 3510
    assert kept_picture(convert(tmp_path, encoded(a_page(2480, 3508))))[0].size == (2480, 3508)


def test_black_and_white_stays_as_it_was_scanned(tmp_path):
    page = a_page(2480, 3508, mode="1")
    made = convert(tmp_path, photographs.a_tiff(page, compression="group4"))
    picture, _ = kept_picture(made)
    assert picture.mode == "1"
    assert picture.tobytes() == page.tobytes()


def test_a_scan_that_would_be_too_large_is_kept_in_lower_quality(tmp_path):
    sent = encoded(PIL.Image.effect_noise((2000, 2600), 60), quality=50)
    made = convert(tmp_path, sent, size=len(sent))
    assert made.path.stat().st_size < len(sent)


def test_a_scan_that_no_quality_makes_small_enough_is_refused(tmp_path):
    sent = encoded(PIL.Image.effect_noise((400, 400), 100), quality=5)
    with pytest.raises(TooLarge, match="as PDF"):
        convert(tmp_path, sent, size=len(sent))


# Several pages


def test_a_scan_of_several_pages_becomes_as_many(tmp_path):
    pages = [a_page(), a_page(640, 480), a_page(mode="1")]
    made = convert(tmp_path, photographs.a_tiff(*pages))
    assert made.pages == 3
    assert page_sizes(made) == [(612, 816), (816, 612), (612, 816)]


def test_small_copies_beside_the_pages_are_no_pages(tmp_path):
    content = io.BytesIO()
    with PIL.TiffImagePlugin.AppendingTiffWriter(content, new=True) as writer:
        for page, kind in ((a_page(), 0), (a_page(120, 160), 1), (a_page(), 2)):
            page.save(writer, "TIFF", tiffinfo={254: kind})
            writer.newFrame()
    assert convert(tmp_path, content.getvalue()).pages == 2


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_of_a_moving_picture_the_first_is_taken(tmp_path, kind):
    blank = PIL.Image.new("RGB", (480, 640), "white")
    made = convert(tmp_path, encoded(a_page(), kind, save_all=True, append_images=[blank]))
    assert made.pages == 1
    assert is_about(rendered(made).getpixel((20, 8)), RED)


def test_a_photo_with_a_second_picture_within_is_one_page(tmp_path):
    made = convert(tmp_path, encoded(a_page(), "MPO", save_all=True, append_images=[a_page(160, 120)]))
    assert made.pages == 1


def test_as_many_pages_as_a_pdf_may_have_are_taken(tmp_path):
    assert convert(tmp_path, photographs.tiff_of_directories(100)).pages == 100


def test_directories_that_lead_in_a_circle_end(tmp_path):
    assert convert(tmp_path, photographs.tiff_of_directories(3, back_to=0)).pages == 3


# What is refused

REFUSED = {
    "no picture": (NotAPdf, lambda: b"GIF89a"),
    "a drawing with a script": (NotAPdf, lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"),
    "a moving picture": (NotAPdf, lambda: encoded(a_page(), "GIF")),
    "AVIF": (NotAPdf, lambda: encoded(a_page(), "AVIF")),
    "a PDF": (NotAPdf, hostile.page_of_text),
    "nothing but a mark": (DamagedPicture, lambda: b"\xff\xd8\xff"),
    "a JPEG cut short": (DamagedPicture, lambda: photographs.cut(encoded(a_page()))),
    "a PNG cut short": (DamagedPicture, lambda: photographs.cut(encoded(a_page(), "PNG"))),
    "a HEIC cut short": (DamagedPicture, lambda: photographs.cut(photographs.a_heic(), 0.8)),
    "a TIFF cut short": (DamagedPicture, lambda: photographs.cut(photographs.a_tiff(a_page()))),
    "a WebP cut short": (DamagedPicture, lambda: photographs.cut(encoded(a_page(), "WEBP"))),
    "a TIFF whose second page is cut short": (
        DamagedPicture,
        lambda: photographs.cut(photographs.a_tiff(a_page(), a_page()), 0.9),
    ),
    "a size of zero": (DamagedPicture, lambda: photographs.png_of_size(0, 640)),
    "a size that is not there": (DamagedPicture, lambda: photographs.png_of_size(2000, 2000)),
    "a bomb": (TooManyPixels, lambda: photographs.png_of_size(60_000, 60_000)),
    "a little bomb": (TooManyPixels, lambda: photographs.png_of_size(9000, 8000)),
    "a stamp": (TooFewPixels, lambda: encoded(a_page(99, 400))),
    "a thread": (TooFewPixels, lambda: photographs.png_of_size(1, 50_000)),
    "a ribbon": (TooFewPixels, lambda: photographs.png_of_size(101, 50_000)),
    "101 pages": (TooManyPages, lambda: photographs.tiff_of_directories(101)),
    "10,000 pages": (TooManyPages, lambda: photographs.tiff_of_directories(10_000)),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_become_a_pdf_is_refused_by_name_and_leaves_nothing(tmp_path, name):
    failure, content = REFUSED[name]
    with pytest.raises(failure) as caught:
        convert(tmp_path, content())
    assert type(caught.value) is failure
    assert list((tmp_path / "made").iterdir()) == []


def test_a_picture_is_no_pdf_to_read_or_draw(tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(encoded(a_page()))
    for ask in (bounded.read, bounded.inspect, lambda file: bounded.draw(file, tmp_path)):
        with pytest.raises(NotAPdf):
            ask(path)


@pytest.mark.parametrize(
    ("program", "detail"),
    [
        ("open(sys.argv[3] + '/made.pdf', 'w').close(); os.kill(os.getpid(), signal.SIGKILL)", "SIGKILL"),
        ('print(\'{"kind": "answer"}\')', "without an answer"),
        (
            "os.symlink('/etc/hostname', sys.argv[3] + '/made.pdf'); print('{\"kind\": \"answer\"}')",
            "without an answer",
        ),
    ],
    ids=["killed while it writes", "no file", "a link"],
)
def test_a_pdf_that_the_child_only_claims_is_not_believed(tmp_path, monkeypatch, program, detail):
    monkeypatch.setattr("sys.executable", children.stand_in(tmp_path, program))
    with pytest.raises(ReaderCrashed, match=detail):
        convert(tmp_path, encoded(a_page()))
    assert list((tmp_path / "made").iterdir()) == []


def test_a_file_that_brings_the_decoder_down_is_a_failure_by_name(tmp_path):
    """The pinned decoder of HEIC does not survive an item whose kind is no text."""
    content = bytearray(photographs.a_heic())
    at = content.index(b"Exif")
    content[at : at + 4] = b"\xff" * 4
    with pytest.raises((ReaderCrashed, DamagedPicture)):
        convert(tmp_path, bytes(content))
    assert list((tmp_path / "made").iterdir()) == []


def test_the_same_picture_becomes_the_same_pdf(tmp_path):
    first = convert(tmp_path, photographs.a_heic()).path.read_bytes()
    assert convert(tmp_path, photographs.a_heic()).path.read_bytes() == first


def test_a_file_is_lent_as_a_pdf(tmp_path):
    pdf, photo = tmp_path / "a", tmp_path / "b"
    pdf.write_bytes(hostile.page_of_text())
    photo.write_bytes(encoded(a_page()))
    with bounded.as_pdf(pdf) as lent:
        assert lent == pdf
    with bounded.as_pdf(photo) as lent:
        assert lent.read_bytes().startswith(b"%PDF-")
    assert not lent.exists()
