import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labs.quantities import read_quantity
from labs.reference.limits import limit_set
from labs.reference.measured import Measured, Outcome, measured, portion_in
from labs.reference.texts import in_force, is_unread, text_on
from labs.reference.yardsticks import judge_all, looser_limit
from tests.labs.builders import a_result

WITHIN, ABOVE, BELOW, CANNOT_TELL = Outcome.WITHIN, Outcome.ABOVE, Outcome.BELOW, Outcome.CANNOT_TELL
UTAH, CZECH, USP = limit_set("ut_r70_580_5"), limit_set("cz_448_2025"), limit_set("usp_2232")


def judge(result, limits, **options):
    """The judgement under the first rule that a set has for a result; None where it has none."""
    return next(iter(judge_all(result, limits, **options)), None)


@pytest.mark.parametrize(
    ("value", "unit", "outcome"),
    [
        ("0.64", "mg/kg", WITHIN),
        ("1.19", "ppm", WITHIN),  # 1.185 to 1.195
        ("1.2", "ppm", CANNOT_TELL),  # 1.15 to 1.25
        ("1.20", "ppm", CANNOT_TELL),
        ("1.205", "ppm", ABOVE),
        ("1.3", "ppm", ABOVE),
        ("1300", "ppb", ABOVE),
        ("1.3", "ppb", WITHIN),
        ("<1.2", "ppm", WITHIN),  # under 1.2 is what the rule asks
        ("<1.3", "ppm", CANNOT_TELL),
        (">1.2", "ppm", ABOVE),
        ("0.5-0.9", "ppm", WITHIN),
        ("1.3-1.9", "ppm", ABOVE),
        ("0.9-1.9", "ppm", CANNOT_TELL),
        ("Detected", "ppm", CANNOT_TELL),
        ("NT", "ppm", CANNOT_TELL),
        ("0.64", "µg/capsule", CANNOT_TELL),
        ("0.64", "", CANNOT_TELL),
    ],
)
def test_a_result_is_held_against_a_strict_limit(value, unit, outcome):
    judgement = judge(a_result("lead", value=value, unit=unit), UTAH)
    assert judgement.outcome is outcome
    assert bool(judgement.reason) is (outcome is CANNOT_TELL)


@pytest.mark.parametrize(
    ("value", "unit", "outcome"),
    [
        ("1.46", "%", WITHIN),
        ("24.9", "mg/g", WITHIN),
        ("25.0", "mg/g", CANNOT_TELL),
        ("2.6", "%", ABOVE),
        ("25.1", "mg/g", ABOVE),
        ("12", "mg/capsule", CANNOT_TELL),
    ],
)
def test_a_limit_per_package_is_a_share(value, unit, outcome):
    judgement = judge(a_result("mitragynine", value=value, unit=unit), CZECH)
    assert judgement.outcome is outcome
    assert "1,250 mg in a package of 50 g" in judgement.arithmetic


def test_a_value_on_the_very_limit_depends_on_the_operator():
    exactly_at_most = judge(a_result("mitragynine", value="<2.5", unit="%"), CZECH)
    assert exactly_at_most.outcome is WITHIN
    assert exactly_at_most.arithmetic.endswith("which is 2.5 %")


@pytest.mark.parametrize(
    ("grams", "outcome"), [(None, CANNOT_TELL), ("0", CANNOT_TELL), ("3", WITHIN), ("7.8", CANNOT_TELL), ("25", ABOVE)]
)
def test_a_limit_per_day_needs_the_grams_a_day(grams, outcome):
    grams_per_day = None if grams is None else Decimal(grams)
    judgement = judge(a_result("lead", value="0.64", unit="mg/kg"), USP, grams_per_day=grams_per_day)
    assert judgement.outcome is outcome
    assert judgement.grams_per_day == grams_per_day


def test_grams_a_day_mean_nothing_to_a_limit_per_gram():
    assert judge(a_result("lead"), UTAH, grams_per_day=Decimal(3)).grams_per_day is None


