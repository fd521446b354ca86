"""Pages as pictures: PDF -> one WebP file a page, drawn by pdfium.

pdfium is fast and sees what people see, but some hostile pages make it abort the whole process. Draw in the child
process only: see `labs.parsing.bounds.bounded.draw`.
"""

import math
from dataclasses import dataclass
from pathlib import Path

import PIL.Image
import pypdfium2

from labs.parsing.failures import Damaged
from labs.parsing.files.substitutes import Substitutes, writes_beyond_western
from labs.parsing.looks import look_of
from labs.parsing.messages import picture_path, unfinished_path

LONGEST_SIDE = 1600  # pixels
LARGEST_SCALE = 4.0  # pixels per point: a label of two centimetres gains nothing from more
QUALITY = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What is known of a picture that was written: its width and height in pixels, and its look."""

    width: int
    height: int
    look: int


class Drawing:
    """An open PDF whose pages can be drawn. Raises `Damaged` where pdfium cannot open it."""

    def __init__(self, path: Path) -> None:
        Substitutes(even_standard=writes_beyond_western(path)).setup()
        try:
            self._pdf = pypdfium2.PdfDocument(path)
            self._pdf.init_forms()  # what is filled into a form is seen on the page too
        except pypdfium2.PdfiumError as error:
            raise Damaged(str(error)) from None

    def __len__(self) -> int:
        return len(self._pdf)

    def draw(self, number: int, folder: Path, *, turn: int = 0) -> Picture | None:
        """Write the picture of one page, counted from 1, turned clockwise by 0, 90, 180 or 270 degrees.

        None if it failed.
        """
        try:
            picture = self._picture(number, turn)
            unfinished = unfinished_path(folder, number)
            picture.save(unfinished, "WEBP", quality=QUALITY)
            look = look_of(picture)
        except (pypdfium2.PdfiumError, ValueError, OSError, MemoryError):
            return None
        unfinished.rename(picture_path(folder, number))
        return Picture(width=picture.width, height=picture.height, look=look)

    def _picture(self, number: int, turn: int) -> PIL.Image.Image:
        page = self._pdf[number - 1]
        try:
            picture: PIL.Image.Image = page.render(scale=scale_for(*page.get_size()), rotation=turn).to_pil()
            return picture
        finally:
            page.close()


def scale_for(width: float, height: float) -> float:
    """Pixels per point for a page of so many points; `ValueError` for a page without an area."""
    longest = max(width, height)
    if not (math.isfinite(longest) and min(width, height) > 0):
        raise ValueError("a page without an area")
    return min(LONGEST_SIDE / longest, LARGEST_SCALE)
