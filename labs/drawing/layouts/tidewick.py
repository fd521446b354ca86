"""Tidewick Botanical Assay: A4, Times, everything ruled, one test a row with method, specification and conclusion."""

from reportlab.lib.pagesizes import A4

from labs.coa import Box, CertificateOfAnalysis, Printed
from labs.drawing.content import Content, TestedPanel
from labs.drawing.laboratories import Laboratory
from labs.drawing.layouts.parts import british, signature, small_print
from labs.drawing.record import Record
from labs.drawing.sheet import GREY, TIMES, Sheet
from labs.drawing.tables import Column, Frame, Holds, Style, Table

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
    """Draw the sample's data in ruled boxes, each label above its value; answers with the bottom."""
    days = content.dates
    rows: tuple[tuple[tuple[str, str, str], ...], ...] = (
        (("Product", content.product, "product_name"),),
        (("Batch number", content.batch, "batch"), ("Customer", content.client, "client")),
        (
            ("Certificate number", content.report_id, "report_id"),
            ("Sample number", content.sample_id, "sample_id"),
            ("Matrix", content.matrix, "matrix"),
        ),
    )
    dated = ("manufactured", "Date of manufacture"), ("received", "Date received"), ("reported", "Date of issue")
    for row in rows:
        for number, (label, text, field) in enumerate(row):
            if (printed := _boxed(sheet, _cell(number, len(row), top), label, text)) is not None:
                record.put(field, printed)
        top += _CELL
    for number, (name, label) in enumerate(dated):
        day = getattr(days, name)
        if (printed := _boxed(sheet, _cell(number, len(dated), top), label, british(day))) is not None:
            record.put_date(name, day, printed)
    return top + _CELL + 14


def _cell(number: int, columns: int, top: float) -> Box:
    """One of equal boxes in a row."""
    wide = (_RIGHT - _LEFT) / columns
    return Box(x0=_LEFT + number * wide, top=top, x1=_LEFT + (number + 1) * wide, bottom=top + _CELL)


def _boxed(sheet: Sheet, box: Box, label: str, text: str) -> Printed | None:
    sheet.box(box.x0, box.top, box.x1, box.bottom, stroke="#5b6b60")
    sheet.text(box.x0 + 6, box.top + 4, label, size=7.6, colour=GREY)
    return sheet.text(box.x0 + 6, box.top + 14, text, size=10, bold=True) if text else None


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
    return (
        Table(sheet=sheet, record=record, panel=panel, columns=columns, style=_STYLE, frame=frame).draw(top + 15) + 12
    )


def _close(sheet: Sheet, record: Record, content: Content, top: float) -> None:
    label = sheet.text(_LEFT, top, "Overall result:", size=10.5, bold=True)
    word = sheet.text(label.box.x1 + 5, top, content.overall_status, size=10.5, bold=True)
    record.overall = (word, content.overall_verdict)
    signature(sheet, _LEFT, top + 18, "Barnaby Eelcott")
    sheet.text(_LEFT, top + 54, "Authorised by B. Eelcott, Head of Laboratory", size=8.6)
    small_print(
        sheet,
        _LEFT + 210,
        top + 24,
        "Results relate only to the sample as received. Limits are those of the customer's specification. Conformity "
        "is stated without regard to measurement uncertainty, which is available on request.",
        280,
        size=7.4,
    )
