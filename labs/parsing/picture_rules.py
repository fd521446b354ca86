"""Long horizontal lines in a picture of a page: the rules between the rows of tables."""

import cv2
import numpy as np

from labs.parsing.contents import Rule
from labs.parsing.ocr import Picture

_SHORTEST = 20.0  # points: what is shorter is a dash or a letter
_THICKEST = 3.0  # points: what is thicker is a bar


def rules_in(picture: Picture, points: float) -> list[Rule]:
    """The rules of an upright picture, `points` to a pixel, in PDF points of that picture."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY) if picture.ndim == 3 else picture
    marked = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 10)
    across = cv2.getStructuringElement(cv2.MORPH_RECT, (max(3, round(_SHORTEST / points)), 1))
    joined = cv2.dilate(marked, np.ones((3, 1), np.uint8))  # a line that leans a little steps from row to row
    opened = cv2.morphologyEx(joined, cv2.MORPH_OPEN, across)
    _, _, found, _ = cv2.connectedComponentsWithStats(opened)
    return [
        Rule(x0=float(x * points), x1=float((x + width) * points), y=float((y + height / 2) * points))
        for x, y, width, height, _ in found[1:]
        if (height - 2) * points <= _THICKEST
    ]
