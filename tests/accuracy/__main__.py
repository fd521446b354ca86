"""``python -m tests.accuracy``: measure the reader and write `labs/accuracy.json`; with ``--check``, fail on a fall.

Exit codes: 0 when all is well or there is nothing to measure with, 1 when a figure fell, 2 for a wrong command line.
"""

import argparse
import datetime as dt
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
from tqdm import tqdm

from labs.accuracy import Accuracy, Layout, Measured, Shares
from labs.parsing import READER_VERSION
from tests.accuracy.scoring import measure
from tests.accuracy.sets import REAL, SETS, DocumentSet, readings

FILE = Path(__file__).parents[2] / "labs" / "accuracy.json"
TOLERATED = 0.001  # a figure may fall by so much: pictures are drawn and read a little otherwise on another processor
_COLUMNS = ("precision", "recall", "f1", "fields", "lod", "loq", "limit", "status", "perfect")


def main() -> int:
    options = _options()
    if not REAL.is_dir():
        print("There are no certificates with hand-checked truth beside this checkout, so there is nothing to measure.")
        return 0
    before = _committed()
    found = [_measured(one, options.side_by_side) for one in SETS if one.name in options.only]
    for one in found:
        print(_table(one))
    if options.check:
        falls = [fall for one in found for fall in fallen(before, one)]
        for fall in falls:
            print(f"Fell: {fall}")
        return int(bool(falls))
    _write(before, found)
    return 0


def _options() -> argparse.Namespace:
    names = [one.name for one in SETS]
    parser = argparse.ArgumentParser(prog="python -m tests.accuracy", description="Measure how well we read.")
    parser.add_argument("--check", action="store_true", help="compare with labs/accuracy.json instead of writing it")
    parser.add_argument(
        "--only", nargs="+", choices=names, default=names, help="these sets; the others stay as they are"
    )
    parser.add_argument("--side-by-side", type=int, default=2, help="how many documents are read at once")
    return parser.parse_args()


def _committed() -> Accuracy | None:
    return msgspec.json.decode(FILE.read_bytes(), type=Accuracy) if FILE.exists() else None


def _measured(one: DocumentSet, side_by_side: int) -> Measured:
    with readings(one, side_by_side=side_by_side) as found:
        return measure(one, tqdm(found, desc=one.title, file=sys.stderr, disable=not sys.stderr.isatty()))


def fallen(before: Accuracy | None, now: Measured) -> Iterator[str]:
    """Every figure of a set, over all and by layout, that lies below what was committed."""
    committed = next((one for one in before.sets if one.name == now.name), None) if before else None
    if committed is None:
        yield f"{now.title}: no figure is committed"
        return
    if now.lost > committed.lost:
        yield f"{now.title}: {now.lost} documents were not read, {committed.lost} before"
    yield from _lower(f"{now.title}, mean over layouts", committed.mean, now.mean)
    layouts = {layout.name: layout for layout in now.layouts}
    for layout in committed.layouts:
        if layout.name in layouts:
            yield from _lower(f"{now.title}, {layout.name}", layout.shares, layouts[layout.name].shares)
        else:
            yield f"{now.title}: {layout.name} was not measured"


def _lower(of: str, before: Shares, now: Shares) -> Iterator[str]:
    for name in _COLUMNS:
        if getattr(now, name) < getattr(before, name) - TOLERATED:
            yield f"{of}: {name} {getattr(now, name):.4f}, {getattr(before, name):.4f} before"


def _write(before: Accuracy | None, found: Sequence[Measured]) -> None:
    sets = {one.name: one for one in (before.sets if before else ())} | {one.name: one for one in found}
    accuracy = Accuracy(
        measured_on=dt.datetime.now(dt.UTC).date(),
        reader_version=READER_VERSION,
        sets=tuple(sets[one.name] for one in SETS if one.name in sets),
    )
    FILE.write_bytes(msgspec.json.format(msgspec.json.encode(accuracy), indent=1) + b"\n")


def _table(one: Measured) -> str:
    lines = [f"\n{one.title}: {one.documents} documents, {one.lost} not read", _line("layout", _COLUMNS)]
    lines += [_row(layout) for layout in one.layouts]
    for label, shares in (("ALL CELLS", one.all_cells), ("MEAN OVER LAYOUTS", one.mean)):
        lines.append(_line(label, [f"{getattr(shares, name):.3f}" for name in _COLUMNS]))
    return "\n".join(lines)


def _row(layout: Layout) -> str:
    return _line(layout.name, [f"{getattr(layout.shares, name):.3f}" for name in _COLUMNS])


def _line(label: str, cells: Sequence[str]) -> str:
    return f"{label:24}" + "".join(f"{cell:>10}" for cell in cells)


if __name__ == "__main__":
    sys.exit(main())
