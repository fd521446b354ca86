"""id.lab_unknown: no other published report of the laboratory is known."""

import pytest

from labs.checks import Context
from labs.coa import CertificateOfAnalysis, Printed
from tests.labs.builders import TODAY, a_coa, a_print, codes, findings

CHECK = "id.lab_unknown"
CONTEXT = Context(today=TODAY, laboratory_reports=0)


def example() -> CertificateOfAnalysis:
    return a_coa(lab_name=a_print("Coppermoth Analytics"))


def test_the_first_report_of_a_laboratory_is_a_note():
    (found,) = findings(example(), CHECK, laboratory_reports=0)
    assert found.says == "No other published report of Coppermoth Analytics was known here when this one was checked."
    assert [one.text for one in found.evidence] == ["Coppermoth Analytics"]


@pytest.mark.parametrize("count", [1, 5, None])
def test_one_other_is_enough_and_where_nobody_counted_it_is_not_asked(count):
    assert codes(example(), CHECK, laboratory_reports=count) == []


def test_without_a_sure_name_it_is_not_asked():
    unsure = Printed(text="Coppermoth", page=1, box=a_print("x").box, certainty=0.3)
    assert codes(a_coa(), CHECK, laboratory_reports=0) == []
    assert codes(a_coa(lab_name=unsure), CHECK, laboratory_reports=0) == []
