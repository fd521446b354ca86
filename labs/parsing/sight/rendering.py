"""Pages as pictures to read letters from: as people see them, large enough for small print, and never too large."""

import math

import numpy as np
import pypdfium2

from labs.parsing.sight.ocr import Picture

_DOTS = 200 / 72  # pixels per point: what the models read best
_SHORTEST, _LONGEST = 2000, 3400  # pixels of the longest side: small labels are enlarged, posters are not
_MOST_PIXELS = 6_000_000  # a tabloid sheet at 176 dpi


def scale_of(width: float, height: float) -> float:
    """Pixels per point for a page of so many points; `ValueError` for a page without an area."""
    if not (math.isfinite(width * height) and min(width, height) > 0):
        raise ValueError("a page without an area")
    longest = max(width, height)
    scale = min(max(_DOTS, _SHORTEST / longest), _LONGEST / longest)
    return min(scale, math.sqrt(_MOST_PIXELS / (width * height)))


def rendered(page: pypdfium2.PdfPage) -> Picture:
    """The picture of a page in blue, green and red.

    Raises `pypdfium2.PdfiumError` or `ValueError` for a page that cannot be drawn.
    """
    bitmap = page.render(scale=scale_of(*page.get_size()), rev_byteorder=False)
    pixels = np.asarray(bitmap.to_numpy(), np.uint8)
    if pixels.ndim == 2 or pixels.shape[2] == 1:
        pixels = np.repeat(pixels.reshape(*pixels.shape[:2], 1), 3, axis=2)
    return np.ascontiguousarray(pixels[:, :, :3])
