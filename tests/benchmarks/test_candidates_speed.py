"""How soon a new report finds those that it must be compared with, among very many: absolute, and as a ratio to few.

``make bench`` asks SQLite; with DATABASE_URL it asks PostgreSQL. LEAFPROOF_BENCH_REPORTS says how many (200,000).
Nothing here asserts a time: it asserts that what was planted is found.
"""

import os
import statistics
import time
from collections.abc import Callable

import pytest
from django.db import connection

from registry import candidates, processing, storing
from registry.fingerprints import marks_of
from registry.models import Fingerprint, Report
from tests.registry.factories import a_coa, a_report, a_result

pytestmark = [pytest.mark.benchmark, pytest.mark.django_db]
FEW, MANY = 2_000, int(os.environ.get("LEAFPROOF_BENCH_REPORTS", "200000"))
MARKS = 12  # of each generated report: eleven of its own, and one that it shares with every thousandth
COMMON = 1_000
TWINS = 30  # real reports that print the numbers of the one that is looked up
NAMES = ("mitragynine", "paynantheine", "speciogynine", "speciociliatine", "corynantheidine", "7_hydroxymitragynine")


def a_certificate(number: int):
    results = (a_result(name, f"{14.209 + row:.3f}", "mg/g", analyte=name, row=row) for row, name in enumerate(NAMES))
    return a_coa(*results, batch=f"AM-{number:05}", report_number=f"FA-{number:05}", product=f"Powder {number}")


def fill(first: int, last: int, like: Report) -> None:
    """Reports `first` to `last`, each like one that is there, with their marks: written by the database itself."""
    own = {"id": "1000000 + i", "reference": "'g' || i", "tracking_token": "'t' || i", "sha256": "'h' || i"}
    columns = [field.column for field in Report._meta.concrete_fields]
    values = ", ".join(own.get(column, column) for column in columns)
    series = f"WITH RECURSIVE n(i) AS (SELECT CAST({first} AS bigint) UNION ALL SELECT i + 1 FROM n WHERE i < {last})"
    mark = f"((i * {MARKS} + k) * 1103515245 % 2147483647) * 1073741824 + i"
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO registry_report ({', '.join(columns)}) {series} "
            f"SELECT {values} FROM n, registry_report WHERE registry_report.id = {like.pk}"
        )
        ks = " UNION ALL ".join(f"SELECT {k} AS k" for k in range(1, MARKS))
        marks = f"INSERT INTO registry_fingerprint (report_id, mark) {series} SELECT 1000000 + i,"
        cursor.execute(f"{marks} {mark} FROM n, ({ks}) AS ks")
        cursor.execute(f"{marks} i % {COMMON} FROM n")
        cursor.execute("ANALYZE")


def milliseconds(work: Callable[[], object], rounds: int = 15) -> float:
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times)


def test_a_new_report_among_very_many():
    twins = [a_report(coa=a_certificate(number)) for number in range(TWINS)]
    for twin in twins:
        candidates.keep_marks(twin, storing.certificate_of(twin))
    coa = a_certificate(TWINS)
    new = a_report(coa=coa)
    marks = marks_of(coa) | {7}  # and one that every thousandth report bears
    figures = {}
    reached = 1
    for count in (FEW, MANY):
        fill(reached, count, like=twins[0])
        reached = count + 1
        figures[count] = {
            "looked up": milliseconds(lambda: candidates.sharing(marks, besides=new.pk)),
            "with certificates": milliseconds(lambda: candidates.candidates(coa, besides=new.pk)),
            "marks written": milliseconds(lambda: written(new, coa), rounds=5),
            "judged in all": milliseconds(lambda: processing.judge(new, coa), rounds=5),
        }
    print(f"\n{connection.vendor}, {Fingerprint.objects.count():,} marks, {TWINS} twins")
    for name, few in figures[FEW].items():
        many = figures[MANY][name]
        print(f"{name:18} {few:8.1f} ms of {FEW:,}  {many:8.1f} ms of {MANY:,}  {many / few:5.2f}x")
    found = candidates.sharing(marks, besides=new.pk)
    assert found[:TWINS] == sorted((twin.pk for twin in twins), reverse=True)
    assert len(found) == candidates.MOST


def written(report: Report, coa) -> None:
    report.fingerprints.all().delete()
    candidates.keep_marks(report, coa)
