"""A long report costs its length: twice the rows take twice the work, whatever is wrong with them."""

import sys
from collections.abc import Callable, Iterable

import pytest

from labs.coa import AnalyteResult, CertificateOfAnalysis, Panel
from tests.labs.builders import a_coa, a_result, a_row, codes, findings

ROWS = 600  # more than the sums of one sample take into account


def verdicts(rows: int) -> Iterable[AnalyteResult]:
    """Every third row passes as it should, the others fail though they are within their limit."""
    return (
        a_result("lead", value="0.5", limit="1.00", status="fail" if row % 3 else "pass", row=row)
        for row in range(rows)
    )


def below_their_lod(rows: int) -> Iterable[AnalyteResult]:
    return (a_result("lead", value="0.5", lod="0.9" if row % 3 else "0.1", row=row) for row in range(rows))


def two_units(rows: int, agreeing: int = 0) -> Iterable[AnalyteResult]:
    for row in range(rows):
        yield from a_row("mitragynine", ("1.50", "%"), ("15.0" if row < agreeing else "11.0", "mg/g"), row=row)


def tables_with_totals(rows: int) -> Iterable[AnalyteResult]:
    for table in range(rows):
        yield a_result("mitragynine", value="1.5", unit="%", table=table, row=2 * table)
        yield a_result("total_alkaloids", value="0.5", unit="%", table=table, row=2 * table + 1)


def totals_of_one_table(rows: int) -> Iterable[AnalyteResult]:
    for row in range(rows):
        yield a_result(f"Alkaloid {row}", value="1.5", unit="%", panel=Panel.ALKALOIDS)
        yield a_result("total_alkaloids", value="0.5", unit="%")


def calls(coa: CertificateOfAnalysis) -> int:
    """How many functions of ours the checks call on a certificate, and how often they go round in a generator."""
    count = 0

    def note(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        findings(coa)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize(
    "rows",
    [verdicts, below_their_lod, two_units, tables_with_totals, totals_of_one_table],
)
def test_twice_the_rows_take_about_twice_the_work(rows: Callable[[int], Iterable[AnalyteResult]]):
    once, twice = a_coa(*rows(ROWS)), a_coa(*rows(2 * ROWS))
    findings(once)  # what is read once for all is read now
    assert calls(twice) < 2.5 * calls(once)


def test_of_many_rows_each_that_is_wrong_is_told_once():
    assert codes(a_coa(*two_units(ROWS, agreeing=1)), "arith.pct_mgg") == ["arith.pct_mgg"] * (ROWS - 1)


@pytest.mark.parametrize(("totals", "expected"), [(20, 20), (21, 0)])
def test_rows_with_more_totals_than_any_laboratory_prints_are_left_alone(totals, expected):
    rows = [a_result("mitragynine", value="1.5", unit="%")]
    rows += [a_result("total_alkaloids", value="0.5", unit="%") for _ in range(totals)]
    assert len(codes(a_coa(*rows), "arith.sum_gt_total")) == expected
