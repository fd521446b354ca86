"""Long straight lines in a picture of a page: the rules between the rows of tables, and the walls between columns."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from labs.parsing.sight.ocr import Picture
from labs.parsing.text.contents import Rule

_SHORTEST = 20.0  # points: what is shorter is a dash or a letter
_LOWEST = 14.0  # points: what is lower is a letter
_NARROWEST = 12.0  # points: a column that is narrower holds no value
_MOST_WALLS = 600  # more are a pattern
_THICKEST = 3.0  # points: what is thicker is a bar


@dataclass(frozen=True, slots=True, kw_only=True)
class Wall:
    """A drawn vertical line, in the unit of the picture that it was found in: pixels or points from its top left."""

    x: float
    top: float
    bottom: float


def rules_in(picture: Picture, points: float) -> list[Rule]:
    """The rules of an upright picture, `points` to a pixel, in PDF points of that picture."""
    return [
        Rule(x0=float(x * points), x1=float((x + width) * points), y=float((y + height / 2) * points))
        for x, y, width, height in _opened(_marked(picture), max(3, round(_SHORTEST / points)))
        if (height - 2) * points <= _THICKEST
    ]


def walls_in(picture: Picture, points: float) -> list[Wall]:
    """The walls of an upright picture, `points` to a pixel, in pixels."""
    lying = np.ascontiguousarray(_marked(picture).T)
    walls = [
        Wall(x=float(y + height / 2), top=float(x), bottom=float(x + width))
        for x, y, width, height in _opened(lying, max(3, round(_LOWEST / points)))
        if (height - 2) * points <= _THICKEST
    ]
    if len(walls) > _MOST_WALLS:
        return []
    return [wall for wall in walls if not any(_are_letters(wall, other, points) for other in walls)]


def _are_letters(wall: Wall, other: Wall, points: float) -> bool:
    """Whether two lines stand as close as the gaps between light letters on a dark ground, or stems of large ones."""
    apart = abs(wall.x - other.x) * points
    return wall is not other and apart < _NARROWEST and min(wall.bottom, other.bottom) > max(wall.top, other.top)


def _marked(picture: Picture) -> NDArray[np.uint8]:
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY) if picture.ndim == 3 else picture
    return np.asarray(
        cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 10), np.uint8
    )


def _opened(marked: NDArray[np.uint8], shortest: int) -> list[tuple[int, int, int, int]]:
    """Left, top, width and height of what runs across for at least so many pixels."""
    joined = cv2.dilate(marked, np.ones((3, 1), np.uint8))  # a line that leans a little steps from row to row
    across = cv2.getStructuringElement(cv2.MORPH_RECT, (shortest, 1))
    _, _, found, _ = cv2.connectedComponentsWithStats(cv2.morphologyEx(joined, cv2.MORPH_OPEN, across))
    return [(int(x), int(y), int(width), int(height)) for x, y, width, height, _ in found[1:]]
