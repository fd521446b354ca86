"""What people corrected, laid over what was read. The reading itself is never touched.

A correction names its target: ``report`` (the laboratory, the report number, the client), ``sample:<position>`` (the
product, the batch) or ``result:<position>:<key>`` (the amount, the unit, the analyte). The newest of a (target, name)
holds. A corrected value keeps the print that it corrects as its evidence.

A newer reader may split a page into other rows, so that a key means another result than it did. A correction therefore
remembers the print that it corrects (`anchor`: text, page, box) and follows it. One whose print is no longer there is
laid over nothing: its target then begins with `UNPLACED`, until a moderator makes it again or drops it (`DROPPED`).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from labs.coa import AnalyteResult, Box, CertificateOfAnalysis, Printed, Sample
from labs.quantities import read_quantity
from registry.models import Correction, Report
from registry.result_keys import result_keys

# Where a value stands that a person supplied and nobody printed: on no page.
NOT_PRINTED = Printed(text="", page=0, box=Box(x0=0, top=0, x1=0, bottom=0))
REPORT_NAMES = ("lab_name", "report_id", "client")
SAMPLE_NAMES = ("product_name", "batch")
RESULT_NAMES = ("text", "unit", "analyte")
UNPLACED, DROPPED = "unplaced:", "dropped:"
_NEAR = 4.0  # points: less than half a line, so that the row above is another place
_COMMA, _POINT = re.compile(r"\d,\d"), re.compile(r"\d\.\d")
_COMMA_GROUPS, _POINT_GROUPS = (re.compile(rf"(?<!\d)[1-9]\d{{0,2}}(?:{sign}\d{{3}})+(?!\d)") for sign in (",", r"\."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A correction, and the target where it holds in one reading (see the module for those that hold nowhere)."""

    correction: Correction
    target: str


def result_target(sample_position: int, key: str) -> str:
    """The target of a correction to one result."""
    return f"result:{sample_position}:{key}"


def sample_target(sample_position: int) -> str:
    """The target of a correction to one sample."""
    return f"sample:{sample_position}"


def anchor_of(printed: Printed | None) -> dict[str, Any] | None:
    """What a correction remembers of the print that it corrects; None where nothing was printed."""
    if printed is None:
        return None
    box = printed.box
    edges = [round(edge, 1) for edge in (box.x0, box.top, box.x1, box.bottom)]
    return {"text": printed.text, "page": printed.page, "box": edges}


def standing(report: Report) -> list[Correction]:
    """Every correction of a report that was not dropped, the oldest first."""
    return list(report.corrections.exclude(target__startswith=DROPPED).order_by("pk"))


def unplaced(report: Report) -> list[Correction]:
    """The corrections that the last reading holds no place for, the oldest first."""
    return list(report.corrections.filter(target__startswith=UNPLACED).order_by("pk"))


def place(coa: CertificateOfAnalysis, corrections: Sequence[Correction]) -> tuple[Placed, ...]:
    """Find each correction's place in what was read now. One that has none is settled by a later one like it."""
    results = dict(_results(coa))
    found = [_place_of(correction, coa, results) for correction in corrections]
    settling: set[int | None] = set()
    placed = []
    for number, (correction, target) in enumerate(zip(corrections, found, strict=True)):
        if target:
            placed.append(Placed(correction=correction, target=target))
            continue
        redone = (
            other
            for other in range(number + 1, len(found))
            if found[other] and other not in settling and _is_like(corrections[other], correction)
        )
        settled = next(redone, None)
        settling.add(settled)
        mark = UNPLACED if settled is None else DROPPED
        placed.append(Placed(correction=correction, target=mark + correction.target.removeprefix(UNPLACED)))
    return tuple(placed)


def _results(coa: CertificateOfAnalysis) -> Iterator[tuple[str, AnalyteResult]]:
    for position, sample in enumerate(coa.samples):
        for key, result in zip(result_keys(sample), sample.results, strict=True):
            yield result_target(position, key), result


def _is_like(later: Correction, lost: Correction) -> bool:
    """Whether a later correction makes a lost one again: the same part of the same print, or to the same value."""
    if later.name != lost.name:
        return False
    if later.after == lost.after:
        return True
    return bool(lost.anchor and later.anchor and lost.anchor["text"] == later.anchor["text"])


