import pytest

from labs.checks import Context, Severity
from labs.coa import CertificateOfAnalysis
from tests.labs.builders import TODAY, a_result, codes, findings
from tests.labs.checks.statistics.batches import a_batch, batches_of

CHECK = "stat.micro_exact"


def earlier(*values):
    return batches_of(values, analyte="tamc", unit="CFU/g")


CONTEXT = Context(today=TODAY, earlier=earlier("4300", "4300", "910"))


def new(value, unit="CFU/g"):
    return a_batch(99, a_result("tamc", value=value, unit=unit))


def example() -> CertificateOfAnalysis:
    return new("4300")


@pytest.mark.parametrize(
    ("value", "others", "expected"),
    [
        ("4300", ("4300", "4300"), [CHECK]),
        ("4300", ("4300", "4400"), []),
        ("4300", ("4300",), []),
        ("100", ("100", "100"), []),
        ("4000", ("4000", "4000"), []),  # one digit repeats by chance
        ("110", ("110", "110"), [CHECK]),
        ("<4300", ("<4300", "<4300"), []),
        ("4300", ("<4300", "<4300"), []),
    ],
)
def test_three_batches_must_have_one_large_count(value, others, expected):
    assert codes(new(value), CHECK, earlier=earlier(*others)) == expected


def test_units_must_be_the_same():
    assert codes(new("4300", unit="CFU/mL"), CHECK, earlier=earlier("4300", "4300")) == []


def test_it_is_a_note():
    (found,) = findings(example(), CHECK, earlier=CONTEXT.earlier)
    assert (found.severity, found.analyte) == (Severity.NOTE, "tamc")
