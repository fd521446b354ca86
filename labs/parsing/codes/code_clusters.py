"""Small marks that stand together as the modules of a QR code or the bars of a bar code do, drawn as one picture."""

import ctypes
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from labs.coa import Box

_SMALLEST = 12.0  # points: the least side of a code that a phone reads off paper
_MODULE, _NEAR, _FEWEST_MODULES = 12.0, 6.0, 40  # points, points, of one drawn QR code
_BAR_WIDTH, _BAR_GAP, _SHORTEST_BAR, _LONGEST_BAR, _FEWEST_BARS = 4.0, 8.0, 8.0, 110.0, 15
_PIXELS, _LARGEST_SCALE = 300, 5.0  # of a cluster along its shorter side; pixels per point at most
_MARGIN = 4.0  # points around a cluster: a code is known by the blank around it
WHITE = 255

Matrix = tuple[float, float, float, float, float, float]
Points = NDArray[np.float64]  # pairs of x and y
Handle = Any  # pdfium's pointers have no types worth the name


@dataclass(frozen=True, slots=True)
class Pixels:
    """Grey pixels, rows by columns. `matrix` brings them to points from the top left of the page as it is shown."""

    grey: NDArray[np.uint8]
    matrix: Matrix


@dataclass(frozen=True, slots=True)
class Mark:
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


def clusters_of(marks: Sequence[Mark]) -> list[Cluster]:
    """The marks of one page that stand together in great number, each such group as one."""
    found = [_cluster(group) for group in (*_squares(marks), *_rows_of_bars(marks), *_columns_of_bars(marks))]
    return [cluster for cluster in found if is_large(cluster.box)]


def is_mark(box: Box) -> bool:
    """Whether something is as small as a module of a QR code, or as thin as a bar."""
    short, long = sorted((box.x1 - box.x0, box.bottom - box.top))
    return long <= _MODULE or (short <= _BAR_WIDTH and long <= _LONGEST_BAR)


def is_large(box: Box) -> bool:
    """Whether a place is as large as the smallest code that a phone reads."""
    return min(box.x1 - box.x0, box.bottom - box.top) >= _SMALLEST


def is_square(box: Box) -> bool:
    """Whether a place is about as wide as high, and large enough for a code."""
    wide, high = box.x1 - box.x0, box.bottom - box.top
    return is_large(box) and 0.8 < wide / high < 1.25


def light_of(path: Handle) -> int:
    """How light a path is painted: the mean of its colour, of its line where it is not filled."""
    fills, strokes = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fills, strokes)
    ask = pdfium.FPDFPageObj_GetFillColor if fills.value else pdfium.FPDFPageObj_GetStrokeColor
    red, green, blue, opaque = ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint()
    if not (fills.value or strokes.value) or not ask(path, red, green, blue, opaque):
        return WHITE
    return (red.value + green.value + blue.value) // 3


def _squares(marks: Iterable[Mark]) -> Iterator[Sequence[Mark]]:
    """Marks that stand near each other in great number and fill a square, as the modules of a QR code do."""
    cells: defaultdict[tuple[int, int], list[Mark]] = defaultdict(list)
    for mark in marks:
        if max(mark.box.x1 - mark.box.x0, mark.box.bottom - mark.box.top) <= _MODULE:
            cells[int(mark.box.x0 // _NEAR), int(mark.box.top // _NEAR)].append(mark)
    while cells:
        waiting, found = [next(iter(cells))], list[Mark]()
        while waiting:
            x, y = waiting.pop()
            found += cells.pop((x, y), [])
            waiting += [near for i in (-1, 0, 1) for j in (-1, 0, 1) if (near := (x + i, y + j)) in cells]
        if len(found) >= _FEWEST_MODULES and is_square(_around(found)):
            yield found


def _rows_of_bars(marks: Iterable[Mark]) -> Iterator[Sequence[Mark]]:
    """Upright bars that stand beside each other in great number."""
    upright = [mark for mark in marks if mark.box.x1 - mark.box.x0 <= _BAR_WIDTH]
    long = [mark for mark in upright if mark.box.bottom - mark.box.top >= _SHORTEST_BAR]
    return _bars((round(mark.box.top / 4), mark.box.x0, mark.box.x1, mark) for mark in long)


def _columns_of_bars(marks: Iterable[Mark]) -> Iterator[Sequence[Mark]]:
    """Lying bars that stand below each other in great number."""
    lying = [mark for mark in marks if mark.box.bottom - mark.box.top <= _BAR_WIDTH]
    long = [mark for mark in lying if mark.box.x1 - mark.box.x0 >= _SHORTEST_BAR]
    return _bars((round(mark.box.x0 / 4), mark.box.top, mark.box.bottom, mark) for mark in long)


def _bars(placed: Iterable[tuple[int, float, float, Mark]]) -> Iterator[Sequence[Mark]]:
    """Bars by the line that they begin at, parted where a gap is too wide; only where they are many."""
    lines: defaultdict[int, list[tuple[float, float, Mark]]] = defaultdict(list)
    for line, start, end, mark in placed:
        lines[line].append((start, end, mark))
    for bars in lines.values():
        run, last = list[Mark](), 0.0
        for start, end, mark in sorted(bars, key=lambda bar: bar[0]):
            if run and start - last > _BAR_GAP:
                if len(run) >= _FEWEST_BARS:
                    yield run
                run = []
            run.append(mark)
            last = end
        if len(run) >= _FEWEST_BARS:
            yield run


def _around(marks: Sequence[Mark]) -> Box:
    boxes = [mark.box for mark in marks]
    return Box(
        x0=min(box.x0 for box in boxes),
        top=min(box.top for box in boxes),
        x1=max(box.x1 for box in boxes),
        bottom=max(box.bottom for box in boxes),
    )


def _cluster(marks: Sequence[Mark]) -> Cluster:
    return Cluster(tuple(([_corners(mark.box)], light_of(mark.path)) for mark in marks), _around(marks))


def _corners(box: Box) -> Points:
    return np.array(((box.x0, box.top), (box.x1, box.top), (box.x1, box.bottom), (box.x0, box.bottom)))
