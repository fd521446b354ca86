"""Sablethorn Assay Works: Letter, a dark band, every alkaloid in %, mg/g and mg per article, bars beside the table."""

from reportlab.lib.pagesizes import letter

from labs.coa import CertificateOfAnalysis, LabVerdict, Panel
from labs.drawing.content import Content, TestedPanel
from labs.drawing.laboratories import Laboratory
from labs.drawing.layouts.parts import Form, signature, small_print
from labs.drawing.record import Record
from labs.drawing.sheet import GREY, HELVETICA, Sheet
from labs.drawing.tables import Column, Frame, Holds, Style, Table
from labs.quantities import read_quantity

_PLUM, _ROSE = "#3d1f3d", "#b0567f"
_LEFT, _RIGHT = 36.0, 576.0
_BOTTOM = 735.0
_STYLE = Style(
    size=8,
    row=14,
    heading_size=7.4,
    heading_colour="#ffffff",
    heading_fill=_PLUM,
    row_rule="#ddd3dd",
    total_rule=_PLUM,
    verdict_colours=True,
)


def draw(laboratory: Laboratory, content: Content) -> tuple[bytes, CertificateOfAnalysis]:
    """Draw one certificate; gives the file and what is printed in it."""
    sheet = Sheet(letter, HELVETICA, title=f"COA {content.report_id}", author=laboratory.name)
    record = Record()
    _letterhead(sheet, record, laboratory)
    top = _sample(sheet, record, content)

    def turn() -> float:
        sheet.next_page()
        _band(sheet, laboratory)
        sheet.text(_RIGHT, 14, f"{content.report_id} (continued)", size=8, colour="#e7d8e7", align="right")
        return 50.0

    for panel in content.panels:
        if top + 28 + 15 * len(panel.lines) > _BOTTOM:
            top = turn()
        top = _panel(sheet, record, panel, Frame(x=_LEFT, bottom=_BOTTOM, turn=turn), top)
    if top + 70 > _BOTTOM:
        top = turn()
    _close(sheet, top)
    return sheet.finish(), record.certificate()


def _band(sheet: Sheet, laboratory: Laboratory) -> None:
    sheet.box(0, 0, sheet.width, 34, fill=_PLUM)
    sheet.text(_LEFT + 28, 11, laboratory.name, size=11, bold=True, colour="#ffffff")
    _thorn(sheet, _LEFT, 8, 18)


def _thorn(sheet: Sheet, x: float, top: float, size: float) -> None:
    sheet.shape([(x, top + size), (x + size * 0.55, top), (x + size, top + size * 0.8)], fill="#ffffff")
    sheet.shape(
        [(x + size * 0.2, top + size * 0.9), (x + size * 0.55, top), (x + size * 0.6, top + size * 0.9)], fill=_ROSE
    )


def _letterhead(sheet: Sheet, record: Record, laboratory: Laboratory) -> None:
    sheet.box(0, 0, sheet.width, 66, fill=_PLUM)
    _thorn(sheet, _LEFT, 16, 34)
    record.put("lab_name", sheet.text(_LEFT + 46, 17, laboratory.name, size=17, bold=True, colour="#ffffff"))
    sheet.text(_LEFT + 46, 40, "  |  ".join(laboratory.address), size=7.4, colour="#d9c6d9")
    sheet.text(_RIGHT, 20, "Certificate of Analysis", size=12, colour="#ffffff", align="right")
    sheet.text(_RIGHT, 40, laboratory.accreditation, size=6.6, colour="#d9c6d9", align="right")


def _sample(sheet: Sheet, record: Record, content: Content) -> float:
    labels = Form(
        sheet=sheet, record=record, indent=84, width=316, size=8.2, step=12.6, bold_labels=True, label_colour=_PLUM
    )
    fields = [
        ("Report Number:", content.report_id, "report_id"),
        ("Sample Name:", content.product, "product_name"),
        ("Batch Number:", content.batch, "batch"),
        ("Client:", content.client, "client"),
        ("Sample Matrix:", content.matrix, "matrix"),
    ]
    if content.article:
        name = "Fill Volume:" if content.article == "bottle" else f"{content.article.capitalize()} Weight:"
        fields.append((name, content.article_amount, ""))
    left = labels.fields(_LEFT, 80, fields)
    names = [
        ("Date Sampled:", "sampled"),
        ("Date Received:", "received"),
        ("Date Tested:", "tested"),
        ("Date Reported:", "reported"),
        ("Expiration Date:", "expires"),
    ]
    right = Form(
        sheet=sheet, record=record, indent=84, width=180, size=8.2, step=12.6, bold_labels=True, label_colour=_PLUM
    )
    below = right.dates(388, 80, content.dates, names, written=str)
    label = sheet.text(388, below, "Overall Status:", size=8.2, bold=True, colour=_PLUM)
    colour = "#b3261e" if content.overall_verdict is LabVerdict.FAIL else "#1f7a3d"
    word = sheet.text(label.box.x0 + 84, below, content.overall_status, size=8.2, bold=True, colour=colour)
    record.overall = (word, content.overall_verdict)
    return max(left, below + 13) + 8


