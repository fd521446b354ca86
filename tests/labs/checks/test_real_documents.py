"""The checks over whole documents: real ones raise no alert, drawn ones exactly what was planted in them."""

import json
from pathlib import Path

import pytest

from labs.checks import Context, Severity, all_checks, run
from labs.parsing import parse
from labs.parsing.failures import NoText
from tests.labs.builders import TODAY

SHARED = Path(__file__).parents[3].parent / "shared"
REAL = sorted((SHARED / "coas").glob("*.pdf"))
DRAWN = sorted((SHARED / "drawn").glob("*.pdf"))
pytestmark = pytest.mark.skipif(not (REAL and DRAWN), reason="the shared documents are not here")


def found_in(path: Path) -> list[tuple[str, Severity]]:
    try:
        coa = parse(path).coa
    except NoText:
        pytest.skip("holds pictures only")
    return [(finding.check, finding.severity) for finding in run(coa, Context(today=TODAY))]


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_a_real_certificate_raises_no_alert(path):
    assert [check for check, severity in found_in(path) if severity is Severity.ALERT] == []


@pytest.mark.parametrize("path", DRAWN, ids=lambda path: path.stem)
def test_a_drawn_certificate_raises_what_was_planted_and_nothing_else(path):
    planted = json.loads((SHARED / "drawn" / "faults.json").read_text(encoding="utf-8"))[path.name]
    known = {check.id for check in all_checks()}
    found = {check for check, _ in found_in(path)}
    expected = {fault["check"] for fault in planted["expected"]} & known
    assert found >= expected
    assert found <= expected | set(planted["tolerated"])
