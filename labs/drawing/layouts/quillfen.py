"""Quillfen Analytical: Letter, teal, a row of panel tiles, LOD and LOQ in one column, as many pages as it takes."""

from reportlab.lib.pagesizes import letter

from labs.coa import CertificateOfAnalysis, LabVerdict, Panel
from labs.drawing.content import Content, TestedPanel
from labs.drawing.laboratories import Laboratory
from labs.drawing.layouts.parts import Form, american, signature, small_print
from labs.drawing.record import Record
from labs.drawing.sheet import GREY, OPEN_SANS, Sheet
from labs.drawing.tables import Column, Frame, Holds, Style, Table

_TEAL, _PALE, _MIST = "#0f6b6b", "#e4f1f0", "#f5faf9"
_LEFT, _RIGHT = 40.0, 572.0
_BOTTOM = 722.0
_TILES = (
    (Panel.ALKALOIDS, "Alkaloids"),
    (Panel.METALS, "Heavy Metals"),
    (Panel.MICROBIALS, "Microbiology"),
    (Panel.PESTICIDES, "Pesticides"),
)
_WORDS = {LabVerdict.PASS: "#1f7a3d", LabVerdict.FAIL: "#b3261e", LabVerdict.TESTED: _TEAL}
_STYLE = Style(
    size=7.8,
    row=14,
    heading_size=7.2,
    heading_colour=_TEAL,
    heading_rule=_TEAL,
    zebra=_MIST,
    total_rule=_TEAL,
    verdict_colours=True,
)


def draw(laboratory: Laboratory, content: Content) -> tuple[bytes, CertificateOfAnalysis]:
    """Draw one certificate; gives the file and what is printed in it."""
    sheet = Sheet(letter, OPEN_SANS, title=f"Certificate of Analysis {content.report_id}", author=laboratory.name)
    record = Record()
    top = _letterhead(sheet, record, laboratory, content)
    top = _sample(sheet, record, content, top)
    top = _tiles(sheet, record, content, top)

    def turn() -> float:
        sheet.next_page()
        return _running_head(sheet, laboratory, content)

    for panel in content.panels:
        if top + 90 > _BOTTOM:
            top = turn()
        top = _panel(sheet, record, panel, Frame(x=_LEFT, bottom=_BOTTOM, turn=turn), top)
    if top + 62 > _BOTTOM:
        top = turn()
    _close(sheet, laboratory, top)
    return sheet.finish(), record.certificate()


def _logo(sheet: Sheet, x: float, top: float, size: float) -> None:
    """A fan of three quills."""
    for lean, shade in ((-0.34, "#8cc5c0"), (0.0, "#3f9a96"), (0.34, _TEAL)):
        tip = (x + size / 2 + lean * size, top)
        sheet.shape(
            [
                (x + size / 2, top + size),
                (tip[0] - size * 0.13, top + size * 0.34),
                tip,
                (tip[0] + size * 0.13, top + size * 0.34),
            ],
            fill=shade,
        )


def _letterhead(sheet: Sheet, record: Record, laboratory: Laboratory, content: Content) -> float:
    sheet.box(0, 0, sheet.width, 7, fill=_TEAL)
    _logo(sheet, _LEFT, 24, 34)
    record.put("lab_name", sheet.text(_LEFT + 44, 24, laboratory.name, size=15, bold=True, colour=_TEAL))
    for number, line in enumerate((*laboratory.address, laboratory.accreditation)):
        sheet.text(_LEFT + 44, 43 + number * 9.5, line, size=6.8, colour=GREY)
    sheet.text(_RIGHT, 24, "Certificate of Analysis", size=15, align="right")
    record.put("report_id", sheet.text(_RIGHT, 45, content.report_id, size=8.5, bold=True, align="right"))
    wide = sheet.measure(content.report_id, 8.5, bold=True)
    sheet.text(_RIGHT - wide - 5, 45.4, "Report No.:", size=8, colour=GREY, align="right")
    sheet.line(_LEFT, 80, _RIGHT, 80, colour=_TEAL, width=1)
    return 90.0


def _sample(sheet: Sheet, record: Record, content: Content, top: float) -> float:
    sheet.text(_LEFT, top - 4, "Product", size=7, colour=GREY)
    title = sheet.paragraph(_LEFT, top + 6, content.product, 340, size=11.5, bold=True)
    record.put("product_name", title)
    labels = Form(sheet=sheet, record=record, indent=62, width=250, size=7.8)
    left = labels.fields(
        _LEFT,
        title.box.bottom + 6,
        [
            ("Sample ID", content.sample_id, "sample_id"),
            ("Batch", content.batch, "batch"),
            ("Matrix", content.matrix, "matrix"),
            ("Client", content.client, "client"),
            ("", ", ".join(content.client_address), ""),
        ],
    )
    names = [("Manufactured", "manufactured"), ("Collected", "sampled"), ("Received", "received"), ("Tested", "tested")]
    names.append(("Reported", "reported"))
    right = labels.dates(400, title.box.bottom + 6, content.dates, names, written=american, month_first=True)
    word = sheet.text(
        _RIGHT,
        top + 1,
        content.overall_status.upper(),
        size=12,
        bold=True,
        align="right",
        colour=_WORDS[content.overall_verdict],
    )
    sheet.text(word.box.x0 - 6, top + 3.4, "Overall result:", size=7.8, colour=GREY, align="right")
    record.overall = (word, content.overall_verdict)
    return max(left, right) + 4


