"""The ink of one line in a picture, without what is drawn around it."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from labs.parsing.sight.ocr import Picture


@dataclass(frozen=True, slots=True)
class Ink:
    """Where a line's ink is: rows from `top` on, and all columns, of its crop."""

    marks: NDArray[np.bool_]
    top: int

    @property
    def columns(self) -> NDArray[np.bool_]:
        """The columns that hold some."""
        return np.asarray(self.marks.any(axis=0))


def ink_of(crop: Picture) -> Ink | None:
    """The ink of a line without the drawn lines around it and what reaches in from the lines above and below."""
    grey = cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY) if crop.ndim == 3 else crop
    height, width = grey.shape
    inner = grey[height // 5 : height - height // 5]
    threshold, _ = cv2.threshold(np.ascontiguousarray(inner), 0, 1, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    dark = (inner <= threshold).mean() <= 0.5  # or light letters on a dark ground
    ink = np.asarray((grey <= threshold) if dark else (grey > threshold), bool)
    marked = ink.astype(np.uint8)
    ink &= ~_opened(marked, 1, max(2, round(0.92 * height)))
    if width > 1.5 * height:
        ink &= ~_opened(marked, round(0.7 * width), 1)
    rows = _main_run(np.asarray(ink.any(axis=1)), ink.sum(axis=1), join=max(1, height // 10))
    if rows is None:
        return None
    top, bottom = rows
    return Ink(ink[top:bottom], top)


def _opened(marked: NDArray[np.uint8], width: int, height: int) -> NDArray[np.bool_]:
    """What belongs to a filled rectangle of that size: a drawn line, or the edge of a tinted box."""
    box = cv2.getStructuringElement(cv2.MORPH_RECT, (width, height))
    return np.asarray(cv2.morphologyEx(marked, cv2.MORPH_OPEN, box), bool)


def _main_run(filled: NDArray[np.bool_], weight: NDArray[np.int64], join: int) -> tuple[int, int] | None:
    """The start and end of the heaviest run of rows with ink; gaps of up to `join` rows do not end a run."""
    runs: list[list[int]] = []
    for row in np.flatnonzero(filled):
        if runs and row - runs[-1][1] <= join:
            runs[-1][1] = int(row) + 1
        else:
            runs.append([int(row), int(row) + 1])
    if not runs:
        return None
    start, end = max(runs, key=lambda run: weight[run[0] : run[1]].sum())
    return start, end
