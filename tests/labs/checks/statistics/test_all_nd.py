import pytest

from labs.checks import Severity
from labs.checks.forms import Form
from labs.coa import CertificateOfAnalysis, Sample
from tests.labs.builders import a_coa, a_print, a_result, codes, findings

CHECK = "stat.all_nd"
METALS = ("lead", "nickel", "cadmium", "arsenic")


def leaf(values=("ND", "ND", "ND", "ND"), lod="0.05", loq=None, matrix="Leaf powder"):
    rows = [
        a_result(slug, value=value, unit="ppm", lod=lod, loq=loq) for slug, value in zip(METALS, values, strict=False)
    ]
    return a_coa(samples=(Sample(matrix=a_print(matrix), results=a_coa(*rows).results),))


def example() -> CertificateOfAnalysis:
    return leaf(lod="0.01")


@pytest.mark.parametrize(("lod", "expected"), [("0.05", [CHECK]), ("0.06", []), (None, [])])
def test_the_method_must_be_sensitive(lod, expected):
    assert codes(leaf(lod=lod), CHECK) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (("ND", "0.30", "ND", "ND"), []),
        (("ND", "ND", "ND"), []),
        (("ND", "ND", "ND", "NT"), []),
        (("ND", "<0.05", "ND", "<0.02"), [CHECK]),
    ],
)
def test_all_four_must_have_been_looked_for_and_missed(values, expected):
    assert codes(leaf(values), CHECK) == expected


def test_what_is_not_leaf_is_not_asked():
    assert codes(leaf(matrix="Capsule"), CHECK) == []
    assert codes(leaf(), CHECK, form=Form.EXTRACT) == []


def test_it_is_a_note():
    assert [one.severity for one in findings(example(), CHECK)] == [Severity.NOTE]


def test_what_the_method_sees_is_its_lod_and_not_what_it_measures():
    assert codes(leaf(lod="0.02", loq="0.06"), CHECK) == [CHECK]
    assert codes(leaf(("<LOQ",) * 4, lod="0.02", loq="0.06"), CHECK) == []
