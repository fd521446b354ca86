"""Lines, boxes and pictures that pdfium draws on a page, those in forms within forms included."""

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pypdfium2.raw as c

from labs.parsing.text.places import Rectangle

_MOST_DEPTH = 8  # forms within forms: deeper is an attack
_Matrix = tuple[float, float, float, float, float, float]
_STRAIGHT: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_UNIT = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)]  # where a picture lies before its matrix


class Drawn(NamedTuple):
    """The bounds of each line or box (of paths that draw several, of each) and of each picture, in the page's space."""

    boxes: list[Rectangle]
    pictures: list[Rectangle]


def drawn_on(page: Any) -> Drawn:
    """What is drawn on a loaded page besides text."""
    drawn = Drawn([], [])
    for i in range(c.FPDFPage_CountObjects(page)):
        _gather(c.FPDFPage_GetObject(page, i), _STRAIGHT, 0, drawn)
    return drawn


def _gather(thing: Any, matrix: _Matrix, depth: int, drawn: Drawn) -> None:
    kind = c.FPDFPageObj_GetType(thing)
    if kind == c.FPDF_PAGEOBJ_PATH:
        drawn.boxes.extend(_boxes_of_path(thing, matrix))
    elif kind == c.FPDF_PAGEOBJ_IMAGE:
        drawn.pictures.extend(_bounds(_UNIT, _through(_matrix_of(thing), matrix)))
    elif kind == c.FPDF_PAGEOBJ_FORM and depth < _MOST_DEPTH:
        inner = _through(_matrix_of(thing), matrix)
        for i in range(c.FPDFFormObj_CountObjects(thing)):
            _gather(c.FPDFFormObj_GetObject(thing, i), inner, depth + 1, drawn)


def _boxes_of_path(drawn: Any, matrix: _Matrix) -> Iterator[Rectangle]:
    """Each part of a path that is a straight line or a box, by its corners."""
    whole = _through(_matrix_of(drawn), matrix)
    part: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for i in range(c.FPDFPath_CountSegments(drawn)):
        segment = c.FPDFPath_GetPathSegment(drawn, i)
        kind = c.FPDFPathSegment_GetType(segment)
        if kind == c.FPDF_SEGMENT_MOVETO:
            yield from _bounds(part, whole)
            part = []
        c.FPDFPathSegment_GetPoint(segment, x, y)
        part.append((x.value, y.value))
    yield from _bounds(part, whole)


def _bounds(points: Sequence[tuple[float, float]], matrix: _Matrix) -> Iterator[Rectangle]:
    if len(points) < 2:
        return
    a, b, c_, d, e, f = matrix
    across = [a * x + c_ * y + e for x, y in points]
    up = [b * x + d * y + f for x, y in points]
    yield (min(across), min(up), max(across), max(up))


def _matrix_of(drawn: Any) -> _Matrix:
    matrix = c.FS_MATRIX()
    if not c.FPDFPageObj_GetMatrix(drawn, matrix):
        return _STRAIGHT
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _through(inner: _Matrix, outer: _Matrix) -> _Matrix:
    """One matrix for going through `inner` and then `outer`."""
    a, b, c_, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c_ * p + d * r, c_ * q + d * s, e * p + f * r + t, e * q + f * s + u)
