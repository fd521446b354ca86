"""PDFs as scanners would give them: pictures only, a little askew, with the noise of paper and lamp."""

import io
from pathlib import Path

import numpy
import PIL.Image
import pypdfium2
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

_NOISE = 6.0  # standard deviation in grey levels of 256: mild


def rasterise(original: Path, copy: Path, *, dpi: int = 200, skew: float = 0.5, noise: float = _NOISE) -> None:
    """Write `original` to `copy` with every page as one picture, `skew` degrees askew: the same each time."""
    canvas = Canvas(str(copy), invariant=True)
    pdf = pypdfium2.PdfDocument(original)
    pdf.init_forms()
    random = numpy.random.default_rng(20261123)
    for page in pdf:
        width, height = page.get_size()
        picture = _noisy(page.render(scale=dpi / 72).to_pil().convert("RGB"), skew, noise, random)
        canvas.setPageSize((width, height))
        canvas.drawImage(_as_jpeg(picture), 0, 0, width, height)
        canvas.showPage()
    canvas.save()
    pdf.close()


def _noisy(picture: PIL.Image.Image, skew: float, noise: float, random: numpy.random.Generator) -> PIL.Image.Image:
    """Turned counter-clockwise about the middle, white where nothing was, every channel of a pixel off alike."""
    turned = picture.rotate(skew, resample=PIL.Image.Resampling.BICUBIC, fillcolor="white") if skew else picture
    pixels = numpy.asarray(turned, dtype=numpy.float32)
    grain = random.normal(0.0, noise, pixels.shape[:2]).astype(numpy.float32)[:, :, None]
    return PIL.Image.fromarray(numpy.clip(pixels + grain, 0, 255).astype(numpy.uint8))


def _as_jpeg(picture: PIL.Image.Image) -> ImageReader:
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=85)
    stream.seek(0)
    return ImageReader(stream)
