"""Umberlatch Analytics: a printout in Courier, no rules at all, two panels to a page."""

from reportlab.lib.pagesizes import letter

from labs.coa import CertificateOfAnalysis, Panel
from labs.drawing.content import Content, TestedPanel
from labs.drawing.laboratories import Laboratory
from labs.drawing.layouts.parts import Form, machine
from labs.drawing.record import Record
from labs.drawing.sheet import COURIER, Sheet
from labs.drawing.tables import Column, Frame, Holds, Style, Table

_LEFT, _RIGHT = 48.0, 564.0
_BOTTOM = 730.0
_STYLE = Style(size=8, row=11.4, heading_size=8, padding=2)


def draw(laboratory: Laboratory, content: Content) -> tuple[bytes, CertificateOfAnalysis]:
    """Draw one certificate; gives the file and what is printed in it."""
    sheet = Sheet(letter, COURIER, title=f"{content.report_id}", author=laboratory.name)
    record = Record()
    top = _head(sheet, record, laboratory, content)

    def turn() -> float:
        sheet.next_page()
        return _running_head(sheet, laboratory, content)

    for number, panel in enumerate(content.panels):
        if number in (2, 4) or top + 40 + _STYLE.row * len(panel.lines) > _BOTTOM:
            top = turn()
        top = _panel(sheet, record, panel, Frame(x=_LEFT, bottom=_BOTTOM, turn=turn), top)
    if top + 50 > _BOTTOM:
        top = turn()
    _close(sheet, top)
    return sheet.finish(), record.certificate()


def _latch(sheet: Sheet, x: float, top: float) -> None:
    sheet.box(x, top, x + 30, top + 30, stroke="#161616", width=1.4)
    sheet.box(x + 6, top + 12, x + 34, top + 18, fill="#161616")
    sheet.disc(x + 10, top + 15, 2, fill="#ffffff")


def _head(sheet: Sheet, record: Record, laboratory: Laboratory, content: Content) -> float:
    _latch(sheet, _LEFT, 36)
    record.put("lab_name", sheet.text(_LEFT + 46, 36, laboratory.name, size=12, bold=True))
    sheet.text(_LEFT + 46, 51, ", ".join(laboratory.address), size=7.6)
    sheet.text(_LEFT + 46, 61, laboratory.accreditation, size=7.6)
    sheet.text(_RIGHT, 36, "CERTIFICATE OF ANALYSIS", size=10, bold=True, align="right")
    sheet.text(_RIGHT, 50, f"PAGE {sheet.page}", size=7.6, align="right")
    labels = Form(sheet=sheet, record=record, indent=74, width=300, size=8, step=11.4, label_colour="#161616")
    left = labels.fields(
        _LEFT,
        84,
        [
            ("REPORT NO:", content.report_id, "report_id"),
            ("SAMPLE NO:", content.sample_id, "sample_id"),
            ("CLIENT:", content.client, "client"),
            ("PRODUCT:", content.product, "product_name"),
            ("LOT NO:", content.batch, "batch"),
            ("MATRIX:", content.matrix, "matrix"),
        ],
    )
    names = [
        ("MANUFACTURED:", "manufactured"),
        ("COLLECTED:", "sampled"),
        ("RECEIVED:", "received"),
        ("ANALYZED:", "tested"),
        ("REPORTED:", "reported"),
    ]
    dates = Form(sheet=sheet, record=record, indent=88, width=200, size=8, step=11.4, label_colour="#161616")
    right = dates.dates(390, 84, content.dates, names, written=machine)
    label = sheet.text(390, right, "OVERALL RESULT:", size=8)
    word = sheet.text(label.box.x0 + 88, right, content.overall_status, size=8, bold=True)
    record.overall = (word, content.overall_verdict)
    return max(left, right + 12) + 14


def _running_head(sheet: Sheet, laboratory: Laboratory, content: Content) -> float:
    sheet.text(_LEFT, 36, laboratory.name, size=8, bold=True)
    sheet.text(_RIGHT, 36, f"REPORT {content.report_id}  PAGE {sheet.page}", size=8, align="right")
    return 62.0


def _panel(sheet: Sheet, record: Record, panel: TestedPanel, frame: Frame, top: float) -> float:
    title = sheet.text(_LEFT, top, panel.title, size=9.4, bold=True)
    sheet.text(_LEFT + 140, top + 1, f"METHOD: {panel.method}", size=8)
    status = sheet.text(_RIGHT, top + 1, panel.status, size=8, bold=True, align="right")
    record.put_panel(panel, title, status)
    return (
        Table(sheet=sheet, record=record, panel=panel, columns=_columns(panel), style=_STYLE, frame=frame).draw(
            top + 14
        )
        + 18
    )


def _columns(panel: TestedPanel) -> list[Column]:
    alkaloids, counted = panel.panel is Panel.ALKALOIDS, panel.panel is Panel.MICROBIALS
    name = Column(holds=Holds.NAME, heading="PARAMETER", width=176, align="left")
    result = Column(holds=Holds.RESULT, heading="RESULT", width=64)
    unit = Column(holds=Holds.UNIT, heading="UNITS", width=54, align="centre")
    lod = [] if counted else [Column(holds=Holds.LOD, heading="LOD", width=54)]
    loq = [] if counted else [Column(holds=Holds.LOQ, heading="LOQ", width=54)]
    if alkaloids:
        return [name, result, unit, *lod, *loq]
    limit = Column(holds=Holds.LIMIT, heading="LIMIT", width=60)
    status = Column(holds=Holds.STATUS, heading="STATUS", width=54)
    return [name, result, unit, *lod, *loq, limit, status]


def _close(sheet: Sheet, top: float) -> None:
    for number, line in enumerate(
        (
            "ND = NOT DETECTED ABOVE LOD.  <LOQ = BELOW LIMIT OF QUANTITATION.",
            "RESULTS APPLY TO THE SAMPLE AS RECEIVED.  REVIEWED BY: H. MARLPIT, QA",
            "*** END OF REPORT ***",
        )
    ):
        sheet.text(_LEFT, top + number * 11, line, size=7.6)
