"""x.lab_shopping: of several reports of one batch, this one prints the least of what laws limit."""

from dataclasses import replace

import pytest

from labs.checks import Context, Severity
from labs.coa import CertificateOfAnalysis, Sample
from tests.labs.builders import TODAY, a_coa, a_print, a_result, codes, findings

CHECK = "x.lab_shopping"


def report(
    amount: str, unit="mg/g", *, lab="Fernhill Analytics", number="R-1001", batch="KT-0413",
    analyte="7_hydroxymitragynine", lod: str | None = None,
) -> CertificateOfAnalysis:  # fmt: skip
    coa = a_coa(a_result(analyte, value=amount, unit=unit, lod=lod), lab_name=a_print(lab), report_id=a_print(number))
    named = Sample(results=coa.samples[0].results, batch=a_print(batch), product_name=a_print("Green leaf"))
    return replace(coa, samples=(named,))


ELSEWHERE = report("0.52", lab="Hollow Oak Labs", number="H-77")
AGAIN = report("0.47", number="R-1002")
CONTEXT = Context(today=TODAY, earlier=(ELSEWHERE, AGAIN))


def example() -> CertificateOfAnalysis:
    return report("0.31")


def asked(here: CertificateOfAnalysis, *others: CertificateOfAnalysis, **known) -> list[str]:
    return codes(here, CHECK, earlier=others, **known)


def test_the_lowest_of_three_reports_by_two_laboratories_is_a_note_that_names_no_other_as_wrong():
    (found,) = findings(example(), CHECK, earlier=CONTEXT.earlier)
    assert (found.severity, found.other, found.analyte) == (Severity.NOTE, None, "7_hydroxymitragynine")
    assert found.says == "Of 3 reports of this batch by 2 laboratories, this one prints the least 7-Hydroxymitragynine."


@pytest.mark.parametrize("here", ["0.50", "0.60", "0.47"])
def test_one_that_is_not_the_lowest_or_shares_that_place_is_fine(here):
    assert asked(report(here), ELSEWHERE, AGAIN) == []


def test_rounding_is_given_its_room():
    assert asked(report("0.5"), ELSEWHERE, AGAIN) == []


def test_not_detected_is_lower_than_a_number_above_its_limit():
    assert asked(report("ND", lod="0.01"), ELSEWHERE, AGAIN) == [CHECK]
    assert asked(report("ND"), ELSEWHERE, AGAIN) == []


def test_units_of_mass_are_brought_together():
    assert asked(report("0.031", "%"), ELSEWHERE, AGAIN) == [CHECK]


@pytest.mark.parametrize(
    "others",
    [
        (ELSEWHERE,),
        (AGAIN, report("0.52", number="R-1003")),  # one laboratory
        (ELSEWHERE, report("0.47", number="R-1002", batch="KT-0999")),
    ],
)
def test_two_reports_one_laboratory_or_another_batch_are_too_few(others):
    assert asked(example(), *others) == []


def test_what_no_law_limits_does_not_count():
    others = [replace(one, samples=report("0.5", analyte="paynantheine").samples) for one in (ELSEWHERE, AGAIN)]
    assert asked(report("0.31", analyte="paynantheine"), *others) == []


def test_reports_that_not_everyone_may_see_do_not_count():
    assert asked(example(), ELSEWHERE, AGAIN, unpublished=frozenset({1})) == []
