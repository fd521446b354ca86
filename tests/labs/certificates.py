"""Draws small certificates of a laboratory that does not exist, for tests that go through a whole file."""

import io

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

COLUMNS = (60, 240, 310, 370, 430)  # points from the left
LEFT, TOP, LINE = 60, 780, 20


def certificate(
    *, batch: str = "KR-1042", reported: str = "2026-03-09", rows: tuple[tuple[str, ...], ...] = ()
) -> bytes:
    """One page: a head, and a table of analyte, result, unit, LOD and LOQ. A PDF, the same bytes each time."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=True)
    head = (
        "Hartwick Vale Analytical (fictional)",
        "Certificate of Analysis",
        f"Batch: {batch}",
        "Product: Green leaf powder",
        "Date received: 2026-03-02",
        f"Date reported: {reported}",
    )
    for number, text in enumerate(head):
        canvas.drawString(LEFT, TOP - LINE * number, text)
    table = (("Alkaloids",), ("Analyte", "Result", "Unit", "LOD", "LOQ"), *(rows or ALKALOIDS))
    for number, cells in enumerate(table, start=len(head) + 1):
        for x, text in zip(COLUMNS, cells, strict=False):
            canvas.drawString(x, TOP - LINE * number, text)
    canvas.save()
    return target.getvalue()


ALKALOIDS = (
    ("Mitragynine", "1.50", "%", "0.001", "0.003"),
    ("7-Hydroxymitragynine", "ND", "%", "0.001", "0.003"),
    ("Speciogynine", "0.21", "%", "0.001", "0.003"),
)
