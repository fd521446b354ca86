"""Letters from a picture: where lines of text stand, and what they say, by the models that come with rapidocr.

Everything is on this machine: the models lie in the package and nothing is fetched. The classifier that turns single
lines upside down stays off, since it turns lone numbers (0.09 is read 60.0); `upright` turns whole pages.

Lines are found on a smaller picture and read from the full one, each no wider than it is: half the work of rapidocr's
own order for the same letters.
"""

import logging
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]  # height x width x 3, blue green red, or height x width in grey
Corners = NDArray[np.float32]  # 4 x 2: the corners of a line from its top left clockwise, in pixels

_FINDING_SCALE = 0.75  # of the picture's 200 dots per inch: finding lines needs less than reading them
_HEIGHT = 48  # pixels: the height of line that the model reads
_WIDEST = 4800  # pixels at that height: far more than a line of a page
_STEP = 16  # pixels: widths are rounded up to such, so that the lines of one batch are nearly alike
_BATCH_WIDTH = 2400  # pixels: what is read at one go
_LEAST_SCORE = 0.5  # lines read with less certainty are dirt and drawings


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureLine:
    """One line of text in a picture, read.

    `centres` holds the x of each character's middle in pixels of `crop`, the line cut out and stood level;
    `certainties` the model's score of each. `corners` says where the crop lies in the picture.
    """

    text: str
    centres: tuple[float, ...]
    certainties: tuple[float, ...]
    corners: Corners
    crop: Picture

    @property
    def certainty(self) -> float:
        """The mean of its characters' scores."""
        return sum(self.certainties) / len(self.certainties)


def find_lines(picture: Picture) -> list[Corners]:
    """The corners of each line of text in a picture, roughly from top to bottom; lines may lie on their side."""
    small = cv2.resize(picture, None, fx=_FINDING_SCALE, fy=_FINDING_SCALE, interpolation=cv2.INTER_AREA)
    found = _models().finder(small).boxes
    return [] if found is None else [np.asarray(box, np.float32) / np.float32(_FINDING_SCALE) for box in found]


def read_lines(picture: Picture, lines: Sequence[Corners]) -> list[PictureLine]:
    """What stands in lines of a picture that lie level; those that hold nothing legible are left out."""
    crops = [_cut_out(picture, corners) for corners in lines]
    read: list[PictureLine] = []
    for batch in _batches(crops):
        width = max(_width(crops[number]) for number in batch)
        scores = _models().reader.session(np.stack([_levelled(crops[number], width) for number in batch]))
        for number, score in zip(batch, scores, strict=True):
            line = _line(score, width, crops[number], lines[number])
            if line is not None:
                read.append(line)
    return read


@dataclass(frozen=True, slots=True)
class _Models:
    """The two models: what finds lines, what reads them, and the characters that it knows (the first is none)."""

    finder: Any
    reader: Any
    characters: Sequence[str]


@lru_cache(maxsize=1)
def _models() -> _Models:
    """Load the models, once in the life of a process: about half a second and 100 MB."""
    from rapidocr import RapidOCR  # noqa: PLC0415  # reading text must not pay for it

    logging.getLogger("RapidOCR").disabled = True
    threads = {f"EngineConfig.onnxruntime.{kind}_op_num_threads": 1 for kind in ("intra", "inter")}
    engine: Any = RapidOCR(params={"Global.use_cls": False, "Global.log_level": "critical", **threads})
    reader = engine._load_rec_model()  # rapidocr's own call would pad every line to 320 pixels; its version is pinned
    return _Models(engine._load_det_model(), reader, reader.postprocess_op.character)


def _cut_out(picture: Picture, corners: Corners) -> Picture:
    """The line between four corners, stood level."""
    top_left, top_right, _, bottom_left = corners
    width = max(1, round(math.dist(top_left, top_right)))
    height = max(1, round(math.dist(top_left, bottom_left)))
    flat = np.array([[0, 0], [width, 0], [0, height]], np.float32)
    move = cv2.getAffineTransform(np.stack([top_left, top_right, bottom_left]), flat)
    crop = cv2.warpAffine(picture, move, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(crop, np.uint8)


def _width(crop: Picture) -> int:
    """How wide a line is at the height that the model reads, rounded up."""
    wanted = int(math.ceil(_HEIGHT * crop.shape[1] / crop.shape[0] / _STEP) * _STEP)
    return min(max(wanted, _STEP), _WIDEST)


def _batches(crops: Sequence[Picture]) -> Iterator[list[int]]:
    """The numbers of lines to read together: alike in width, and not too many."""
    batch: list[int] = []
    for number in sorted(range(len(crops)), key=lambda number: _width(crops[number])):
        width = _width(crops[number])
        if batch and (width * (len(batch) + 1) > _BATCH_WIDTH or width > 1.15 * _width(crops[batch[0]]) + _STEP):
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch


def _levelled(crop: Picture, width: int) -> NDArray[np.float32]:
    """A line as the model takes it: 3 x 48 x `width` from -1 to 1, zero to the right of it."""
    own = min(width, max(1, math.ceil(_HEIGHT * crop.shape[1] / crop.shape[0])))
    scaled = cv2.resize(crop, (own, _HEIGHT)).astype(np.float32).transpose(2, 0, 1)
    filled = np.zeros((3, _HEIGHT, width), np.float32)
    filled[:, :, :own] = scaled / 127.5 - 1.0
    return filled


def _line(scores: NDArray[np.float32], width: int, crop: Picture, corners: Corners) -> PictureLine | None:
    """The likeliest characters, one for each run of steps that agree."""
    best = scores.argmax(axis=1)
    starts = [int(start) for start in np.flatnonzero((best != 0) & np.diff(best, prepend=0).astype(bool))]
    if not starts:
        return None
    characters = _models().characters
    pixels = width / len(scores) * crop.shape[0] / _HEIGHT  # of the crop, for one step
    kept = [(start, _end(best, start)) for start in starts]
    line = PictureLine(
        text="".join(characters[best[start]] for start, _ in kept),
        centres=tuple((start + end) / 2 * pixels for start, end in kept),
        certainties=tuple(float(scores[start:end, best[start]].max()) for start, end in kept),
        corners=corners,
        crop=crop,
    )
    return line if line.text.strip() and line.certainty >= _LEAST_SCORE else None


def _end(best: NDArray[np.int64], start: int) -> int:
    """The step after the run of equal steps that begins at `start`."""
    end = start + 1
    while end < len(best) and best[end] == best[start]:
        end += 1
    return end
