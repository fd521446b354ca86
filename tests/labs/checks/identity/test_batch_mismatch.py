import pytest

from labs.checks import Context, Severity
from labs.checks.document import Document, Label
from labs.coa import CertificateOfAnalysis, Sample
from tests.labs.builders import TODAY, a_coa, a_print, codes, findings

CHECK = "id.batch_mismatch"
PAGES = Document(text="Lot KT-0652 Lead 0.1 ppm", pages=1)
CONTEXT = Context(today=TODAY, label=Label(batch="TH6R-0418"), document=PAGES)


def of(*batches: str | None) -> CertificateOfAnalysis:
    return a_coa(samples=tuple(Sample(batch=a_print(batch) if batch else None) for batch in batches))


def example() -> CertificateOfAnalysis:
    return of("KT-0652")


def asked(batch: str | None, *printed: str | None, document: Document | None = PAGES):
    return findings(of(*printed), CHECK, label=Label(batch=batch), document=document)


def test_another_batch_is_an_alert():
    (found,) = asked("TH6R-0418", "KT-0652")
    assert found.says == "The product bears batch TH6R-0418, and the report is of KT-0652."
    assert found.severity is Severity.ALERT


@pytest.mark.parametrize("batch", ["KT-0652", "kt 652", "KT_0652", "KTO652", "#KT0652"])
def test_the_same_number_in_another_spelling_is_the_same(batch):
    assert asked(batch, "KT-0652") == []


@pytest.mark.parametrize("batch", ["KT-0653", "KT-06520", "KT-0652-A", "652"])
def test_a_sign_apart_or_one_within_the_other_is_a_warning(batch):
    other = Document(text="nothing of the kind", pages=1)
    (found,) = asked(batch, "KT-0652", document=other)
    assert found.severity is Severity.WARNING


def test_two_signs_apart_are_another_batch():
    (found,) = asked("KT-0663", "KT-0652")
    assert found.severity is Severity.ALERT


def test_a_number_anywhere_on_the_pages_keeps_it_silent():
    assert asked("TH6R-0418", "KT-0652", document=Document(text="Ref: th6r 0418", pages=1)) == []


def test_without_the_pages_it_is_a_warning():
    (found,) = asked("TH6R-0418", "KT-0652", document=None)
    assert found.severity is Severity.WARNING


def test_one_of_several_samples_may_be_meant():
    assert asked("KT-0653", "KT-0652", "KT-0653") == []
    assert asked("KT-0653", "KT-0652", None) == []


def test_nothing_told_and_nothing_printed_are_not_asked():
    assert asked(None, "KT-0652") == asked("KT-0652", None) == asked("KT-0652", "N/A") == []
    assert codes(example(), CHECK) == []
