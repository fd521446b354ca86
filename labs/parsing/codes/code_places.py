"""Where on a page a bar code or QR code may stand: its pictures, and clusters of small marks as drawn codes have them.

Having pdfium draw a page, or even a part of one, takes longer than reading it. So pictures are taken as they are
stored, and clusters of marks are drawn here, box by box. All of this asks pdfium, so it belongs into the child
process: see `labs.parsing.bounds.child`.
"""

import ctypes
import hashlib
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from labs.coa import Box
from labs.parsing.codes.code_clusters import (
    WHITE,
    Cluster,
    Handle,
    Mark,
    Matrix,
    Pixels,
    Points,
    clusters_of,
    is_large,
    is_mark,
    is_square,
    light_of,
)

_MOST_THINGS = 50_000  # of a page, those in forms within forms included
_DEEPEST = 8  # forms within forms
_FEWEST_SEGMENTS, _MOST_SEGMENTS = 150, 20_000  # of one path that is a whole code by itself
_MOST_PIXELS = 40_000_000  # of a picture that is decoded
_FEW_PIXELS = 300_000  # of a picture: all of them are searched
_FINE_ENOUGH = 190 / 72  # pixels a point: of a picture with many, no more are searched than scanners give
_LEAST_CONTRAST = 40  # of 255 between the lightest and the darkest pixel
_FINE = 1000.0  # pdfium tells places on the shown page in whole steps: so many to a point

