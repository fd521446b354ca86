from decimal import Decimal

import pytest

from labs.coa import CertificateOfAnalysis
from tests.labs.builders import a_coa, a_result, codes, findings

CHECK = "arith.ppm_ppb"


PEERS = {"lead": [Decimal(20 + number) / Decimal(10**8) for number in range(40)]}  # 0.20 to 0.59 ppm


def example() -> CertificateOfAnalysis:
    return a_coa(a_result("lead", value="0.145", unit="ppm"), a_result("lead", value="0.145", unit="µg/kg", page=2))


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (("0.145", "ppm"), ("145", "ppb"), []),
        (("0.145", "ppm"), ("0.145", "ppb"), [CHECK]),
        (("0.145", "ppm"), ("0.145", "µg/g"), []),
        (("0.1", "ppm"), ("0.1", "ppb"), []),  # one digit may agree by chance
        (("0.145", "ppm"), ("0.146", "ppb"), []),
        (("ND", "ppm"), ("ND", "ppb"), []),
    ],
)
def test_the_same_digits_in_units_a_thousand_apart(
    first: tuple[str, str], second: tuple[str, str], expected: list[str]
):
    results = (a_result("lead", value=value, unit=unit) for value, unit in (first, second))
    assert codes(a_coa(*results), CHECK) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [("0.30", []), ("300", [CHECK]), ("0.00030", [CHECK]), ("900", []), ("0.61", []), ("0.19", [])],
)
def test_a_result_unlike_others_but_for_a_factor_of_a_thousand(value: str, expected: list[str]):
    assert codes(a_coa(a_result("lead", value=value, unit="ppm")), CHECK, peers=PEERS) == expected


def test_few_other_reports_say_nothing():
    few = {"lead": PEERS["lead"][:29]}
    assert codes(a_coa(a_result("lead", value="300", unit="ppm")), CHECK, peers=few) == []


def test_the_finding_names_both_prints():
    (finding,) = findings(example(), CHECK)
    assert [one.text for one in finding.evidence] == ["0.145", "0.145"]
