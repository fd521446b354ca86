"""What holds for every check, whatever it asks."""

import datetime as dt
import importlib
import pkgutil

import pytest

import labs.checks
from labs.checks import Check, Severity, all_checks, asked, run
from labs.checks.base import Context, Source, check
from labs.checks.base_rates import base_rates
from labs.checks.categories import CATEGORIES
from tests.labs.builders import TODAY, a_coa, a_result, a_row, findings
from tests.labs.checks.examples import context_of, example_of

FIRST_EIGHT = {
    "alk.share_over_2", "arith.pct_mgg", "arith.sum_gt_total", "arith.total_vs_parts", "date.order",
    "lod.loq_below_lod", "lod.number_below_lod", "pf.contradiction",
}  # fmt: skip
WRONG = a_coa(
    a_row("mitragynine", ("1.42", "% w/w"), ("19.8", "mg/g"), row=0),
    a_row("7_hydroxymitragynine", ("0.90", "% w/w"), ("9.0", "mg/g"), row=1),
    a_row("total_alkaloids", ("1.00", "% w/w"), ("10.0", "mg/g"), row=2),
    a_result("cadmium", value="0.640", lod="0.002", loq="0.001", limit="0.50", status="PASS"),
    a_result("lead", value="0.100", lod="0.002", limit="0.50", status="PASS"),
    a_result("mercury", value="0.001", lod="0.004", limit="0.50", status="PASS"),
    received="2026-06-09",
    reported="2026-06-02",
)


NOTHING = {
    "severity": Severity.NOTE, "title": "", "explanation": "", "formula": "", "example": "", "innocent": (),
    "remedy": (), "sources": (),
}  # fmt: skip
CHECKS = pytest.mark.parametrize("one", all_checks(), ids=lambda one: one.id)


def test_the_first_eight_checks_are_there():
    assert {one.id for one in all_checks()} >= FIRST_EIGHT


def test_every_check_lives_in_the_module_that_its_id_names():
    names = [module.name for module in pkgutil.walk_packages(labs.checks.__path__, "labs.checks.")]
    homes = {
        one.id: name for name in names for one in vars(importlib.import_module(name)).values() if isinstance(one, Check)
    }
    expected = {one.id: f"labs.checks.{one.category.folder}.{one.id.split('.', 1)[1]}" for one in all_checks()}
    assert homes == expected


@CHECKS
def test_a_check_explains_itself(one):
    assert one.title
    assert one.formula
    for sentence in (one.explanation, *one.innocent, *one.remedy, *([one.ours] if one.ours else [])):
        assert sentence.endswith(".")
    assert one.innocent
    assert one.remedy
    assert isinstance(one.severity, Severity)


@CHECKS
def test_a_check_names_a_source_that_can_be_opened_or_says_what_is_our_own(one):
    assert one.sources or one.ours
    assert all(isinstance(source, Source) and source.text for source in one.sources)
    assert any(source.url.startswith("https://") for source in one.sources) or one.ours


@CHECKS
def test_the_example_of_a_check_is_what_it_says_of_a_certificate(one):
    first, *_ = run(example_of(one), context_of(one), only=[one])
    assert first.arithmetic.splitlines() == one.example.splitlines()


@CHECKS
def test_a_check_that_finds_something_could_be_asked(one):
    assert one.id in asked(example_of(one), context_of(one))


@CHECKS
def test_what_a_check_finds_weighs_no_more_than_it_says(one):
    assert all(
        found.severity.weight <= one.severity.weight for found in run(example_of(one), context_of(one), only=[one])
    )


@CHECKS
def test_how_often_genuine_certificates_show_a_finding_is_known(one):
    rate = base_rates().of(one.id)
    assert rate is not None, f"run: make base-rates ONLY={one.id}"
    assert 0 <= rate.found <= rate.asked <= base_rates().documents


def test_base_rates_are_of_checks_that_there_are():
    assert {rate.check for rate in base_rates().checks} <= {one.id for one in all_checks()}


def test_no_two_categories_share_a_folder_or_a_prefix():
    assert len({one.folder for one in CATEGORIES}) == len({one.prefix for one in CATEGORIES}) == len(CATEGORIES)


def test_every_finding_is_one_sentence_with_its_sum_and_its_prints():
    found = findings(WRONG)
    assert {one.check for one in found} >= FIRST_EIGHT
    for one in found:
        assert one.says.endswith(".")
        assert one.arithmetic
        assert one.evidence


def test_no_finding_speaks_of_fraud_or_safety():
    texts = [
        text for one in all_checks() for text in (one.title, one.explanation, *one.innocent, *one.remedy, one.ours)
    ]
    texts += [text for one in findings(WRONG) for text in (one.says, one.arithmetic)]
    assert not [text for text in texts for word in ("fraud", "fake", "safe", "forged") if word in text.lower()]


def test_the_same_certificate_gives_the_same_findings_in_the_same_order():
    context = Context(today=TODAY)
    assert run(WRONG, context) == run(WRONG, context)
    assert [one.check for one in run(WRONG, context)] == sorted(one.check for one in run(WRONG, context))


def test_keys_tell_findings_of_one_check_apart():
    keys = [(one.check, one.key) for one in findings(WRONG)]
    assert len(set(keys)) == len(keys)


def test_the_calendar_changes_no_arithmetic():
    for one in all_checks():
        if one.category.folder not in ("dates", "identity", "verdicts"):
            found = [
                run(WRONG, Context(today=today), only=[one]) for today in (dt.date(2020, 1, 1), dt.date(2040, 1, 1))
            ]
            assert found[0] == found[1]


def test_an_empty_certificate_raises_no_question_of_numbers():
    about_numbers = {one.id for one in all_checks() if one.category.prefix in ("arith", "alk", "lod", "pf", "stat")}
    assert not about_numbers & {one.check for one in findings(a_coa())}


def test_two_checks_of_one_id_are_an_error():
    with pytest.raises(ValueError, match=r"two checks are called date\.order"):
        check("date.order", **NOTHING)(lambda _subject, _context: iter(()))


def test_a_check_of_no_category_is_an_error():
    with pytest.raises(ValueError, match="begins with no category"):
        check("weather.rain", **NOTHING)
