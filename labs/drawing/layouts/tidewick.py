"""Tidewick Botanical Assay: A4, Times, everything ruled, one test a row with method, specification and conclusion."""

from reportlab.lib.pagesizes import A4

from labs.coa import CertificateOfAnalysis, LabVerdict
from labs.drawing.content import Content, TestedPanel
from labs.drawing.laboratories import Laboratory
from labs.drawing.layouts.parts import british, signature, small_print
from labs.drawing.record import Record
from labs.drawing.sheet import GREY, TIMES, Sheet
from labs.drawing.tables import Column, Frame, Holds, Style, draw_table

_INK = "#1c2b22"
_LEFT, _RIGHT = 50.0, 545.0
_BOTTOM = 775.0
_STYLE = Style(size=9.4, row=15, heading_size=9, heading_fill="#eef1ea", grid="#5b6b60", padding=4)
_CELL = 30.0


def draw(laboratory: Laboratory, content: Content) -> tuple[bytes, CertificateOfAnalysis]:
    """Draw one certificate; gives the file and what is printed in it."""
    sheet = Sheet(A4, TIMES, title=f"Certificate {content.report_id}", author=laboratory.name)
    record = Record()
    _letterhead(sheet, record, laboratory)
    top = _grid(sheet, record, content, 118)

    def turn() -> float:
        sheet.next_page()
        sheet.text(_LEFT, 40, f"{laboratory.name}: certificate {content.report_id}, page {sheet.page}", size=9)
        return 60.0

    for panel in content.panels:
        if top + 70 > _BOTTOM:
            top = turn()
        top = _panel(sheet, record, panel, Frame(x=_LEFT, bottom=_BOTTOM, turn=turn), top)
    if top + 90 > _BOTTOM:
        top = turn()
    _close(sheet, record, content, top)
    return sheet.finish(), record.certificate()


def _letterhead(sheet: Sheet, record: Record, laboratory: Laboratory) -> None:
    middle = sheet.width / 2
    for number in range(3):  # three waves
        y = 34 + number * 5
        points = [(middle - 24, y)]
        for step in range(2):
            x = middle - 24 + step * 24
            points += [(x + 6, y - 7), (x + 18, y + 7), (x + 24, y)]
        sheet.curve(points, colour="#3c6e56", width=1.5)
    record.put("lab_name", sheet.text(middle, 52, laboratory.name, size=17, bold=True, colour=_INK, align="centre"))
    sheet.text(middle, 72, ", ".join(laboratory.address), size=8.4, colour=GREY, align="centre")
    sheet.text(middle, 83, laboratory.accreditation, size=8.4, colour=GREY, align="centre")
    sheet.text(middle, 97, "CERTIFICATE OF ANALYSIS", size=12.5, bold=True, align="centre")


def _grid(sheet: Sheet, record: Record, content: Content, top: float) -> float:
    """The sample's data in ruled boxes, each label above its value."""
    dates = content.dates
    wide, half = _RIGHT - _LEFT, (_RIGHT - _LEFT) / 2
    third = wide / 3
    name_height = 16 + 11 * len(sheet.wrap(content.product, wide - 12, 10, bold=True))
    _boxed(sheet, record, (_LEFT, top, _RIGHT, top + name_height), "Product", content.product, "product_name")
    top += name_height
    for number, (label, text, field) in enumerate(
        (("Batch number", content.batch, "batch"), ("Customer", content.client, "client"))
    ):
        _boxed(
            sheet, record, (_LEFT + number * half, top, _LEFT + (number + 1) * half, top + _CELL), label, text, field
        )
    top += _CELL
    rows = (
        (
            ("Certificate number", content.report_id, "report_id"),
            ("Sample number", content.sample_id, "sample_id"),
            ("Material", content.matrix, "matrix"),
        ),
        (
            ("Date of manufacture", british(dates.manufactured), "manufactured"),
            ("Date received", british(dates.received), "received"),
            ("Date of issue", british(dates.reported), "reported"),
        ),
    )
    for row in rows:
        for number, (label, text, field) in enumerate(row):
            box = (_LEFT + number * third, top, _LEFT + (number + 1) * third, top + _CELL)
            _boxed(sheet, record, box, label, text, field, content=content)
        top += _CELL
    return top + 14


def _boxed(
    sheet: Sheet,
    record: Record,
    box: tuple[float, float, float, float],
    label: str,
    text: str,
    field: str,
    *,
    content: Content | None = None,
) -> None:
    x0, top, x1, bottom = box
    sheet.box(x0, top, x1, bottom, stroke="#5b6b60")
    sheet.text(x0 + 6, top + 4, label, size=7.6, colour=GREY)
    if not text:
        return
    printed = sheet.paragraph(x0 + 6, top + 14, text, x1 - x0 - 12, size=10, bold=True, leading=1.1)
    day = getattr(content.dates, field, None) if content is not None else None
    if day is None:
        record.put(field, printed)
    else:
        record.put_date(field, day, printed)


def _panel(sheet: Sheet, record: Record, panel: TestedPanel, frame: Frame, top: float) -> float:
    title = sheet.text(_LEFT, top, panel.title, size=11, bold=True, colour=_INK)
    record.put_panel(panel, title, None)
    columns = [
        Column(holds=Holds.NAME, heading="Test", width=138, align="left"),
        Column(holds=Holds.METHOD, heading="Method", width=90, align="left"),
        Column(holds=Holds.LIMIT, heading="Specification", width=80, align="centre"),
        Column(holds=Holds.RESULT, heading="Result", width=66, align="centre"),
        Column(holds=Holds.UNIT, heading="Unit", width=45, align="centre"),
        Column(holds=Holds.STATUS, heading="Conclusion", width=76, align="centre"),
    ]
    return draw_table(sheet, record, panel, columns, _STYLE, frame, top + 15) + 12


def _close(sheet: Sheet, record: Record, content: Content, top: float) -> None:
    label = sheet.text(_LEFT, top, "Overall conclusion:", size=10.5, bold=True)
    word = sheet.text(label.box.x1 + 5, top, content.overall_status, size=10.5, bold=True)
    record.overall = (word, content.overall_verdict)
    if content.overall_verdict is LabVerdict.FAIL:
        sheet.text(word.box.x1 + 5, top, "with the specification", size=10.5)
    signature(sheet, _LEFT, top + 18, "Barnaby Eelcott")
    sheet.text(_LEFT, top + 54, "B. Eelcott, Head of Laboratory", size=8.6)
    small_print(
        sheet,
        _LEFT + 210,
        top + 24,
        "Results relate only to the sample as received. Limits are those of the customer's specification. Conformity is "
        "stated without regard to measurement uncertainty, which is available on request.",
        280,
        size=7.4,
    )
