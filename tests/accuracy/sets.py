"""The sets of documents that the reader is measured on, and the readings of one set."""

import json
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from labs import jsonl
from labs.parsing.bounds import bounded
from labs.parsing.failures import Unreadable
from tests.labs.rasterised import rasterise

SHARED = Path(__file__).parents[2].parent / "shared"
REAL = SHARED / "coas"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentSet:
    """PDFs with a truth file each; `prepare` makes what is read from the original, in a folder of its own."""

    name: str
    title: str
    about: str
    documents: Path
    truth: Path
    prepare: Callable[[Path, Path], Path] | None = None


def _as_picture(original: Path, folder: Path) -> Path:
    copy = folder / original.name
    rasterise(original, copy, dpi=200, skew=0.5)
    return copy


SETS = (
    DocumentSet(
        name="printed",
        title="Real certificates",
        about="Certificates that laboratories published, as their files are.",
        documents=REAL,
        truth=SHARED / "eval" / "truth",
    ),
    DocumentSet(
        name="scanned",
        title="The same as scans",
        about="The same certificates as pictures only: 200 dots an inch, half a degree askew, with mild noise.",
        documents=REAL,
        truth=SHARED / "eval" / "truth",
        prepare=_as_picture,
    ),
    DocumentSet(
        name="drawn",
        title="Drawn certificates",
        about="Certificates of fictional laboratories, drawn with faults planted in their numbers.",
        documents=SHARED / "drawn",
        truth=SHARED / "drawn" / "truth",
    ),
)


@contextmanager
def readings(of: DocumentSet, *, side_by_side: int) -> Iterator[Iterator[tuple[str, dict[str, Any]]]]:
    """The name and reading of every document of a set, read in bounded children as the site reads them."""
    paths = sorted(of.documents.glob("*.pdf"))
    with tempfile.TemporaryDirectory() as folder, ProcessPoolExecutor(side_by_side) as pool:
        work = partial(_read, of.prepare, Path(folder))
        yield zip((path.name for path in paths), pool.map(work, paths), strict=True)


def _read(prepare: Callable[[Path, Path], Path] | None, folder: Path, original: Path) -> dict[str, Any]:
    path = original if prepare is None else prepare(original, folder)
    try:
        reading = jsonl.reading(bounded.read(path), file=original.name, sha256="")
    except Unreadable as failure:
        reading = jsonl.failure(file=original.name, code=failure.code, message=failure.sentence)
    # through JSON and back: the score reads what the command line prints
    plain: dict[str, Any] = json.loads(json.dumps(reading))
    return plain
