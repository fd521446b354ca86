"""Digits that stand raised in a picture: the 2 of 10², which a model of single lines reads as 102.

The ink tells them: a raised digit is lower than the others, and its foot is clear of the line that these stand on.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

_SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_RAISED = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹ªº°*'")  # as a model may read a raised digit or mark
_LEAST_HEIGHT = 12  # pixels of a digit: of lower ones it is not seen which is raised
_SPECK = 3  # pixels
_OVERLAP = 0.3  # of the narrower of two parts that make one letter, such as the dot and stem of an i
_FOOT = 0.3  # of the height of a full digit: the foot of a raised one is further up
_DASH_FOOT = 0.5  # likewise: a minus between digits on the line is lower
_LOWEST, _HIGHEST = 0.42, 0.9  # likewise: how high a raised digit is; marks and signs are lower
_WIDE = 0.85  # of its height: two digits that touch
# One number of two digits or more, perhaps with a power and what follows it: not the code of a sample or method.
_NUMBER = re.compile(r"[^\w]*\d+(?:[.,·]?\d+)?(?:[x×*·.]10)?[-−]?[\dªº]+[^\d]*", re.IGNORECASE)
_POWER_LIKE = re.compile(r"(?:^|[<>≤≥~x×*·.])10[-−]?\d$", re.IGNORECASE)
_FLAT_TIMES = re.compile(r"(?:(?<=[.,]\d)|(?<=[.,]\d\d))\.(?=10[⁰¹²³⁴⁵⁶⁷⁸⁹⁻])")  # 1,0.10³
_FLAT_MINUS = re.compile(r"(?<=10)[-−](?=[⁰¹²³⁴⁵⁶⁷⁸⁹])")
_SURE_POWER = re.compile(r"[x×*·]10[-−]?\d$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Raised:
    """A word with its raised digits written so, and whether a digit may be raised that could not be told."""

    text: str
    is_unsure: bool = False


@dataclass(frozen=True, slots=True)
class _Part:
    """The ink of one letter: its columns and rows, the last of each excluded."""

    left: int
    right: int
    top: int
    bottom: int

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def width(self) -> int:
        return self.right - self.left


def with_raised_digits(text: str, marks: NDArray[np.bool_]) -> Raised:
    """A word without spaces as its ink shows it; `marks` is the ink of this word, rows by columns."""
    if not _NUMBER.fullmatch(text):
        return Raised(text)
    inked = _parts(marks)
    parts = _apart(inked, marks, len(text))
    full = _full(parts)
    if full is None or full.height < _LEAST_HEIGHT:
        return Raised(text, bool(_POWER_LIKE.search(text)))
    high = sum(_is_raised(part, full) for part in parts)
    if len(parts) == len(text) and high:
        written = "".join(_letters(text, parts, full))
        return Raised(_FLAT_MINUS.sub("⁻", _FLAT_TIMES.sub("·", written)))
    if high:
        text = _FLAT_MINUS.sub("⁻", text)
        many = high > sum(letter in _RAISED for letter in text) or len(parts) > len(text)
        return Raised(text, many and (_is_raised(parts[-1], full) or bool(_POWER_LIKE.search(text))))
    return Raised(text, bool((_SURE_POWER if len(inked) == len(text) else _POWER_LIKE).search(text)))


def stands_raised(marks: NDArray[np.bool_], before: NDArray[np.bool_]) -> bool:
    """Whether all ink of a word stands raised by that of the word before it; both in the same rows."""
    full, parts = _full(_parts(before)), _parts(marks)
    if full is None or full.height < _LEAST_HEIGHT:
        return False
    return bool(parts) and all(_is_raised(part, full) for part in parts)


def _letters(text: str, parts: Sequence[_Part], full: _Part) -> Iterator[str]:
    """The letters as they stand; the first digit is never raised, since it would stand on nothing."""
    first = next(number for number, letter in enumerate(text) if letter.isdecimal())
    high = [
        number > first and (letter.isdecimal() or letter in _RAISED) and _is_raised(part, full)
        for number, (letter, part) in enumerate(zip(text, parts, strict=True))
    ]
    for number, letter in enumerate(text):
        is_minus = letter in "-−" and high[number + 1 : number + 2] == [True] and _is_high(parts[number], full)
        yield ("-" if is_minus else letter).translate(_SUPERSCRIPTS) if high[number] or is_minus else letter


def _is_raised(part: _Part, full: _Part) -> bool:
    high = _LOWEST * full.height <= part.height <= _HIGHEST * full.height
    return high and full.bottom - part.bottom > _FOOT * full.height


def _is_high(dash: _Part, full: _Part) -> bool:
    return full.bottom - dash.bottom > _DASH_FOOT * full.height


def _full(parts: Sequence[_Part]) -> _Part | None:
    """The first letter that is about as high as the highest: it stands on the line."""
    highest = max((part.height for part in parts), default=0)
    return next((part for part in parts if part.height > _HIGHEST * highest), None)


def _parts(marks: NDArray[np.bool_]) -> list[_Part]:
    """The ink of each letter from left to right; letters that touch are one."""
    if not marks.any():  # without a single pixel OpenCV dies
        return []
    _, _, found, _ = cv2.connectedComponentsWithStats(np.ascontiguousarray(marks, np.uint8))
    parts: list[_Part] = []
    for x, y, width, height, area in sorted(found[1:].tolist()):
        if area < _SPECK:
            continue
        part = _Part(x, x + width, y, y + height)
        if parts and min(part.right, parts[-1].right) - x > _OVERLAP * min(width, parts[-1].width):
            part = _joined(parts.pop(), part)
        parts.append(part)
    return parts


def _joined(one: _Part, other: _Part) -> _Part:
    return _Part(one.left, max(one.right, other.right), min(one.top, other.top), max(one.bottom, other.bottom))


def _apart(parts: Sequence[_Part], marks: NDArray[np.bool_], letters: int) -> list[_Part]:
    """The same parts, the widest of them cut where their ink is thinnest if there are too few."""
    wide = sorted((part for part in parts if part.width > _WIDE * part.height > _SPECK), key=lambda part: -part.width)
    cut = wide[: max(0, letters - len(parts))]
    return [half for part in parts for half in (_halves(part, marks) if part in cut else (part,))]


def _halves(part: _Part, marks: NDArray[np.bool_]) -> tuple[_Part, _Part]:
    third = max(1, part.width // 3)
    ink = marks[part.top : part.bottom, part.left : part.right]
    spans = np.where(ink, np.arange(len(ink))[:, None], -1).max(axis=0) - ink.argmax(axis=0)  # none: -1
    cut = third + int(spans[third : part.width - third].argmin())
    return _within(ink, part, 0, max(1, cut - 1)), _within(ink, part, min(cut + 2, part.width - 1), part.width)


def _within(ink: NDArray[np.bool_], part: _Part, first: int, last: int) -> _Part:
    rows = np.flatnonzero(ink[:, first:last].any(axis=1))
    top, bottom = (int(rows[0]), int(rows[-1]) + 1) if len(rows) else (0, ink.shape[0])
    return _Part(part.left + first, part.left + last, part.top + top, part.top + bottom)
