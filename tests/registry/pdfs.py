"""Certificates drawn for tests of the way in: plain, honest, and as long as asked for."""

import io

from django.core.files.base import ContentFile
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

ROWS = (
    ("Mitragynine", "0.005", "0.015", "1.520", "15.20"),
    ("7-Hydroxymitragynine", "0.005", "0.015", "ND", "ND"),
    ("Paynantheine", "0.005", "0.015", "0.210", "2.10"),
    ("Speciogynine", "0.005", "0.015", "0.140", "1.40"),
)
COLUMNS = ((60, "Analyte"), (230, "LOD (%)"), (310, "LOQ (%)"), (390, "Result (%)"), (480, "Result (mg/g)"))


def a_pdf(
    *, pages: int = 1, batch: str = "AM-2291", rows: tuple[tuple[str, ...], ...] = ROWS, repeat: int = 1
) -> ContentFile:
    """One alkaloid table under a head, on each page; `repeat` sets it several times on a page."""
    content = io.BytesIO()
    sheet = canvas.Canvas(content, pagesize=A4, invariant=1)
    for _ in range(pages):
        _head(sheet, batch)
        for number in range(repeat):
            _table(sheet, rows, top=180 + 110 * number)
        sheet.showPage()
    sheet.save()
    return ContentFile(content.getvalue(), name="report.pdf")


def _head(sheet: canvas.Canvas, batch: str) -> None:
    lines = ("Fernhill Analytics", "Certificate of Analysis", "", "Client: Alder & Moss", "Product: Green leaf powder",
             f"Batch: {batch}", "Received: 2026-03-02", "Reported: 2026-03-09")  # fmt: skip
    for number, line in enumerate(lines):
        _text(sheet, 60, 50 + 14 * number, line)


def _table(sheet: canvas.Canvas, rows: tuple[tuple[str, ...], ...], *, top: float) -> None:
    _text(sheet, 60, top - 18, "Alkaloids")
    for row, cells in enumerate((tuple(title for _, title in COLUMNS), *rows)):
        for (x, _), cell in zip(COLUMNS, cells, strict=True):
            _text(sheet, x, top + 16 * row, cell)


def _text(sheet: canvas.Canvas, x: float, top: float, text: str) -> None:
    sheet.setFont("Helvetica", 9)
    sheet.drawString(x, A4[1] - top, text)
