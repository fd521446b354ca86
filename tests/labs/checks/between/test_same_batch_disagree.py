"""x.same_batch_disagree: two reports of one batch are further apart than laboratories that measure well."""

from dataclasses import replace

import pytest

from labs.checks import Context, Severity
from labs.coa import CertificateOfAnalysis, Sample
from tests.labs.builders import TODAY, a_coa, a_print, a_result, findings

CHECK = "x.same_batch_disagree"


def report(
    amount: str, unit="%", *, analyte="mitragynine", lab="Fernhill Analytics", number="R-1001", batch="KT-0413",
    product: str | None = "Green leaf", client="Alder & Moss",
) -> CertificateOfAnalysis:  # fmt: skip
    coa = a_coa(
        a_result(analyte, value=amount, unit=unit),
        lab_name=a_print(lab), report_id=a_print(number), client=a_print(client),
    )  # fmt: skip
    named = Sample(
        results=coa.samples[0].results, batch=a_print(batch), product_name=a_print(product) if product else None
    )
    return replace(coa, samples=(named,))


def example() -> CertificateOfAnalysis:
    return report("1.500")


ELSEWHERE = {"lab": "Hollow Oak Labs", "number": "H-77"}
CONTEXT = Context(today=TODAY, earlier=(report("1.900", **ELSEWHERE),))


def severities(here: CertificateOfAnalysis, *others: CertificateOfAnalysis) -> list[Severity]:
    return [one.severity for one in findings(here, CHECK, earlier=others)]


def test_what_lies_far_apart_is_a_warning_that_names_both():
    (found,) = findings(example(), CHECK, earlier=CONTEXT.earlier)
    assert (found.severity, found.other, found.analyte) == (Severity.WARNING, 0, "mitragynine")
    assert "1.500 % here and 1.900 % in report H-77 of Hollow Oak Labs (batch KT-0413)" in found.says


def test_a_difference_of_more_than_all_is_said_without_a_power_of_ten():
    (found,) = findings(example(), CHECK, earlier=(report("15.00", **ELSEWHERE),))
    assert "160 % apart" in found.says
    assert "e+" not in f"{found.says} {found.arithmetic}"


# At 1.5 % the curve predicts 3.8 % between laboratories, so two may be 10.4 % apart, and 20.8 % with what is accepted.
@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ("1.600", []),
        ("1.660", []),
        ("1.680", [Severity.NOTE]),
        ("1.840", [Severity.NOTE]),
        ("1.860", [Severity.WARNING]),
    ],
)
def test_the_curve_says_how_far_apart_two_laboratories_may_be(other, expected):
    assert severities(example(), report(other, **ELSEWHERE)) == expected


def test_one_laboratory_is_held_to_less():
    assert severities(example(), report("1.640", **ELSEWHERE)) == []
    assert severities(example(), report("1.640", number="R-1002")) == [Severity.NOTE]


def test_little_may_be_further_apart_than_much():
    lead = {"analyte": "lead", "unit": "ppm"}
    assert severities(report("0.500", **lead), report("0.650", **lead, **ELSEWHERE)) == []


def test_units_of_mass_are_brought_together():
    assert severities(example(), report("15.00", "mg/g", **ELSEWHERE)) == []
    assert severities(example(), report("19.00", "mg/g", **ELSEWHERE)) == [Severity.WARNING]


def test_rounding_is_given_its_room():
    assert severities(report("2"), report("1.6", **ELSEWHERE)) == []


@pytest.mark.parametrize(
    "differs", [{"batch": "KT-0999"}, {"product": "Red leaf"}, {"product": None, "client": "Someone Else"}]
)
def test_another_batch_or_product_is_not_compared(differs):
    assert severities(example(), report("1.900", **ELSEWHERE | differs)) == []


def test_a_batch_number_of_two_signs_is_everyones():
    assert severities(report("1.5", batch="01"), report("1.9", batch="01", **ELSEWHERE)) == []


def test_two_documents_of_one_number_are_another_matter():
    assert severities(example(), report("1.900")) == []


def test_amounts_per_volume_are_not_on_the_curve():
    assert severities(report("1.500", "mg/mL"), report("1.900", "mg/mL", **ELSEWHERE)) == []
