"""A photo or scan of a certificate becomes a PDF: one page a picture, upright, of a sane size, and bare of metadata.

The decoders are C libraries and the files are hostile: convert in the child process only, see
`bounds.bounded.convert`. A camera writes where a photo was taken into it: nothing but pixels is taken over.
"""

import io
import warnings
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pi_heif
import pikepdf
import PIL.Image
import PIL.ImageOps
from pikepdf import Dictionary, Name

from labs.parsing.failures import (
    DamagedPicture,
    NotAPdf,
    TooFewPixels,
    TooLarge,
    TooManyPages,
    TooManyPixels,
    Unreadable,
)
from labs.parsing.files.admission import Bounds
from labs.parsing.files.media import HEAD, PICTURES, media_type

MOST_PIXELS = 70_000_000  # of one picture: the 64 megapixels of many telephones and some more
LEAST_SIDE = 100  # pixels, of the picture as it is kept
# Longest side in pixels and JPEG quality, the best first: 3,510 pixels are 300 dpi of A4.
_STEPS = ((3510, 88), (2600, 80), (2000, 70), (1600, 60))
_ROOM = 0.97  # of the bytes that a file may have, for the pictures themselves
_SHORT, _LONG = 612.0, 842.0  # points: letter's width and A4's height, between which both fit exactly
_NEW_SUBFILE_TYPE = 254  # TIFF 6.0, section 8: bit 0 says a reduced copy of another picture, bit 2 a mask
_NO_PAGE = 0b101

OnPage = Callable[[int, int], None]


