"""Where a page shows print that its words do not tell: large pictures with a broad band that no word stands on."""

from collections.abc import Callable, Iterator, Sequence

import PIL.Image
import PIL.ImageChops
import pypdfium2
import pypdfium2.raw as pdfium

from labs.coa import Box

_DEPTH = 3  # forms within forms that are searched for pictures
_LARGE = 0.1  # of the page: what is smaller is a logo or a seal
_TOUCHING = 3.0  # points: scanners cut a page into strips
_CLEARANCE = 12.0  # points over and under a word that belong to its line
_HIGH = 48.0  # points: lower bands between words hold no table
_SCALE = 0.5  # pixels per point: enough to see that something is there
_REACH = 7  # pixels: about a line of text
_CONTRAST = 50  # of 255, within that reach: print and photos have it, tinted paper has not
_INKED = 0.2  # of a band

_Rectangle = tuple[float, float, float, float]  # left, top, right, bottom


def shows_more(page: pypdfium2.PdfPage, words: Sequence[Box]) -> bool:
    """Whether pictures on a page show much where no word stands. Boxes are on the page as it is drawn, unturned.

    Raises `pypdfium2.PdfiumError` or `ValueError` for a page that cannot be drawn.
    """
    width, height = page.get_size()
    bands = [band for picture in _pictures(page, width, height) for band in _bands(picture, words)]
    if sum(map(_area, bands)) < _LARGE * width * height:
        return False
    scale = min(_SCALE, 1000 / max(width, height))
    drawn = page.render(scale=scale, grayscale=True).to_pil().convert("L")
    contrast = PIL.ImageChops.subtract(_spread(drawn, PIL.ImageChops.lighter), _spread(drawn, PIL.ImageChops.darker))
    full = [band for band in bands if _inked(contrast, band, scale) > _INKED]
    return bool(sum(map(_area, full)) > _LARGE * width * height)


def _spread(
    picture: PIL.Image.Image, choose: Callable[[PIL.Image.Image, PIL.Image.Image], PIL.Image.Image]
) -> PIL.Image.Image:
    """Each pixel as the lightest or darkest within seven by seven: a filter of Pillow's does the same much slower."""
    for across, down in ((1, 0), (0, 1)):
        for step in (1, 2, 3):
            picture = choose(picture, PIL.ImageChops.offset(picture, step * across, step * down))
    return PIL.ImageChops.offset(picture, -(_REACH // 2), -(_REACH // 2))


def _inked(contrast: PIL.Image.Image, band: _Rectangle, scale: float) -> float:
    """The share of a band where something stands."""
    x0, top, x1, bottom = (round(edge * scale) for edge in band)
    counts = contrast.crop((x0, top, max(x1, x0 + 1), max(bottom, top + 1))).histogram()
    return sum(counts[_CONTRAST:]) / sum(counts)


def _pictures(page: pypdfium2.PdfPage, width: float, height: float) -> list[_Rectangle]:
    """The pictures of a page as far as they lie on it, in points from its top left; strips are put together."""
    whole: list[_Rectangle] = []
    for x0, top, x1, bottom in sorted(_parts(page, width, height), key=lambda part: (round(part[0]), part[1])):
        if whole:
            left, upper, right, lower = whole[-1]
            if max(abs(left - x0), abs(right - x1), top - lower) < _TOUCHING:
                whole[-1] = (left, upper, right, max(lower, bottom))
                continue
        whole.append((x0, top, x1, bottom))
    return [picture for picture in whole if _area(picture) >= _LARGE * width * height]


def _parts(page: pypdfium2.PdfPage, width: float, height: float) -> Iterator[_Rectangle]:
    for found in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=_DEPTH):
        try:
            left, bottom, right, top = found.get_bounds()
        except pypdfium2.PdfiumError:
            continue
        x0, x1 = max(left, 0.0), min(right, width)
        y0, y1 = max(height - top, 0.0), min(height - bottom, height)
        if x0 < x1 and y0 < y1:
            yield x0, y0, x1, y1


def _bands(picture: _Rectangle, words: Sequence[Box]) -> Iterator[_Rectangle]:
    """The parts of a picture, as wide as it, that no word stands on."""
    x0, top, x1, bottom = picture
    over = sorted((box.top - _CLEARANCE, box.bottom + _CLEARANCE) for box in words if box.x1 > x0 and box.x0 < x1)
    edge = top
    for upper, lower in (*over, (bottom, bottom)):
        if min(upper, bottom) - edge > _HIGH:
            yield x0, edge, x1, min(upper, bottom)
        edge = max(edge, lower)


def _area(rectangle: _Rectangle) -> float:
    x0, top, x1, bottom = rectangle
    return max(x1 - x0, 0.0) * max(bottom - top, 0.0)
