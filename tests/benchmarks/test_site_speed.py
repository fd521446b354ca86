"""How long the server takes for the pages that people meet first, in a registry of 200,000 reports: p95 and median.

``make bench`` asks SQLite; with DATABASE_URL it asks PostgreSQL. LEAFPROOF_BENCH_REPORTS says how many reports are
generated (200,000); with LEAFPROOF_BENCH_KEPT=1 the database of DATABASE_URL is asked as it is, filled beforehand by
``manage.py generate``. On SQLite such a file is asked by datasette too, where DATASETTE says how that is called. It is
no requirement of ours (Apache-2.0), and is installed apart: ``python -m venv beside && beside/bin/pip install
datasette``, then DATASETTE=beside/bin/datasette. PostgreSQL should keep the index in memory, as a site's does
(``shared_buffers`` of 1 GB): with the 128 MB that it comes with, the disk's cache is measured. Nothing here asserts a
time: it asserts that the pages answer.

A generated report has 5 results, a product 40 reports. Certificates have 60 results and more: one such is asked too.

Every page is asked for many different keys, warm, through the whole WSGI stack (see `asking`). Time on the wall counts
everything else that runs on the machine; time on the processor does not, but leaves PostgreSQL's own work out.
"""

import datetime as dt
import json
import os
import random
import runpy
import shlex
import socket
import statistics
import subprocess
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection
from django.urls import reverse

from labs.coa import AnalyteResult, LabVerdict, Panel
from labs.reference.analytes import all_analytes
from registry.generating import generate
from registry.models import Batch, Brand, Laboratory, Product, Report
from tests.benchmarks.asking import status_of
from tests.registry.factories import a_coa, a_published_report, a_result

pytestmark = [pytest.mark.benchmark, pytest.mark.django_db]
SERVER = runpy.run_path(str(Path(__file__).parents[2] / "gunicorn.conf.py"))  # what it does between answers
REPORTS = int(os.environ.get("LEAFPROOF_BENCH_REPORTS", "200000"))
ROUNDS = int(os.environ.get("LEAFPROOF_BENCH_ROUNDS", "60"))
DATASETTE = os.environ.get("DATASETTE", "")


def measured(addresses: list[str], statuses: tuple[int, ...] = (200,)) -> str:
    """The p95 and median in ms on the wall and on the processor, each address once, after a few to warm up."""
    for address in addresses[:5]:
        assert status_of(address) in statuses, address
    wall, processor = [], []
    for address in addresses:
        begun, used = time.perf_counter(), time.process_time()
        assert status_of(address) in statuses, address
        wall.append((time.perf_counter() - begun) * 1000)
        processor.append((time.process_time() - used) * 1000)
        SERVER["post_request"](None, None, None, None)
    return "  ".join(f"{name} {p95(times):6.1f} / {statistics.median(times):6.1f}" for name, times in
                     (("wall p95 / median", wall), ("processor", processor)))  # fmt: skip


def p95(times: list[float]) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * 0.95))]


def some(rows, chance: random.Random, count: int = ROUNDS) -> list:
    keys = list(rows.values_list("pk", flat=True))
    return list(rows.filter(pk__in=chance.sample(keys, min(count, len(keys)))))


def wrong(name: str, chance: random.Random) -> str:
    """A name with one letter of its first word wrong."""
    first, *others = name.split()
    place = chance.randrange(1, len(first))
    return " ".join([first[:place] + "q" + first[place + 1 :], *others])


def searches(chance: random.Random) -> dict[str, list[str]]:
    """Addresses of the search page, by what is asked."""
    brands, batches = some(Brand.objects.all(), chance), some(Batch.objects.all(), chance)
    words = [
        "leaf",
        "powder",
        "red",
        "green",
        "white",
        "capsules",
        "extract",
        "bali",
        "borneo",
        "maeng da",
        "botanicals",
    ]
    forms, flags = ["leaf", "capsule", "extract", "shot", "tablet"], ["alert", "warning", "note", "none"]
    asked = {
        "common word": [{"q": f"{words[i % len(words)]} {words[(i * 7) // 11 % len(words)]}"} for i in range(ROUNDS)],
        "rare batch, whole": [{"q": one.number} for one in batches],
        "rare batch, last five": [{"q": one.number[-5:]} for one in batches],
        "absent word": [{"q": f"zzqx{chr(97 + i % 26)}{chr(97 + i // 26)}"} for i in range(ROUNDS)],
        "absent batch": [{"q": f"9zq{i:03}x7"} for i in range(ROUNDS)],
        "brand with a wrong letter": [{"q": wrong(one.name, chance)} for one in brands],
        "two filters": [{"form": forms[i % 5], "flag": flags[i % 4]} for i in range(ROUNDS)],
        "word and filters": [
            {"q": words[i % len(words)], "brand": one.slug, "panel": "metals"} for i, one in enumerate(brands)
        ],
        "yardstick": [{"yardstick": "ut_r70_580_5", "verdict": "above", "form": forms[i % 5]} for i in range(ROUNDS)],
        "amount, often met": [
            {"analyte": "lead", "unit": "ppm", "max": f"0.{i % 9 + 1}"} for i in range(ROUNDS)
        ],
        "amount, seldom met": [
            {"analyte": "lead", "unit": "ppm", "min": f"{i % 9 + 2}"} for i in range(ROUNDS)
        ],
    }  # fmt: skip
    search = reverse("search")
    return {name: [f"{search}?{urllib.parse.urlencode(one)}" for one in many] for name, many in asked.items()}


