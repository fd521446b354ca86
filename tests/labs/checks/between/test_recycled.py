"""x.recycled: two reports of different batches print the same numbers."""

from dataclasses import replace

import pytest

from labs.checks import Context, Severity
from labs.coa import CertificateOfAnalysis, Sample
from tests.labs.builders import TODAY, a_coa, a_print, a_result, a_row, findings

CHECK = "x.recycled"
ALKALOIDS = ("mitragynine", "7_hydroxymitragynine", "paynantheine", "speciogynine", "speciociliatine")
NUMBERS = ("14.209", "0.1203", "3.082", "2.329", "2.227")


def report(
    numbers=NUMBERS, *, batch: str | None = "KT-0413", number="R-1001", sample="S-1", product="Green leaf", extra=()
) -> CertificateOfAnalysis:
    results = [a_result(name, value=text, unit="mg/g") for name, text in zip(ALKALOIDS, numbers, strict=False)]
    coa = a_coa(*results, *extra, lab_name=a_print("Fernhill Analytics"), report_id=a_print(number))
    named = Sample(
        results=coa.samples[0].results,
        batch=a_print(batch) if batch else None,
        sample_id=a_print(sample) if sample else None,
        product_name=a_print(product),
    )
    return replace(coa, samples=(named,))


OTHER = {"batch": "KT-0907", "number": "R-2002", "sample": "S-2", "product": "Red leaf"}


def example() -> CertificateOfAnalysis:
    return report()


CONTEXT = Context(today=TODAY, earlier=(report(**OTHER),))


def severities(here: CertificateOfAnalysis, *others: CertificateOfAnalysis) -> list[Severity]:
    return [one.severity for one in findings(here, CHECK, earlier=others)]


def test_five_equal_numbers_of_another_batch_are_an_alert():
    (found,) = findings(example(), CHECK, earlier=CONTEXT.earlier)
    assert found.severity is Severity.ALERT
    assert found.says == (
        "5 of 5 quantified results are the same, digit by digit, as in report R-2002 of Fernhill Analytics "
        "(batch KT-0907)."
    )


def test_the_finding_says_which_of_the_others_it_is_about():
    others = report(("9.1", "8.2", "7.3", "6.4", "5.5"), **OTHER), report(**OTHER)
    assert [one.other for one in findings(example(), CHECK, earlier=others)] == [1]


def test_another_report_is_told_apart_by_its_place_and_not_by_its_key():
    others = report(**OTHER), report(**OTHER | {"batch": "KT-1111"})
    first, second = findings(example(), CHECK, earlier=others)
    assert (first.key, first.other, second.other) == (second.key, 0, 1)


def test_one_number_of_five_may_differ():
    assert severities(example(), report((*NUMBERS[:4], "2.999"), **OTHER)) == [Severity.WARNING]


def test_two_numbers_of_five_that_differ_are_another_measurement():
    assert severities(example(), report((*NUMBERS[:3], "2.111", "2.999"), **OTHER)) == []


def test_one_digit_more_is_another_print():
    assert severities(example(), report(tuple(f"{one}0" for one in NUMBERS), **OTHER)) == []


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        (("14.2", "1.20", "3.08", "2.32", "2.22"), [Severity.WARNING]),  # 5 rows of 2 points
        (("14.21", "1.201", "3.08", "2.32", "2.22"), [Severity.ALERT]),  # 12 points
        (("14", "1.2", "3.0", "2.3", "2.2"), []),  # 5 points
    ],
)
def test_few_digits_weigh_less(numbers, expected):
    assert severities(report(numbers), report(numbers, **OTHER)) == expected


def test_three_rows_are_too_few():
    assert severities(report(NUMBERS[:3]), report(NUMBERS[:3], **OTHER)) == []


def test_a_row_in_two_units_counts_once():
    rows = [a_row("mitragynine", ("1.4209", "%"), ("14.209", "mg/g"), row=0)]
    rows += [a_row("paynantheine", ("0.3082", "%"), ("3.082", "mg/g"), row=1)]
    assert severities(report((), extra=rows), report((), extra=rows, **OTHER)) == []


def test_what_was_not_detected_counts_for_nothing():
    absent = [a_result(name, value="ND", lod="0.001") for name in ("lead", "arsenic", "cadmium", "mercury", "nickel")]
    assert severities(report((), extra=absent), report((), extra=absent, **OTHER)) == []


def test_doubtful_readings_count_for_nothing():
    doubtful = [a_result(name, value="1.2345", unit="mg/g", doubts=("Unclear.",)) for name in ALKALOIDS]
    assert severities(report((), extra=doubtful), report((), extra=doubtful, **OTHER)) == []


@pytest.mark.parametrize("batch", ["KT-0413", "kt 0413", "KT-0413, KT-0907", "KT-0413-A", None])
def test_the_same_batch_or_one_that_may_be_the_same_is_no_other(batch):
    assert severities(example(), report(**OTHER | {"batch": batch, "product": "Green leaf"})) == []


def test_one_sample_of_the_laboratory_under_two_batches_is_a_note():
    assert severities(example(), report(**OTHER | {"sample": "S-1"})) == [Severity.NOTE]


def test_one_report_number_under_two_batches_is_a_warning():
    assert severities(example(), report(**OTHER | {"number": "R-1001", "sample": None})) == [Severity.WARNING]


def test_without_a_batch_another_product_and_sample_number_are_a_warning():
    assert severities(report(batch=None), report(**OTHER)) == [Severity.WARNING]


def test_alone_it_is_not_asked():
    assert findings(example(), CHECK) == []
