import datetime as dt

import pytest

from labs.checks import Context, Severity
from labs.checks.forms import Form
from labs.coa import CertificateOfAnalysis
from labs.reference.limits import Basis, Confidence, LimitKind, Operator
from tests.labs.builders import TODAY, a_coa, a_result, a_row, codes, findings
from tests.labs.checks.verdicts.limit_sets import a_rule, a_set

CHECK = "pf.over_law"
CONTEXT = Context(today=TODAY, limits=(a_set(),))


def example() -> CertificateOfAnalysis:
    return lead("2.40")


def lead(value, **fields):
    return a_coa(a_result("lead", value=value, unit="ppm", **fields))


def severities(coa, *sets, **context):
    return [one.severity for one in findings(coa, CHECK, limits=sets or (a_set(),), **context)]


def test_without_a_choice_there_is_no_verdict():
    assert codes(lead("2.40"), CHECK) == []


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1.20", []),
        ("1.2", []),
        ("1.205", [Severity.WARNING]),  # above, but not by more than laboratories differ: 31 % at 1.2 ppm
        ("1.56", [Severity.WARNING]),
        ("1.60", [Severity.ALERT]),
        ("<5", []),
        ("ND", []),
    ],
)
def test_the_excess_must_outlast_what_laboratories_differ_by_for_an_alert(value, expected):
    assert severities(lead(value)) == expected


def test_the_printed_uncertainty_goes_before_that():
    assert severities(lead("1.40", uncertainty="0.10")) == [Severity.ALERT]
    assert severities(lead("2.40", uncertainty="1.30")) == [Severity.WARNING]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"kind": LimitKind.STANDARD}, Severity.WARNING),
        ({"kind": LimitKind.GUIDANCE}, Severity.NOTE),
        ({"kind": LimitKind.LITERATURE}, Severity.NOTE),
        ({"confidence": Confidence.PRIMARY_TEXT_VIA_MIRROR}, Severity.WARNING),
        ({"confidence": Confidence.SECONDARY}, Severity.NOTE),
        ({"known_until": dt.date(2026, 1, 1)}, Severity.NOTE),
    ],
)
def test_what_binds_less_or_is_known_less_weighs_less(fields, expected):
    assert severities(lead("2.40"), a_set(**fields)) == [expected]


@pytest.mark.parametrize(
    ("reported", "expected"),
    [("2024-12-31", [Severity.NOTE]), ("2025-01-01", [Severity.ALERT]), ("2027-01-01", [Severity.NOTE])],
)
def test_the_day_of_the_report_counts(reported, expected):
    coa = a_coa(a_result("lead", value="2.40", unit="ppm"), reported=reported)
    assert severities(coa) == expected


def test_limits_for_leaf_are_not_for_extract_or_for_what_may_be_either():
    leaf = a_set(applies_to=("leaf",))
    assert severities(lead("2.40"), leaf, form=Form.LEAF) == [Severity.ALERT]
    assert severities(lead("2.40"), leaf, form=Form.EXTRACT) == []
    assert severities(lead("2.40"), leaf) == []


def test_a_rule_for_extracts_alone_is_not_for_leaf_or_for_what_may_be_either():
    law = a_set(a_rule(only_for="extract"), a_rule("cadmium"))
    assert severities(lead("2.40"), law, form=Form.EXTRACT) == [Severity.ALERT]
    assert severities(lead("2.40"), law, form=Form.LEAF) == []
    assert severities(lead("2.40"), law) == []


def test_one_column_within_the_limit_stays_quiet():
    coa = a_coa(a_row("lead", ("2.40", "ppm"), ("240", "ppb"), row=0))
    assert severities(coa) == []


def test_two_columns_make_one_finding():
    coa = a_coa(a_row("lead", ("2.40", "ppm"), ("2400", "ppb"), row=0))
    assert severities(coa) == [Severity.ALERT]


def test_counts_scatter_more():
    count = a_set(a_rule("tamc", "100000", "CFU/g"))
    assert severities(a_coa(a_result("tamc", value="190000", unit="CFU/g")), count) == [Severity.WARNING]
    assert severities(a_coa(a_result("tamc", value="290000", unit="CFU/g")), count) == [Severity.ALERT]


def test_what_must_be_absent_and_was_found_is_above():
    absent = a_set(a_rule("salmonella", "25", "g", op=Operator.ABSENT_IN, basis=Basis.PORTION))
    assert severities(a_coa(a_result("salmonella", value="Detected", unit="")), absent) == [Severity.ALERT]
    assert severities(a_coa(a_result("salmonella", value="Not detected", unit="")), absent) == []


