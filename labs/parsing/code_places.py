"""Where on a page a bar code or QR code may stand: its pictures, and clusters of small marks as drawn codes have them.

Having pdfium draw a page, or even a part of one, takes longer than reading it. So pictures are taken as they are
stored, and clusters of marks are drawn here, box by box. All of this asks pdfium, so it belongs into the child
process: see `labs.parsing.child`.
"""

import ctypes
import hashlib
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import cv2
import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from labs.coa import Box

_MOST_THINGS = 50_000  # of a page, those in forms within forms included
_DEEPEST = 8  # forms within forms
_SMALLEST = 12.0  # points: the least side of a code that a phone reads off paper
_MODULE, _NEAR, _FEWEST_MODULES = 12.0, 6.0, 40  # points, points, of one drawn QR code
_BAR_WIDTH, _BAR_GAP, _SHORTEST_BAR, _LONGEST_BAR, _FEWEST_BARS = 4.0, 8.0, 8.0, 110.0, 15
_FEWEST_SEGMENTS, _MOST_SEGMENTS = 150, 20_000  # of one path that is a whole code by itself
_PIXELS, _LARGEST_SCALE = 300, 5.0  # of a cluster along its shorter side; pixels per point at most
_MARGIN = 4.0  # points around a cluster: a code is known by the blank around it
_MOST_PIXELS = 40_000_000  # of a picture that is decoded
_FEW_PIXELS = 300_000  # of a picture: all of them are searched
_FINE_ENOUGH = 190 / 72  # pixels a point: of a picture with many, no more are searched than scanners give
_LEAST_CONTRAST = 40  # of 255 between the lightest and the darkest pixel
WHITE = 255
_FINE = 1000.0  # pdfium tells places on the shown page in whole steps: so many to a point

Matrix = tuple[float, float, float, float, float, float]
Points = NDArray[np.float64]  # pairs of x and y
Handle = Any  # pdfium's pointers have no types worth the name
_UNMOVED: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Pixels:
    """Grey pixels, rows by columns. `matrix` brings them to points from the top left of the page as it is shown."""

    grey: NDArray[np.uint8]
    matrix: Matrix


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


@dataclass(frozen=True, slots=True)
class _Mark:
    """Something small and drawn: its box, and pdfium's path to ask for its colour."""

    box: Box
    path: Handle


@dataclass(frozen=True, slots=True)
class Cluster:
    """Small marks near each other, or one intricate path: a drawn code, perhaps.

    `shapes` are polygons (points on the page as it is shown) that are painted together, with how light they are.
    """

    shapes: tuple[tuple[list[Points], int], ...]
    box: Box

    def pixels(self) -> Pixels:
        """The shapes, drawn within a white margin."""
        wide, high = self.box.x1 - self.box.x0, self.box.bottom - self.box.top
        scale = min(max(_PIXELS / min(wide, high), 1.0), _LARGEST_SCALE)
        drawn = np.full((round((high + 2 * _MARGIN) * scale), round((wide + 2 * _MARGIN) * scale)), WHITE, np.uint8)
        corner = np.array((self.box.x0 - _MARGIN, self.box.top - _MARGIN))
        for polygons, light in self.shapes:
            # half a pixel inwards: OpenCV paints the pixels that an edge runs through as well
            placed = [np.rint((points - corner) * scale - 0.5).astype(np.int32) for points in polygons]
            cv2.fillPoly(drawn, placed, light)
        return Pixels(drawn, (1 / scale, 0, 0, 1 / scale, float(corner[0]), float(corner[1])))


def code_places(page: pypdfium2.PdfPage, turn: int = 0) -> list[Picture | Cluster]:
    """What on a page may be a code, in points from the top left of the page as it is shown.

    `turn` is that of `labs.parsing.parsed.PageSize`.
    """
    shown = _shown(page, turn)
    pictures: list[Picture] = []
    marks: list[_Mark] = []
    clusters: list[Cluster] = []
    for thing, kind, within in islice(_things(page), _MOST_THINGS):
        matrix = combined(within, shown)
        box = _box_of(thing, matrix)
        if box is None:
            continue
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            if _is_large(box):
                pictures.append(Picture(pypdfium2.PdfImage(thing, page=page), matrix, box))
        elif _is_mark(box):
            marks.append(_Mark(box, thing))
        elif _is_square(box) and _FEWEST_SEGMENTS <= pdfium.FPDFPath_CountSegments(thing) <= _MOST_SEGMENTS:
            shape = (list(_polygons(thing, combined(_matrix_of(thing), matrix))), _light_of(thing))
            clusters.append(Cluster((shape,), box))
    clusters += [_cluster(found) for found in (*_squares(marks), *_rows_of_bars(marks), *_columns_of_bars(marks))]
    return [*pictures, *(cluster for cluster in clusters if _is_large(cluster.box))]


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


