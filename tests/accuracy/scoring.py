"""Readings against truth, by the score that stands beside the documents, as figures of `labs.accuracy`."""

import importlib.util
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from types import ModuleType
from typing import Any

from labs.accuracy import Fault, Layout, Measured, Shares
from tests.accuracy.sets import SHARED, DocumentSet

_EXTRAS = ("lod", "loq", "limit", "status")
_MOST_FAULTS = 6


@cache
def score() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", SHARED / "eval" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def measure(of: DocumentSet, readings: Iterable[tuple[str, dict[str, Any]]]) -> Measured:
    """The figures of one set. A document that was not read counts with every cell missed."""
    by_layout: dict[str, list[dict[str, Any]]] = defaultdict(list)
    lost = 0
    for name, reading in readings:
        truth = json.loads((of.truth / name).with_suffix(".json").read_text())
        lost += "error" in reading
        compared = score().compare(truth, reading)
        by_layout[truth["layout"]].append(compared | {"faults": list(_faults(truth, reading, compared))})
    layouts = tuple(_layout(name, found) for name, found in sorted(by_layout.items()))
    everything = [one for found in by_layout.values() for one in found]
    return Measured(
        name=of.name,
        title=of.title,
        about=of.about,
        documents=len(everything),
        lost=lost,
        mean=_mean([layout.shares for layout in layouts]),
        all_cells=_shares(everything),
        layouts=layouts,
    )


def _layout(name: str, found: Sequence[dict[str, Any]]) -> Layout:
    return Layout(
        name=name,
        documents=len(found),
        cells=sum(one["truth"] for one in found),
        missed=sum(one["missed"].total() for one in found),
        invented=sum(one["invented"].total() for one in found),
        shares=_shares(found),
        faults=tuple(fault for one in found for fault in one["faults"]),
    )


def _shares(found: Sequence[dict[str, Any]]) -> Shares:
    hit, read, truth = (sum(one[key] for one in found) for key in ("hit", "read", "truth"))
    fields = [right for one in found for right in one["fields"].values()]
    extras = {name: [sum(one["extras"][name][i] for one in found) for i in (0, 1)] for name in _EXTRAS}
    shares = {
        "precision": score().ratio(hit, read),
        "recall": score().ratio(hit, truth),
        "f1": score().f1(hit, read, truth),
        "fields": score().ratio(sum(fields), len(fields)),
        "perfect": score().ratio(sum(one["perfect"] for one in found), len(found)),
        **{name: score().ratio(*counts) for name, counts in extras.items()},
    }
    return Shares(**{name: round(share, 4) for name, share in shares.items()})


def _mean(shares: Sequence[Shares]) -> Shares:
    return Shares(
        **{name: round(sum(getattr(one, name) for one in shares) / len(shares), 4) for name in Shares.__struct_fields__}
    )


def _faults(truth: dict[str, Any], reading: dict[str, Any], compared: dict[str, Any]) -> Iterable[Fault]:
    """What was misread in one document: cells first, then the head of the report."""
    if "error" in reading:
        yield Fault(what="unread", reason=reading["message"])
        return
    names = {score().analyte_key(row["analyte_text"]): row["analyte_text"] for row in reading["results"]}
    for row in truth["results"]:
        printed = row["analyte"] if isinstance(row["analyte"], str) else row["analyte"][0]
        names[score().analyte_key(printed)] = printed
    faults = [
        Fault(what=what, page=page, cell=f"{names.get(name, name)} {value} {unit}".rstrip())
        for what, cells in (("missed", compared["missed"]), ("invented", compared["invented"]))
        for page, name, unit, value in sorted(cells, key=str)
    ]
    yield from faults[:_MOST_FAULTS]
    if len(faults) > _MOST_FAULTS:
        yield Fault(what="more", more=len(faults) - _MOST_FAULTS)
    yield from (Fault(what="head", field=name) for name, right in compared["fields"].items() if not right)
