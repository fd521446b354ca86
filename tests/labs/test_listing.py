"""A reading as text for people: columns that hold something, and amounts with the unit that they are in."""

from labs import listing
from labs.coa import AnalyteResult
from labs.parsing import Parsed
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
