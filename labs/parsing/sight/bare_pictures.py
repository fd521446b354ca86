"""Where a page shows print that its words do not tell: large pictures with a broad band that no word stands on."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import PIL.Image
import PIL.ImageChops
import pypdfium2
import pypdfium2.raw as pdfium

from labs.coa import Box
from labs.parsing.text.pages import Page

_DEPTH = 3  # forms within forms that are searched for pictures
_LARGE = 0.1  # of the page: what is smaller is a logo or a seal
_TOUCHING = 3.0  # points: scanners cut a page into strips
_CLEARANCE = 12.0  # points over and under a word that belong to its line
_HIGH = 48.0  # points: lower bands between words hold no table
_SCALE = 0.5  # pixels per point: enough to see that something is there
_MOST_PIXELS = 40_000_000  # of one picture: a larger one is not looked into, but taken to be full
_REACH = 7  # pixels: about a line of text
_CONTRAST = 50  # of 255, within that reach: print and photos have it, tinted paper has not
_INKED = 0.05  # of a band: some lines of a table on half a page

_Rectangle = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class _Part:
    """One picture of a page, whole or a strip of one, and where it lies in points from the page's top left."""

    place: _Rectangle
    image: pypdfium2.PdfImage


def bare_bands(page: Page) -> list[_Rectangle]:
    """The broad bands of a page's large pictures that no word stands on, if they are a good part of the page."""
    large = _LARGE * page.width * page.height
    words = [word.box for word in page.words]
    bands = [band for picture in _whole(page.pictures, large) for band in _bands(picture, words)]
    return bands if sum(map(_area, bands)) >= large else []


def shows_more(shown: pypdfium2.PdfPage, bands: Sequence[_Rectangle]) -> bool:
    """Whether the pictures on a page show something in a good part of these bands, in points of the unturned page.

    It must be in the pictures, since what is drawn over them is no picture; and it must be seen, since many are faint.
    Raises `pypdfium2.PdfiumError` or `ValueError` for a page that cannot be drawn.
    """
    width, height = shown.get_size()
    parts, large = list(_parts(shown, width, height)), _LARGE * width * height
    full = [band for band in bands if _inked(band, parts) > _INKED * _area(band)]
    if sum(map(_area, full)) < large:
        return False
    drawn = shown.render(scale=min(1.0, 1000 / max(width, height)), grayscale=True).to_pil().convert("L")
    page = (0.0, 0.0, width, height)
    return bool(sum(_area(band) for band in full if _contrasted(drawn, page, band) > _INKED) >= large)


def _parts(page: pypdfium2.PdfPage, width: float, height: float) -> Iterator[_Part]:
    for found in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=_DEPTH):
        try:
            left, bottom, right, top = found.get_bounds()
        except pypdfium2.PdfiumError:
            continue
        place = (max(left, 0.0), max(height - top, 0.0), min(right, width), min(height - bottom, height))
        if _area(place):
            yield _Part(place, found)


def _whole(places: Sequence[_Rectangle], large: float) -> list[_Rectangle]:
    """The large pictures of a page, those that lie in strips put together."""
    whole: list[_Rectangle] = []
    for x0, top, x1, bottom in sorted(places, key=lambda place: (round(place[0]), place[1])):
        if whole:
            left, upper, right, lower = whole[-1]
            if max(abs(left - x0), abs(right - x1), top - lower) < _TOUCHING:
                whole[-1] = (left, upper, right, max(lower, bottom))
                continue
        whole.append((x0, top, x1, bottom))
    return [picture for picture in whole if _area(picture) >= large]


def _bands(picture: _Rectangle, words: Sequence[Box]) -> Iterator[_Rectangle]:
    """The parts of a picture, as wide as it, that no word stands on."""
    x0, top, x1, bottom = picture
    over = sorted((box.top - _CLEARANCE, box.bottom + _CLEARANCE) for box in words if box.x1 > x0 and box.x0 < x1)
    edge = top
    for upper, lower in (*over, (bottom, bottom)):
        if min(upper, bottom) - edge > _HIGH:
            yield x0, edge, x1, min(upper, bottom)
        edge = max(edge, lower)


def _inked(band: _Rectangle, parts: Sequence[_Part]) -> float:
    """How much of a band, in square points, shows something in the pictures that lie there."""
    return sum(_share(part, common) * _area(common) for part in parts if _area(common := _common(band, part.place)))


def _share(part: _Part, place: _Rectangle) -> float:
    """The share of a place within a picture where something stands; none where the picture cannot be decoded."""
    try:
        wide, high = part.image.get_px_size()
        if wide * high > _MOST_PIXELS:
            return 1.0
        return _contrasted(part.image.get_bitmap().to_pil().convert("L"), part.place, place)
    except (pypdfium2.PdfiumError, ValueError):
        return 0.0


def _contrasted(shown: PIL.Image.Image, whole: _Rectangle, place: _Rectangle) -> float:
    """The share of a place where something stands, in a grey picture that shows the `whole` rectangle around it."""
    left, top, right, bottom = whole
    x0, y0, x1, y1 = place
    across, down = shown.width / (right - left), shown.height / (bottom - top)
    corners = ((x0 - left) * across, (y0 - top) * down, (x1 - left) * across, (y1 - top) * down)
    size = (max(1, round((x1 - x0) * _SCALE)), max(1, round((y1 - y0) * _SCALE)))
    small = shown.resize(size, PIL.Image.Resampling.BOX, box=corners)
    contrast = PIL.ImageChops.subtract(_spread(small, PIL.ImageChops.lighter), _spread(small, PIL.ImageChops.darker))
    counts = contrast.histogram()
    return sum(counts[_CONTRAST:]) / sum(counts)


def _spread(
    picture: PIL.Image.Image, choose: Callable[[PIL.Image.Image, PIL.Image.Image], PIL.Image.Image]
) -> PIL.Image.Image:
    """Each pixel as the lightest or darkest within seven by seven: a filter of Pillow's does the same much slower."""
    for across, down in ((1, 0), (0, 1)):
        for step in (1, 2, 3):
            picture = choose(picture, PIL.ImageChops.offset(picture, step * across, step * down))
    return PIL.ImageChops.offset(picture, -(_REACH // 2), -(_REACH // 2))


def _common(one: _Rectangle, other: _Rectangle) -> _Rectangle:
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def _area(rectangle: _Rectangle) -> float:
    x0, top, x1, bottom = rectangle
    return max(x1 - x0, 0.0) * max(bottom - top, 0.0)
