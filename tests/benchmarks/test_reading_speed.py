"""How fast certificates are read, as ratios taken within one run: the machine's own speed drops out.

`make bench` prints the figures. Nothing here asserts a time: it asserts that the work measured was really done.

Pages that only their pictures can say are left out: reading these takes seconds, and is another matter.
"""

import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from labs.parsing import parse
from labs.parsing.failures import NoText
from tests.benchmarks import readers

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "coas"
ROOT = Path(__file__).resolve().parents[2]

pytestmark = [
    pytest.mark.benchmark,
    pytest.mark.skipif(not SHARED.is_dir(), reason="no real certificates beside this checkout to measure with"),
]


@pytest.fixture(scope="module")
def certificates() -> list[Path]:
    """Those whose text layers can be read, which the first reading shows."""
    found = []
    for path in sorted(SHARED.glob("*.pdf")):
        try:
            readers.whole(path)
        except NoText:
            continue
        found.append(path)
    return found


def seconds(work: Callable[[], object], *, rounds: int = 2) -> float:
    """The best of some rounds, in processor time, which other work on the machine disturbs least."""
    times = []
    for _ in range(rounds):
        begun = time.process_time()
        work()
        times.append(time.process_time() - begun)
    return min(times)


def peak_of(reader: str, paths: list[Path]) -> float:
    """The most memory in MiB that a fresh process holds while one reader goes through all certificates."""
    command = [sys.executable, "-m", "tests.benchmarks.readers", reader, *map(str, paths)]
    ended = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return float(ended.stdout)


def test_whole_reading_against_words_alone(certificates):
    spent = {name: [] for name in readers.READERS}
    for path in certificates:
        for name, read in readers.READERS.items():
            spent[name].append(seconds(lambda read=read, path=path: read(path)))
        times = "  ".join(f"{name} {of_reader[-1]:6.3f} s" for name, of_reader in spent.items())
        print(f"{path.name:28} {times}  {spent['whole'][-1] / spent['pdfplumber'][-1]:5.2f}x")
    print(f"{'':14}{'in all':>10}{'to pdfplumber: median':>24}{'in all':>9}{'peak memory':>14}")
    for name, of_reader in spent.items():
        ratios = [ours / plain for ours, plain in zip(of_reader, spent["pdfplumber"], strict=True)]
        print(
            f"{name:14}{sum(of_reader):8.2f} s{statistics.median(ratios):23.2f}x"
            f"{sum(of_reader) / sum(spent['pdfplumber']):8.2f}x{peak_of(name, certificates):10.0f} MiB"
        )
    assert len(certificates) > 20


def test_memory_over_many_documents(certificates):
    readings, warm = 500, 50
    small = sorted(certificates, key=lambda path: path.stat().st_size)[:4]
    after_warming = 0
    for number in range(readings):
        parse(small[number % len(small)], most_pictures=0)
        if number == warm:
            after_warming = held()
    print(
        f"{readings} documents in one process: {held() - after_warming:+.1f} MiB since the {warm}th, {held():.0f} held"
    )
    assert held() - after_warming < 20


def held() -> float:
    """The memory that this process holds, in MiB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20
