"""Lines read from a picture to words as text gives them: where each begins and ends, on what line, and how large.

A model says which letters stand in a line and roughly where. The ink itself says the rest: words end where it does,
letters with a foot on the line give the line, and how high they rise gives their size.
"""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

import numpy as np
from numpy.typing import NDArray

from labs.parsing.sight.ocr import PictureLine
from labs.parsing.sight.picture_ink import Ink, ink_of
from labs.parsing.sight.picture_rules import Wall
from labs.parsing.sight.raised_digits import stands_raised, with_raised_digits
from labs.parsing.text.glyphs import clean
from labs.parsing.text.words import Word

# Letters by how far they rise over and reach under the line they stand on, as a share of their size.
_SHAPES = (
    (frozenset("ABCDEFGHIKLMNOPRSTUVWXYZ0123456789bdhklfi%&?!"), 0.72, 0.0),
    (frozenset("acemnorsuvwxz"), 0.53, 0.0),
    (frozenset("gpqy\u00b5\u03bc"), 0.53, 0.21),
)
_ABOVE, _BELOW = 0.77, 0.23  # of the size: a word's box over and under its line
_BEARING = 0.05  # of the size: the white that type has on either side of a letter
_FEWEST_GAPS = 4  # between letters, that tell whether type is letter-spaced
_CLEARANCE = 0.33  # of the size, from a wall
_TALL = 1.6  # of the size: what is lower is the stem of a letter
_COLUMN = 0.55  # of the size: a gap that parts words though no space was read
_ENOUGH_LETTERS = 3
_REACH = 0.8
_USUAL_SIZE, _USUAL_LINE = 0.6, 0.74  # of a crop's height: where its ink tells neither
_ALIKE = 0.12  # sizes and lines that differ by less of the size are one
_SAME_LETTER = str.maketrans({"∆": "Δ", "△": "Δ", "一": "-", "丨": "|"})
_BRACE = re.compile(r"(?<=\d)[{^]+(?=[\d⁰¹²³⁴⁵⁶⁷⁸⁹])")  # what a model reads before a raised digit
_CLOSE = 0.35  # of the size: how far behind a word its raised digits stand
_UNSURE = 0.5  # the certainty of a number of which a digit may be a raised one
_LIMIT_OF_METHOD = re.compile(r"\bL0(?=[QD]\b)")  # no number has these letters


_Run = tuple[int, int, float, float]  # a word: its first character, the one after its last, its edges in pixels


def words_of_lines(lines: Iterable[PictureLine], points: float, walls: Sequence[Wall] = ()) -> list[Word]:
    """The words of lines that were read from an upright picture, `points` to a pixel, in PDF points of that picture.

    `walls` are the picture's, in pixels: no word goes through one, and none comes so close that it joins the next.
    """
    words = [_clear(word, walls, points) for line in lines for word in _words(line, points, walls)]
    return _levelled(_sized(words))


def _clear(word: Word, walls: Sequence[Wall], points: float) -> Word:
    """A word that keeps a third of its size from a wall beside it."""
    middle, level, away = (word.x0 + word.x1) / 2, word.baseline - 0.3 * word.size, _CLEARANCE * word.size
    near = [
        wall.x * points
        for wall in walls
        if wall.top * points < level < wall.bottom * points and (wall.bottom - wall.top) * points > _TALL * word.size
    ]
    left = max((x + away for x in near if x < middle), default=word.x0)
    right = min((x - away for x in near if x >= middle), default=word.x1)
    thin = 0.15 * word.size
    return replace(word, x0=min(max(word.x0, left), middle - thin), x1=max(min(word.x1, right), middle + thin))


def _words(line: PictureLine, points: float, walls: Sequence[Wall]) -> Iterator[Word]:
    ink = ink_of(line.crop)
    size, baseline = _measured(line, ink)
    columns = np.zeros(line.crop.shape[1], bool) if ink is None else ink.columns
    spacing = _spacing(line, columns, size)
    runs = _runs(line, columns, size, _crossing(line, walls, size))
    for first, last, x0, x1 in _with_raised_words(runs, ink, size):
        read = with_raised_digits(_text(line, first, last), _inked(ink, x0, x1))
        if not read.text:
            continue
        left, right, level = _on_page(line, x0 - _BEARING * size, x1 + _BEARING * size, baseline)
        own = size * points
        yield Word(
            text=read.text,
            x0=left * points,
            x1=right * points,
            baseline=level * points,
            top=level * points - _ABOVE * own,
            bottom=level * points + _BELOW * own,
            size=own,
            spacing=spacing * points,
            certainty=round(min(*line.certainties[first:last], _UNSURE if read.is_unsure else 1.0), 3),
            may_be_raised=read.is_unsure,
        )