def _tiles(sheet: Sheet, record: Record, content: Content, top: float) -> float:
    tested = {panel.panel: panel for panel in content.panels}
    wide = (_RIGHT - _LEFT - 3 * 8) / 4
    for number, (kind, title) in enumerate(_TILES):
        x = _LEFT + number * (wide + 8)
        panel = tested.get(kind)
        colour = GREY if panel is None else _WORDS[panel.verdict]
        sheet.box(x, top, x + wide, top + 34, fill=_PALE, stroke="#c6dedc", radius=4)
        sheet.disc(x + 17, top + 17, 8, stroke=colour)
        sheet.disc(x + 17, top + 17, 3.2, fill=colour)
        name = sheet.text(x + 32, top + 7, title, size=7.6)
        status = "Not Tested" if panel is None else panel.status
        word = sheet.text(x + 32, top + 18, status, size=8, bold=True, colour=colour)
        if panel is None:
            record.put_untested(kind, name, word)
    return top + 46


def _panel(sheet: Sheet, record: Record, panel: TestedPanel, frame: Frame, top: float) -> float:
    sheet.box(_LEFT, top, _RIGHT, top + 18, fill=_TEAL)
    title = sheet.text(_LEFT + 8, top + 3.6, panel.title, size=10, bold=True, colour="#ffffff")
    sheet.text(title.box.x1 + 12, top + 5.6, f"Method {panel.method}", size=7, colour="#d3ebe9")
    status = sheet.text(_RIGHT - 8, top + 4.4, panel.status, size=9, bold=True, colour="#ffffff", align="right")
    record.put_panel(panel, title, status)
    return (
        Table(sheet=sheet, record=record, panel=panel, columns=_columns(panel), style=_STYLE, frame=frame).draw(
            top + 20
        )
        + 12
    )


def _columns(panel: TestedPanel) -> list[Column]:
    name = Column(holds=Holds.NAME, heading="Analyte", width=172, align="left")
    if panel.panel is Panel.ALKALOIDS:
        results = [Column(holds=Holds.RESULT, heading=f"Result ({unit})", width=120, unit=unit) for unit in panel.units]
        return [name, Column(holds=Holds.LOD_AND_LOQ, heading=f"LOD / LOQ ({panel.lod_unit})", width=120), *results]
    limit = Column(holds=Holds.LIMIT, heading=f"Limit ({panel.limit_unit})", width=92)
    status = Column(holds=Holds.STATUS, heading="Status", width=72)
    result = Column(holds=Holds.RESULT, heading=f"Result ({panel.limit_unit})", width=96)
    if panel.panel is Panel.MICROBIALS:
        return [
            Column(holds=Holds.NAME, heading="Analyte", width=272, align="left"),
            result,
            limit,
            status,
        ]
    return [
        name,
        Column(holds=Holds.LOD_AND_LOQ, heading=f"LOD / LOQ ({panel.lod_unit})", width=100),
        result,
        limit,
        status,
    ]


def _running_head(sheet: Sheet, laboratory: Laboratory, content: Content) -> float:
    sheet.box(0, 0, sheet.width, 7, fill=_TEAL)
    _logo(sheet, _LEFT, 20, 18)
    sheet.text(_LEFT + 26, 24, laboratory.name, size=9, bold=True, colour=_TEAL)
    sheet.text(_RIGHT, 24, f"{content.report_id}   page {sheet.page}", size=8, colour=GREY, align="right")
    sheet.line(_LEFT, 44, _RIGHT, 44, colour=_TEAL, width=0.8)
    return 54.0


def _close(sheet: Sheet, laboratory: Laboratory, top: float) -> None:
    signature(sheet, _LEFT + 4, top + 4, "Philippa Rookwell")
    sheet.line(_LEFT, top + 36, _LEFT + 130, top + 36, colour=GREY)
    sheet.text(_LEFT, top + 39, "P. Rookwell, Laboratory Director", size=7)
    small_print(
        sheet,
        _LEFT + 190,
        top + 12,
        "ND = not detected, below LOD. <LOQ = detected below the limit of quantification. Results apply to the sample "
        "as received. Statements of conformity by simple acceptance. "
        f"{laboratory.name} is not responsible for sampling.",
        340,
    )
