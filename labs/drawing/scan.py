"""A certificate as people photograph it: a picture of its pages, a little askew, with no text to read."""

import io

import pypdfium2
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from labs.drawing.sheet import NOTICE

_DOTS_PER_POINT = 1.6
_LEAN = 0.7  # degrees


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
            askew = picture.rotate(_LEAN, resample=Image.Resampling.BILINEAR, fillcolor=245)
            canvas.setPageSize((width, height))
            canvas.drawImage(ImageReader(askew), 0, 0, width, height)
            canvas.showPage()
    finally:
        document.close()
    canvas.save()
    return buffer.getvalue()
