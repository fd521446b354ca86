"""Harrowmint Laboratories: landscape Letter, alkaloids on the left, the other panels beside them on the right."""

from reportlab.lib.pagesizes import landscape, letter

from labs.coa import CertificateOfAnalysis, Panel
from labs.drawing.content import Content, TestedPanel
from labs.drawing.laboratories import Laboratory
from labs.drawing.layouts.parts import Form, short, signature, small_print
from labs.drawing.record import Record
from labs.drawing.sheet import GREY, HELVETICA, Sheet
from labs.drawing.tables import Column, Frame, Holds, Style, Table

_AMBER, _INK = "#b26a00", "#2b2f36"
_LEFT, _RIGHT = 36.0, 756.0
_MIDDLE = 410.0
_BOTTOM = 560.0
_STYLE = Style(
    size=7.6,
    row=12.6,
    heading_size=7,
    heading_colour=_INK,
    heading_rule=_INK,
    row_rule="#d9d4c7",
    total_rule=_INK,
    verdict_colours=True,
)


def draw(laboratory: Laboratory, content: Content) -> tuple[bytes, CertificateOfAnalysis]:
    """Draw one certificate; gives the file and what is printed in it."""
    sheet = Sheet(landscape(letter), HELVETICA, title=f"Report {content.report_id}", author=laboratory.name)
    record = Record()
    _letterhead(sheet, record, laboratory, content)
    top = _sample(sheet, record, content)

    def turn() -> float:
        raise AssertionError("one page holds every panel of this laboratory")

    left = right = top
    for panel in content.panels:
        if panel.panel is Panel.ALKALOIDS or len(content.panels) == 1:
            left = _panel(sheet, record, panel, Frame(x=_LEFT, bottom=_BOTTOM, turn=turn), left)
        else:
            right = _panel(sheet, record, panel, Frame(x=_MIDDLE, bottom=_BOTTOM, turn=turn), right)
    _close(sheet, left + 8)
    return sheet.finish(), record.certificate()


def _letterhead(sheet: Sheet, record: Record, laboratory: Laboratory, content: Content) -> None:
    for number, height in enumerate((15, 21, 27, 21, 15)):  # a harrow's tines
        x = _LEFT + number * 6
        sheet.shape([(x, 52), (x + 4, 52), (x + 4, 52 - height), (x + 2, 48 - height), (x, 52 - height)], fill=_AMBER)
    sheet.line(_LEFT - 2, 54, _LEFT + 30, 54, colour=_INK, width=1.6)
    record.put("lab_name", sheet.text(_LEFT + 42, 25, laboratory.name, size=14, bold=True, colour=_INK))
    sheet.text(_LEFT + 42, 42, "   ".join(laboratory.address), size=7, colour=GREY)
    sheet.text(_LEFT + 42, 51, laboratory.accreditation, size=7, colour=GREY)
    sheet.text(_RIGHT, 24, "CERTIFICATE OF ANALYSIS", size=13, bold=True, colour=_AMBER, align="right")
    number_print = sheet.text(_RIGHT, 43, content.report_id, size=9, bold=True, align="right")
    record.put("report_id", number_print)
    sheet.text(number_print.box.x0 - 6, 43, "Report No.", size=9, colour=GREY, align="right")
    sheet.line(_LEFT, 68, _RIGHT, 68, colour=_AMBER, width=1.6)


def _sample(sheet: Sheet, record: Record, content: Content) -> float:
    labels = Form(sheet=sheet, record=record, indent=70, width=330, size=8)
    first = labels.fields(
        _LEFT,
        78,
        [
            ("Product", content.product, "product_name"),
            ("Lot number", content.batch, "batch"),
            ("Customer", content.client, "client"),
            ("Sample ID", content.sample_id, "sample_id"),
        ],
    )
    middle = Form(sheet=sheet, record=record, indent=70, width=200, size=8)
    second = middle.fields(
        _MIDDLE,
        78,
        [
            ("Sample type", content.matrix, "matrix"),
            ("Storage", "Ambient, dark", ""),
            ("Sampled by", "Customer", ""),
        ],
    )
    names = [("Sampled", "sampled"), ("Received", "received"), ("Tested", "tested"), ("Issued", "reported")]
    third = Form(sheet=sheet, record=record, indent=60, width=150, size=8).dates(
        620, 78, content.dates, names, written=short
    )
    label = sheet.text(_MIDDLE, second, "Overall", size=8, colour=GREY)
    word = sheet.text(label.box.x0 + 70, second, content.overall_status, size=8, bold=True)
    record.overall = (word, content.overall_verdict)
    bottom = max(first, second + 12, third) + 4
    sheet.line(_LEFT, bottom, _RIGHT, bottom, colour="#d9d4c7")
    return bottom + 10


def _panel(sheet: Sheet, record: Record, panel: TestedPanel, frame: Frame, top: float) -> float:
    right = _RIGHT if frame.x == _MIDDLE else _MIDDLE - 24
    title = sheet.text(frame.x, top, panel.title, size=9.6, bold=True, colour=_AMBER)
    sheet.text(title.box.x1 + 8, top + 2, panel.method, size=7, colour=GREY)
    status = sheet.text(right, top + 1, panel.status, size=8, bold=True, align="right")
    record.put_panel(panel, title, status)
    columns = _alkaloid_columns(panel) if panel.panel is Panel.ALKALOIDS else _other_columns(panel)
    return (
        Table(sheet=sheet, record=record, panel=panel, columns=columns, style=_STYLE, frame=frame).draw(top + 12) + 11
    )


def _alkaloid_columns(panel: TestedPanel) -> list[Column]:
    wide = (350 - 118 - 2 * 54) / len(panel.units)
    results = [Column(holds=Holds.RESULT, heading=f"Result\n{unit}", width=wide, unit=unit) for unit in panel.units]
    return [
        Column(holds=Holds.NAME, heading="Compound", width=118, align="left"),
        Column(holds=Holds.LOD, heading=f"LOD\n{panel.lod_unit}", width=54),
        Column(holds=Holds.LOQ, heading=f"LOQ\n{panel.lod_unit}", width=54),
        *results,
    ]


def _other_columns(panel: TestedPanel) -> list[Column]:
    counted = panel.panel is Panel.MICROBIALS
    loq = [] if counted else [Column(holds=Holds.LOQ, heading=f"LOQ\n{panel.lod_unit}", width=60)]
    return [
        Column(holds=Holds.NAME, heading="Test", width=176 if counted else 116, align="left"),
        *loq,
        Column(holds=Holds.RESULT, heading=f"Result\n{panel.limit_unit}", width=60),
        Column(holds=Holds.LIMIT, heading=f"Limit\n{panel.limit_unit}", width=60),
        Column(holds=Holds.STATUS, heading="Pass/Fail", width=50),
    ]


def _close(sheet: Sheet, top: float) -> None:
    signature(sheet, _LEFT + 4, top, "Odo Tarrant")
    sheet.line(_LEFT, top + 32, _LEFT + 140, top + 32, colour=GREY)
    sheet.text(_LEFT, top + 35, "O. Tarrant, Technical Manager", size=7)
    small_print(
        sheet,
        _LEFT,
        top + 50,
        "N.D. not detected (below LOD). BLQ below the limit of quantification. Solid samples are reported as received. "
        "The results relate only to the item tested. This report shall not be reproduced except in full.",
        350,
    )
