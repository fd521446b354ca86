import pytest

from labs.coa import CertificateOfAnalysis, PrintedDate
from tests.labs.builders import a_coa, a_date, codes, findings

CHECK = "date.future"


def example() -> CertificateOfAnalysis:
    return a_coa(received="2026-08-24", reported="2027-09-02")


def test_a_report_from_next_year_says_so():
    (found,) = findings(example(), CHECK)
    assert found.says == "The date reported, 2027-09-02, is 283 days ahead of 2026-11-23."


@pytest.mark.parametrize("field", ["manufactured", "sampled", "received", "tested", "completed", "reported"])
@pytest.mark.parametrize(("day", "expected"), [("2026-11-23", 0), ("2026-11-24", 0), ("2026-11-25", 1)])
def test_one_day_of_slack_is_given_to_every_date_of_work(field, day, expected):
    assert len(codes(a_coa(**{field: day}), CHECK)) == expected


def test_an_expiry_lies_ahead_by_nature():
    assert codes(a_coa(expires="2029-01-01"), CHECK) == []


@pytest.mark.parametrize(("text", "expected"), [("2026-03-12|2026-12-03", []), ("2027-03-04|2027-04-03", [CHECK])])
def test_an_unclear_date_counts_only_if_both_readings_lie_ahead(text, expected):
    assert codes(a_coa(reported=text), CHECK) == expected


def test_a_date_that_may_be_misread_is_not_asked():
    sure = a_date("2027-09-02")
    unsure = PrintedDate(
        day=sure.day, printed=type(sure.printed)(text="2O27", page=1, box=sure.printed.box, certainty=0.4)
    )
    assert codes(a_coa(reported=unsure), CHECK) == []