@pytest.mark.parametrize(
    ("value", "lod", "loq", "outcome"),
    [
        ("ND", None, None, CANNOT_TELL),
        ("ND", "0.01", None, WITHIN),
        ("ND", None, "0.05", WITHIN),
        ("ND", "1.5", None, CANNOT_TELL),
        ("<LOQ", None, "0.05", WITHIN),
        ("<LOQ", "0.01", None, CANNOT_TELL),
        ("<LOD", "0.01", None, WITHIN),
    ],
)
def test_not_detected_is_never_zero(value, lod, loq, outcome):
    judgement = judge(a_result("lead", value=value, lod=lod, loq=loq), UTAH)
    assert judgement.outcome is outcome


def test_not_detected_leans_on_a_lod_in_its_own_unit():
    ours = a_result("lead", value="ND", unit="ppm", lod="10", lod_unit="ppb")
    assert judge(ours, UTAH).arithmetic == "ND means at most 0.01 ppm here; the limit is under 1.2 ppm"


@pytest.mark.parametrize(
    ("value", "name", "outcome"),
    [
        ("Absent in 100 g", "Salmonella", WITHIN),
        ("Negative / 25 g", "Salmonella", CANNOT_TELL),
        ("Not Detected", "Salmonella (25 g)", CANNOT_TELL),
        ("Not Detected", "Salmonella (375 g)", WITHIN),
        ("Not Detected", "Salmonella", CANNOT_TELL),
        ("Absent in 100 mL", "Salmonella", CANNOT_TELL),
        ("Detected", "Salmonella", ABOVE),
        ("Detected in 1 g", "Salmonella", ABOVE),
        ("12", "Salmonella", ABOVE),
        ("<10", "Salmonella", CANNOT_TELL),
        ("NT", "Salmonella", CANNOT_TELL),
    ],
)
def test_absence_counts_in_the_portion_that_was_tested(value, name, outcome):
    judgement = judge(a_result("salmonella", value=value, unit="CFU/g", name=name), UTAH)
    assert judgement.outcome is outcome


def test_a_smaller_portion_is_named():
    judgement = judge(a_result("salmonella", value="Negative / 25 g", unit=""), UTAH)
    assert judgement.reason == "Nothing was found in 25 g, but the limit asks for 100 g."


@pytest.mark.parametrize(
    ("value", "outcome", "reason"),
    [
        ("0.640", WITHIN, ""),
        (
            "6.40",
            CANNOT_TELL,
            "The limit is for inorganic arsenic alone; the report gives arsenic (total), which includes it.",
        ),
    ],
)
def test_a_total_can_pass_for_its_part_but_not_breach(value, outcome, reason):
    judgement = judge(a_result("arsenic", value=value), USP, grams_per_day=Decimal(3))
    assert (judgement.outcome, judgement.reason) == (outcome, reason)


def test_an_analyte_without_a_rule_is_not_limited():
    assert judge(a_result("nickel"), UTAH) is None
    assert judge(a_result("something unknown"), UTAH) is None


def test_the_arithmetic_is_set_out_in_words():
    assert judge(a_result("lead", value="0.64", unit="mg/kg"), UTAH).arithmetic == (
        "0.64 mg/kg is 0.635 to 0.645 ppm; the limit is under 1.2 ppm"
    )
    assert judge(a_result("lead", value="0.64", unit="mg/kg"), USP, grams_per_day=Decimal(3)).arithmetic == (
        "0.64 mg/kg is 0.635 to 0.645 µg/g; at 3 g a day that makes 1.905 to 1.935 µg a day; "
        "the limit is at most 5 µg a day"
    )


def test_stored_columns_are_judged_as_a_result_is():
    stored = Measured(analyte="lead", quantity=read_quantity("ND"), unit="ppm", lod=read_quantity("0.01"))
    read = a_result("lead", value="ND", unit="ppm", lod="0.01")
    assert judge(stored, UTAH) == judge(read, UTAH)


