"""The contents of PDF pages by pdfium: some fifteen times faster than pdfminer, and as faithful.

pdfium adds spaces and line ends of its own making, which letter-spaced type gets everywhere: they are left out, since
`labs.parsing.words` parts words by their gaps. It says what it could not map to text, marks hyphens at the end of a
line with a code of their own, and gives the letters of a ligature one box: all of that is put right here.

pdfium may abort the whole process on hostile input: read in the child process only, see `labs.parsing.bounded`.
"""

import ctypes
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

import pypdfium2
import pypdfium2.raw as c

from labs.parsing.contents import Contents, rule_of
from labs.parsing.failures import Damaged, PasswordNeeded
from labs.parsing.glyphs import Char, unmapped
from labs.parsing.places import Rectangle, Slant, Upright

_SIDEWAYS = 40  # letters: fewer that run sideways are a stamp or a spine
_MOST_DEPTH = 8  # forms within forms: deeper is an attack
_NAME = 128  # bytes of a font's name that are of interest
_LINE_ENDS = frozenset((0x0A, 0x0D))  # pdfium's own
_SPACE, _HYPHEN = 0x20, 0x02
_Matrix = tuple[float, float, float, float, float, float]
_STRAIGHT: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
# The number of the text object that a character belongs to: pypdfium2's own gives a pointer, which cannot be compared.
_object_of = ctypes.CFUNCTYPE(ctypes.c_void_p, c.FPDF_TEXTPAGE, ctypes.c_int)(
    ctypes.cast(c.FPDFText_GetTextObject, ctypes.c_void_p).value or 0
)


class _Font(NamedTuple):
    """A font: its name, and the text of each code that was met in it."""

    name: str
    texts: dict[int, str]


class _Style(NamedTuple):
    """What the characters of one text object share: `number` is its own, `matrix` that of its letters on the page."""

    number: int
    font: _Font
    size: float
    matrix: Slant
    origin: tuple[float, float]  # of its first character: all stand on one line


