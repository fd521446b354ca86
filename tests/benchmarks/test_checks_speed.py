"""How many certificates a second all checks of one report question, on one core. `make bench` prints the figures.

Measured are the genuine certificates beside this checkout: what is printed on them alone, then with the text of the
file, then with the limits of the report's market and the laws of other places as well. What is measured begins with the
certificate as a value and ends with the findings; working out the market and folding the text are part of it, reading
the file is not. Nothing here asserts a time: it asserts that the work measured was really done.
"""

import datetime as dt
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from labs import checks
from labs.checks.document import document_of
from labs.parsing import Parsed, parse
from labs.parsing.failures import NoText
from labs.reference.markets import laws_elsewhere, market_limits

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "coas"
TODAY = dt.date(2026, 11, 1)
ROUNDS = 15
pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.skipif(not SHARED.is_dir(), reason="no real certificates beside this checkout to measure with"),
]
ContextOf = Callable[[Parsed], checks.Context]


@pytest.fixture(scope="module")
def readings() -> list[Parsed]:
    found = []
    for path in sorted(SHARED.glob("*.pdf")):
        try:
            found.append(parse(path))
        except NoText:
            continue
    return found


def bare(_read: Parsed) -> checks.Context:
    return checks.Context(today=TODAY)


def with_text(read: Parsed) -> checks.Context:
    return checks.Context(today=TODAY, document=document_of(read))


def with_limits(read: Parsed) -> checks.Context:
    market = market_limits(read.coa, TODAY)
    return checks.Context(today=TODAY, document=document_of(read), limits=market, elsewhere=laws_elsewhere(market))


def seconds(readings: list[Parsed], context_of: ContextOf, only: list[checks.Check] | None = None) -> tuple[float, int]:
    """The best of some rounds in seconds of this process, and how many findings there were."""
    best, findings = float("inf"), 0
    for _ in range(ROUNDS):
        begun = time.process_time()
        findings = sum(len(checks.run(read.coa, context_of(read), only=only)) for read in readings)
        best = min(best, time.process_time() - begun)
    return best, findings


def own_speed() -> float:
    """Milliseconds for a million steps of a plain loop: what this machine gives us now."""
    begun = time.process_time()
    sum(number * number for number in range(10**6))
    return (time.process_time() - begun) * 1000


@pytest.mark.parametrize("context_of", [bare, with_text, with_limits], ids=["bare", "text", "text-and-limits"])
def test_checks_per_second(readings: list[Parsed], context_of: ContextOf):
    spent, findings = seconds(readings, context_of)
    results = sum(len(read.coa.results) for read in readings)
    print(
        f"\n{context_of.__name__}: {len(checks.all_checks())} checks, {len(readings)} certificates, {results} results, "
        f"{findings} findings: {len(readings) / spent:.0f} certificates a second "
        f"(a million steps of a loop take {own_speed():.0f} ms)"
    )
    assert results
    assert findings


def test_what_each_check_costs(readings: list[Parsed]):
    costs = sorted(((seconds(readings, with_limits, [one])[0], one.id) for one in checks.all_checks()), reverse=True)
    for cost, check in costs[:12]:
        print(f"{check:30} {cost / len(readings) * 1e6:6.0f} µs a certificate, alone")
    assert len(costs) == len(checks.all_checks())
