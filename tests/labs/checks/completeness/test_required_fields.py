import pytest

from labs.checks import Context, Severity
from labs.checks.document import Document
from labs.coa import CertificateOfAnalysis, Sample
from tests.labs.builders import TODAY, a_coa, a_print, a_result, findings

CHECK = "comp.required_fields"
FILLER = "lorem " * 40
FULL = f"{FILLER} Approved by J. Doe. Results relate only to the item tested. Method: HPLC. Page 1 of 2"
HEAD = {
    "lab_name": a_print("Coppermoth Analytics"),
    "report_id": a_print("CM-1"),
    "client": a_print("Velvet Acorn"),
    "received": "2026-06-01",
    "tested": "2026-06-03",
    "reported": "2026-06-05",
    "samples": (Sample(product_name=a_print("Red Bali"), results=(a_result("lead", row=0),)),),
}
CONTEXT = Context(today=TODAY, document=Document(text=FILLER + " Method: HPLC. Page 1 of 2", pages=2))


def example() -> CertificateOfAnalysis:
    return a_coa(**{**HEAD, "received": None})


def asked(text=FULL, pages=2, **head):
    return findings(a_coa(**{**HEAD, **head}), CHECK, document=Document(text=text, pages=pages))


def test_a_full_report_lacks_nothing():
    assert asked() == []


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        ({"lab_name": None}, "the name of the laboratory"),
        ({"report_id": None}, "a number of the report"),
        ({"client": None}, "the customer"),
        ({"received": None}, "the date of receipt"),
        ({"tested": None, "text": FULL.replace("tested", "")}, "the date of the tests"),
        ({"reported": None}, "the date of issue"),
        ({"samples": (Sample(results=(a_result("lead", row=0),)),)}, "what the item is"),
        ({"text": FULL.replace("Approved by", "")}, "who authorises it"),
        ({"text": FULL.replace("relate only to", "of")}, "that the results are of this item only"),
        ({"text": FULL.replace("Method: HPLC.", "")}, "the method"),
        ({"text": FULL.replace("Page 1 of 2", "")}, "page numbers “n of m”"),
    ],
)
def test_each_item_is_asked_for(facts, missing):
    (found,) = asked(**facts)
    assert found.says == f"We did not find {missing} in this report."
    assert found.severity is Severity.NOTE


def test_one_page_needs_no_count():
    assert asked(text=FULL.replace("Page 1 of 2", ""), pages=1) == []


def test_a_word_that_introduces_it_is_enough():
    assert asked(text=f"{FULL} Date received: see label. Customer: on file", received=None, client=None) == []


def test_three_missing_items_are_a_warning_and_two_are_not():
    (two,) = asked(received=None, client=None)
    (three,) = asked(received=None, client=None, reported=None)
    assert (two.severity, three.severity) == (Severity.NOTE, Severity.WARNING)


def test_a_page_without_words_is_not_asked():
    assert asked(text="Lead 0.1 ppm") == []
    assert findings(a_coa(**{**HEAD, "client": None}), CHECK) == []
