"""x.micro_disagree: two microbial counts of one batch are further apart than counts scatter."""

from dataclasses import replace

import pytest

from labs.checks import Context
from labs.coa import CertificateOfAnalysis, Sample
from tests.labs.builders import TODAY, a_coa, a_print, a_result, codes, findings

CHECK = "x.micro_disagree"


def report(count: str, unit="CFU/g", *, lab="Fernhill Analytics", number="R-1001", batch="KT-0413"):
    count_of = a_result("tamc", value=count, unit=unit)
    coa = a_coa(count_of, lab_name=a_print(lab), report_id=a_print(number))
    named = Sample(results=coa.samples[0].results, batch=a_print(batch), product_name=a_print("Green leaf"))
    return replace(coa, samples=(named,))


ELSEWHERE = {"lab": "Hollow Oak Labs", "number": "H-77"}


def example() -> CertificateOfAnalysis:
    return report("120")


CONTEXT = Context(today=TODAY, earlier=(report("45200", **ELSEWHERE),))


def test_counts_more_than_ten_times_apart_are_named():
    (found,) = findings(example(), CHECK, earlier=CONTEXT.earlier)
    assert found.other == 0
    assert "120 CFU/g here and 45200 CFU/g in report H-77 of Hollow Oak Labs (batch KT-0413)." in found.says


@pytest.mark.parametrize(("other", "expected"), [("1250", []), ("1260", [CHECK])])
def test_ten_times_is_how_counts_scatter(other, expected):
    assert codes(example(), CHECK, earlier=(report(other, **ELSEWHERE),)) == expected


@pytest.mark.parametrize(("other", "expected"), [("370", []), ("450", [CHECK])])
def test_one_laboratory_is_held_to_three_times(other, expected):
    assert codes(example(), CHECK, earlier=(report(other, number="R-1002"),)) == expected


def test_bounds_units_and_batches_that_differ_are_not_compared():
    others = (
        report("<10000", **ELSEWHERE), report("45200", "CFU/mL", **ELSEWHERE),
        report("45200", **ELSEWHERE | {"batch": "KT-0999"}),
    )  # fmt: skip
    assert codes(example(), CHECK, earlier=others) == []
