from decimal import Decimal

import pytest

from labs.checks import Context, Severity
from labs.checks.forms import Form
from labs.coa import CertificateOfAnalysis
from labs.reference.limits import Basis
from tests.labs.builders import TODAY, a_coa, a_result, a_row, codes, findings
from tests.labs.checks.verdicts.limit_sets import a_rule, a_set

CHECK = "pf.perday"
DAILY = a_set(a_rule("lead", "5", "µg", basis=Basis.PER_DAY))
CONTEXT = Context(today=TODAY, limits=(DAILY,), form=Form.LEAF)


def lead(value):
    return a_coa(a_result("lead", value=value, unit="ppm"))


def example() -> CertificateOfAnalysis:
    return lead("0.40")


def severities(coa, form=Form.LEAF, grams=None):
    return [one.severity for one in findings(coa, CHECK, limits=(DAILY,), form=form, grams_per_day=grams)]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("0.20", []),  # 25 g hold 4.9 to 5.1 µg
        ("0.21", [Severity.NOTE]),
        ("1.67", [Severity.NOTE]),  # 3 g hold 4.995 to 5.025 µg
        ("1.68", [Severity.WARNING]),
        ("<1", []),
        ("ND", []),
    ],
)
def test_3_and_25_grams_of_leaf_are_reckoned_with(value, expected):
    assert severities(lead(value)) == expected


def test_the_grams_of_the_label_go_before_them():
    assert severities(lead("0.90"), grams=Decimal(5)) == []
    assert severities(lead("1.10"), grams=Decimal(5)) == [Severity.WARNING]
    assert severities(lead("9.00"), form=Form.EXTRACT, grams=Decimal(1)) == [Severity.WARNING]


def test_grams_of_leaf_say_nothing_of_an_extract_or_of_what_may_be_either():
    assert severities(lead("9.00"), form=Form.EXTRACT) == []
    assert severities(lead("9.00"), form=None) == []


def test_without_a_choice_there_is_no_limit():
    assert codes(lead("9.00"), CHECK, form=Form.LEAF) == []


def test_two_columns_make_one_finding():
    assert severities(a_coa(a_row("lead", ("9.00", "ppm"), ("9000", "ppb"), row=0))) == [Severity.WARNING]


def test_the_finding_names_the_grams_and_sets_out_both():
    (found,) = findings(example(), CHECK, limits=(DAILY,), form=Form.LEAF)
    assert found.says.startswith(
        "At 25 g a day the Lead printed as 0.40 ppm comes to more than the limit, at most 5 µg a day (Arcadian limits)."
    )
    assert [line.split("  ")[0] for line in found.arithmetic.splitlines()] == ["printed", "in 3 g", "in 25 g", "limit"]
