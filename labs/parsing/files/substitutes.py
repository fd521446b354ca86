"""Fonts for text whose font is not in the PDF.

Without its font, pdfium draws text with built-in ones that know Western European letters only: a Czech certificate
set in Calibri loses its ``č``, ``ř`` and ``ě``. Open Sans knows Latin, Greek and Cyrillic, so it stands in. pdfium
fits each letter to the width that the PDF gives, so that every word stays in its place.

A font that is installed on the machine goes first. The standard fonts (Helvetica, Times, Courier) stay pdfium's own
except in a document that writes letters which those lack.
"""

import ctypes
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import ttf_opensans
from pdfminer.glyphlist import glyphname2unicode

_STANDARD = ("arial", "courier", "helvetica", "times")
_PICTURES = ("symbol", "wingdings", "webdings", "zapfdingbats")  # fonts of signs, where a letter would mislead
_FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_FOREIGN = {2, 128, 129, 130, 134, 136, 177, 178, 222}  # charsets that Open Sans does not write: symbols, CJK, …
_BOLD = 600
_FACES = {
    (False, False): ttf_opensans.OPENSANS_REGULAR,
    (True, False): ttf_opensans.OPENSANS_BOLD,
    (False, True): ttf_opensans.OPENSANS_ITALIC,
    (True, True): ttf_opensans.OPENSANS_BOLDITALIC,
}


def writes_beyond_western(path: Path) -> bool:
    """Whether a PDF sets letters outside Western European in a simple font that it does not bring along."""
    try:
        with pikepdf.open(path) as pdf:
            return any(not _is_western(name) for font in _missing_fonts(pdf) for name in _glyph_names(font))
    except (pikepdf.PdfError, AttributeError, TypeError, ValueError):  # a font dictionary of the wrong shape
        return False


def _missing_fonts(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Subtype") in ("/Type1", "/TrueType"):
            descriptor = thing.get("/FontDescriptor", pikepdf.Dictionary())
            if not any(file in descriptor for file in _FONT_FILES):
                yield thing


def _glyph_names(font: pikepdf.Object) -> Iterator[str]:
    """The glyphs that a font's encoding names one by one."""
    encoding = font.get("/Encoding")
    if isinstance(encoding, pikepdf.Dictionary):
        for entry in encoding.get("/Differences", ()):
            if isinstance(entry, pikepdf.Name):
                yield str(entry).removeprefix("/")


def _is_western(glyph_name: str) -> bool:
    letter = glyphname2unicode.get(glyph_name, "")
    return not letter.isalpha() or letter.encode("cp1252", errors="ignore") != b""


class Substitutes(pypdfium2.PdfSysfontBase):  # type: ignore[misc]  # pypdfium2 is not typed
    """Answers pdfium when it asks this machine for a font. Method names and arguments are pdfium's.

    A handle that pdfium gets from us is the number of a face, counted from 1; any other is its own.
    """

    def __init__(self, *, even_standard: bool = False) -> None:
        super().__init__()
        self._left_alone = _PICTURES if even_standard else _PICTURES + _STANDARD
        self._faces = [(face.name.encode(), face.path.read_bytes()) for face in _FACES.values()]
        self._handles = {style: number for number, style in enumerate(_FACES, start=1)}

    def MapFont(self, this: Any, *question: Any) -> int | None:  # noqa: N802
        """Give the handle of the font that stands in for the one asked for, None for pdfium's own choice."""
        weight, is_italic, charset, _pitch, face, _exact = question
        installed: int | None = super().MapFont(this, *question)
        name = (ctypes.cast(face, ctypes.c_char_p).value or b"").decode("latin-1").lower()
        if installed or charset in _FOREIGN or name.startswith(self._left_alone):
            return installed
        return self._handles[weight >= _BOLD, bool(is_italic)]

    def GetFontData(self, this: Any, handle: int, table: int, buffer: Any, size: int) -> int:  # noqa: N802
        """Copy a whole font file into `buffer` where it fits, and say how many bytes it has."""
        if not self._is_ours(handle):
            return int(super().GetFontData(this, handle, table, buffer, size))
        if table:
            return 0  # a table by its tag: asked only to find collections of fonts, which ours are not
        return self._copy(self._faces[handle - 1][1], buffer, size)

    def GetFaceName(self, this: Any, handle: int, buffer: Any, size: int) -> int:  # noqa: N802
        """Copy a face's name into `buffer` where it fits, and say how many bytes it has with its closing zero."""
        if not self._is_ours(handle):
            return int(super().GetFaceName(this, handle, buffer, size))
        return self._copy(self._faces[handle - 1][0] + b"\0", buffer, size)

    def GetFontCharset(self, this: Any, handle: int) -> int:  # noqa: N802
        """Say which charset a font writes: for ours, the default one."""
        return 1 if self._is_ours(handle) else int(super().GetFontCharset(this, handle))

    def DeleteFont(self, this: Any, handle: int) -> None:  # noqa: N802
        """Let a font go; ours stay."""
        if not self._is_ours(handle):
            super().DeleteFont(this, handle)

    def _is_ours(self, handle: int | None) -> bool:
        return handle is not None and 1 <= handle <= len(self._faces)

    @staticmethod
    def _copy(content: bytes, buffer: Any, size: int) -> int:
        if buffer and size >= len(content):
            ctypes.memmove(buffer, content, len(content))
        return len(content)