def _text(line: PictureLine, first: int, last: int) -> str:
    """Some characters of a line with what no certificate prints put right."""
    text = "".join(map(clean, line.text[first:last].translate(_SAME_LETTER)))
    return _BRACE.sub("", _LIMIT_OF_METHOD.sub("LO", "".join(text.split())))


def _with_raised_words(runs: Iterable[_Run], ink: Ink | None, size: float) -> Iterator[_Run]:
    """The same words, one that stands raised close behind another joined to it."""
    whole: _Run | None = None
    for run in runs:
        close = whole is not None and run[2] - whole[3] < _CLOSE * size
        if whole and close and stands_raised(_inked(ink, run[2], run[3]), _inked(ink, whole[2], whole[3])):
            whole = (whole[0], run[1], whole[2], run[3])
        else:
            if whole is not None:
                yield whole
            whole = run
    if whole is not None:
        yield whole


def _inked(ink: Ink | None, x0: float, x1: float) -> NDArray[np.bool_]:
    """The ink of a line between two of its columns."""
    return np.zeros((0, 0), bool) if ink is None else ink.marks[:, max(0, math.floor(x0)) : math.ceil(x1)]


def _on_page(line: PictureLine, x0: float, x1: float, y: float) -> tuple[float, float, float]:
    """The left and right edge of a stretch of a crop, and the height of its line there, in pixels of the picture."""
    height, width = line.crop.shape[:2]
    top_left, top_right, _, bottom_left = line.corners
    along, down = (top_right - top_left) / width, (bottom_left - top_left) / height
    left, right = (top_left + x * along + y * down for x in (x0, x1))
    return float(left[0]), float(right[0]), float(left[1] + right[1]) / 2


def _measured(line: PictureLine, ink: Ink | None) -> tuple[float, float]:
    """The size of a line's letters and the height of the line they stand on, in pixels of its crop.

    Letters that stand on the line and are as high as capitals tell both best; where there are few, so do others.
    """
    height = line.crop.shape[0]
    found: list[tuple[float, float]] = []
    for letters, rise, descent in _SHAPES:
        if ink is not None and len(found) < _ENOUGH_LETTERS:
            for top, bottom in _extents(line, ink, letters):
                size = (bottom - top) / (rise + descent)
                found.append((size, bottom - descent * size))
    if found:
        size, baseline = (median(values) for values in zip(*found, strict=True))
        if 0.3 * height < size < 1.1 * height:
            return size, baseline
    return _USUAL_SIZE * height, _USUAL_LINE * height


def _extents(line: PictureLine, ink: Ink, letters: frozenset[str]) -> Iterator[tuple[int, int]]:
    """The first and last row of the ink of each character that is one of these letters."""
    width = line.crop.shape[1]
    middles = [(before + after) / 2 for before, after in zip(line.centres, line.centres[1:], strict=False)]
    edges = [0.0, *middles, float(width)]
    for letter, centre, before, after in zip(line.text, line.centres, edges, edges[1:], strict=False):
        if letter in letters:
            left, right = centre - _REACH * (centre - before), centre + _REACH * (after - centre)
            rows = np.flatnonzero(ink.marks[:, round(left) : round(right) + 1].any(axis=1))
            if len(rows):
                yield ink.top + int(rows[0]), ink.top + int(rows[-1]) + 1


def _spacing(line: PictureLine, columns: NDArray[np.bool_], size: float) -> float:
    """The usual gap between two letters beyond what all type has, in pixels: zero but for letter-spaced type."""
    gaps = []
    for number, (before, after) in enumerate(zip(line.centres, line.centres[1:], strict=False)):
        if not line.text[number].isspace() and not line.text[number + 1].isspace():
            end, start = _gap(columns, before, after)
            gaps.append(start - end)
    beyond = float(np.quantile(gaps, 0.25)) - 2 * _BEARING * size if len(gaps) >= _FEWEST_GAPS else 0.0
    return beyond if beyond > _BEARING * size else 0.0


