"""The characters of a page as pdfium gives them, put right.

pdfium adds spaces and line ends of its own making, which letter-spaced type gets everywhere: they are left out, and
only noted beside the next character. It says what it could not map to text, marks hyphens at the end of a line with
a code of their own, and gives the letters of a ligature one box.

Each call into pdfium costs about as much as ten steps of Python: what the characters of one text object share is
asked once for them all.
"""

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from itertools import repeat
from typing import Any, NamedTuple

import pypdfium2.raw as c

from labs.parsing.text.glyphs import Glyph, is_upright, typed, unknown
from labs.parsing.text.places import Rectangle, Slant, Upright

_NAME = 128  # bytes of a font's name that are of interest
_LINE_ENDS = frozenset((0x0A, 0x0D))  # pdfium's own
_SPACE, _HYPHEN = 0x20, 0x02
_BOX = ctypes.sizeof(c.FS_RECTF)  # left, top, right and bottom


def _quick(function: Any, result: Any, *further: Any) -> Any:
    """A function of pdfium's on a character, with addresses for pointers: quicker, and comparable."""
    prototype = ctypes.CFUNCTYPE(result, ctypes.c_void_p, ctypes.c_int, *further)
    return prototype(ctypes.cast(function, ctypes.c_void_p).value or 0)


_code_of = _quick(c.FPDFText_GetUnicode, ctypes.c_uint)
_box_of = _quick(c.FPDFText_GetLooseCharBox, ctypes.c_int, ctypes.c_void_p)
_object_of = _quick(c.FPDFText_GetTextObject, ctypes.c_void_p)  # None for what pdfium made up


class _Font(NamedTuple):
    """A font: its name, and the text of each code that was met in it."""

    name: str
    texts: dict[int, str]


class _Run(NamedTuple):
    """The characters of one text object, from `start` until before `end`, and what they share, in the page's space."""

    start: int
    end: int
    font: _Font
    size: float
    matrix: Slant
    origin: tuple[float, float]  # of the first: all stand on one line


class Text:
    """The text of one loaded page, which must stay loaded."""

    def __init__(self, page: Any) -> None:
        self._page = page.get_textpage()  # closed with its page
        self._raw = raw = self._page.raw
        self._fonts: dict[int, _Font] = {}
        count = max(c.FPDFText_CountChars(raw), 0)
        boxes = (c.FS_RECTF * count)()
        first, text = ctypes.addressof(boxes), ctypes.cast(raw, ctypes.c_void_p).value
        list(map(_box_of, repeat(text), range(count), range(first, first + count * _BOX, _BOX)))
        self._sides = memoryview(boxes).cast("B").cast("f").tolist() if count else []
        self._codes = list(map(_code_of, repeat(text), range(count)))
        self._matrix = c.FS_MATRIX()
        self._runs = list(self._found_runs(list(map(_object_of, repeat(text), range(count)))))

    def directions(self) -> Counter[int | None]:
        """How many letters run in which direction: by the clockwise turn that stands them upright, None for aslant."""
        found: Counter[int | None] = Counter()
        for run in self._runs:
            found[_direction(run.matrix)] += sum(code > _SPACE for code in self._codes[run.start : run.end])
        return found

    def glyphs(self, upright: Upright) -> Iterator[Glyph]:
        """The upright characters that stand on the part that is shown, in the order of pdfium's lines."""
        codes, sides, width, height = self._codes, self._sides, upright.width, upright.height
        places = list(upright.boxes(sides[0::4], sides[3::4], sides[2::4], sides[1::4]))
        apart, done = False, 0
        for run in self._runs:
            start, end, font, size, matrix, origin = run
            apart = apart or start > done  # what lies between is of pdfium's making
            done = end
            a, b, _, d = upright.slant(*matrix)
            if not is_upright(a, b, d):
                continue
            baseline, texts = upright.down(*origin), font.texts
            for i in range(start, end):
                code = codes[i]
                if code == _SPACE and c.FPDFText_IsGenerated(self._raw, i) == 1:
                    apart = True
                    continue
                text = texts[code] if code in texts else self._text(i, code, font)
                place = x0, top, x1, bottom = places[i]
                if not text or x1 <= 0 or x0 >= width or bottom <= 0 or top >= height:
                    continue
                if (i + 1 < end and places[i + 1] == place) or (i > start and places[i - 1] == place):
                    x0, x1 = _share(places, i, start, end)
                yield Glyph(text, x0, top, x1, bottom, baseline, size, font.name, apart)
                apart = False

    def _found_runs(self, numbers: list[int | None]) -> Iterator[_Run]:
        start = 0
        for end in range(1, len(numbers) + 1):
            if end == len(numbers) or numbers[end] != numbers[start]:
                if numbers[start] is not None:
                    yield self._run(start, end)
                start = end

    def _run(self, start: int, end: int) -> _Run:
        matrix = self._matrix
        c.FPDFText_GetMatrix(self._raw, start, matrix)
        size = float(c.FPDFText_GetFontSize(self._raw, start))
        sign = math.copysign(1.0, size)  # some turn their letters twice: by a negative size in a matrix of minus one
        slant = (sign * matrix.a, sign * matrix.b, sign * matrix.c, sign * matrix.d)
        font = self._font(c.FPDFTextObj_GetFont(c.FPDFText_GetTextObject(self._raw, start)))
        return _Run(start, end, font, abs(size) * math.hypot(matrix.c, matrix.d), slant, (matrix.e, matrix.f))

    def _font(self, font: Any) -> _Font:
        address = ctypes.addressof(font.contents) if font else 0
        if address not in self._fonts:
            name = ctypes.create_string_buffer(_NAME)
            if font:
                c.FPDFFont_GetBaseFontName(font, name, _NAME)
            self._fonts[address] = _Font(name.value.decode("utf-8", "replace"), {})
        return self._fonts[address]

    def _text(self, i: int, code: int, font: _Font) -> str:
        """A character's text, also noted with its font."""
        if code == _HYPHEN and c.FPDFText_IsHyphen(self._raw, i) == 1:
            return "-"
        if code in _LINE_ENDS and c.FPDFText_IsGenerated(self._raw, i) == 1:
            return ""
        is_lost = c.FPDFText_HasUnicodeMapError(self._raw, i) == 1 or 0xD800 <= code < 0xE000 or code > 0x10FFFF
        return font.texts.setdefault(code, unknown(code) if is_lost else typed(chr(code), font.name))


def _share(places: list[Rectangle], i: int, start: int, end: int) -> tuple[float, float]:
    """The left and right side of one of several letters with one box, as of a ligature: its share of the box."""
    first = last = i
    while first > start and places[first - 1] == places[i]:
        first -= 1
    while last + 1 < end and places[last + 1] == places[i]:
        last += 1
    x0, _, x1, _ = places[i]
    width = (x1 - x0) / (last - first + 1)
    return x0 + (i - first) * width, x0 + (i - first + 1) * width


def _direction(matrix: Slant) -> int | None:
    """How far clockwise a page must turn for text to run from left to right; None for text at an angle."""
    a, b, _, _ = matrix
    if abs(b) <= 0.02 * abs(a):
        return 0 if a > 0 else 180
    if abs(a) <= 0.02 * abs(b):
        return 90 if b > 0 else 270
    return None
