import pytest

from labs.checks import Context, Severity
from labs.coa import CertificateOfAnalysis
from tests.labs.builders import TODAY, a_result, codes, findings
from tests.labs.checks.statistics.batches import a_batch, batches_of

CHECK = "stat.own_history"
VALUES = ("1.30", "1.35", "1.40", "1.42", "1.45", "1.50", "1.55")  # median 1.42; the spread on logs is about 7 %
CONTEXT = Context(today=TODAY, earlier=batches_of(VALUES))


def new(value, **fields):
    return a_batch(99, a_result("mitragynine", value=value, unit="%"), **fields)


def example() -> CertificateOfAnalysis:
    return new("3.10")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1.42", []),
        ("1.75", []),
        ("1.95", [Severity.NOTE]),
        ("1.00", [Severity.NOTE]),
        ("3.10", [Severity.WARNING]),
        ("0.50", [Severity.WARNING]),
        ("ND", []),
    ],
)
def test_the_farther_the_heavier(value, expected):
    assert [one.severity for one in findings(new(value), CHECK, earlier=CONTEXT.earlier)] == expected


def test_six_earlier_batches_are_too_few():
    assert codes(new("3.10"), CHECK, earlier=CONTEXT.earlier[:6]) == []


def test_other_products_clients_and_the_same_batch_do_not_count():
    for change in ({"product": "Red Nimbus"}, {"client": "Alto Herbs"}):
        assert codes(new("3.10"), CHECK, earlier=batches_of(VALUES, **change)) == []
    assert codes(a_batch(1, a_result("mitragynine", value="3.10", unit="%")), CHECK, earlier=CONTEXT.earlier) == []


def test_two_reports_of_one_batch_count_once():
    doubled = (*CONTEXT.earlier[:6], CONTEXT.earlier[0])
    assert codes(new("3.10"), CHECK, earlier=doubled) == []


def test_a_tidy_history_makes_no_outlier():
    # All alike: what laboratories differ by, 3.8 % at 1.42 %, is the spread.
    tidy = batches_of(["1.42"] * 7)
    assert codes(new("1.60"), CHECK, earlier=tidy) == []
    assert codes(new("1.65"), CHECK, earlier=tidy) == [CHECK]


def test_a_history_mostly_missed_stays_quiet():
    missed = batches_of(["<0.02"] * 3 + ["0.021"] * 4, analyte="lead", unit="ppm")
    coa = a_batch(99, a_result("lead", value="9.00", unit="ppm"))
    assert codes(coa, CHECK, earlier=missed) == []
    enough = batches_of(["<0.02"] * 2 + ["0.021"] * 5, analyte="lead", unit="ppm")
    assert codes(coa, CHECK, earlier=enough) == [CHECK]
