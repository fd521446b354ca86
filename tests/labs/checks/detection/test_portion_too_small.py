import pytest

from labs.coa import CertificateOfAnalysis
from labs.reference.limits import limit_set
from tests.labs.builders import a_coa, a_result, codes

CHECK = "lod.portion_too_small"


def salmonella(value: str, limit: str | None = "Absent in 25 g", name: str | None = None) -> CertificateOfAnalysis:
    return a_coa(a_result("salmonella", value=value, limit=limit, unit="", name=name))


def example() -> CertificateOfAnalysis:
    return salmonella("Absent in 1 g")


@pytest.mark.parametrize(
    ("value", "limit", "expected"),
    [
        ("Absent in 1 g", "Absent in 25 g", [CHECK]),
        ("Absent in 25 g", "Absent in 25 g", []),
        ("Absent in 24 g", "Absent in 25 g", [CHECK]),
        ("Absent", "Absent in 25 g", []),
        ("Absent in 1 g", "Absent", []),
        ("Present", "Absent in 25 g", []),
    ],
)
def test_as_much_is_looked_at_as_the_printed_limit_asks(value: str, limit: str, expected: list[str]):
    assert codes(salmonella(value, limit), CHECK) == expected


def test_the_portion_may_stand_in_the_name():
    assert codes(salmonella("absent", name="Salmonella (10 g)"), CHECK) == [CHECK]


def test_a_chosen_limit_asks_for_more():
    utah = limit_set("ut_r70_580_5")
    assert utah is not None
    assert codes(salmonella("Absent in 25 g"), CHECK, limits=(utah,)) == [CHECK]
