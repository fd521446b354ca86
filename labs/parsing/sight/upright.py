"""How far a picture of a page leans, and which way up it is."""

import math
from collections.abc import Callable, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from labs.parsing.sight.ocr import Corners, Picture, find_lines, read_lines

STEEPEST = 8.0  # degrees: sheets lie no more askew than this in a scanner or under a phone
_LOOKED_AT = 1000  # pixels of the longest side: enough to see lines of text
_SAMPLE = 12  # lines that tell which way up a page is
_LEVEL = 3.0  # degrees: in a straight picture, a line that leans more is a stamp or a watermark
_CERTAIN = 0.9  # mean certainty of these above which no other way is tried


def lean_of(picture: Picture) -> float:
    """The degrees by which the lines of a picture rise to the right, or its columns lean as much: -8 to 8.

    At the right angle lines and the gaps between them fall on rows of their own, so that the amount of ink changes
    most from row to row.
    """
    ink = _ink(picture)
    if not ink.any():
        return 0.0
    upright, lying = (_sharpest(sheet) for sheet in (ink, np.ascontiguousarray(np.rot90(ink))))
    return max(upright, lying)[1]


def _ink(picture: Picture) -> NDArray[np.float32]:
    """What stands out from the paper around it, on a small copy: 1 for ink, 0 for paper."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY) if picture.ndim == 3 else picture
    scale = min(1.0, _LOOKED_AT / max(grey.shape))
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    marked = cv2.adaptiveThreshold(small, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 15)
    return np.asarray(marked, np.float32)


def _sharpest(ink: NDArray[np.float32]) -> tuple[float, float]:
    """How much the ink changes from row to row at the best angle, and that angle in degrees."""
    best = 0.0
    for reach, step in ((STEEPEST, 0.5), (0.5, 0.1), (0.1, 0.02)):
        angles = np.arange(best - reach, best + reach + step / 2, step)
        best = float(max(angles, key=_sharpness_of(ink)))
    best = min(max(best, -STEEPEST), STEEPEST)
    return _sharpness_of(ink)(best), best


def _sharpness_of(ink: NDArray[np.float32]) -> Callable[[float], float]:
    height, width = ink.shape

    def sharpness(angle: float) -> float:
        slope = math.tan(math.radians(angle))
        move = np.array([[1, 0, 0], [slope, 1, -slope * width / 2]], np.float32)  # a shear, which is a small turn
        rows = cv2.warpAffine(ink, move, (width, height)).sum(axis=1)
        return float((np.diff(rows) ** 2).sum())

    return sharpness


def rotated(picture: Picture, degrees: float) -> Picture:
    """A picture turned clockwise by a few degrees about its middle, on a sheet large enough for all of it."""
    if not degrees:
        return picture
    height, width = picture.shape[:2]
    sine, cosine = abs(math.sin(math.radians(degrees))), abs(math.cos(math.radians(degrees)))
    wide, high = math.ceil(width * cosine + height * sine), math.ceil(height * cosine + width * sine)
    move = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    move[:, 2] += ((wide - width) / 2, (high - height) / 2)
    turned = cv2.warpAffine(picture, move, (wide, high), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(turned, np.uint8)


def turned(picture: Picture, turn: int) -> Picture:
    """A picture turned clockwise by 0, 90, 180 or 270 degrees."""
    return np.ascontiguousarray(np.rot90(picture, -turn // 90))


def upright_lines(picture: Picture) -> tuple[int, list[Corners]]:
    """How far clockwise a straight picture must be turned to stand upright, and the lines in it when it does."""
    lines = find_lines(picture)
    if not lines:
        return 0, []
    lying = sum(_height(line) > 1.5 * _width(line) for line in lines) > len(lines) / 2
    ways = (90, 270) if lying else (0, 180)
    sample = sorted(lines, key=lambda line: -max(_width(line), _height(line)))[:_SAMPLE]
    turn, other = ways
    certainty = _certainty(picture, sample, turn)
    if certainty < _CERTAIN and _certainty(picture, sample, other) > certainty:
        turn = other
    if turn:  # lone letters are missed when they do not stand upright
        lines = find_lines(turned(picture, turn))
    return turn, [_levelled(line) for line in lines if _rise(line) < _LEVEL or _width(line) < 3 * _height(line)]


def _certainty(picture: Picture, sample: Sequence[Corners], turn: int) -> float:
    """How surely some lines are read when the picture is turned: lines that are not read count as 0."""
    height, width = picture.shape[:2]
    corners = [turned_corners(line, turn, width, height) for line in sample]
    read = read_lines(turned(picture, turn), corners)
    return sum(line.certainty for line in read) / len(sample)


def turned_corners(corners: Corners, turn: int, width: int, height: int) -> Corners:
    """Corners in a picture of that size, where they come to stand when it is turned clockwise; top left first."""
    x, y = corners[:, 0], corners[:, 1]
    moved = {
        0: (x, y),
        90: (height - y, x),
        180: (width - x, height - y),
        270: (y, width - x),
    }[turn]
    points = np.stack(moved, axis=1).astype(np.float32)
    return np.roll(points, turn // 90, axis=0)


def _levelled(line: Corners) -> Corners:
    """The corners without their rise: in a straight picture that of a short line is chance."""
    left, right = float(line[[0, 3], 0].mean()), float(line[[1, 2], 0].mean())
    top, bottom = float(line[:2, 1].mean()), float(line[2:, 1].mean())
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32)


def _rise(line: Corners) -> float:
    """How far a line leans either way, in degrees."""
    across, down = line[1] - line[0]
    return abs(math.degrees(math.atan2(down, across)))


def _width(line: Corners) -> float:
    return math.dist(line[0], line[1])


def _height(line: Corners) -> float:
    return math.dist(line[0], line[3])
