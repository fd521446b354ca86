"""How soon a new report is compared with very many others: absolute, and as a ratio to few.

``make bench`` asks SQLite; with DATABASE_URL it asks PostgreSQL. LEAFPROOF_BENCH_REPORTS says how many (200,000): a
million take some minutes to generate. Nothing here asserts a time: it asserts that what was planted is found.

Each generated report has marks of its own, one that a hundred others bear, and those that a template gives to every
fiftieth: a page that looks the same, one laboratory and client. The new report bears them all.
"""

import os
import statistics
import time
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection

from labs.checks import Context, all_checks, run
from labs.checks.document import Document
from registry import candidates, judging
from registry.fingerprints import history_marks_of, marks_of
from registry.models import Fingerprint, Report
from tests.registry.factories import a_coa, a_published_report, a_result

pytestmark = [pytest.mark.benchmark, pytest.mark.django_db]
FEW, MANY = 2_000, int(os.environ.get("LEAFPROOF_BENCH_REPORTS", "200000"))
OWN = 20  # marks of each generated report that no other bears
FAMILY = 100  # reports that share one mark
TEMPLATES = 50  # every so many share those of a template
TWINS = candidates.MOST  # real reports that print the numbers of the one that is looked up, each with a text
NAMES = ("mitragynine", "paynantheine", "speciogynine", "speciociliatine", "corynantheidine", "7_hydroxymitragynine")
LOOK = 0x0123456789ABCDEF
FAMILY_MARK = 7
FIRST = 10_000  # number of the first real report: all have five digits


def a_certificate(number: int):
    results = (a_result(name, f"{14.209 + row:.3f}", "mg/g", analyte=name, row=row) for row, name in enumerate(NAMES))
    return a_coa(*results, batch=f"AM-{number:05}", report_number=f"FA-{number:05}", product=f"Powder {number}")


def a_file(number: int) -> Document:
    """Some eight thousand signs, of which a report of the laboratory has nearly all."""
    rows = " ".join(f"{name} {14.209 + row:.3f} mg/g 0.0150 pass" for row, name in enumerate(NAMES))
    template = " ".join(f"word{chr(97 + i % 26)}{chr(97 + i // 26)}" for i in range(600))
    return Document(text=f"FA-{number:05} AM-{number:05} Powder {number} {rows} {template}", pages=1, looks=(LOOK,))


def template_marks(number: int) -> frozenset[int]:
    """What a report shares with every other of its template: the look of its page, its laboratory and client."""
    coa = a_certificate(number)
    look = marks_of(coa, Document(text="", pages=1, looks=(LOOK,))) - marks_of(coa)
    return look | (history_marks_of(coa) & history_marks_of(a_certificate(number + 1)))


def fill(first: int, last: int, like: Report) -> None:
    """Reports `first` to `last`, each like one that is there, with their marks: written by the database itself."""
    own = {"id": "1000000 + i", "reference": "'g' || i", "tracking_token": "'t' || i", "sha256": "'h' || i"}
    columns = [field.column for field in Report._meta.concrete_fields]
    values = ", ".join(own.get(column, column) for column in columns)
    series = f"WITH RECURSIVE n(i) AS (SELECT CAST({first} AS bigint) UNION ALL SELECT i + 1 FROM n WHERE i < {last})"
    mark = f"((i * {OWN} + k) * 1103515245 % 2147483647) * 1073741824 + i"
    into = f"INSERT INTO registry_fingerprint (report_id, mark) {series} SELECT 1000000 + i,"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA cache_size = -1000000")
        cursor.execute(
            f"INSERT INTO registry_report ({', '.join(columns)}) {series} "
            f"SELECT {values} FROM n, registry_report WHERE registry_report.id = {like.pk}"
        )
        ks = " UNION ALL ".join(f"SELECT {k} AS k" for k in range(OWN))
        cursor.execute(f"{into} {mark} FROM n, ({ks}) AS ks ORDER BY 2")
        cursor.execute(f"{into} {FAMILY_MARK} + i / {FAMILY} FROM n")
        for template in template_marks(FIRST):
            cursor.execute(f"{into} {template} FROM n WHERE i % {TEMPLATES} = 0")
        cursor.execute("ANALYZE")


def milliseconds(work: Callable[[], object], rounds: int = 15) -> float:
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times)


def kept(number: int) -> Report:
    """A report as it is once it was read: with its text, its look and its marks."""
    coa, document = a_certificate(number), a_file(number)
    report = a_published_report(coa=coa)
    report.readings.update(text=document.text)
    report.pages.update(look=LOOK)
    candidates.keep_marks(report, coa, document)
    return report


def compared(coa, document: Document, besides: int) -> list:
    """What the checks between reports find, the others looked up anew."""
    known = candidates.candidates(coa, document, besides=besides)
    context = Context(
        today=date(2026, 11, 23), document=document, earlier=tuple(one.coa for one in known),
        earlier_documents=tuple(one.document for one in known),
    )  # fmt: skip
    return run(coa, context, only=[one for one in all_checks() if one.category.prefix == "x"])


def test_a_new_report_among_very_many():
    twins = [kept(FIRST + number) for number in range(TWINS)]
    new, coa, document = (make(FIRST + TWINS) for make in (kept, a_certificate, a_file))
    Fingerprint.objects.filter(report=new).delete()
    marks = marks_of(coa, document) | {FAMILY_MARK}
    figures = {}
    reached = 1
    for count in (FEW, MANY):
        begun = time.perf_counter()
        fill(reached, count, like=twins[0])
        print(f"\n{count:,} reports after {time.perf_counter() - begun:.0f} s", end="")
        reached = count + 1
        figures[count] = {
            "looked up": milliseconds(lambda: candidates.sharing(marks, besides=new.pk)),
            "with certificates": milliseconds(lambda: candidates.candidates(coa, document, besides=new.pk)),
            "compared": milliseconds(lambda: compared(coa, document, new.pk)),
            "marks written": milliseconds(lambda: written(new, coa, document), rounds=5),
            "judged in all": milliseconds(lambda: judging.judge(new, coa, document=document), rounds=5),
        }
    tell(figures)
    found = candidates.sharing(marks, besides=new.pk)
    assert set(found) == {twin.pk for twin in twins}
    about = {(one.check, one.other) for one in compared(coa, document, new.pk)}
    assert {other for check, other in about if check == "x.recycled"} >= set(range(TWINS))
    assert {other for check, other in about if check == "x.near_duplicate"} >= set(range(TWINS))


def tell(figures: dict[int, dict[str, float]]) -> None:
    print(f"\n{connection.vendor}, {Fingerprint.objects.count():,} marks, {TWINS} twins")
    for name, few in figures[FEW].items():
        many = figures[MANY][name]
        print(f"{name:18} {few:8.1f} ms of {FEW:,}  {many:8.1f} ms of {MANY:,}  {many / few:5.2f}x")


def written(report: Report, coa, document: Document) -> None:
    report.fingerprints.all().delete()
    candidates.keep_marks(report, coa, document)
