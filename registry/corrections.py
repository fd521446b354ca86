"""What people corrected, laid over what was read. The reading itself is never touched.

A correction names its target: ``report`` (the laboratory, the report number, the client), ``sample:<position>`` (the
product, the batch) or ``result:<position>:<key>`` (the amount, the unit, the analyte). The newest of a (target, name)
holds. A corrected value keeps the print that it corrects as its evidence.
"""

from dataclasses import replace
from typing import Any

from labs.coa import AnalyteResult, Box, CertificateOfAnalysis, Printed, Sample
from labs.quantities import read_quantity
from registry.models import Report
from registry.result_keys import result_keys

# Where a value stands that a person supplied and nobody printed: on no page.
NOT_PRINTED = Printed(text="", page=0, box=Box(x0=0, top=0, x1=0, bottom=0))
REPORT_NAMES = ("lab_name", "report_id", "client")
SAMPLE_NAMES = ("product_name", "batch")
RESULT_NAMES = ("text", "unit", "analyte")


def result_target(sample_position: int, key: str) -> str:
    """The target of a correction to one result."""
    return f"result:{sample_position}:{key}"


def sample_target(sample_position: int) -> str:
    """The target of a correction to one sample."""
    return f"sample:{sample_position}"


def corrected(coa: CertificateOfAnalysis, report: Report) -> CertificateOfAnalysis:
    """The certificate with every correction of `report` laid over it."""
    held: dict[str, dict[str, str]] = {}
    for correction in report.corrections.order_by("pk"):
        held.setdefault(correction.target, {})[correction.name] = correction.after
    if not held:
        return coa
    samples = tuple(_sample(position, sample, held) for position, sample in enumerate(coa.samples))
    head: CertificateOfAnalysis = _with_prints(coa, held.get("report", {}), REPORT_NAMES)
    return replace(head, samples=samples)


def _with_prints(value: Any, changes: dict[str, str], names: tuple[str, ...]) -> Any:
    """A certificate or sample with some of its printed fields replaced; the place they were printed stays."""
    prints = {name: _reprinted(getattr(value, name), text) for name, text in changes.items() if name in names}
    return replace(value, **prints)


def _reprinted(printed: Printed | None, text: str) -> Printed | None:
    """A print that says `text`, at the place of the old one; emptied, it is gone."""
    if not text:
        return None
    return replace(printed, text=text) if printed is not None else replace(NOT_PRINTED, text=text)


def _sample(position: int, sample: Sample, held: dict[str, dict[str, str]]) -> Sample:
    results = tuple(
        _result(result, held.get(result_target(position, key), {}))
        for key, result in zip(result_keys(sample), sample.results, strict=True)
    )
    changed: Sample = _with_prints(sample, held.get(sample_target(position), {}), SAMPLE_NAMES)
    return replace(changed, results=results)


def _result(result: AnalyteResult, changes: dict[str, str]) -> AnalyteResult:
    if not changes:
        return result
    quantity = read_quantity(changes["text"]) if "text" in changes else None
    return replace(
        result,
        quantity=quantity or result.quantity,
        unit=changes.get("unit", result.unit),
        analyte=(changes["analyte"] or None) if "analyte" in changes else result.analyte,
        doubts=(),
    )