def _place_of(correction: Correction, coa: CertificateOfAnalysis, results: dict[str, AnalyteResult]) -> str:
    """The target where a correction holds now; "" where there is none."""
    home = correction.target.removeprefix(UNPLACED)
    if home == "report":
        return home
    prints: dict[str, Printed | None]
    if home.startswith("sample:"):
        named = correction.name in SAMPLE_NAMES
        prints = {
            sample_target(position): getattr(sample, correction.name) if named else None
            for position, sample in enumerate(coa.samples)
        }
    else:
        prints = {target: result.printed for target, result in results.items()}
    if correction.anchor is None or (home.startswith("sample:") and len(coa.samples) == 1):
        return home if home in prints else ""
    if home in prints and _fits(correction, prints[home]):
        return home
    fitting = [target for target, printed in prints.items() if _fits(correction, printed)]
    sample = home.split(":")[1]
    fitting = [target for target in fitting if target.split(":")[1] == sample] or fitting
    return fitting[0] if len(fitting) == 1 else ""


def _fits(correction: Correction, printed: Printed | None) -> bool:
    """Whether a print is the one that was corrected; a reader that now reads the corrected text has found it too."""
    anchor = correction.anchor
    if printed is None or anchor is None or printed.page != anchor["page"]:
        return False
    if printed.text not in (anchor["text"], correction.after):
        return False
    x0, top, x1, _bottom = map(float, anchor["box"])
    box = printed.box
    return abs(box.top - top) <= _NEAR and min(abs(box.x0 - x0), abs(box.x1 - x1)) <= _NEAR


def corrected(coa: CertificateOfAnalysis, placed: Iterable[Placed]) -> CertificateOfAnalysis:
    """The certificate with every correction that has a place laid over it."""
    held: dict[str, dict[str, str]] = {}
    for one in placed:
        held.setdefault(one.target, {})[one.correction.name] = one.correction.after
    if not held:
        return coa
    comma = writes_decimal_comma(coa)
    samples = tuple(_sample(position, sample, held, comma) for position, sample in enumerate(coa.samples))
    head: CertificateOfAnalysis = _with_prints(coa, held.get("report", {}), REPORT_NAMES)
    return replace(head, samples=samples)


def writes_decimal_comma(coa: CertificateOfAnalysis) -> bool | None:
    """Whether a certificate's own amounts are written ``1,5`` (True) or ``1.5`` (False); None where neither is sure.

    Three digits behind a comma or a point may be a group of thousands, so they prove nothing by themselves.
    """
    texts = list(_amounts(coa))
    commas = any(_COMMA.search(_COMMA_GROUPS.sub("", text)) for text in texts)
    if not commas:
        return False if any(_POINT.search(text) for text in texts) else None
    return None if any(_POINT.search(_POINT_GROUPS.sub("", text)) for text in texts) else True


def _amounts(coa: CertificateOfAnalysis) -> Iterator[str]:
    for result in coa.results:
        yield result.quantity.text
        for beside in (result.lod, result.loq, result.limit, result.uncertainty):
            if beside is not None:
                yield beside.quantity.text


def _with_prints(value: Any, changes: dict[str, str], names: tuple[str, ...]) -> Any:
    """A certificate or sample with some of its printed fields replaced; the place they were printed stays."""
    prints = {name: _reprinted(getattr(value, name), text) for name, text in changes.items() if name in names}
    return replace(value, **prints)


def _reprinted(printed: Printed | None, text: str) -> Printed | None:
    """A print that says `text`, at the place of the old one; emptied, it is gone."""
    if not text:
        return None
    return replace(printed, text=text) if printed is not None else replace(NOT_PRINTED, text=text)


def _sample(position: int, sample: Sample, held: dict[str, dict[str, str]], comma: bool | None) -> Sample:
    results = tuple(
        _result(result, held.get(result_target(position, key), {}), comma)
        for key, result in zip(result_keys(sample), sample.results, strict=True)
    )
    changed: Sample = _with_prints(sample, held.get(sample_target(position), {}), SAMPLE_NAMES)
    return replace(changed, results=results)


def _result(result: AnalyteResult, changes: dict[str, str], comma: bool | None) -> AnalyteResult:
    if not changes:
        return result
    quantity = read_quantity(changes["text"], decimal_comma=comma) if "text" in changes else None
    return replace(
        result,
        quantity=quantity or result.quantity,
        unit=changes.get("unit", result.unit),
        analyte=(changes["analyte"] or None) if "analyte" in changes else result.analyte,
        doubts=(),
        confidence=1.0,
    )
