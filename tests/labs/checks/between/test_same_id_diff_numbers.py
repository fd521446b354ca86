"""x.same_id_diff_numbers: one report number, and results that exclude each other."""

from dataclasses import replace

import pytest

from labs.checks import Context, Severity
from labs.coa import CertificateOfAnalysis, Sample
from tests.labs.builders import TODAY, a_coa, a_date, a_print, a_result, findings

CHECK = "x.same_id_diff_numbers"


def report(
    *amounts: str, number="FA-26-0938", lab="Fernhill Analytics", batch="KT-0413", product="Green leaf",
    sample: str | None = None, reported="2026-03-26", **facts,
) -> CertificateOfAnalysis:  # fmt: skip
    names = ("mitragynine", "paynantheine", "speciogynine")
    results = [a_result(name, value=text, unit="%", **facts) for name, text in zip(names, amounts, strict=False)]
    coa = a_coa(
        *results, lab_name=a_print(lab), report_id=a_print(number) if number else None, reported=a_date(reported)
    )
    named = Sample(
        results=coa.samples[0].results,
        batch=a_print(batch) if batch else None,
        product_name=a_print(product),
        sample_id=a_print(sample) if sample else None,
    )
    return replace(coa, samples=(named,))


def example() -> CertificateOfAnalysis:
    return report("1.52", "0.31", "0.22")


OTHER = report("1.58", "0.31", "0.22")
CONTEXT = Context(today=TODAY, earlier=(OTHER,))


def severities(here: CertificateOfAnalysis, *others: CertificateOfAnalysis) -> list[Severity]:
    return [one.severity for one in findings(here, CHECK, earlier=others)]


def test_one_result_that_differs_is_an_alert():
    (found,) = findings(example(), CHECK, earlier=(OTHER,))
    assert (found.severity, found.other) == (Severity.ALERT, 0)
    assert found.says == (
        "1 of 3 results cannot be true together with report FA-26-0938 of Fernhill Analytics (batch KT-0413), which "
        "bears the same report number."
    )


def test_the_same_document_twice_is_fine():
    assert severities(example(), example()) == []


def test_numbers_that_round_to_each_other_are_fine():
    assert severities(example(), report("1.524", "0.308", "0.2200")) == []


def test_not_detected_excludes_a_number_above_its_limit():
    assert severities(example(), report("ND", lod="0.01")) == [Severity.ALERT]


def test_not_detected_without_a_limit_excludes_nothing():
    assert severities(example(), report("ND")) == []


def test_doubtful_readings_are_left_out():
    assert severities(example(), report("1.58", doubts=("Unclear.",))) == []


@pytest.mark.parametrize(
    "differs",
    [
        {"number": "FA-26-0939"}, {"lab": "Hollow Oak Labs"}, {"batch": "KT-0999"}, {"product": "Red leaf"},
        {"sample": "S-2"},
    ],
)  # fmt: skip
def test_another_report_laboratory_batch_product_or_sample_is_not_compared(differs):
    here = report("1.52", sample="S-1") if "sample" in differs else example()
    assert severities(here, report("1.58", **differs)) == []


def test_a_later_date_may_be_that_of_an_amended_report():
    assert severities(example(), report("1.58", reported="2026-04-02")) == [Severity.WARNING]


def test_a_revision_mark_may_be_that_of_an_amended_report():
    number = "FA-26-0938 Rev.01"
    assert severities(report("1.52", number=number), report("1.58", number=number)) == [Severity.WARNING]


def test_a_number_without_a_batch_is_a_warning():
    assert severities(example(), report("1.58", batch=None)) == [Severity.WARNING]


def test_a_number_of_few_digits_names_no_report():
    assert severities(report("1.52", number="S-2"), report("1.58", number="S-2")) == []


def test_without_a_report_number_the_laboratorys_number_of_the_sample_stands_for_it_as_a_warning():
    facts = {"number": "", "sample": "NS-26-0938"}
    (found,) = findings(report("1.52", **facts), CHECK, earlier=(report("1.58", **facts),))
    assert found.severity is Severity.WARNING
    assert found.says.endswith("which bears the same sample number.")
    assert severities(report("1.52", **facts), report("1.58", number="", sample="NS-26-0939")) == []


def test_one_sample_in_reports_of_other_numbers_is_not_compared():
    assert (
        severities(report("1.52", sample="NS-26-0938"), report("1.58", number="FA-26-0999", sample="NS-26-0938")) == []
    )
