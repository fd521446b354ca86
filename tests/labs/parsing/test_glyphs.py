"""Letters as PDFs hold them: raised digits, spaced type, doubled and tilted text."""

from decimal import Decimal

import pytest

from tests.labs.parsing.drawing import HEIGHT, Sheet, cells, result

HEAD = ["Test", "Result (cfu/g)", "Limit"]


def test_a_raised_small_digit_is_a_power(sheet: Sheet) -> None:
    sheet.table(100, [50, 250, 350], HEAD, [["Yeast", "37", "100"], ["Aerobic Plate Count", "3.9 × 10", "1000"]])
    sheet.text(250 + sheet.canvas.stringWidth("3.9 × 10", "Helvetica", 9), 128.5, "4", size=6)

    counted = result(sheet.read(), "Aerobic Plate Count")

    assert counted.printed.text == "3.9 × 10⁴"
    assert counted.quantity.value == Decimal(39000)


@pytest.mark.parametrize(
    ("flat", "raised", "printed", "value"),
    [("1,0.10", "3", "1,0·10³", 1000), ("2.55.10", "4", "2.55·10⁴", 25500), ("0.10", "3", "0.10³", None)],
)
def test_a_point_before_a_power_of_ten_is_a_times_sign_where_it_can_be_no_decimal_point(
    sheet: Sheet, flat: str, raised: str, printed: str, value: int | None
) -> None:
    sheet.table(100, [50, 250, 350], HEAD, [["Yeast", "37", "100"], ["Aerobic Plate Count", flat, "1000"]])
    sheet.text(250 + sheet.canvas.stringWidth(flat, "Helvetica", 9), 128.5, raised, size=6)

    counted = result(sheet.read(), "Aerobic Plate Count")

    assert counted.printed.text == printed
    assert value is None or counted.quantity.value == Decimal(value)


def test_the_mark_of_a_footnote_is_no_power(sheet: Sheet) -> None:
    sheet.table(100, [50, 250, 350], HEAD, [["Yeast", "37", "100"], ["Mold", "340", "1000"]])
    sheet.text(350 + sheet.canvas.stringWidth("1000", "Helvetica", 9), 128.5, "(1)", size=6)

    limit = result(sheet.read(), "Mold").limit

    assert limit is not None
    assert limit.quantity.value == Decimal(1000)


def test_a_digit_on_the_line_is_no_power(sheet: Sheet) -> None:
    sheet.table(100, [50, 250, 350], HEAD, [["Yeast", "37", "100"], ["Mold", "340", "1000"]])

    assert [value for _, value, _ in cells(sheet.read())] == ["37", "340"]


def test_letter_spaced_words_stay_whole(sheet: Sheet) -> None:
    for y, line in (
        (100, ("ANALYTE", "RESULT (%)", "LOD (%)")),
        (116, ("MITRAGYNINE", "1.363", "0.001")),
        (132, ("PAYNANTHEINE", "ND", "0.001")),
    ):
        for x, text in zip((50, 250, 400), line, strict=True):
            drawn = sheet.canvas.beginText(x, HEIGHT - y)
            drawn.setFont("Helvetica", 8)
            drawn.setCharSpace(1.6)
            drawn.textOut(text)
            sheet.canvas.drawText(drawn)

    assert cells(sheet.read()) == [("MITRAGYNINE", "1.363", "%"), ("PAYNANTHEINE", "ND", "%")]


def test_text_printed_twice_for_a_shadow_is_read_once(sheet: Sheet) -> None:
    for shift in (0.0, 0.2):
        sheet.table(
            100 + shift,
            [50 + shift, 250 + shift],
            ["Analyte", "Result (%)"],
            [["Mitragynine", "1.363"], ["Nickel", "ND"]],
        )

    assert cells(sheet.read()) == [("Mitragynine", "1.363", "%"), ("Nickel", "ND", "%")]


def test_a_tilted_watermark_is_not_read(sheet: Sheet) -> None:
    sheet.table(100, [50, 250], ["Analyte", "Result (%)"], [["Mitragynine", "1.363"], ["Nickel", "ND"]])
    sheet.canvas.saveState()
    sheet.canvas.translate(60, HEIGHT - 130)
    sheet.canvas.rotate(35)
    sheet.text(0, HEIGHT, "SAMPLE 9.999", size=20)
    sheet.canvas.restoreState()

    parsed = sheet.read()

    assert cells(parsed) == [("Mitragynine", "1.363", "%"), ("Nickel", "ND", "%")]
    assert "9.999" not in parsed.text
