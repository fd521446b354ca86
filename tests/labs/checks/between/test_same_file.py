"""x.same_file: one text, word for word, stands for two products or batches."""

import pytest

from labs.checks import Context, Severity
from labs.checks.document import Document, Label
from labs.coa import CertificateOfAnalysis, Sample
from tests.labs.builders import TODAY, a_coa, a_print, codes, findings

CHECK = "x.same_file"
TEXT = "Fernhill Analytics R-1001 Green leaf KT-0413 mitragynine 1.52 % " + "and forty more words of it " * 8


def report(product: str | None = "Green leaf", batch: str | None = "KT-0413", samples=1) -> CertificateOfAnalysis:
    named = Sample(product_name=a_print(product) if product else None, batch=a_print(batch) if batch else None)
    return a_coa(lab_name=a_print("Fernhill Analytics"), report_id=a_print("R-1001"), samples=(named,) * samples)


def file(text: str = TEXT) -> Document:
    return Document(text=text, pages=1)


def context(there: CertificateOfAnalysis, text: str = TEXT, **known) -> dict:
    return {"document": file(), "earlier": (there,), "earlier_documents": (file(text),)} | known


CONTEXT = Context(today=TODAY, **context(report("Red leaf", "KT-0907")))


def example() -> CertificateOfAnalysis:
    return report()


def severities(there: CertificateOfAnalysis, **known) -> list[Severity]:
    return [one.severity for one in findings(example(), CHECK, **context(there, **known))]


def test_one_text_for_another_product_and_batch_is_an_alert():
    (found,) = findings(example(), CHECK, **context(report("Red leaf", "KT-0907")))
    assert (found.severity, found.other) == (Severity.ALERT, 0)
    assert found.says == (
        "The text of this file is that of report R-1001 of Fernhill Analytics (batch KT-0907), word for word, which "
        "stands for product Red leaf and batch KT-0907."
    )


@pytest.mark.parametrize("there", [report("Red leaf"), report(batch="KT-0907")])
def test_one_of_them_may_have_been_misread(there):
    assert severities(there) == [Severity.WARNING]


def test_saving_again_changes_spaces_and_bytes_and_no_word():
    assert severities(report("Red leaf", "KT-0907"), text=TEXT.upper().replace(" ", "\n ")) == [Severity.ALERT]


def test_one_digit_more_is_another_text():
    assert severities(report("Red leaf", "KT-0907"), text=TEXT.replace("1.52", "1.53")) == []


@pytest.mark.parametrize(
    "there",
    [report(), report("green LEAF", "kt 0413"), report(batch="KT-0413-A"), report(batch=None), report("N/A")],
)
def test_the_same_report_kept_twice_is_fine(there):
    assert severities(there) == []


def test_a_batch_number_of_two_signs_is_everyones():
    assert codes(report(batch="01"), CHECK, **context(report(batch="02"))) == []


def test_what_the_jar_says_is_what_the_file_is_shown_for():
    assert severities(report(), label=Label(product="Red leaf", batch="KT-0907")) == [Severity.ALERT]


def test_a_few_words_are_no_text():
    few = {"document": file("Lead 0.1"), "earlier_documents": (file("Lead 0.1"),)}
    assert severities(report("Red leaf", "KT-0907"), **few) == []


def test_texts_that_were_read_into_more_samples_are_not_compared():
    assert severities(report("Red leaf", "KT-0907", samples=2)) == []