def _crossing(line: PictureLine, walls: Sequence[Wall], size: float) -> list[float]:
    """Where walls stand in a line that lies level, in pixels of its crop."""
    (left, top), (right, bottom) = line.corners[0], line.corners[2]
    middle = (top + bottom) / 2
    return [
        float(wall.x - left)
        for wall in walls
        if wall.top < middle < wall.bottom and left < wall.x < right and wall.bottom - wall.top > _TALL * size
    ]


def _runs(line: PictureLine, columns: NDArray[np.bool_], size: float, walls: Sequence[float]) -> Iterator[_Run]:
    """The words of a line: the first character, the one after the last, and the edges in pixels of the crop."""
    shown = [number for number, letter in enumerate(line.text) if not letter.isspace()]
    first, left = shown[0], _outer(columns, line.centres[shown[0]], -1, size)
    for before, after in pairwise(shown):
        end, start = _gap(columns, line.centres[before], line.centres[after])
        walled = any(line.centres[before] < wall < line.centres[after] for wall in walls)
        if after - before > 1 or start - end > _COLUMN * size or walled:
            yield first, before + 1, left, end
            first, left = after, start
    yield first, shown[-1] + 1, left, _outer(columns, line.centres[shown[-1]], 1, size)


def _gap(columns: NDArray[np.bool_], before: float, after: float) -> tuple[float, float]:
    """The widest stretch without ink between the middles of two characters; the point half way where there is none."""
    inky = np.flatnonzero(columns)
    first, last = (int(inky[0]), int(inky[-1]) + 1) if len(inky) else (0, len(columns))  # where a model is off
    low, high = max(first, math.floor(min(before, last - 1))), min(last, math.ceil(after) + 1)
    inked = [low - 1, *(low + np.flatnonzero(columns[low:high])).tolist(), high]
    gaps = [(end - start - 1, start + 1, end) for start, end in pairwise(inked)]
    width, start, end = max(gaps, default=(0, 0, 0))
    middle = (before + after) / 2
    return (float(start), float(end)) if width > 0 else (middle, middle)


def _outer(columns: NDArray[np.bool_], middle: float, way: int, size: float) -> float:
    """Where the ink of a line's first or last character ends on the outer side."""
    x = last = min(max(round(middle), 0), len(columns) - 1)
    while 0 <= x < len(columns) and abs(x - last) < 0.45 * size:
        if columns[x]:
            last = x
        x += way
    return float(last + (way > 0))


def _sized(words: Sequence[Word]) -> list[Word]:
    """The same words with sizes that occur: what is measured varies by a pixel from word to word."""
    sizes = _common([word.size for word in words])
    return [_with_size(word, size) for word, size in zip(words, sizes, strict=True)]


def _with_size(word: Word, size: float) -> Word:
    return replace(word, size=size, top=word.baseline - _ABOVE * size, bottom=word.baseline + _BELOW * size)


def _common(values: Sequence[float]) -> list[float]:
    """Each value as the middle one of its like, the commonest values first."""
    order = np.sort(np.asarray(values))
    common = list(values)
    left = set(range(len(values)))
    while left:
        near = [np.searchsorted(order, (values[one] * (1 - _ALIKE), values[one] * (1 + _ALIKE))) for one in left]
        best = max(zip(near, left, strict=True), key=lambda pair: (pair[0][1] - pair[0][0], -pair[1]))[1]
        run = [one for one in left if abs(values[one] - values[best]) <= _ALIKE * values[best]]
        middle = median(values[one] for one in run)
        for one in run:
            common[one] = middle
        left -= set(run)
        order = np.sort(np.asarray([values[one] for one in left]))
    return common


def _levelled(words: Sequence[Word]) -> list[Word]:
    """The same words, those of one printed line on one height."""
    order = sorted(range(len(words)), key=lambda number: words[number].baseline)
    levelled = list(words)
    run: list[int] = []
    for number in (*order, None):
        if run and (number is None or not _is_level(words[number], [words[one] for one in run])):
            level = median(words[one].baseline for one in run)
            for one in run:
                levelled[one] = _with_size(replace(words[one], baseline=level), words[one].size)
            run = []
        if number is not None:
            run.append(number)
    return levelled


def _is_level(word: Word, run: Sequence[Word]) -> bool:
    return word.baseline - run[0].baseline < 2 * _ALIKE * min(word.size, run[0].size)
