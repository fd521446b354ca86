"""The checks over whole documents: real ones raise no alert, drawn ones exactly what was planted in them."""

import json
from pathlib import Path

import pytest

from labs.checks import Context, Finding, Severity, all_checks, run
from labs.parsing import parse
from labs.parsing.failures import NoText
from tests.labs.builders import TODAY

SHARED = Path(__file__).parents[3].parent / "shared"
REAL = sorted((SHARED / "coas").glob("*.pdf"))
DRAWN = sorted((SHARED / "drawn").glob("*.pdf"))
# Alerts on genuine certificates that are true, each looked at by a person.
TRUE: dict[str, set[str]] = {}
pytestmark = pytest.mark.skipif(not (REAL and DRAWN), reason="the shared documents are not here")


def found_in(path: Path) -> list[Finding]:
    try:
        coa = parse(path).coa
    except NoText:
        pytest.skip("holds pictures only")
    return run(coa, Context(today=TODAY))


def alerts(found: list[Finding]) -> set[str]:
    return {one.check for one in found if one.severity is Severity.ALERT}


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_a_real_certificate_raises_no_alert_that_is_not_true(path):
    assert alerts(found_in(path)) <= TRUE.get(path.name, set())


@pytest.mark.parametrize("path", DRAWN, ids=lambda path: path.stem)
def test_a_drawn_certificate_raises_what_was_planted_and_no_other_alert(path):
    planted = json.loads((SHARED / "drawn" / "faults.json").read_text(encoding="utf-8"))[path.name]
    known = {check.id for check in all_checks()}
    found = found_in(path)
    assert {one.check for one in found} >= {
        fault["check"] for fault in planted["expected"] if "with" not in fault
    } & known
    assert alerts(found) <= {fault["check"] for fault in planted["expected"]} | set(planted["tolerated"])


@pytest.mark.parametrize("path", DRAWN, ids=lambda path: path.stem)
def test_what_was_planted_is_found_on_the_analyte_it_was_planted_on(path):
    planted = json.loads((SHARED / "drawn" / "faults.json").read_text(encoding="utf-8"))[path.name]
    known = {check.id for check in all_checks()}
    found = {(one.check, one.analyte_text) for one in found_in(path)}
    expected = {(fault["check"], fault["analyte"]) for fault in planted["expected"] if "analyte" in fault}
    assert found >= {(check, analyte) for check, analyte in expected if check in known}
