from decimal import Decimal

import pytest

from labs.checks import Context, Severity
from labs.checks.forms import Form
from labs.coa import CertificateOfAnalysis
from tests.labs.builders import TODAY, a_coa, a_result, codes, findings

CHECK = "stat.category"
PEERS = {"mitragynine": tuple(Decimal(one) / 10000 for one in range(110, 170, 2))}  # 30 batches, 1.10 to 1.68 %
CONTEXT = Context(today=TODAY, peers=PEERS, form=Form.LEAF)


def new(value, unit="%"):
    return a_coa(a_result("mitragynine", value=value, unit=unit))


def example() -> CertificateOfAnalysis:
    return new("4.60")


@pytest.mark.parametrize(
    ("value", "expected"), [("1.40", []), ("2.20", []), ("4.60", [CHECK]), ("0.40", [CHECK]), ("ND", []), ("<0.1", [])]
)
def test_only_what_lies_far_outside_is_found(value, expected):
    assert codes(new(value), CHECK, peers=PEERS, form=Form.LEAF) == expected


def test_29_batches_are_too_few():
    assert codes(new("4.60"), CHECK, peers={"mitragynine": PEERS["mitragynine"][:29]}, form=Form.LEAF) == []


def test_without_peers_there_is_nothing_to_compare():
    assert codes(new("4.60"), CHECK, form=Form.LEAF) == []


def test_extracts_are_left_out():
    assert codes(new("46.0"), CHECK, peers=PEERS, form=Form.EXTRACT) == []


def test_units_that_are_no_share_stay_quiet():
    assert codes(new("4.60", unit="mg/serving"), CHECK, peers=PEERS, form=Form.LEAF) == []


def test_the_finding_is_a_note_that_says_how_many_hold_less():
    (found,) = findings(example(), CHECK, peers=PEERS, form=Form.LEAF)
    assert found.severity is Severity.NOTE
    assert "30 of 30" in found.arithmetic
