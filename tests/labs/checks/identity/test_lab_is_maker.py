import pytest

from labs.coa import CertificateOfAnalysis, Printed
from tests.labs.builders import a_coa, a_print, codes, findings

CHECK = "id.lab_is_maker"


def of(laboratory: str, client: str) -> CertificateOfAnalysis:
    return a_coa(lab_name=a_print(laboratory), client=a_print(client))


def example() -> CertificateOfAnalysis:
    return of("Velvet Acorn Labs, Inc.", "Velvet Acorn Labs LLC")


def test_one_name_is_said_with_both_prints():
    (found,) = findings(example(), CHECK)
    assert found.says == (
        "The laboratory, Velvet Acorn Labs, Inc., and its customer, Velvet Acorn Labs LLC, bear one name."
    )
    assert len(found.evidence) == 2


@pytest.mark.parametrize(
    ("laboratory", "client", "expected"),
    [
        ("Velvet Acorn Labs", "Velvet Acorn", [CHECK]),
        ("Velvet", "Velvet Acorn Provisions", [CHECK]),
        ("Velvet Acorn", "Velvet Heron", []),
        ("Acorn Velvet Labs", "Velvet Acorn", []),
        ("Analytical Testing Labs", "Analytical Supply", []),
        ("Labs", "Labs of Prague", []),  # no word that tells them apart
        ("QRS Labs", "QRS", []),  # three letters are shared by chance
    ],
)
def test_a_whole_name_at_the_beginning_of_the_other_counts(laboratory, client, expected):
    assert codes(of(laboratory, client), CHECK) == expected


def test_a_name_that_may_be_misread_is_not_asked():
    unsure = Printed(text="Velvet Acorn", page=1, box=a_print("x").box, certainty=0.3)
    assert codes(a_coa(lab_name=a_print("Velvet Acorn"), client=unsure), CHECK) == []
