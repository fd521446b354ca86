"""Raised digits in pictures are powers and marks, never digits of the number that they stand on."""

from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from labs.coa import SURE_ENOUGH, AnalyteResult
from labs.parsing import parse
from labs.parsing.sight.raised_digits import with_raised_digits
from tests.labs.parsing.drawing import Sheet
from tests.labs.rasterised import rasterise

pytestmark = pytest.mark.xdist_group("raised digits")  # in one process, so that the scan is read once

FLAT_AND_RAISED = (
    ("Total aerobic count", "2.5 x 10", "3"),
    ("Yeast and mold", "<10", "2"),
    ("Enterobacteria", "103", ""),
    ("Coliforms", "", ""),
)


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, AnalyteResult]:
    """A scanned table of counts: each number with its raised digit, if it has one."""
    folder: Path = tmp_path_factory.mktemp("raised")
    sheet = Sheet(folder / "original.pdf")
    for number, text in enumerate(("Hartwick Vale Analytical (fictional)", "Certificate of Analysis", "Microbiology")):
        sheet.text(60, 60 + 20 * number, text, size=11)
    rows = [(name, flat, "CFU/g") for name, flat, _ in FLAT_AND_RAISED]
    sheet.table(140, (60, 260, 400), ("Analyte", "Result", "Unit"), rows, leading=20)
    for number, (_, flat, raised) in enumerate(FLAT_AND_RAISED, start=1):
        x = 260 + sheet.canvas.stringWidth(flat, "Helvetica", 9)
        sheet.text(x, 140 + 20 * number - 3.2, raised, size=5.8)
    sheet.text(260, 140 + 20 * len(FLAT_AND_RAISED), "<101", size=5)  # too small to tell
    rasterise(sheet.save(), folder / "scan.pdf")
    return {result.name.text: result for result in parse(folder / "scan.pdf").coa.results}


def inked(*letters: tuple[int, int]) -> np.ndarray:
    """Ink of letters eight pixels wide side by side, each from its first row to the one before its last, of 30."""
    marks = np.zeros((30, 12 * len(letters)), bool)
    for number, (top, bottom) in enumerate(letters):
        marks[top:bottom, 12 * number : 12 * number + 8] = True
    return marks


FULL, RAISED = (6, 30), (2, 16)


@pytest.mark.parametrize(
    ("name", "amount"), [("Total aerobic count", "2500"), ("Yeast and mold", "100"), ("Enterobacteria", "103")]
)
def test_a_power_in_a_picture_is_one_and_a_flat_number_is_not(results, name, amount):
    assert results[name].quantity.value == Decimal(amount)


def test_what_may_be_a_power_is_doubted(results):
    assert "A digit of this number may be a raised one." in results["Coliforms"].doubts
    assert results["Coliforms"].confidence < SURE_ENOUGH


def test_what_is_no_power_is_not_doubted_for_one(results):
    assert "A digit of this number may be a raised one." not in results["Enterobacteria"].doubts


@pytest.mark.parametrize(
    ("text", "letters", "read"),
    [
        ("102", (FULL, FULL, RAISED), "10²"),
        ("102", (FULL, FULL, FULL), "102"),
        ("1201", (FULL, FULL, FULL, RAISED), "120¹"),
        ("10-3", (FULL, FULL, (8, 10), RAISED), "10⁻³"),
        ("1,0.105", (FULL, (26, 33), FULL, (26, 30), FULL, FULL, RAISED), "1,0·10⁵"),
    ],
)
def test_ink_tells_which_digits_are_raised(text, letters, read):
    assert with_raised_digits(text, inked(*letters)).text == read
    assert not with_raised_digits(text, inked(*letters)).is_unsure


def test_a_raised_digit_that_fits_no_letter_is_unsure():
    assert with_raised_digits("102", inked(FULL, FULL, RAISED, RAISED)).is_unsure


def test_digits_too_low_to_tell_are_unsure_where_they_may_be_a_power():
    low = inked((22, 30), (22, 30), (20, 26))
    assert with_raised_digits("<102", low).is_unsure
    assert not with_raised_digits("1.02", low).is_unsure


def test_digits_that_touch_are_unsure_where_they_may_be_a_power():
    marks = inked(FULL, FULL, FULL)
    marks[6:30, 20:24] = True
    assert with_raised_digits("102", marks).is_unsure


def test_a_word_without_ink_is_what_was_read():
    assert with_raised_digits("12.5", np.zeros((0, 0), bool)).text == "12.5"