_UNMOVED: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture on a page. `within` brings the coordinates that it lies in to points on the page as it is shown."""

    image: pypdfium2.PdfImage
    within: Matrix
    box: Box

    def fingerprint(self) -> bytes:
        """The same for two pictures of the same data, such as a logo on every page."""
        return hashlib.sha256(self.image.get_data()).digest()

    def pixels(self) -> Pixels | None:
        """What it shows, the larger the fewer pixels; None where it shows one colour, or is too large.

        Raises `pypdfium2.PdfiumError` where it cannot be decoded.
        """
        wide, high = self.image.get_px_size()
        if not 0 < wide * high <= _MOST_PIXELS:
            return None
        density = math.sqrt(wide * high / max((self.box.x1 - self.box.x0) * (self.box.bottom - self.box.top), 1))
        step = 1 if wide * high <= _FEW_PIXELS else max(int(density / _FINE_ENOUGH), 1)
        stored = grey_of(self.image.get_bitmap(), step)
        if _has_contrast(stored):
            return Pixels(stored, combined(_to_unit(stored), combined(_matrix_of(self.image), self.within)))
        masked = grey_of(self.image.get_bitmap(render=True), step)  # one colour, behind a mask with the shape
        if not _has_contrast(masked):
            return None
        left, bottom, right, top = self.image.get_bounds()
        return Pixels(
            masked, combined(_to_unit(masked), combined((right - left, 0, 0, top - bottom, left, bottom), self.within))
        )


def code_places(page: pypdfium2.PdfPage, turn: int = 0) -> list[Picture | Cluster]:
    """What on a page may be a code, in points from the top left of the page as it is shown.

    `turn` is that of `labs.parsing.parsed.PageSize`.
    """
    shown = _shown(page, turn)
    pictures: list[Picture] = []
    marks: list[Mark] = []
    clusters: list[Cluster] = []
    for thing, kind, within in islice(_things(page), _MOST_THINGS):
        matrix = combined(within, shown)
        box = _box_of(thing, matrix)
        if box is None:
            continue
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            if is_large(box):
                pictures.append(Picture(pypdfium2.PdfImage(thing, page=page), matrix, box))
        elif is_mark(box):
            marks.append(Mark(box, thing))
        elif is_square(box) and _FEWEST_SEGMENTS <= pdfium.FPDFPath_CountSegments(thing) <= _MOST_SEGMENTS:
            shape = (list(_polygons(thing, combined(_matrix_of(thing), matrix))), light_of(thing))
            clusters.append(Cluster((shape,), box))
    return [*pictures, *clusters, *clusters_of(marks)]


def grey_of(bitmap: pypdfium2.PdfBitmap, step: int = 1) -> NDArray[np.uint8]:
    """A bitmap's pixels as grey on white, of every `step` the first."""
    pixels: NDArray[np.uint8] = bitmap.to_numpy()[::step, ::step]
    if pixels.ndim == 2 or pixels.shape[2] == 1:
        return np.ascontiguousarray(pixels.reshape(pixels.shape[:2]))
    light = pixels[:, :, 1]  # green is most of what the eye takes for light
    if bitmap.format == pdfium.FPDFBitmap_BGRA:
        light = np.where(pixels[:, :, 3] < WHITE // 2, WHITE, light).astype(np.uint8)
    return np.ascontiguousarray(light)


def _has_contrast(pixels: NDArray[np.uint8]) -> bool:
    return int(pixels.max()) - int(pixels.min()) >= _LEAST_CONTRAST


def _to_unit(pixels: NDArray[np.uint8]) -> Matrix:
    """From the pixels of a picture to its unit square, whose y points up."""
    high, wide = pixels.shape
    return (1 / wide, 0, 0, -1 / high, 0, 1)


def combined(first: Matrix, then: Matrix) -> Matrix:
    """One matrix that does what two do one after the other."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def moved(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    """A point where a matrix brings it."""
    a, b, c, d, e, f = matrix
    return x * a + y * c + e, x * b + y * d + f


def _things(page: pypdfium2.PdfPage) -> Iterator[tuple[Handle, int, Matrix]]:
    """Each picture and path of a page, with the matrix of the forms that hold it."""
    count, get = pdfium.FPDFPage_CountObjects(page), pdfium.FPDFPage_GetObject
    yield from _within((get(page, place) for place in range(count)), _UNMOVED, 0)


def _within(things: Iterable[Handle], matrix: Matrix, depth: int) -> Iterator[tuple[Handle, int, Matrix]]:
    for thing in things:
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_PATH):
            yield thing, kind, matrix
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inside = (
                pdfium.FPDFFormObj_GetObject(thing, place) for place in range(pdfium.FPDFFormObj_CountObjects(thing))
            )
            yield from _within(inside, combined(_matrix_of(thing), matrix), depth + 1)


def _matrix_of(thing: Handle) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(thing, found):
        return _UNMOVED
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _shown(page: pypdfium2.PdfPage, turn: int) -> Matrix:
    """From the page's own coordinates to points from the top left of what is shown."""
    width, height = page.get_size() if turn % 180 == 0 else reversed(page.get_size())
    x, y = ctypes.c_int(), ctypes.c_int()

    def at(own_x: float, own_y: float) -> tuple[float, float]:
        size = (round(width * _FINE), round(height * _FINE))
        pdfium.FPDF_PageToDevice(page, 0, 0, *size, turn // 90, own_x, own_y, x, y)
        return x.value / _FINE, y.value / _FINE

    (x0, y0), (x1, y1), (x2, y2) = at(0, 0), at(100, 0), at(0, 100)
    return ((x1 - x0) / 100, (y1 - y0) / 100, (x2 - x0) / 100, (y2 - y0) / 100, x0, y0)


def _box_of(thing: Handle, matrix: Matrix) -> Box | None:
    left, bottom, right, top = ctypes.c_float(), ctypes.c_float(), ctypes.c_float(), ctypes.c_float()
    if not pdfium.FPDFPageObj_GetBounds(thing, left, bottom, right, top):
        return None
    one, other = moved(left.value, bottom.value, matrix), moved(right.value, top.value, matrix)
    return Box(
        x0=min(one[0], other[0]), top=min(one[1], other[1]), x1=max(one[0], other[0]), bottom=max(one[1], other[1])
    )


def _polygons(path: Handle, matrix: Matrix) -> Iterator[Points]:
    """The corners of each part of a path, on the page as it is shown."""
    part: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for place in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, place)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO and part:
            yield np.array(part)
            part = []
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        part.append(moved(x.value, y.value, matrix))
    if part:
        yield np.array(part)