def _panel(sheet: Sheet, record: Record, panel: TestedPanel, frame: Frame, top: float) -> float:
    title = sheet.text(_LEFT, top, panel.title, size=10.5, bold=True, colour=_PLUM)
    sheet.text(title.box.x1 + 10, top + 2.6, panel.method, size=7.2, colour=GREY)
    status = sheet.text(_RIGHT, top + 1, panel.status, size=9, bold=True, colour=_PLUM, align="right")
    record.put_panel(panel, title, status)
    top += 15
    if panel.panel is not Panel.ALKALOIDS:
        return (
            Table(sheet=sheet, record=record, panel=panel, columns=_columns(panel), style=_STYLE, frame=frame).draw(top)
            + 14
        )
    columns = _alkaloid_columns(panel)
    bottom = Table(sheet=sheet, record=record, panel=panel, columns=columns, style=_STYLE, frame=frame).draw(top)
    first = bottom - _STYLE.row * len(panel.lines)
    _bars(sheet, panel, _LEFT + sum(column.width for column in columns) + 6, first)
    return bottom + 14


def _alkaloid_columns(panel: TestedPanel) -> list[Column]:
    wide = 204 / len(panel.units)
    results = [Column(holds=Holds.RESULT, heading=f"Result\n({unit})", width=wide, unit=unit) for unit in panel.units]
    return [
        Column(holds=Holds.NAME, heading="Analyte", width=136, align="left"),
        Column(holds=Holds.LOD, heading=f"LOD\n({panel.lod_unit})", width=50),
        Column(holds=Holds.LOQ, heading=f"LOQ\n({panel.lod_unit})", width=50),
        *results,
    ]


def _columns(panel: TestedPanel) -> list[Column]:
    name = Column(holds=Holds.NAME, heading="Test", width=160, align="left")
    result = Column(holds=Holds.RESULT, heading=f"Result\n({panel.limit_unit})", width=110)
    limit = Column(holds=Holds.LIMIT, heading=f"Limit\n({panel.limit_unit})", width=100)
    status = Column(holds=Holds.STATUS, heading="Status", width=60)
    if panel.panel is Panel.MICROBIALS:
        return [Column(holds=Holds.NAME, heading="Test", width=270, align="left"), result, limit, status]
    lod = Column(holds=Holds.LOD, heading=f"LOD\n({panel.lod_unit})", width=55)
    loq = Column(holds=Holds.LOQ, heading=f"LOQ\n({panel.lod_unit})", width=55)
    return [name, lod, loq, result, limit, status]


def _bars(sheet: Sheet, panel: TestedPanel, x: float, top: float) -> None:
    """A bar for each alkaloid that was quantified, as long as its share of the largest."""
    amounts = [read_quantity(line.amounts[0].text, decimal_comma=False) for line in panel.lines if not line.is_total]
    values = [0.0 if amount is None or amount.value is None else float(amount.value) for amount in amounts]
    longest = max(values) or 1.0
    for number, value in enumerate(values):
        if value:
            y = top + number * _STYLE.row + 4
            sheet.box(x, y, x + max(1.0, 90 * value / longest), y + 6, fill=_ROSE)


def _close(sheet: Sheet, top: float) -> None:
    signature(sheet, _RIGHT - 150, top, "Wilhelmina Sorrow")
    sheet.line(_RIGHT - 160, top + 33, _RIGHT, top + 33, colour=GREY)
    sheet.text(_RIGHT - 160, top + 36, "W. Sorrow, Quality Assurance", size=7.4)
    small_print(
        sheet,
        _LEFT,
        top + 8,
        "ND: not detected. LOD: limit of detection. LOQ: limit of quantification. <LOQ: detected but not quantified. "
        "Totals are the sum of quantified alkaloids. Amounts per article follow from the weight or volume above. "
        "Results relate only to the sample tested.",
        330,
    )
