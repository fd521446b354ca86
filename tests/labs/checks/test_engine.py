"""What holds for every check, whatever it asks."""

import datetime as dt
import importlib
import pkgutil
from pathlib import Path

import pytest

import labs.checks
from labs.checks import Check, Severity, all_checks, run
from labs.checks.base import Context, check
from tests.labs.builders import TODAY, a_coa, a_result, a_row, findings

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


def modules_with_checks() -> dict[str, Check]:
    modules = (
        importlib.import_module(f"labs.checks.{module.name}") for module in pkgutil.iter_modules(labs.checks.__path__)
    )
    return {
        module.__name__.rsplit(".", 1)[-1]: one
        for module in modules
        for one in vars(module).values()
        if isinstance(one, Check)
    }


def test_the_first_eight_checks_are_there():
    assert {one.id for one in all_checks()} >= FIRST_EIGHT


def test_a_check_lives_in_a_module_of_its_name_and_has_a_test_of_that_name():
    for module, one in modules_with_checks().items():
        assert module == one.id.split(".", 1)[1] or module == one.id.replace(".", "_")
        assert (Path(__file__).parent / f"test_{module}.py").exists()


@pytest.mark.parametrize("one", all_checks(), ids=lambda one: one.id)
def test_a_check_explains_itself(one):
    assert one.title
    assert one.explanation.endswith(".")
    assert one.innocent
    assert all(innocent.endswith(".") for innocent in one.innocent)
    assert one.source
    assert isinstance(one.severity, Severity)


def test_every_finding_is_one_sentence_with_its_sum_and_its_prints():
    found = findings(WRONG)
    assert {one.check for one in found} == FIRST_EIGHT
    for one in found:
        assert one.says.endswith(".")
        assert one.arithmetic
        assert one.evidence


def test_no_finding_speaks_of_fraud_or_safety():
    texts = [text for one in all_checks() for text in (one.title, one.explanation, *one.innocent)]
    texts += [text for one in findings(WRONG) for text in (one.says, one.arithmetic)]
    assert not [text for text in texts for word in ("fraud", "fake", "safe", "forged") if word in text.lower()]


def test_the_same_certificate_gives_the_same_findings_in_the_same_order():
    context = Context(today=TODAY)
    assert run(WRONG, context) == run(WRONG, context)
    assert [one.check for one in run(WRONG, context)] == sorted(one.check for one in run(WRONG, context))


def test_keys_tell_findings_of_one_check_apart():
    keys = [(one.check, one.key) for one in findings(WRONG)]
    assert len(set(keys)) == len(keys)


def test_the_calendar_does_not_change_what_is_found():
    assert findings(WRONG, today=dt.date(2020, 1, 1)) == findings(WRONG, today=dt.date(2040, 1, 1))


def test_an_empty_certificate_raises_no_questions():
    assert findings(a_coa()) == []


def test_two_checks_of_one_id_are_an_error():
    with pytest.raises(ValueError, match=r"two checks are called date\.order"):
        check("date.order", severity=Severity.NOTE, title="", explanation="", innocent=(), source="")(
            lambda _coa, _context: iter(())
        )
