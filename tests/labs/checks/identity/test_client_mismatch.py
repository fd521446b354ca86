import pytest

from labs.checks import Context, Severity
from labs.checks.document import Label
from labs.coa import CertificateOfAnalysis
from tests.labs.builders import TODAY, a_coa, a_print, codes, findings

CHECK = "id.client_mismatch"
CONTEXT = Context(today=TODAY, label=Label(brand="Mossy Lantern"))


def example() -> CertificateOfAnalysis:
    return a_coa(client=a_print("Tin Heron Wellness Goods LLC"))


def test_another_company_is_a_note():
    (found,) = findings(example(), CHECK, label=CONTEXT.label)
    assert found.says == (
        "The product is sold by Mossy Lantern, and the customer on the report is Tin Heron Wellness Goods LLC."
    )
    assert found.severity is Severity.NOTE


@pytest.mark.parametrize(
    ("brand", "client", "expected"),
    [
        ("Mossy Lantern", "MOSSY LANTERN BOTANICALS, INC", []),
        ("Mossylantern", "Mossy Lantern", []),
        ("Lantern Teas", "Mossy Lantern", []),
        ("Mossy LLC", "Heron LLC", [CHECK]),
        (None, "Heron LLC", []),
        ("--", "Heron LLC", []),
    ],
)
def test_one_shared_word_is_enough(brand, client, expected):
    assert codes(a_coa(client=a_print(client)), CHECK, label=Label(brand=brand)) == expected


def test_a_report_without_a_customer_is_not_asked():
    assert codes(a_coa(), CHECK, label=CONTEXT.label) == []
