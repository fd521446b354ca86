"""The checks over whole documents: real ones raise no alert, drawn ones exactly what was planted in them."""

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

from labs.checks import Context, Finding, Severity, all_checks, run
from labs.checks.document import document_of
from labs.parsing import Parsed, parse
from labs.parsing.failures import NoText
from labs.reference.analytes import match
from labs.reference.limits import all_limit_sets
from labs.reference.markets import laws_elsewhere, market_limits
from tests.accuracy import sets
from tests.labs.builders import TODAY

REAL = sorted(sets.REAL.glob("*.pdf"))
DRAWN = sorted((sets.SHARED / "drawn").glob("*.pdf"))
# Alerts on genuine certificates that are true, each looked at by a person.
TRUE = {
    "altitude-2026.pdf": {"alk.synthetic_analogue"},  # tablets with 0.516 % and 0.948 % of MGM-15, named as such
}
pytestmark = pytest.mark.skipif(not (REAL and DRAWN), reason="the shared documents are not here")


@cache
def read(path: Path) -> Parsed:
    try:
        return parse(path)
    except NoText:
        pytest.skip("holds pictures only")


@cache
def found_in(path: Path) -> tuple[Finding, ...]:
    """Everything that is found in a document on its own, held against its market's limits and the laws of elsewhere."""
    parsed = read(path)
    market = market_limits(parsed.coa, TODAY)
    context = Context(today=TODAY, limits=market, elsewhere=laws_elsewhere(market), document=document_of(parsed))
    return tuple(run(parsed.coa, context))


@cache
def found_against_everything_in(path: Path) -> tuple[Finding, ...]:
    """The same, held against every limit set that we know."""
    parsed = read(path)
    return tuple(run(parsed.coa, Context(today=TODAY, limits=all_limit_sets(), document=document_of(parsed))))


def found_beside_others(path: Path, folder: Iterable[Path]) -> list[tuple[Finding, str]]:
    """What the checks between reports find in a document beside the others of its folder, with the other's name."""
    known = [other for other in folder if other != path and _is_readable(other)]
    context = Context(
        today=TODAY,
        document=document_of(read(path)),
        earlier=tuple(read(other).coa for other in known),
        earlier_documents=tuple(document_of(read(other)) for other in known),
    )
    between = [one for one in all_checks() if one.category.prefix == "x"]
    found = run(read(path).coa, context, only=between)
    return [(one, "" if one.other is None else known[one.other].name) for one in found]


def _is_readable(path: Path) -> bool:
    try:
        read(path)
    except pytest.skip.Exception:
        return False
    return True


def planted_in(path: Path) -> tuple[list[dict[str, str]], set[str]]:
    """The faults planted in a document by checks that we have and that need no other document, and what may go along.

    A fault names its analyte as the catalogue does, or as it is printed.
    """
    planted = json.loads((sets.SHARED / "drawn" / "faults.json").read_text(encoding="utf-8"))[path.name]
    known = {check.id for check in all_checks()}
    faults = [fault for fault in planted["expected"] if fault["check"] in known and "with" not in fault]
    return faults, {fault["check"] for fault in planted["expected"]} | set(planted["tolerated"])


def alerts(found: Iterable[Finding]) -> set[str]:
    return {one.check for one in found if one.severity is Severity.ALERT}


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_a_real_certificate_raises_no_alert_that_is_not_true(path):
    assert alerts(found_in(path)) <= TRUE.get(path.name, set())
    assert alerts(found_against_everything_in(path)) <= TRUE.get(path.name, set())


@pytest.mark.parametrize("path", DRAWN, ids=lambda path: path.stem)
def test_what_was_planted_in_a_drawn_certificate_is_found_on_its_analyte(path):
    faults, _ = planted_in(path)
    found = {(one.check, name) for one in found_in(path) for name in (one.analyte, one.analyte_text, None)}
    for fault in faults:
        named = fault.get("analyte")
        assert {(fault["check"], named), (fault["check"], match(named) if named else None)} & found, fault["why"]


@pytest.mark.parametrize("path", DRAWN, ids=lambda path: path.stem)
def test_a_drawn_certificate_raises_no_alert_beside_what_was_planted(path):
    _, allowed = planted_in(path)
    assert alerts(found_in(path)) <= allowed
    assert alerts(found_against_everything_in(path)) <= allowed


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_real_certificates_beside_each_other_raise_nothing_above_a_note(path):
    assert not [one for one, _ in found_beside_others(path, REAL) if one.severity is not Severity.NOTE]


@pytest.mark.parametrize("path", DRAWN, ids=lambda path: path.stem)
def test_drawn_certificates_beside_each_other_raise_what_was_planted_and_nothing_else(path):
    planted = json.loads((sets.SHARED / "drawn" / "faults.json").read_text(encoding="utf-8"))[path.name]
    found = {(one.check, other) for one, other in found_beside_others(path, DRAWN)}
    between = {(fault["check"], fault["with"]) for fault in planted["expected"] if "with" in fault}
    assert between <= found
    assert {check for check, _ in found} <= {fault["check"] for fault in planted["expected"]} | set(
        planted["tolerated"]
    )
