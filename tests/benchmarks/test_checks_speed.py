"""How many certificates a second all checks of one report question, on one core. `make bench` prints the figures.

Nothing here asserts a time: it asserts that the work measured was really done.
"""

import datetime as dt
import time
from pathlib import Path

import pytest

from labs import checks
from labs.coa import CertificateOfAnalysis
from labs.parsing import parse
from labs.parsing.failures import NoText

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "coas"
CONTEXT = checks.Context(today=dt.date(2026, 11, 1))
ROUNDS = 15
pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.skipif(not SHARED.is_dir(), reason="no real certificates beside this checkout to measure with"),
]


@pytest.fixture(scope="module")
def readings() -> list[CertificateOfAnalysis]:
    found = []
    for path in sorted(SHARED.glob("*.pdf")):
        try:
            found.append(parse(path).coa)
        except NoText:
            continue
    return found


def seconds(coas: list[CertificateOfAnalysis], only: list[checks.Check] | None = None) -> tuple[float, int]:
    """The best of some rounds in seconds of this process, and how many findings there were."""
    best, findings = float("inf"), 0
    for _ in range(ROUNDS):
        begun = time.process_time()
        findings = sum(len(checks.run(coa, CONTEXT, only=only)) for coa in coas)
        best = min(best, time.process_time() - begun)
    return best, findings


def own_speed() -> float:
    """Milliseconds for a million steps of a plain loop: what this machine gives us now."""
    begun = time.process_time()
    sum(number * number for number in range(10**6))
    return (time.process_time() - begun) * 1000


def test_checks_per_second(readings: list[CertificateOfAnalysis]):
    spent, findings = seconds(readings)
    results = sum(len(coa.results) for coa in readings)
    print(
        f"\n{len(checks.all_checks())} checks, {len(readings)} certificates, {results} results, {findings} findings: "
        f"{len(readings) / spent:.0f} certificates a second (a million steps of a loop take {own_speed():.0f} ms)"
    )
    assert results
    assert findings


def test_what_each_check_costs(readings: list[CertificateOfAnalysis]):
    costs = sorted(((seconds(readings, only=[one])[0], one.id) for one in checks.all_checks()), reverse=True)
    for cost, check in costs[:12]:
        print(f"{check:30} {cost / len(readings) * 1e6:6.0f} µs a certificate, alone")
    assert len(costs) == len(checks.all_checks())