@given(
    st.decimals(min_value="0.0001", max_value=10, places=6),
    st.integers(min_value=0, max_value=5),
    st.sampled_from([("ppm", 1), ("ppb", 1000), ("%", Decimal("0.0001"))]),
)
def test_honest_rounding_never_turns_an_outcome_round(true, decimals, unit):
    name, factor = unit
    value = f"{(true * factor).quantize(Decimal(1).scaleb(-decimals)):f}"
    outcome = judge(a_result("lead", value=value, unit=name), UTAH).outcome
    complies = true < Decimal("1.2")
    assert outcome is not (ABOVE if complies else WITHIN)


@pytest.mark.parametrize(
    ("limits", "on", "expected"),
    [
        (CZECH, "2025-11-11", False),
        (CZECH, "2025-11-12", True),
        (CZECH, "2025-12-31", True),
        (CZECH, "2026-01-01", None),  # nobody looked
        (UTAH, "2021-01-01", False),
        (UTAH, "2022-01-01", None),  # the wording before the amendment was not read
        (UTAH, "2023-02-27", True),
        (UTAH, "2024-12-02", None),
        (USP, "2026-11-23", True),
        (USP, "2026-11-24", None),
    ],
)
def test_a_limit_set_holds_on_the_days_for_which_it_was_read(limits, on, expected):
    assert in_force(limits, dt.date.fromisoformat(on)) is expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("Absent in 25 g",), 25),
        (("ND", "", "Salmonella (10 g)"), 10),
        (("Negative/1g",), 1),
        (("0.5", "CFU/g", "E. coli"), None),
        (("12 mg", "mg/g"), None),
        (("v 2,5 g",), Decimal("2.5")),
    ],
)
def test_the_portion_is_read_from_words(texts, expected):
    assert portion_in(*texts) == expected


def alkaloids(**percent):
    """Results in per cent, by slug."""
    return tuple(measured(a_result(slug.lstrip("_"), value=value, unit="%")) for slug, value in percent.items())


@pytest.mark.parametrize(
    ("results", "outcome"),
    [
        ({"_7_hydroxymitragynine": "0.010", "mitragynine": "1.46"}, WITHIN),
        ({"_7_hydroxymitragynine": "0.010", "total_alkaloids": "1.80"}, WITHIN),
        ({"_7_hydroxymitragynine": "0.100", "mitragynine": "1.46"}, CANNOT_TELL),  # others may not be listed
        ({"_7_hydroxymitragynine": "0.010"}, CANNOT_TELL),
        ({"_7_hydroxymitragynine": "2.10", "mitragynine": "1.46"}, ABOVE),  # more than 2 % of the product itself
        ({"_7_hydroxymitragynine": "ND", "mitragynine": "1.46"}, CANNOT_TELL),  # no LOD
    ],
)
def test_few_alkaloids_can_show_that_a_share_is_met_but_not_that_it_is_not(results, outcome):
    ours, *beside = alkaloids(**results)
    (judgement,) = judge_all(ours, limit_set("tx_444_003"), beside=beside)
    assert judgement.outcome is outcome
    assert bool(judgement.reason) is (outcome is CANNOT_TELL)


def test_a_share_sets_out_its_arithmetic():
    ours, *beside = alkaloids(_7_hydroxymitragynine="0.010", mitragynine="1.46")
    (judgement,) = judge_all(ours, limit_set("tx_444_003"), beside=beside)
    assert judgement.arithmetic == (
        "7-OH is 0.0095 to 0.0105 %, the other alkaloids listed are at least 1.455 %: "
        "7-OH is 0.0095 to 0.7165 % of all alkaloids; the limit is at most 2 % of all alkaloids"
    )


@pytest.mark.parametrize(
    ("seven_oh", "mitragynine", "outcome"),
    [("0.010", "1.46", WITHIN), ("0.10", "1.46", BELOW), ("0.015", "1.5", CANNOT_TELL)],
)
def test_a_ratio_is_reckoned_from_both_prints(seven_oh, mitragynine, outcome):
    ours, *beside = alkaloids(_7_hydroxymitragynine=seven_oh, mitragynine=mitragynine)
    judged = judge_all(ours, limit_set("fl_2er26_1"), beside=beside)
    assert [one.outcome for one in judged if one.rule.words == "at least 100 to 1"] == [outcome]


