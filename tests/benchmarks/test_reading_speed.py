"""How fast certificates are read and questioned, as ratios taken within one run: the machine's own speed drops out.

`make bench` prints the figures. Nothing here asserts a time: it asserts that the work measured was really done.
"""

import datetime as dt
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber
import pytest

from labs import checks
from labs.parsing import parse
from labs.parsing.failures import NoText

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "coas"
CONTEXT = checks.Context(today=dt.date(2026, 11, 1))

pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.skipif(not SHARED.is_dir(), reason="no real certificates beside this checkout to measure with"),
]


def certificates() -> list[Path]:
    return sorted(SHARED.glob("*.pdf"))


def seconds(work: Callable[[], object], *, rounds: int = 2) -> float:
    """The best of some rounds."""
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return min(times)


def words_of(path: Path) -> int:
    """What plain pdfplumber needs to find the words of every page."""
    with pdfplumber.open(path) as pdf:
        count = 0
        for page in pdf.pages:
            count += len(page.extract_words())
            page.close()
        return count


def test_whole_reading_against_plain_words():
    ratios, ours, theirs = [], 0.0, 0.0
    for path in certificates():
        try:
            results = len(parse(path).coa.results)
        except NoText:
            continue
        reading, words = seconds(lambda path=path: parse(path)), seconds(lambda path=path: words_of(path))
        ours, theirs = ours + reading, theirs + words
        ratios.append(reading / words)
        print(f"{path.name:28} {results:4} results  reading {reading:6.2f} s  words {words:6.2f} s  {ratios[-1]:5.2f}x")
    print(f"whole reading / plain words: median {statistics.median(ratios):.2f}x, in all {ours / theirs:.2f}x")
    assert len(ratios) > 20


def test_checks_per_second():
    readings = []
    for path in certificates():
        try:
            readings.append(parse(path).coa)
        except NoText:
            continue
    spent = seconds(lambda: [checks.run(coa, CONTEXT) for coa in readings], rounds=5)
    results = sum(len(coa.results) for coa in readings)
    print(f"{len(readings)} certificates, {results} results: {len(readings) / spent:.0f} certificates a second")
    assert results
