"""Files that cannot be read fail by name, and files that look difficult are read all the same."""

from pathlib import Path

import pikepdf
import pytest
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.pdfencrypt import StandardEncryption

from labs.parsing.failures import Damaged, NoPages, NoText, PasswordNeeded
from labs.parsing.reader import parse
from tests.labs.parsing.drawing import Sheet, cells

ROWS = [["Mitragynine", "1.363"], ["Paynantheine", "0.234"]]


def draw(sheet: Sheet) -> Path:
    sheet.table(100, [50, 250], ["Analyte", "Result (%)"], ROWS)
    return sheet.save()


def test_a_page_of_pictures_has_no_text(sheet: Sheet) -> None:
    sheet.canvas.rect(50, 50, 200, 200, fill=1)

    with pytest.raises(NoText):
        parse(sheet.save())


def test_a_password_is_asked_for(tmp_path: Path) -> None:
    path = draw(Sheet(tmp_path / "locked.pdf", StandardEncryption("secret", strength=128)))

    with pytest.raises(PasswordNeeded):
        parse(path)


def test_encryption_against_changes_only_is_read(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "guarded.pdf", StandardEncryption("", ownerPassword="owner", canCopy=0, strength=128))

    assert cells(parse(draw(sheet))) == [("Mitragynine", "1.363", "%"), ("Paynantheine", "0.234", "%")]


@pytest.mark.parametrize("content", [b"", b"not a pdf at all", b"%PDF-1.7\n%%EOF"])
def test_what_is_no_pdf_is_damaged_or_empty(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.pdf"
    path.write_bytes(content)

    with pytest.raises((Damaged, NoPages)):
        parse(path)


def test_progress_is_told_after_each_page(sheet: Sheet) -> None:
    for number in range(3):
        sheet.text(50, 100, f"page {number}")
        sheet.next_page()
    told: list[tuple[int, int]] = []

    parse(sheet.save(), on_progress=lambda done, total: told.append((done, total)))

    assert told == [(1, 3), (2, 3), (3, 3)]


def test_the_size_of_a_turned_page_is_as_it_is_shown(sheet: Sheet) -> None:
    sheet.canvas.translate(LETTER[0], 0)
    sheet.canvas.rotate(90)
    sheet.canvas.drawString(100, 500, "Upright when shown")

    with pikepdf.open(sheet.save(), allow_overwriting_input=True) as pdf:
        pdf.pages[0].Rotate = 90
        pdf.save(sheet.path)

    parsed = parse(sheet.path)

    [page] = parsed.pages
    assert (page.width, page.height) == (792, 612)
    assert parsed.text == "Upright when shown"


def test_places_are_of_the_part_that_is_shown(sheet: Sheet) -> None:
    sheet.text(40, 30, "cut away")
    draw(sheet)
    with pikepdf.open(sheet.path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].CropBox = [30, 100, 530, 742]
        pdf.save(sheet.path)

    parsed = parse(sheet.path)

    [page] = parsed.pages
    assert (page.width, page.height) == (500, 642)
    assert "cut away" not in parsed.text
    box = parsed.coa.results[0].printed.box
    assert (round(box.x0), round(box.bottom)) == (220, 68)
