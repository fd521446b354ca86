"""A reading as text for people: columns that hold something, and amounts with the unit that they are in."""

from labs import listing
from labs.coa import AnalyteResult, Box, Printed
from labs.parsing import Code, Parsed, Unread
from tests.labs.builders import a_coa, a_result


def lines(*results: AnalyteResult) -> list[str]:
    """The table's head and rows, with single spaces."""
    text = listing.reading(Parsed(coa=a_coa(*results), pages=(), text=""), file="report.pdf")
    found = [" ".join(line.split()) for line in text.splitlines()]
    return found[next(number for number, line in enumerate(found) if line.startswith("analyte")) :]


def test_uncertainty_has_a_column_where_any_result_has_one():
    assert lines(a_result("lead", value="0.64", uncertainty="0.08"), a_result("nickel", value="0.13")) == [
        "analyte result ± unit page",
        "Lead 0.64 0.08 ppm 1",
        "Nickel 0.13 ppm 1",
    ]


def test_uncertainty_has_no_column_where_no_result_has_one():
    assert lines(a_result("lead", value="0.64"))[0] == "analyte result unit page"


def test_an_amount_in_another_unit_than_the_result_says_which():
    assert lines(a_result("lead", value="0.64", lod="5", lod_unit="ppb", limit="0.5", limit_unit="ppm")) == [
        "analyte result unit LOD limit page",
        "Lead 0.64 ppm 5 ppb 0.5 1",
    ]


def test_a_reading_that_is_not_wholly_sure_says_how_sure():
    assert lines(a_result("lead", value="0.64"), a_result("nickel", value="0.1", confidence=0.9)) == [
        "analyte result unit sure page",
        "Lead 0.64 ppm 1",
        "Nickel 0.1 ppm 90% 1",
    ]


def test_what_was_not_understood_and_what_codes_say_is_listed_on_one_line_each():
    box = Box(x0=1, top=2, x1=3, bottom=4)
    stray = Unread(printed=Printed(text="4.77", page=2, box=box), reason="No row.")
    code = Code(text="https://certificates.example/\x1b[31m1", kind="QRCode", page=1, box=box)
    parsed = Parsed(coa=a_coa(), pages=(), unread=(stray,), codes=(code,))
    said = listing.reading(parsed, file="report.pdf").splitlines()
    assert "  4.77  page 2  No row." in said
    assert "  QRCode  page 1  https://certificates.example/ [31m1" in said
