"""A certificate as people photograph it: a picture of its pages, a little askew, with no text to read."""

import io

import pypdfium2
from PIL import Image
from reportlab.lib.pagesizes import letter
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from labs.drawing.sheet import NOTICE

_DOTS_PER_POINT = 1.6
_LEAN = 0.7  # degrees
_PAPER = 245  # of 255, the grey of empty paper


def scanned(pdf: bytes) -> bytes:
    """Draw every page of a PDF as a grey picture; the notice on each page is in the picture too."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    canvas.setSubject(NOTICE)
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            width, height = page.get_size()
            picture = page.render(scale=_DOTS_PER_POINT, grayscale=True).to_pil().convert("L")
            askew = picture.rotate(_LEAN, resample=Image.Resampling.BILINEAR, fillcolor=_PAPER)
            canvas.setPageSize((width, height))
            canvas.drawImage(ImageReader(askew), 0, 0, width, height)
            canvas.showPage()
    finally:
        document.close()
    canvas.save()
    return buffer.getvalue()


def face_down() -> bytes:
    """Draw one page that was scanned from its empty side; the notice stands in the properties of the file alone."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=letter, invariant=1)
    canvas.setSubject(NOTICE)
    width, height = letter
    picture = Image.new("L", (round(width * _DOTS_PER_POINT), round(height * _DOTS_PER_POINT)), _PAPER)
    canvas.drawImage(ImageReader(picture), 0, 0, width, height)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()
