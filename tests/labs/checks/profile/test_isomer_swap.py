import pytest

from labs.checks import Context, Severity
from labs.coa import CertificateOfAnalysis
from tests.labs.builders import TODAY, a_result, codes, findings
from tests.labs.checks.statistics.batches import a_batch

CHECK = "alk.isomer_swap"


def batch(number, speciociliatine, speciogynine, mitragynine="1.400"):
    values = {"mitragynine": mitragynine, "speciociliatine": speciociliatine, "speciogynine": speciogynine}
    return a_batch(number, *(a_result(slug, value=value, unit="%") for slug, value in values.items()))


EARLIER = (batch(1, "0.280", "0.140"), batch(2, "0.285", "0.137"), batch(3, "0.276", "0.144"))
CONTEXT = Context(today=TODAY, earlier=EARLIER)


def example() -> CertificateOfAnalysis:
    return batch(99, "0.141", "0.283")


@pytest.mark.parametrize(
    ("pair", "expected"),
    [
        (("0.141", "0.283"), [CHECK]),
        (("0.283", "0.141"), []),
        (("0.200", "0.200"), []),
        (("0.113", "0.335"), [CHECK]),  # each nearly 20 % off
        (("0.111", "0.283"), []),
        (("0.141", "0.337"), []),
        (("ND", "0.283"), []),
    ],
)
def test_both_must_fit_when_exchanged_and_neither_as_printed(pair, expected):
    assert codes(batch(99, *pair), CHECK, earlier=EARLIER) == expected


def test_shares_of_mitragynine_are_compared():
    assert codes(batch(99, "0.282", "0.566", mitragynine="2.800"), CHECK, earlier=EARLIER) == [CHECK]


def test_two_earlier_batches_are_too_few():
    assert codes(example(), CHECK, earlier=EARLIER[:2]) == []


def test_it_is_a_note():
    (found,) = findings(example(), CHECK, earlier=EARLIER)
    assert (found.severity, found.analyte) == (Severity.NOTE, "speciociliatine")
