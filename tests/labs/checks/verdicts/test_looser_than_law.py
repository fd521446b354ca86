import pytest

from labs.checks import Context, Severity
from labs.checks.forms import Form
from labs.coa import CertificateOfAnalysis
from labs.reference.limits import Basis, LimitKind
from tests.labs.builders import TODAY, a_coa, a_result, codes, findings
from tests.labs.checks.verdicts.limit_sets import a_rule, a_set

CHECK = "pf.looser_than_law"
CONTEXT = Context(today=TODAY, limits=(a_set(),))


def lead(limit, unit="ppm", **fields):
    return a_coa(a_result("lead", value="0.10", unit="ppm", limit=limit, limit_unit=unit, **fields))


def example() -> CertificateOfAnalysis:
    return lead("10")


@pytest.mark.parametrize(
    ("limit", "unit", "expected"),
    [
        ("1.2", "ppm", []),
        ("1.3", "ppm", [CHECK]),
        ("1200", "ppb", []),
        ("1201", "ppb", [CHECK]),
        ("<2", "ppm", [CHECK]),
        ("5", "µg/day", []),
        ("ND", "ppm", []),
        (None, "ppm", []),
    ],
)
def test_the_printed_limit_must_be_above_the_chosen_one(limit, unit, expected):
    assert codes(lead(limit, unit), CHECK, limits=(a_set(),)) == expected


def test_without_a_choice_there_is_nothing_to_compare():
    assert codes(lead("10"), CHECK) == []


@pytest.mark.parametrize(("kind", "expected"), [(LimitKind.STANDARD, [CHECK]), (LimitKind.LITERATURE, [])])
def test_only_laws_and_standards_are_limits(kind, expected):
    assert codes(lead("10"), CHECK, limits=(a_set(kind=kind),)) == expected


def test_a_limit_per_package_becomes_a_share():
    rule = a_rule("mitragynine", "1250", "mg", basis=Basis.PER_PACKAGE, package_grams=50)
    for limit, expected in (("2.5", []), ("2.6", [CHECK])):
        coa = a_coa(a_result("mitragynine", value="1.5", unit="%", limit=limit))
        assert codes(coa, CHECK, limits=(a_set(rule),)) == expected


def test_a_reading_in_doubt_stays_quiet():
    assert codes(lead("10", doubts=("blurred",)), CHECK, limits=(a_set(),)) == []


def test_the_finding_is_a_note_that_names_both_limits():
    (found,) = findings(example(), CHECK, limits=CONTEXT.limits)
    assert found.severity is Severity.NOTE
    assert found.says == "The printed limit for Lead, 10 ppm, is looser than at most 1.2 ppm (Arcadian limits)."


@pytest.mark.parametrize(("form", "expected"), [(Form.LEAF, []), (Form.EXTRACT, [CHECK]), (None, [])])
def test_a_rule_for_extracts_alone_is_compared_for_extracts_alone(form, expected):
    assert codes(lead("10"), CHECK, limits=(a_set(a_rule(only_for="extract")),), form=form) == expected
