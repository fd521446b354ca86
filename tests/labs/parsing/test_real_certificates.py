"""Real and drawn certificates outside the project, read and scored against what is printed on them."""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from labs import jsonl
from labs.parsing.reader import parse

SHARED = Path(__file__).parents[3].parent / "shared"

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared certificates are not beside the project")


@pytest.fixture(scope="module")
def score() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", SHARED / "eval" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def compared(score: ModuleType, pdf: Path, truth: Path) -> tuple[float, float]:
    """The F1 of a document's result cells, and the share of its header fields that are right."""
    doc = json.loads(truth.read_text())
    # through JSON and back: the score reads what the command line prints
    reading = json.loads(json.dumps(jsonl.reading(parse(pdf), file=pdf.name, sha256="")))
    found = score.compare(doc, reading)
    return score.f1(found["hit"], found["read"], found["truth"]), sum(found["fields"].values()) / len(found["fields"])


@pytest.mark.parametrize("name", ["vscht-green", "altitude-2026", "kaycha-2022", "infinitecal-2022", "sclabs-2021"])
def test_a_real_certificate_is_read(score: ModuleType, name: str) -> None:
    f1, fields = compared(score, SHARED / "coas" / f"{name}.pdf", SHARED / "eval" / "truth" / f"{name}.json")

    assert f1 >= 0.98
    assert fields >= 0.85


@pytest.mark.parametrize("name", ["brindlecreek-a", "coppermoth-a", "marlowquay-a", "norrvale-a", "tessaline-a"])
def test_a_drawn_certificate_is_read(score: ModuleType, name: str) -> None:
    f1, fields = compared(score, SHARED / "drawn" / f"{name}.pdf", SHARED / "drawn" / "truth" / f"{name}.json")

    assert f1 >= 0.99
    assert fields >= 0.9
