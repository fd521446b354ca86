import pytest

from labs.checks import Context
from labs.checks.forms import Form
from labs.coa import CertificateOfAnalysis, Sample
from tests.labs.builders import TODAY, a_coa, a_print, codes, findings

CHECK = "id.form_mismatch"
CONTEXT = Context(today=TODAY, form=Form.LEAF)


def of(*names: str) -> CertificateOfAnalysis:
    return a_coa(samples=tuple(Sample(product_name=a_print(name)) for name in names))


def example() -> CertificateOfAnalysis:
    return a_coa(samples=(Sample(product_name=a_print("Gold 45 %"), matrix=a_print("Powdered extract")),))


def test_an_extract_is_no_leaf():
    (found,) = findings(example(), CHECK, form=Form.LEAF)
    assert found.says == "The product is registered as leaf, and the report is of extract: Powdered extract."


@pytest.mark.parametrize(
    ("names", "form", "expected"),
    [
        (["Kratom leaf"], Form.EXTRACT, [CHECK]),
        (["Kratom leaf"], Form.LEAF, []),
        (["Kratom extract"], Form.EXTRACT, []),
        (["Red Bali"], Form.EXTRACT, []),  # says neither
        (["Kratom extract", "Kratom leaf"], Form.LEAF, []),  # one of the two is meant
        (["Kratom extract"], None, []),
    ],
)
def test_only_a_kind_in_print_that_differs_speaks(names, form, expected):
    assert codes(of(*names), CHECK, form=form) == expected
