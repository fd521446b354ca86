import pytest

from labs.checks import Context, Severity
from labs.coa import CertificateOfAnalysis
from tests.labs.builders import TODAY, a_result, codes, findings
from tests.labs.checks.statistics.batches import a_batch, batches_of

CHECK = "stat.too_tight"
ALIKE = ("1.501", "1.500", "1.499", "1.502", "1.500", "1.501", "1.500")
CONTEXT = Context(today=TODAY, earlier=batches_of(ALIKE))


def new(value="1.500", unit="%"):
    return a_batch(99, a_result("mitragynine", value=value, unit=unit))


def example() -> CertificateOfAnalysis:
    return new()


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (ALIKE, [CHECK]),
        (("1.48", "1.55", "1.42", "1.50", "1.61", "1.39", "1.52"), []),
        (("1.50",) * 7, [CHECK]),  # rounding hides at most 0.36 %
        (("1.5",) * 7, []),  # rounding may hide 3.6 %
        (ALIKE[:4], []),
    ],
)
def test_six_batches_or_more_must_be_too_much_alike_whatever_rounding_hides(values, expected):
    coa = new("1.5") if values[0] == "1.5" else new()
    assert codes(coa, CHECK, earlier=batches_of(values)) == expected


def test_other_products_do_not_count():
    assert codes(new(), CHECK, earlier=batches_of(ALIKE, product="Red Nimbus")) == []


def test_one_batch_apart_is_enough_to_stay_quiet():
    assert codes(new("1.60"), CHECK, earlier=CONTEXT.earlier) == []


def test_the_finding_is_a_warning():
    (found,) = findings(new(), CHECK, earlier=CONTEXT.earlier)
    assert found.severity is Severity.WARNING
    assert found.says.startswith("Mitragynine of 8 batches differs by ")
