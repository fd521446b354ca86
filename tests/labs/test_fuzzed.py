"""Whatever a page or a file says, reading it gives a certificate or a failure by name.

`LEAFPROOF_FUZZ` says how many examples each property gets (`make fuzz` asks for many).
"""

import io
import os
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.lib.pagesizes import LETTER
from reportlab.pdfgen.canvas import Canvas

from labs import jsonl
from labs.checks import Context, run
from labs.parsing.bounds import bounded
from labs.parsing.failures import NoText, ReaderCrashed, Unreadable
from labs.parsing.files.admission import Bounds
from labs.parsing.reader import parse
from tests.labs.builders import TODAY
from tests.labs.certificates import certificate

EXAMPLES = int(os.environ.get("LEAFPROOF_FUZZ", "25"))
fuzzed = settings(
    max_examples=EXAMPLES,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

WORDS = (
    *("Analyte", "Result", "Unit", "LOD", "LOQ", "Limit", "Status", "Units mg/g", "LOD/LOQ", "Specification", "Method"),
    *("Mitragynine", "Lead", "Total Alkaloids", "E. coli", "Salmonella", "CHLORANTRANIL-", "IPROLE", "Aflatoxin B1"),
    *(
        "ND",
        "<LOQ",
        "< 0.05",
        "1.50",
        "1,5",
        "1 200",
        "1.2 x 10",
        "absent in 25 g",
        "± 0.1",
        "0.01/0.03",
        "1-2",
        "TNTC",
    ),
    *("%", "mg/g", "ppm", "CFU/g", "Pass", "FAIL", "Batch:", "Batch: 12", "Date received", "03/04/2026", "Page 1 of 2"),
    *("Heavy Metals", "Alkaloids", "Microbials Pass", "ISO 17025", "-", "/", ":", "()", "10^", "e9", "-0", "()", "½"),
)
cells = st.one_of(st.sampled_from(WORDS), st.text(st.characters(codec="cp1252", exclude_categories=["C"]), max_size=12))
placed = st.tuples(
    st.integers(0, 11).map(lambda column: 20 + 50 * column), st.integers(1, 45).map(lambda line: 770 - 16 * line)
)
near = st.tuples(st.floats(-3, 3), st.floats(-3, 3))
sizes = st.sampled_from((9.0, 9.0, 9.0, 6.0, 14.0, 0.5, 72.0))
texts = st.lists(st.tuples(placed, near, cells, sizes), min_size=1, max_size=120)


def drawn(things: list[tuple[tuple[int, int], tuple[float, float], str, float]]) -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=LETTER, invariant=True)
    for (x, y), (right, up), text, size in things:
        canvas.setFont("Helvetica", size)
        canvas.drawString(x + right, y + up, text)
    canvas.save()
    return target.getvalue()


@fuzzed
@given(texts)
def test_any_page_of_words_is_read_with_evidence_inside_its_page_and_can_be_questioned(tmp_path, things):
    path = tmp_path / "page.pdf"
    path.write_bytes(drawn(things))
    try:
        parsed = parse(path)
    except NoText:
        return
    said = jsonl.reading(parsed, file="page.pdf", sha256="")
    assert all(row["result_text"] and row["bbox"][0] <= row["bbox"][2] for row in said["results"])
    assert {row["page"] for row in said["results"]} <= {1}
    run(parsed.coa, Context(today=TODAY))


@fuzzed
@given(
    seed=st.integers(0, 2**32),
    times=st.integers(1, 30),
    kind=st.sampled_from(("flip", "cut", "double", "swap", "number")),
)
def test_a_damaged_file_is_read_or_named(tmp_path, seed, times, kind):
    path = tmp_path / "damaged.pdf"
    path.write_bytes(damaged(certificate(), seed=seed, times=times, kind=kind))
    assert ended(path)


def damaged(content: bytes, *, seed: int, times: int, kind: str) -> bytes:
    """The bytes of a file with some of them changed, lost, doubled, moved, or with other digits."""
    chance = random.Random(seed)
    changed = bytearray(content)
    for _ in range(times):
        place, length = chance.randrange(8, len(changed)), chance.randrange(1, 60)
        if kind == "flip":
            changed[place] = chance.randrange(256)
        elif kind == "cut" and len(changed) > 400:
            del changed[place : place + length]
        elif kind == "double":
            changed[place:place] = changed[place : place + length]
        elif kind == "swap":
            other = chance.randrange(8, len(changed))
            changed[place], changed[other] = changed[other], changed[place]
        elif digits := [i for i, byte in enumerate(changed) if chr(byte).isdigit() and i > 8]:
            changed[chance.choice(digits)] = ord(chance.choice("0123456789-."))
    return bytes(changed)


def ended(path: Path) -> bool:
    """Whether a bounded reading ended with a certificate or a failure that is the file's own."""
    try:
        bounded.read(path, bounds=Bounds(cpu_seconds=30, wall_seconds=60))
    except ReaderCrashed as crash:
        pytest.fail(f"the reader crashed: {crash.detail}")
    except Unreadable:
        return True
    return True