def _light_of(path: Handle) -> int:
    """How light a path is painted: the mean of its colour, of its line where it is not filled."""
    fills, strokes = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fills, strokes)
    ask = pdfium.FPDFPageObj_GetFillColor if fills.value else pdfium.FPDFPageObj_GetStrokeColor
    red, green, blue, opaque = ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint()
    if not (fills.value or strokes.value) or not ask(path, red, green, blue, opaque):
        return WHITE
    return (red.value + green.value + blue.value) // 3


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


def _is_large(box: Box) -> bool:
    return min(box.x1 - box.x0, box.bottom - box.top) >= _SMALLEST


def _is_square(box: Box) -> bool:
    wide, high = box.x1 - box.x0, box.bottom - box.top
    return _is_large(box) and 0.8 < wide / high < 1.25


def _is_mark(box: Box) -> bool:
    """Whether something is as small as a module of a QR code, or as thin as a bar."""
    short, long = sorted((box.x1 - box.x0, box.bottom - box.top))
    return long <= _MODULE or (short <= _BAR_WIDTH and long <= _LONGEST_BAR)


def _squares(marks: Iterable[_Mark]) -> Iterator[Sequence[_Mark]]:
    """Marks that stand near each other in great number and fill a square, as the modules of a QR code do."""
    cells: defaultdict[tuple[int, int], list[_Mark]] = defaultdict(list)
    for mark in marks:
        if max(mark.box.x1 - mark.box.x0, mark.box.bottom - mark.box.top) <= _MODULE:
            cells[int(mark.box.x0 // _NEAR), int(mark.box.top // _NEAR)].append(mark)
    while cells:
        waiting, found = [next(iter(cells))], list[_Mark]()
        while waiting:
            x, y = waiting.pop()
            found += cells.pop((x, y), [])
            waiting += [near for i in (-1, 0, 1) for j in (-1, 0, 1) if (near := (x + i, y + j)) in cells]
        if len(found) >= _FEWEST_MODULES and _is_square(_around(found)):
            yield found


def _rows_of_bars(marks: Iterable[_Mark]) -> Iterator[Sequence[_Mark]]:
    """Upright bars that stand beside each other in great number."""
    upright = [mark for mark in marks if mark.box.x1 - mark.box.x0 <= _BAR_WIDTH]
    long = [mark for mark in upright if mark.box.bottom - mark.box.top >= _SHORTEST_BAR]
    return _bars((round(mark.box.top / 4), mark.box.x0, mark.box.x1, mark) for mark in long)


def _columns_of_bars(marks: Iterable[_Mark]) -> Iterator[Sequence[_Mark]]:
    """Lying bars that stand below each other in great number."""
    lying = [mark for mark in marks if mark.box.bottom - mark.box.top <= _BAR_WIDTH]
    long = [mark for mark in lying if mark.box.x1 - mark.box.x0 >= _SHORTEST_BAR]
    return _bars((round(mark.box.x0 / 4), mark.box.top, mark.box.bottom, mark) for mark in long)


def _bars(placed: Iterable[tuple[int, float, float, _Mark]]) -> Iterator[Sequence[_Mark]]:
    """Bars by the line that they begin at, parted where a gap is too wide; only where they are many."""
    lines: defaultdict[int, list[tuple[float, float, _Mark]]] = defaultdict(list)
    for line, start, end, mark in placed:
        lines[line].append((start, end, mark))
    for bars in lines.values():
        run, last = list[_Mark](), 0.0
        for start, end, mark in sorted(bars, key=lambda bar: bar[0]):
            if run and start - last > _BAR_GAP:
                if len(run) >= _FEWEST_BARS:
                    yield run
                run = []
            run.append(mark)
            last = end
        if len(run) >= _FEWEST_BARS:
            yield run


def _around(marks: Sequence[_Mark]) -> Box:
    boxes = [mark.box for mark in marks]
    return Box(
        x0=min(box.x0 for box in boxes),
        top=min(box.top for box in boxes),
        x1=max(box.x1 for box in boxes),
        bottom=max(box.bottom for box in boxes),
    )


def _cluster(marks: Sequence[_Mark]) -> Cluster:
    return Cluster(tuple(([_corners(mark.box)], _light_of(mark.path)) for mark in marks), _around(marks))


def _corners(box: Box) -> Points:
    return np.array(((box.x0, box.top), (box.x1, box.top), (box.x1, box.bottom), (box.x0, box.bottom)))