def many_results() -> list[AnalyteResult]:
    """Sixty results of five panels, as certificates have them: most not detected, with a LOQ and a limit."""
    counts = {Panel.ALKALOIDS: 8, Panel.METALS: 4, Panel.MICROBIALS: 8, Panel.PESTICIDES: 30, Panel.SOLVENTS: 10}
    of_panel = {panel: [one for one in all_analytes() if one.panel == panel] for panel in counts}
    named = [(panel, one) for panel, count in counts.items() for one in of_panel[panel][:count]]
    return [
        a_result(
            one.name, "0.012" if row % 4 == 0 else "ND", "ppm", analyte=one.slug, panel=panel, row=row,
            lod="0.001", loq="0.003", limit="0.5", verdict=LabVerdict.PASS,
        )
        for row, (panel, one) in enumerate(named)
    ]  # fmt: skip


def test_pages_of_a_large_registry():
    if not Report.objects.exists():
        begun = time.perf_counter()
        for _ in generate(reports=REPORTS, results=5 * REPORTS, until=dt.date(2026, 11, 1)):
            pass
        print(f"\ngenerated {REPORTS:,} reports in {time.perf_counter() - begun:.0f} s")
    chance = random.Random(1)
    SERVER["post_worker_init"](None)
    print(f"\nload {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    print(f"{connection.vendor}, {Report.objects.count():,} reports; ms a page")
    print(f"{'search, nothing asked':28} {measured([reverse('search')] * ROUNDS)}")
    for name, addresses in searches(chance).items():
        print(f"{name:28} {measured(addresses, (200, 302, 404))}")
    products, reports = some(Product.objects.select_related("brand"), chance), some(Report.objects.all(), chance)
    print(f"{'product':28} {measured([one.get_absolute_url() for one in products])}")
    print(f"{'report':28} {measured([one.get_absolute_url() for one in reports])}")
    long = a_published_report(coa=a_coa(*many_results()))
    print(f"{'report of 60 results':28} {measured([long.get_absolute_url()] * ROUNDS)}")
    for name in ("home", "sitemap", "newest-feed", "analytes", "flags", "laboratories", "brands"):
        print(f"{name:28} {measured([reverse(name)] * 7)}")
    laboratory = Laboratory.objects.order_by("-published_reports").first()
    assert laboratory is not None
    print(f"{'laboratory':28} {measured([laboratory.get_absolute_url()] * 7)}")
    print(f"{'analyte':28} {measured([reverse('analyte', args=['lead'])] * 7)}")


@pytest.mark.skipif(not DATASETTE, reason="DATASETTE does not say how datasette is called")
@pytest.mark.skipif(connection.vendor != "sqlite", reason="datasette reads SQLite")
def test_beside_datasette():
    file = connection.settings_dict["NAME"]
    ours = {
        "newest 50": [reverse("search")],
        "contains": [f"{reverse('search')}?q={word}" for word in ("bali", "borneo", "malay", "sumatra")],
        "absent term": [f"{reverse('search')}?q=zzqx{letter}" for letter in "abcdef"],
    }
    with datasette(str(file)) as ask:
        theirs = {
            "newest 50": [_rows("registry_report", _sort_desc="id")],
            "contains": [
                _rows("registry_product", name__contains=word) for word in ("bali", "borneo", "malay", "sumatra")
            ],
            "absent term": [_rows("registry_batch", number__contains=f"zzqx{letter}") for letter in "abcdef"],
        }
        print("\nms, median: Leafproof / datasette, and datasette over Leafproof")
        for name, addresses in ours.items():
            mine, other = median_of(answered, addresses), median_of(ask, theirs[name])
            print(f"{name:12} {mine:8.1f} / {other:8.1f}  {other / mine:6.1f}x")


def answered(address: str) -> None:
    assert status_of(address) in (200, 404), address


def median_of(ask: Callable[[str], object], addresses: list[str], rounds: int = 7) -> float:
    times = []
    for _ in range(rounds):
        for address in addresses:
            begun = time.perf_counter()
            ask(address)
            times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times[len(addresses) :])


def _rows(table: str, **asked: str) -> str:
    options = {"_size": "50", "_nocount": "1", "_nofacet": "1", "_shape": "objects"} | asked
    return f"{table}.json?{urllib.parse.urlencode(options)}"


@contextmanager
def datasette(file: str) -> Iterator[Callable[[str], object]]:
    """A datasette on this file: a function that asks it for an address of a table."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [*shlex.split(DATASETTE), "serve", file, "--port", str(port), "--setting", "sql_time_limit_ms", "60000"]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    base = f"http://127.0.0.1:{port}/registry/"

    def ask(address: str) -> object:
        with urllib.request.urlopen(base + address, timeout=60) as answer:
            return json.load(answer)

    try:
        for _ in range(100):
            try:
                ask("registry_searchnames.json")
                break
            except OSError:
                time.sleep(0.2)
        yield ask
    finally:
        running.terminate()
        running.wait()