def test_words_are_said_without_the_unit_of_their_column():
    absent = a_set(a_rule("salmonella", "25", "g", op=Operator.ABSENT_IN, basis=Basis.PORTION))
    found = findings(a_coa(a_result("salmonella", value="Present in 25 g", unit="CFU/g")), CHECK, limits=(absent,))
    assert "printed as Present in 25 g, is outside" in found[0].says
    assert "CFU" not in found[0].arithmetic


def test_a_trace_of_what_grows_is_a_note_and_of_what_does_not_an_alert():
    def none_of(slug):
        return a_set(a_rule(slug, "0", "", op=Operator.NOT_DETECTED, basis=Basis.ANY))

    for slug, expected in (("7_hydroxymitragynine", Severity.NOTE), ("mgm_16", Severity.ALERT)):
        assert severities(a_coa(a_result(slug, value="0.012", unit="%")), none_of(slug)) == [expected]


def test_a_limit_per_package_becomes_a_share():
    package = a_set(a_rule("7_hydroxymitragynine", "50", "mg", basis=Basis.PER_PACKAGE, package_grams=50))
    assert severities(a_coa(a_result("7_hydroxymitragynine", value="0.10", unit="%")), package) == []
    assert severities(a_coa(a_result("7_hydroxymitragynine", value="0.17", unit="%")), package) == [Severity.ALERT]


def elsewhere(coa, *sets, **context):
    return findings(coa, CHECK, elsewhere=sets or (a_set(),), **context)


def test_what_is_over_a_law_of_another_place_is_a_note():
    (found,) = elsewhere(lead("2.40"))
    assert found.severity is Severity.NOTE
    assert found.says == (
        "Lead, printed as 2.40 ppm, is outside a limit of law in places that the report does not point to "
        "(Arcadian limits)."
    )
    assert elsewhere(lead("1.20")) == []


def test_laws_of_several_places_are_one_note_that_names_them_all():
    places = [a_set(id=f"place_{number}", title=f"Law {number}", citation=f"Code {number}") for number in range(5)]
    (found,) = elsewhere(lead("2.40"), *places)
    assert "(Law 0; Law 1; Law 2; and 2 more)" in found.says
    assert [f"Code {number}" in found.arithmetic for number in range(5)] == [True] * 5


def test_a_result_over_its_own_markets_law_is_not_told_again_for_other_places():
    (found,) = elsewhere(lead("2.40"), a_set(id="other"), limits=(a_set(),))
    assert found.severity is Severity.ALERT


def test_a_law_of_another_place_that_forbids_what_grows_in_the_plant_is_not_told():
    def none_of(slug):
        return a_set(a_rule(slug, "0", "", op=Operator.NOT_DETECTED, basis=Basis.ANY))

    trace = a_result("7_hydroxymitragynine", value="0.012", unit="%")
    assert elsewhere(a_coa(trace), none_of("7_hydroxymitragynine")) == []
    assert len(elsewhere(a_coa(a_result("mgm_16", value="0.012", unit="%")), none_of("mgm_16"))) == 1


def test_a_law_of_another_place_that_was_not_yet_in_force_is_not_told():
    coa = a_coa(a_result("lead", value="2.40", unit="ppm"), reported="2024-12-31")
    assert elsewhere(coa) == []


def test_the_laws_known_to_have_been_in_force_come_first_and_others_are_said_to_be_unknown():
    perhaps = a_set(id="perhaps", title="Old law", known_until=dt.date(2025, 6, 1))
    (found,) = elsewhere(lead("2.40"), perhaps, a_set())
    assert found.says.endswith("does not point to (Arcadian limits; Old law).")
    (found,) = elsewhere(lead("2.40"), perhaps)
    assert found.says.endswith("does not point to, not known to have been in force on the day (Old law).")
    assert "not known to be in force on the day; checked on" in found.arithmetic


def test_a_law_that_took_effect_after_the_report_says_so():
    coa = a_coa(a_result("lead", value="2.40", unit="ppm"), reported="2024-12-31")
    (found,) = findings(coa, CHECK, limits=CONTEXT.limits)
    assert found.says.endswith("(Arcadian limits), which took effect after the report.")
    assert "not yet in force on the day" in found.arithmetic
    (near,) = findings(
        a_coa(a_result("lead", value="1.30", unit="ppm"), reported="2024-12-31"), CHECK, limits=CONTEXT.limits
    )
    assert near.says.endswith("which took effect after the report, but not by more than laboratories may differ.")


def test_limits_per_day_are_for_another_check():
    daily = a_set(a_rule("lead", "5", "µg", basis=Basis.PER_DAY))
    assert severities(lead("900"), daily) == []


def test_the_finding_names_the_limit_and_when_it_was_checked():
    (found,) = findings(example(), CHECK, limits=CONTEXT.limits)
    assert found.says == "Lead, printed as 2.40 ppm, is outside the limit, at most 1.2 ppm (Arcadian limits)."
    assert "in force on the day; checked on 2026-12-31" in found.arithmetic