@pytest.mark.parametrize(
    ("value", "unit", "outcomes"),
    [
        ("0.4", "mg/g", [WITHIN, CANNOT_TELL]),  # how much a serving holds is not said
        ("0.9", "mg/serving", [CANNOT_TELL, WITHIN]),
        ("1.2", "mg/serving", [CANNOT_TELL, ABOVE]),
        ("0.9", "mg/capsule", [CANNOT_TELL, CANNOT_TELL]),
    ],
)
def test_a_limit_per_serving_needs_an_amount_per_serving(value, unit, outcomes):
    judged = judge_all(a_result("7_hydroxymitragynine", value=value, unit=unit), limit_set("ga_16_13_122"))
    assert [one.outcome for one in judged] == outcomes


def test_a_limit_is_asked_of_the_print_that_has_its_unit():
    per_gram = measured(a_result("7_hydroxymitragynine", value="0.4", unit="mg/g"))
    per_serving = measured(a_result("7_hydroxymitragynine", value="0.9", unit="mg/serving"))
    georgia = limit_set("ga_16_13_122")
    assert [one.outcome for one in judge_all(per_gram, georgia, beside=[per_serving])] == [WITHIN]
    assert [one.outcome for one in judge_all(per_serving, georgia, beside=[per_gram])] == [WITHIN]


@pytest.mark.parametrize(
    ("unit", "asked"), [("mg/g", "at most 1 mg/g (solid products)"), ("mg/mL", "at most 1 mg/mL (liquid products)")]
)
def test_a_liquid_has_a_limit_of_its_own(unit, asked):
    judged = judge_all(a_result("7_hydroxymitragynine", value="0.4", unit=unit), limit_set("fl_2er26_1"))
    assert [one.outcome for one in judged if one.rule.words == asked] == [WITHIN]


@pytest.mark.parametrize(
    ("value", "outcome"), [("0.02", WITHIN), ("0.005", BELOW), ("0.2", ABOVE), ("0.05", CANNOT_TELL)]
)
def test_an_observed_range_has_two_ends(value, outcome):
    (judgement,) = judge_all(a_result("7_hydroxymitragynine", value=value, unit="%"), limit_set("lit_leaf_7oh"))
    assert judgement.outcome is outcome


def test_what_must_not_be_detected_is_above_with_any_amount():
    ohio = limit_set("oh_4729_9_1_01_1")
    assert judge(a_result("mgm_16", value="0.2", unit="%"), ohio) is None
    assert judge(a_result("mitragynine_pseudoindoxyl", value="0.2", unit="%"), ohio).outcome is ABOVE
    assert judge(a_result("mitragynine_pseudoindoxyl", value="ND", unit="%"), ohio).outcome is WITHIN
    assert judge(a_result("mitragynine_pseudoindoxyl", value="<LOQ", unit="%"), ohio).outcome is CANNOT_TELL


@pytest.mark.parametrize(
    ("limit", "unit", "is_looser"),
    [("3", "ppm", True), ("1.2", "ppm", False), ("1", "ppm", False), ("1300", "ppb", True), ("3", "CFU/g", False)],
)
def test_a_printed_limit_may_allow_more_than_a_law(limit, unit, is_looser):
    ours = a_result("lead", value="0.2", unit="ppm", limit=limit, limit_unit=unit)
    assert looser_limit(ours.limit, ours.unit, UTAH.rule_for("lead")) is is_looser


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2025-08-18", None),
        ("2025-09-01", "fl_2er25_2"),
        ("2026-07-01", "fl_2er26_1"),  # not known to hold still, but nothing else is
        ("2026-01-01", None),  # replaced by a text that was not read
    ],
)
def test_a_day_has_the_text_that_held_on_it(on, expected):
    found = text_on(limit_set("fl_2er26_1"), dt.date.fromisoformat(on))
    assert (found and found.id) == expected