class _Letter(NamedTuple):
    """One character as pdfium gives it, with places in the page's own space."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    style: _Style
    apart: bool


class Pdfium:
    """An open PDF. Raises `Damaged` or `PasswordNeeded` where pdfium cannot open it."""

    def __init__(self, path: Path) -> None:
        try:
            self._pdf = pypdfium2.PdfDocument(path)
        except pypdfium2.PdfiumError as error:
            if error.err_code == c.FPDF_ERR_PASSWORD:
                raise PasswordNeeded from None
            raise Damaged(str(error)) from None

    def __len__(self) -> int:
        return len(self._pdf)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._pdf.close()

    def read(self, number: int) -> Contents:
        """What stands on one page, counted from 1. Raises `Damaged` where pdfium cannot load it."""
        try:
            page = self._pdf[number - 1]
            try:
                return _contents(page, _Text(page).letters())
            finally:
                page.close()
        except pypdfium2.PdfiumError as error:
            raise Damaged(str(error)) from None


def _contents(page: Any, letters: Sequence[_Letter]) -> Contents:
    rotated = 90 * int(c.FPDFPage_GetRotation(page))
    turn = _turn(letters, rotated)
    upright = Upright.of(_shown(page), rotated + turn)
    return Contents(
        width=upright.width,
        height=upright.height,
        turn=turn,
        chars=list(_chars(letters, upright)),
        rules=[rule for box in _boxes(page) if (rule := rule_of(*upright.box(*box)))],
    )


def _shown(page: Any) -> Rectangle:
    """The part of the page that viewers show: lower left and upper right corner."""
    box = c.FS_RECTF()
    c.FPDF_GetPageBoundingBox(page, box)
    return (box.left, box.bottom, box.right, box.top)


def _turn(letters: Sequence[_Letter], rotated: int) -> int:
    """The turn that stands a page upright whose text runs sideways though its /Rotate does not say so."""
    directions: Counter[int | None] = Counter()
    for style, of_style in groupby(letters, key=lambda letter: letter.style):
        directions[_direction(style.matrix)] += sum(letter.text != " " for letter in of_style)
    if not directions:
        return 0
    direction, most = directions.most_common(1)[0]
    if direction is None or most < _SIDEWAYS or 2 * most <= directions.total():
        return 0
    return (direction - rotated) % 360


def _direction(matrix: Slant) -> int | None:
    """How far clockwise a page must turn for text to run from left to right; None for text at an angle."""
    a, b, _, _ = matrix
    if abs(b) <= 0.02 * abs(a):
        return 0 if a > 0 else 180
    if abs(a) <= 0.02 * abs(b):
        return 90 if b > 0 else 270
    return None


def _chars(letters: Sequence[_Letter], upright: Upright) -> Iterator[Char]:
    """The characters that stand on the part that is shown, as they stand on the upright page."""
    style, slant = None, (1.0, 0.0, 0.0, 1.0)
    for letter in letters:
        x0, top, x1, bottom = upright.box(letter.left, letter.bottom, letter.right, letter.top)
        if x1 <= 0 or x0 >= upright.width or bottom <= 0 or top >= upright.height:
            continue
        if letter.style is not style:
            style = letter.style
            slant = upright.slant(*style.matrix)
        yield Char(
            letter.text,
            x0,
            top,
            x1,
            bottom,
            upright.down(*style.origin),
            style.size,
            style.font.name,
            slant,
            letter.apart,
        )


class _Text:
    """The text of one loaded page."""

    def __init__(self, page: Any) -> None:
        self._page = page.get_textpage()  # closed with its page
        self._raw = self._page.raw
        self._fonts: dict[int, _Font] = {}

    def letters(self) -> list[_Letter]:
        """Every character of the page, in the order of the lines that pdfium makes of it."""
        raw, box = self._raw, c.FS_RECTF()
        unicode_of, box_of, box_at = c.FPDFText_GetUnicode, c.FPDFText_GetLooseCharBox, ctypes.byref(box)
        letters: list[_Letter] = []
        style, texts, shared, apart = None, {}, False, False
        for i in range(c.FPDFText_CountChars(raw)):
            code = unicode_of(raw, i)
            if code in _LINE_ENDS:
                continue
            if code == _SPACE and c.FPDFText_IsGenerated(raw, i) == 1:
                apart = True
                continue
            number = _object_of(raw, i)
            if style is None or number != style.number:
                style = self._style(i, number)
                texts = style.font.texts
            box_of(raw, i, box_at)
            text = texts.get(code) or self._text(i, code, texts)
            letter = _Letter(text, box.left, box.bottom, box.right, box.top, style, apart)
            apart = False
            shared = shared or (bool(letters) and letters[-1][1:6] == letter[1:6])
            letters.append(letter)
        return (
            [part for _, same in groupby(letters, itemgetter(1, 2, 3, 4)) for part in _apart(list(same))]
            if shared
            else letters
        )

    def _style(self, i: int, number: int) -> _Style:
        """The style of the text object that a character belongs to."""
        matrix, x, y = c.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
        c.FPDFText_GetMatrix(self._raw, i, matrix)
        c.FPDFText_GetCharOrigin(self._raw, i, x, y)
        size = float(c.FPDFText_GetFontSize(self._raw, i))
        sign = math.copysign(1.0, size)  # some turn their letters twice: by a negative size in a matrix of minus one
        slant = (sign * matrix.a, sign * matrix.b, sign * matrix.c, sign * matrix.d)
        font = self._font(c.FPDFText_GetTextObject(self._raw, i))
        return _Style(number, font, abs(size) * math.hypot(matrix.c, matrix.d), slant, (x.value, y.value))

    def _font(self, drawn: Any) -> _Font:
        font = c.FPDFTextObj_GetFont(drawn) if drawn else None
        address = ctypes.addressof(font.contents) if font else 0
        if address not in self._fonts:
            name = ctypes.create_string_buffer(_NAME)
            if font:
                c.FPDFFont_GetBaseFontName(font, name, _NAME)
            self._fonts[address] = _Font(name.value.decode("utf-8", "replace"), {})
        return self._fonts[address]

    def _text(self, i: int, code: int, texts: dict[int, str]) -> str:
        """A character's text, also noted in `texts`: one that its font has no text for is `unmapped`."""
        if code == _HYPHEN and c.FPDFText_IsHyphen(self._raw, i) == 1:
            return "-"
        is_lost = c.FPDFText_HasUnicodeMapError(self._raw, i) == 1 or 0xD800 <= code < 0xE000 or code > 0x10FFFF
        return texts.setdefault(code, unmapped(code) if is_lost else chr(code))


def _apart(letters: Sequence[_Letter]) -> Iterator[_Letter]:
    """Letters with one box, as of a ligature, each with its share of it."""
    for i, letter in enumerate(letters):
        share = (letter.right - letter.left) / len(letters)
        yield letter._replace(left=letter.left + i * share, right=letter.left + (i + 1) * share)


def _boxes(page: Any) -> Iterator[Rectangle]:
    """The bounds of everything drawn with lines: those of each line or box for paths that draw several."""
    for i in range(c.FPDFPage_CountObjects(page)):
        yield from _boxes_of(c.FPDFPage_GetObject(page, i), _STRAIGHT, 0)


def _boxes_of(drawn: Any, matrix: _Matrix, depth: int) -> Iterator[Rectangle]:
    kind = c.FPDFPageObj_GetType(drawn)
    if kind == c.FPDF_PAGEOBJ_PATH:
        yield from _boxes_of_path(drawn, matrix)
    elif kind == c.FPDF_PAGEOBJ_FORM and depth < _MOST_DEPTH:
        inner = _matrix_of(drawn)
        for i in range(c.FPDFFormObj_CountObjects(drawn)):
            yield from _boxes_of(c.FPDFFormObj_GetObject(drawn, i), _through(inner, matrix), depth + 1)


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
