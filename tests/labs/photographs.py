"""Makes photos and scans of certificates, honest and hostile, so that hardly any needs to be kept.

`photo.heic` beside this is one of the same page as `a_page`, since no encoder for it is installed: it lies on its side,
says so, and says where it was taken.
"""

import io
import struct
from pathlib import Path

import PIL.Image
import PIL.ImageDraw
import PIL.ImageFont
import PIL.PngImagePlugin
import pypdfium2

LINES = ("Fernhill Analytics", "Certificate of Analysis", "Batch: AM-2291", "", "Analyte          Result (%)",
         "Mitragynine      1.520", "Paynantheine     0.210")  # fmt: skip
PLACE = b"50.0833 N, 14.4167 E"
_ORIENTATION, _COMMENT, _GPS = 0x0112, 0x9286, 0x8825


def a_page(width: int = 480, height: int = 640, *, mode: str = "RGB") -> PIL.Image.Image:
    """A page of a certificate, with a red block (black where there is no red) in its top left corner."""
    page = PIL.Image.new("RGB", (width, height), "white")
    draw = PIL.ImageDraw.Draw(page)
    font = PIL.ImageFont.load_default(size=width // 24)
    for number, line in enumerate(LINES):
        draw.text((width // 16, height * (3 + 3 * number) // 60), line, fill="black", font=font)
    draw.rectangle((0, 0, width // 8, height // 36), fill="red")
    return page.convert(mode)


def encoded(page: PIL.Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    """A picture as a file of that kind, by Pillow's name for it."""
    content = io.BytesIO()
    page.save(content, kind, **options)
    return content.getvalue()


def on_its_side() -> bytes:
    """A JPEG of a page held sideways: it says how to turn it, where it was taken, and by whom."""
    exif = PIL.Image.Exif()
    exif[_ORIENTATION] = 6
    exif.get_ifd(_GPS)[0x001B] = PLACE
    return encoded(a_page().transpose(PIL.Image.Transpose.ROTATE_90), exif=exif, comment=PLACE)


def photo_of(pdf: bytes) -> bytes:
    """A JPEG of a PDF's first page, as sharp as a scan, from a telephone that was held sideways."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[0].render(scale=200 / 72).to_pil()
    document.close()
    exif = PIL.Image.Exif()
    exif[_ORIENTATION] = 6
    return encoded(page.transpose(PIL.Image.Transpose.ROTATE_90), quality=85, exif=exif)


def a_heic() -> bytes:
    """A photo as telephones take it."""
    return Path(__file__).with_name("photo.heic").read_bytes()


def a_tiff(*pages: PIL.Image.Image, **options: object) -> bytes:
    """A scan of several pages."""
    first, *others = pages
    return encoded(first, "TIFF", save_all=True, append_images=others, **options)


def cut(content: bytes, share: float = 0.5) -> bytes:
    """The beginning of a file."""
    return content[: int(len(content) * share)]


def png_words(words: str) -> PIL.PngImagePlugin.PngInfo:
    """Words that a PNG carries beside its picture."""
    info = PIL.PngImagePlugin.PngInfo()
    info.add_text("Comment", words)
    return info


def png_of_size(width: int, height: int) -> bytes:
    """A PNG that announces a size and holds next to nothing."""
    content = bytearray(encoded(a_page(), "PNG"))
    content[16:24] = struct.pack(">II", width, height)
    content[29:33] = struct.pack(">I", PIL.PngImagePlugin._crc32(bytes(content[12:29])))
    return bytes(content)


def tiff_of_directories(count: int, *, back_to: int | None = None) -> bytes:
    """A TIFF of so many pages of 100 x 100 black pixels that share one strip; the last may lead back to another."""
    pixels = bytes(100 * 13)
    entries = ((256, 100), (257, 100), (258, 1), (259, 1), (262, 1), (273, 8), (277, 1), (278, 100), (279, len(pixels)))
    length = 2 + 12 * len(entries) + 4
    starts = [8 + len(pixels) + length * number for number in range(count)]
    followers = [*starts[1:], 0 if back_to is None else starts[back_to]]
    content = b"II*\x00" + struct.pack("<I", starts[0]) + pixels
    for follower in followers:
        content += struct.pack("<H", len(entries))
        content += b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in entries)
        content += struct.pack("<I", follower)
    return content
