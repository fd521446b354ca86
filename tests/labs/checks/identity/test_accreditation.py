import pytest

from labs.checks import Context
from labs.checks.document import Document
from labs.coa import CertificateOfAnalysis
from tests.labs.builders import TODAY, a_coa, a_print, a_result, codes, findings

CHECK = "id.accreditation"
FILLER = "lorem " * 40
CONTEXT = Context(today=TODAY, document=Document(text=FILLER, pages=1))


def example() -> CertificateOfAnalysis:
    return a_coa(a_result("lead"), lab_name=a_print("Coppermoth Analytics"))


def test_a_text_without_a_word_of_it_is_a_note():
    (found,) = findings(example(), CHECK, document=CONTEXT.document)
    assert found.says == "The text of this report by Coppermoth Analytics names no accreditation."


@pytest.mark.parametrize(
    "words",
    [
        "ISO/IEC 17025:2017",
        "Accredited by ANAB",
        "akreditovaná ČIA",
        "Akkreditierung",
        "PJLA #1",
        "laboratorio acreditado",
    ],
)
def test_any_word_of_it_is_enough(words):
    assert codes(example(), CHECK, document=Document(text=f"{FILLER} {words}", pages=1)) == []


def test_pages_without_words_are_not_asked():
    assert codes(example(), CHECK, document=Document(text="Lead 0.1", pages=1)) == []
    assert codes(example(), CHECK) == []
