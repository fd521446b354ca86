"""Real and drawn certificates outside the project, read and scored against what is printed on them."""

import json
from pathlib import Path

import pytest

from labs import jsonl
from labs.parsing.reader import parse
from tests.accuracy.scoring import score
from tests.accuracy.sets import SHARED

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared certificates are not beside the project")


def compared(pdf: Path, truth: Path) -> tuple[float, float]:
    """The F1 of a document's result cells, and the share of its header fields that are right."""
    doc = json.loads(truth.read_text())
    # through JSON and back: the score reads what the command line prints
    reading = json.loads(json.dumps(jsonl.reading(parse(pdf), file=pdf.name, sha256="")))
    found = score().compare(doc, reading)
    return score().f1(found["hit"], found["read"], found["truth"]), sum(found["fields"].values()) / len(found["fields"])


@pytest.mark.parametrize("name", ["vscht-green", "altitude-2026", "kaycha-2022", "infinitecal-2022", "sclabs-2021"])
def test_a_real_certificate_is_read(name: str) -> None:
    f1, fields = compared(SHARED / "coas" / f"{name}.pdf", SHARED / "eval" / "truth" / f"{name}.json")

    assert f1 >= 0.98
    assert fields >= 0.85


@pytest.mark.parametrize("name", ["brindlecreek-a", "coppermoth-a", "marlowquay-a", "norrvale-a", "tessaline-a"])
def test_a_drawn_certificate_is_read(name: str) -> None:
    f1, fields = compared(SHARED / "drawn" / f"{name}.pdf", SHARED / "drawn" / "truth" / f"{name}.json")

    assert f1 >= 0.99
    assert fields >= 0.9