def write_pdf(path: Path, target: Path, bounds: Bounds, on_page: OnPage) -> None:
    """Make a PDF at `target` of the picture at `path`; a TIFF may hold several pages.

    `on_page` is told how many pages of how many are done. Raises `NotAPdf` for what is no picture that we take,
    `DamagedPicture`, `TooManyPixels`, `TooFewPixels`, `TooManyPages`, or `TooLarge` when no quality is small enough.
    """
    pi_heif.register_heif_opener(decode_threads=1, thumbnails=False, depth_images=False, aux_images=False)
    with path.open("rb") as file:
        kind = PICTURES.get(media_type(file.read(HEAD)))
    if kind is None:
        raise NotAPdf
    with pikepdf.new() as pdf:
        with _decoding(), PIL.Image.open(path, formats=[kind.pillow]) as image:
            frames = _frames(image, bounds.pages)
            room = int(bounds.size * _ROOM)
            on_page(0, len(frames))
            for done, frame in enumerate(frames):
                room -= _add_page(pdf, _picture(image, frame), room // (len(frames) - done))
                on_page(done + 1, len(frames))
        pdf.save(target, deterministic_id=True)


def open_photo(path: Path) -> PIL.Image.Image:
    """The (first) picture at `path`, upright, in mode 1, L or RGB, at most as large as a page is kept.

    Raises `NotAPdf` for what is no picture that we take, `DamagedPicture`, `TooManyPixels` or `TooFewPixels`.
    """
    pi_heif.register_heif_opener(decode_threads=1, thumbnails=False, depth_images=False, aux_images=False)
    with path.open("rb") as file:
        kind = PICTURES.get(media_type(file.read(HEAD)))
    if kind is None:
        raise NotAPdf
    with _decoding(), PIL.Image.open(path, formats=[kind.pillow]) as image:
        _measure(image)
        return _picture(image, image.tell())


@contextmanager
def _decoding() -> Iterator[None]:
    """Whatever a decoder says of a file is about the file: Pillow's plugins raise nearly any class of error."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", PIL.Image.DecompressionBombWarning)
        try:
            yield
        except (Unreadable, MemoryError):
            raise
        except (PIL.Image.DecompressionBombError, PIL.Image.DecompressionBombWarning) as error:
            raise TooManyPixels(type(error).__name__) from None
        except Exception as error:
            raise DamagedPicture(type(error).__name__) from error


def _frames(image: PIL.Image.Image, most: int) -> list[int]:
    """The numbers of the frames that are pages: all that a TIFF holds, and the picture itself of any other kind.

    Looks at their sizes before a pixel is decoded.
    """
    if image.format != "TIFF":
        _measure(image)
        return [image.tell()]
    found: list[int] = []
    for number in range(2 * most + 1):  # a scanner may put a small copy beside each page
        try:
            image.seek(number)
        except EOFError:
            break
        if not _kind_of_page(image) & _NO_PAGE:
            _measure(image)
            found.append(number)
        if len(found) > most:
            raise TooManyPages(f"more than {most} pages")
    if not found:
        raise DamagedPicture("no page")
    return found


def _kind_of_page(image: PIL.Image.Image) -> int:
    value = image.tag_v2.get(_NEW_SUBFILE_TYPE, 0)  # type: ignore[attr-defined]
    return value if isinstance(value, int) else 0


def _measure(image: PIL.Image.Image) -> None:
    """Refuse a picture by the size that it announces."""
    width, height = image.size
    if width * height > MOST_PIXELS:
        raise TooManyPixels(f"{width} x {height}")
    if min(width, height) < LEAST_SIDE or min(width, height) * _STEPS[0][0] < LEAST_SIDE * max(width, height):
        raise TooFewPixels(f"{width} x {height}")


def _picture(image: PIL.Image.Image, frame: int) -> PIL.Image.Image:
    """One frame upright in mode 1, L or RGB, at most as large as the best step, and with nothing but its pixels."""
    longest = _STEPS[0][0]
    if image.tell() != frame:
        image.seek(frame)
    image.draft(None, (longest, longest))  # a JPEG is decoded smaller at once
    image.load()
    picture = _plain(image)
    picture = PIL.ImageOps.exif_transpose(_smaller(picture, longest))
    picture.info = {}
    return picture


def _plain(image: PIL.Image.Image) -> PIL.Image.Image:
    """The same in mode 1, L or RGB; what is transparent shows white paper."""
    if image.mode.startswith(("I", "F")):
        return _eight_bits(image)
    if image.has_transparency_data:
        coloured = image if image.mode == "RGBA" else image.convert("RGBA")
        paper = PIL.Image.new("RGB", image.size, "white")
        paper.paste(coloured, mask=coloured.getchannel("A"))
        paper.info = image.info
        return paper
    return image if image.mode in ("1", "L", "RGB") else image.convert("RGB")


def _eight_bits(image: PIL.Image.Image) -> PIL.Image.Image:
    """A grey picture of more than 8 bits: its darkest becomes black and its lightest white."""
    values = np.nan_to_num(np.array(image, dtype=np.float32), copy=False)
    low, high = float(values.min()), float(values.max())
    values -= low  # in place: a large picture is hundreds of megabytes
    values *= 255 / ((high - low) or 1)
    grey = PIL.Image.fromarray(values.astype(np.uint8))
    grey.info = image.info
    return grey


def _smaller(picture: PIL.Image.Image, longest: int) -> PIL.Image.Image:
    """The picture with no side longer than `longest` pixels; black and white becomes grey where it shrinks."""
    if max(picture.size) <= longest:
        return picture
    if picture.mode == "1":
        picture = picture.convert("L")
    scale = longest / max(picture.size)
    width, height = (max(round(side * scale), 1) for side in picture.size)
    smaller = picture.resize((width, height), PIL.Image.Resampling.LANCZOS, reducing_gap=3.0)
    smaller.info = picture.info
    return smaller


def _add_page(pdf: pikepdf.Pdf, picture: PIL.Image.Image, room: int) -> int:
    """Add a page that the picture fills; the bytes that it took, at most `room`."""
    packed, picture, coding = _packed(picture, room)
    scale = min(_LONG / max(picture.size), _SHORT / min(picture.size))
    width, height = (round(side * scale, 2) for side in picture.size)
    stream = pdf.make_stream(
        packed,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=picture.width,
        Height=picture.height,
        ColorSpace=Name.DeviceRGB if picture.mode == "RGB" else Name.DeviceGray,
        BitsPerComponent=1 if picture.mode == "1" else 8,
        Filter=coding,
    )
    page = pdf.add_blank_page(page_size=(width, height))
    page.Resources = Dictionary(XObject=Dictionary(Picture=stream))
    page.Contents = pdf.make_stream(b"q %.2f 0 0 %.2f 0 0 cm /Picture Do Q" % (width, height))
    return len(packed)


def _packed(picture: PIL.Image.Image, room: int) -> tuple[bytes, PIL.Image.Image, Name]:
    """The picture in at most `room` bytes: as it is now coded, what it is now, and the name of the coding in a PDF.

    Black and white stays that, without loss, where there is room; all else becomes a JPEG, as good as there is room.
    """
    if picture.mode == "1":
        packed = zlib.compress(picture.tobytes(), 9)
        if len(packed) <= room:
            return packed, picture, Name.FlateDecode
        picture = picture.convert("L")
    for longest, quality in _STEPS:
        smaller = _smaller(picture, longest)
        content = io.BytesIO()
        smaller.save(content, "JPEG", quality=quality)
        if content.tell() <= room:
            return content.getvalue(), smaller, Name.DCTDecode
    raise TooLarge("its pictures as PDF")
