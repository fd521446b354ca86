"""Zkušební laboratoř Jívodol: A4, in Czech with decimal commas, ruled tables with uncertainties and verdicts."""

from reportlab.lib.pagesizes import A4

from labs.coa import CertificateOfAnalysis
from labs.drawing.content import Content, TestedPanel
from labs.drawing.laboratories import Laboratory
from labs.drawing.layouts.parts import Form, czech, signature, small_print
from labs.drawing.record import Record
from labs.drawing.sheet import BLACK, GREY, OPEN_SANS, Sheet
from labs.drawing.tables import Column, Frame, Holds, Style, Table

_BLUE = "#1d3f72"
_LEFT, _RIGHT = 48.0, 547.0
_BOTTOM = 770.0
_STYLE = Style(size=8.2, row=15, heading_size=7.6, heading_fill="#e9edf4", grid="#4a5568", padding=3.5)


def draw(laboratory: Laboratory, content: Content) -> tuple[bytes, CertificateOfAnalysis]:
    """Draw one certificate; gives the file and what is printed in it."""
    sheet = Sheet(A4, OPEN_SANS, title=f"Protokol o zkoušce {content.report_id}", author=laboratory.name)
    record = Record(decimal_comma=True)
    top = _letterhead(sheet, record, laboratory)
    top = _sample(sheet, record, content, top)
    top = _results_title(sheet, top)

    def turn() -> float:
        sheet.next_page()
        sheet.text(_LEFT, 34, laboratory.name, size=8, bold=True, colour=_BLUE)
        sheet.text(_RIGHT, 34, f"Protokol č. {content.report_id}, strana {sheet.page}", size=8, align="right")
        sheet.line(_LEFT, 47, _RIGHT, 47, colour=_BLUE)
        return 60.0

    for panel in content.panels:
        if top + 80 > _BOTTOM:
            top = turn()
        top = _panel(sheet, record, panel, Frame(x=_LEFT, bottom=_BOTTOM, turn=turn), top)
    if top + 120 > _BOTTOM:
        top = turn()
    _close(sheet, record, content, top)
    return sheet.finish(), record.certificate()


def _logo(sheet: Sheet, x: float, top: float) -> None:
    """A willow catkin in a ring."""
    sheet.disc(x + 20, top + 20, 19, stroke=_BLUE)
    for number in range(5):
        side = -1 if number % 2 else 1
        y = top + 9 + number * 5.5
        sheet.shape([(x + 20, y + 5), (x + 20 + side * 9, y), (x + 20 + side * 4, y + 7)], fill=_BLUE)
    sheet.line(x + 20, top + 7, x + 20, top + 36, colour=_BLUE, width=1.4)


def _letterhead(sheet: Sheet, record: Record, laboratory: Laboratory) -> float:
    _logo(sheet, _LEFT, 30)
    record.put("lab_name", sheet.text(_LEFT + 52, 32, laboratory.name, size=13, bold=True, colour=_BLUE))
    sheet.text(_LEFT + 52, 50, laboratory.accreditation, size=7.4)
    sheet.text(_LEFT + 52, 61, ", ".join(laboratory.address), size=7.4, colour=GREY)
    sheet.line(_LEFT, 78, _RIGHT, 78, colour=_BLUE, width=1.2)
    sheet.line(_LEFT, 80.5, _RIGHT, 80.5, colour=_BLUE, width=0.4)
    sheet.text(_LEFT, 92, "Protokol o zkoušce", size=15, bold=True)
    sheet.text(_RIGHT, 96, f"strana {sheet.page}", size=8, colour=GREY, align="right")
    return 122.0


def _sample(sheet: Sheet, record: Record, content: Content, top: float) -> float:
    labels = Form(sheet=sheet, record=record, indent=128, width=490, size=8.6, step=13.5, label_colour=BLACK)
    top = labels.fields(
        _LEFT,
        top,
        [
            ("Číslo protokolu:", content.report_id, "report_id"),
            ("Zákazník:", content.client, "client"),
            ("Adresa zákazníka:", ", ".join(content.client_address), ""),
            ("Název vzorku:", content.product, "product_name"),
            ("Číslo šarže:", content.batch, "batch"),
            ("Číslo vzorku:", content.sample_id, "sample_id"),
            ("Matrice:", content.matrix, "matrix"),
        ],
    )
    names = [
        ("Datum odběru vzorku:", "sampled"),
        ("Datum přijetí vzorku:", "received"),
        ("Datum provedení zkoušek:", "tested"),
        ("Datum vystavení:", "reported"),
    ]
    return labels.dates(_LEFT, top, content.dates, names, written=czech) + 6


def _results_title(sheet: Sheet, top: float) -> float:
    sheet.text(_LEFT, top, "Výsledky zkoušek", size=11, bold=True, colour=_BLUE)
    return top + 18


def _panel(sheet: Sheet, record: Record, panel: TestedPanel, frame: Frame, top: float) -> float:
    title = sheet.text(_LEFT, top, panel.title, size=9.4, bold=True)
    record.put_panel(panel, title, None)
    columns = [
        Column(holds=Holds.NAME, heading="Ukazatel", width=118, align="left"),
        Column(holds=Holds.RESULT, heading="Výsledek", width=58),
        Column(holds=Holds.UNCERTAINTY, heading="Nejistota\n(U, k = 2)", width=58),
        Column(holds=Holds.UNIT, heading="Jednotka", width=52, align="centre"),
        Column(holds=Holds.LIMIT, heading="Limitní\nhodnota", width=52),
        Column(holds=Holds.STATUS, heading="Hodnocení", width=65, align="centre"),
        Column(holds=Holds.METHOD, heading="Zkušební\nmetoda", width=96, align="left"),
    ]
    return (
        Table(sheet=sheet, record=record, panel=panel, columns=columns, style=_STYLE, frame=frame).draw(top + 14) + 14
    )


def _close(sheet: Sheet, record: Record, content: Content, top: float) -> None:
    label = sheet.text(_LEFT, top, "Celkové hodnocení:", size=9, bold=True)
    word = sheet.text(label.box.x1 + 6, top, content.overall_status, size=9, bold=True)
    record.overall = (word, content.overall_verdict)
    small_print(
        sheet,
        _LEFT,
        top + 20,
        "Znaménko < značí výsledek pod mezí detekce nebo mezí stanovitelnosti. Uvedená rozšířená nejistota je součinem "
        "standardní nejistoty a koeficientu rozšíření k = 2, což odpovídá hladině spolehlivosti asi 95 %. Výsledky se "
        "týkají pouze zkoušeného vzorku. Limity podle přílohy vyhlášky č. 448/2025 Sb. a specifikace zákazníka. "
        "Protokol může být reprodukován jedině celý.",
        _RIGHT - _LEFT,
        size=6.8,
    )
    signature(sheet, _RIGHT - 140, top + 58, "Bohumila Vrbová")
    sheet.line(_RIGHT - 150, top + 92, _RIGHT, top + 92, colour=GREY)
    sheet.text(_RIGHT - 150, top + 95, "Ing. Bohumila Vrbová, vedoucí laboratoře", size=7.2)