@pytest.mark.parametrize(
    ("set_id", "on", "unread"),
    [
        ("fl_2er25_2", "2025-08-18", False),  # before the first
        ("fl_2er25_2", "2025-12-07", False),
        ("fl_2er25_2", "2025-12-08", True),
        ("fl_2er26_1", "2026-06-21", True),
        ("fl_2er26_1", "2026-06-22", False),
        ("cz_448_2025", "2025-01-01", False),
        ("ut_kcpa_2019", "2026-03-01", False),
    ],
)
def test_between_two_texts_there_was_one_that_was_not_read(set_id, on, unread):
    assert is_unread(limit_set(set_id), dt.date.fromisoformat(on)) is unread


def test_a_proposal_holds_on_no_day_for_sure():
    assert in_force(limit_set("us_dea_noi_7oh_2026"), dt.date(2026, 11, 23)) is None


FLORIDA_2025, DEA, RHODE_ISLAND = (limit_set(one) for one in ("fl_2er25_2", "us_dea_noi_7oh_2026", "ri_21_28_12_3"))


@pytest.mark.parametrize(
    ("value", "unit", "water", "outcome"),
    [
        ("0.0390", "%", None, CANNOT_TELL),  # 390 ppm as received, of who knows how much water
        ("0.0390", "%", "8.00", ABOVE),  # 423 to 425 ppm
        ("0.0390", "%", "2.00", WITHIN),  # 397 to 399 ppm
        ("0.0390", "%", "2.5", CANNOT_TELL),  # 399 to 401 ppm
        ("0.0410", "%", None, ABOVE),  # drying can only raise it
        ("ND", "%", "8.00", CANNOT_TELL),
        ("<0.010", "%", "8.00", WITHIN),  # under 108.8 ppm
        ("<0.010", "%", None, CANNOT_TELL),
        ("0.390", "mg/g dry weight", None, WITHIN),
        ("0.410", "mg/g dry weight", "8.00", ABOVE),
        ("0.390", "mg/g", "100", CANNOT_TELL),  # no such leaf
    ],
)
def test_a_limit_of_the_dry_weight_asks_how_much_water_there_is(value, unit, water, outcome):
    beside = [measured(a_result("moisture", value=water, unit="%"))] if water else []
    (judgement,) = judge_all(
        a_result("7_hydroxymitragynine", value=value, unit=unit), FLORIDA_2025, beside=beside, form="leaf"
    )
    assert judgement.outcome is outcome
    assert bool(judgement.reason) is (outcome is CANNOT_TELL)


def test_drying_is_set_out_in_words():
    water = measured(a_result("moisture", value="8.00", unit="%"))
    (judgement,) = judge_all(a_result("7_hydroxymitragynine", value="0.0390", unit="%"), FLORIDA_2025, beside=[water])
    assert judgement.arithmetic == (
        "as received it is 389.5 to 390.5 ppm; with 7.995 to 8.005 % water that is 423.3 to 424.5 ppm of the dry "
        "weight; the limit is at most 400 ppm (of the dry weight)"
    )


@pytest.mark.parametrize(("form", "outcome"), [("leaf", CANNOT_TELL), (None, CANNOT_TELL), ("extract", WITHIN)])
def test_the_notice_counts_dry_weight_in_leaf_alone(form, outcome):
    found = judge_all(a_result("7_hydroxymitragynine", value="0.049", unit="%"), DEA, form=form)
    assert found[0].outcome is outcome


@pytest.mark.parametrize(("form", "outcomes"), [("leaf", []), (None, [CANNOT_TELL]), ("extract", [ABOVE])])
def test_a_rule_for_extracts_says_nothing_of_leaf(form, outcomes):
    found = judge_all(a_result("benzene", value="3.0", unit="ppm"), RHODE_ISLAND, form=form)
    assert [one.outcome for one in found] == outcomes


@pytest.mark.parametrize(
    ("form", "outcome", "reason"),
    [
        ("leaf", ABOVE, ""),
        (None, ABOVE, ""),
        ("extract", CANNOT_TELL, "The limits of this text are for leaf, and the product is an extract."),
    ],
)
def test_a_text_for_leaf_is_no_yardstick_for_an_extract(form, outcome, reason):
    found = judge(a_result("mitragynine", value="45.2", unit="%"), CZECH, form=form)
    assert (found.outcome, found.reason) == (outcome, reason)
