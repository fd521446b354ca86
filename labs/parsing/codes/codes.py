"""Bar codes and QR codes: found on the pages, kept as facts. Nothing is ever fetched from the address that one names.

A page whose words are its own text is searched where a code may stand (`code_places`); a page that is a
picture is searched whole. This asks pdfium, so it belongs into the child process, after the reading has been told.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np
import pypdfium2
import zxingcpp
from numpy.typing import NDArray

from labs.coa import Box, Source
from labs.parsing.codes.code_clusters import Pixels
from labs.parsing.codes.code_places import Picture, code_places, grey_of, moved
from labs.parsing.parsed import Code, PageSize

MOST_CODES = 50  # of one document
LONGEST_TEXT = 2000  # characters: a QR code holds up to 4,296, but no address that people use is as long

# Kinds that carry a check of their own or a finder pattern: others are soon found among the rules of a table.
_SQUARE = "QRCode,MicroQRCode,DataMatrix,Aztec"
_ANY = "RMQRCode,PDF417,Code128,Code93,Code39,EAN13,EAN8,UPCA,UPCE"
_SQUARE_KINDS = zxingcpp.barcode_formats_from_str(_SQUARE)
_ALL_KINDS = zxingcpp.barcode_formats_from_str(f"{_SQUARE},{_ANY}")
_BAR_SHAPE = 1.3  # from this ratio of its sides on, a picture may be a code of bars
_LARGE = 150.0  # points: from this on, a picture may hold one anywhere
_PAGE_SCALE = 150 / 72  # pixels per point of a whole page
_MOST_PLACES = 60  # of a page that are looked at
_UNWANTED = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))


def find_codes(path: Path, pages: Sequence[PageSize]) -> tuple[Code, ...]:
    """Every code on the pages of a PDF, at most `MOST_CODES`, in the order of the pages.

    A page that cannot be searched has none. Raises `pypdfium2.PdfiumError` for a file that cannot be opened.
    """
    found: list[Code] = []
    empty: set[bytes] = set()  # pictures without a code, such as a logo on every page
    with pypdfium2.PdfDocument(path) as pdf:
        for size in pages:
            page = pdf[size.number - 1]
            with suppress(pypdfium2.PdfiumError, ValueError, MemoryError):
                for code in _codes_on(page, size, empty):
                    if not any(_is_same(code, other) for other in found):
                        found.append(code)
            page.close()
            if len(found) >= MOST_CODES:
                break
    return tuple(found[:MOST_CODES])


def harmless(text: str) -> str:
    """What a code says as one line of at most `LONGEST_TEXT` characters, without those that steer what shows them."""
    spaced = re.sub(r"\s+", " ", text)
    told = "".join(one for one in spaced if unicodedata.category(one) not in _UNWANTED)
    return told.strip()[:LONGEST_TEXT]


def codes_in_pixels(grey: NDArray[np.uint8]) -> tuple[Code, ...]:
    """Every code in the grey pixels of one picture, at most `MOST_CODES`, the topmost first; boxes are in pixels."""
    found = _decoded(Pixels(grey, (1, 0, 0, 1, 0, 0)), 1)
    return tuple(sorted(found, key=lambda code: code.box.top)[:MOST_CODES])


def _codes_on(page: pypdfium2.PdfPage, size: PageSize, empty: set[bytes]) -> Iterator[Code]:
    if size.source is Source.PICTURE:
        drawn = page.render(scale=_PAGE_SCALE, rotation=size.turn, grayscale=True, may_draw_forms=False)
        yield from _decoded(Pixels(grey_of(drawn), (1 / _PAGE_SCALE, 0, 0, 1 / _PAGE_SCALE, 0, 0)), size.number)
        return
    for place in code_places(page, size.turn)[:_MOST_PLACES]:
        with suppress(pypdfium2.PdfiumError):
            fingerprint = place.fingerprint() if isinstance(place, Picture) else b""
            pixels = None if fingerprint in empty else place.pixels()
            kinds = _ALL_KINDS if _may_hold_bars(place.box) else _SQUARE_KINDS
            codes = [] if pixels is None else list(_decoded(pixels, size.number, kinds))
            if fingerprint and not codes:
                empty.add(fingerprint)
            yield from codes


def _may_hold_bars(box: Box) -> bool:
    short, long = sorted((box.x1 - box.x0, box.bottom - box.top))
    return long >= _LARGE or long >= _BAR_SHAPE * short


def _decoded(pixels: Pixels, number: int, kinds: zxingcpp.BarcodeFormats = _ALL_KINDS) -> Iterator[Code]:
    """The codes of some kinds in pixels that lie on page `number`."""
    for one in zxingcpp.read_barcodes(pixels.grey, formats=kinds):
        text = harmless(one.text)
        at = one.position
        corners = [
            moved(corner.x, corner.y, pixels.matrix)
            for corner in (at.top_left, at.top_right, at.bottom_right, at.bottom_left)
        ]
        xs, ys = zip(*corners, strict=True)
        box = Box(x0=round(min(xs), 2), top=round(min(ys), 2), x1=round(max(xs), 2), bottom=round(max(ys), 2))
        if text:
            yield Code(text=text, kind=one.format.name, page=number, box=box)


def _is_same(one: Code, other: Code) -> bool:
    """Whether two codes are one that was found twice: they say the same and lie over each other."""
    a, b = one.box, other.box
    apart = a.x1 < b.x0 or b.x1 < a.x0 or a.bottom < b.top or b.bottom < a.top
    return (one.page, one.kind, one.text) == (other.page, other.kind, other.text) and not apart
