"""How many certificates a second all checks of one report question, on one core. `make bench` prints the figures.

Measured are the genuine certificates beside this checkout: what is printed on them alone, then with the text of the
file, then with the limits of the report's market and the laws of other places as well. What is measured begins with the
certificate as a value and ends with the findings; working out the market, making the context and folding the text are
part of it; reading the file, other reports, and storing are not. Each is asked twice: as they are, round after round,
and as reports that nobody has seen before, whose names, numbers of batches and texts differ in every round, so that
nothing is answered from what was kept of an earlier round. Nothing here asserts a time: it asserts that the work
measured was really done.
"""

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from labs import checks
from labs.checks.document import document_of
from labs.coa import AnalyteResult, Printed, Sample
from labs.parsing import Parsed, parse
from labs.parsing.failures import NoText
from labs.reference.markets import laws_elsewhere, market_limits
from registry.call_stack import in_one_piece

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


def as_they_are(read: Parsed, _round: int) -> Parsed:
    return read


def never_seen(read: Parsed, number: int) -> Parsed:
    """A report with names, numbers and a text of its own. Its amounts stay: other amounts would make other findings."""
    mark = f"{number}x"

    def marked(printed: Printed | None) -> Printed | None:
        return None if printed is None else replace(printed, text=f"{printed.text} {mark}")

    def sample(one: Sample) -> Sample:
        return replace(
            one,
            product_name=marked(one.product_name),
            batch=marked(one.batch),
            sample_id=marked(one.sample_id),
            results=tuple(map(result, one.results)),
        )

    def result(one: AnalyteResult) -> AnalyteResult:
        return replace(one, name=replace(one.name, text=f"{one.name.text} {mark}"))

    coa = read.coa
    ours = replace(
        coa, client=marked(coa.client), report_id=marked(coa.report_id), samples=tuple(map(sample, coa.samples))
    )
    return replace(read, coa=ours, text=f"{read.text}\n{mark}")


@in_one_piece  # so that it is not measured how deep pytest calls
def seconds(
    readings: list[Parsed],
    context_of: ContextOf,
    only: list[checks.Check] | None = None,
    shown: Callable[[Parsed, int], Parsed] = as_they_are,
) -> tuple[float, int]:
    """The best of some rounds in seconds of this process, and how many findings there were."""
    best, findings = float("inf"), 0
    for number in range(ROUNDS):
        asked = [shown(read, number) for read in readings]
        begun = time.process_time()
        findings = sum(len(checks.run(read.coa, context_of(read), only=only)) for read in asked)
        best = min(best, time.process_time() - begun)
    return best, findings


def own_speed() -> float:
    """Milliseconds for a million steps of a plain loop: what this machine gives us now."""
    begun = time.process_time()
    sum(number * number for number in range(10**6))
    return (time.process_time() - begun) * 1000


@pytest.mark.parametrize("shown", [as_they_are, never_seen], ids=["again", "first-seen"])
@pytest.mark.parametrize("context_of", [bare, with_text, with_limits], ids=["bare", "text", "text-and-limits"])
def test_checks_per_second(readings: list[Parsed], context_of: ContextOf, shown: Callable[[Parsed, int], Parsed]):
    spent, findings = seconds(readings, context_of, shown=shown)
    results = sum(len(read.coa.results) for read in readings)
    print(
        f"\n{context_of.__name__}, {shown.__name__}: {len(checks.all_checks())} checks, {len(readings)} certificates, "
        f"{results} results, {findings} findings: {len(readings) / spent:.0f} certificates a second "
        f"(a million steps of a loop take {own_speed():.0f} ms)"
    )
    assert results
    assert findings


def test_what_each_check_costs(readings: list[Parsed]):
    costs = sorted(((seconds(readings, with_limits, [one])[0], one.id) for one in checks.all_checks()), reverse=True)
    for cost, check in costs[:12]:
        print(f"{check:30} {cost / len(readings) * 1e6:6.0f} µs a certificate, alone")
    assert len(costs) == len(checks.all_checks())
