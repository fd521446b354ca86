import pytest

from labs.checks import Context, Severity
from labs.checks.document import Label
from labs.coa import CertificateOfAnalysis, Sample
from tests.labs.builders import TODAY, a_coa, a_print, codes, findings

CHECK = "id.product_mismatch"
CONTEXT = Context(today=TODAY, label=Label(product="Kratom Gummies Peach"))


def of(*names: str | None) -> CertificateOfAnalysis:
    return a_coa(samples=tuple(Sample(product_name=a_print(name) if name else None) for name in names))


def example() -> CertificateOfAnalysis:
    return of("White Borneo Powder")


def test_another_name_is_a_note():
    (found,) = findings(example(), CHECK, label=CONTEXT.label)
    assert found.says == "The product is called Kratom Gummies Peach, and the report is of White Borneo Powder."
    assert found.severity is Severity.NOTE


@pytest.mark.parametrize(
    ("told", "printed", "expected"),
    [
        ("White Borneo", ["White Borneo Powder 25 kg"], []),
        ("white-borneo powder", ["Powder, White Borneo"], []),
        ("Gummies Peach", ["White Borneo Powder", "Peach Gummies"], []),
        ("Gummies Peach", ["White Borneo Powder", None], []),
        ("Gummies Peach", ["White Borneo Powder", "ML-17"], [CHECK]),
        ("  ", ["White Borneo Powder"], []),
        (None, ["White Borneo Powder"], []),
    ],
)
def test_only_names_that_share_little_speak(told, printed, expected):
    assert codes(of(*printed), CHECK, label=Label(product=told)) == expected
