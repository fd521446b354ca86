"""A reading as one JSON object: the reading file format, one object a file, one row a printed result cell.

Places are ``[x0, top, x1, bottom]`` in PDF points from the page's top left; dates are ISO (YYYY-MM-DD). `from_pictures`
names the pages whose words were read from their picture.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from labs.checks import Finding
from labs.coa import AnalyteResult, CertificateOfAnalysis, Printed, PrintedDate, PrintedQuantity, Source
from labs.parsing import Code, Parsed, Unread

Json = dict[str, Any]


def reading(parsed: Parsed, *, file: str, sha256: str) -> Json:
    """What one file says, as the reading file format lays down. `file` is its name as the caller gave it."""
    return {
        "file": file,
        "sha256": sha256,
        "pages": len(parsed.pages),
        "fields": fields(parsed.coa),
        "results": list(_results(parsed.coa)),
        "unread": [_unread(one) for one in parsed.unread],
        "codes": [_code(one) for one in parsed.codes],
        "from_pictures": [page.number for page in parsed.pages if page.source is Source.PICTURE],
        "warnings": list(parsed.warnings),
    }


def failure(*, file: str, code: str, message: str) -> Json:
    """A file that could not be read: `code` is stable, `message` a sentence for people."""
    return {
        "file": file,
        "error": code,
        "message": message,
        "fields": {},
        "results": [],
        "unread": [],
        "codes": [],
        "from_pictures": [],
        "warnings": [],
    }


def finding(found: Finding) -> Json:
    """One finding, with the first print that it rests on."""
    first = found.evidence[0] if found.evidence else None
    return {
        "check": found.check,
        "severity": found.severity,
        "message": found.says,
        "analyte": found.analyte,
        "page": None if first is None else first.page,
        "bbox": None if first is None else _bbox(first),
        "arithmetic": found.arithmetic,
    }


def fields(coa: CertificateOfAnalysis) -> Json:
    """The header's fields that are printed, by name. Of several samples, the first that has a field gives it.

    `report_id` is the number that a file is known by: the report's own or, where it prints none, its only sample's.
    """
    samples = coa.samples
    printed: dict[str, Printed | PrintedDate | None] = {
        "lab_name": coa.lab_name,
        "report_id": coa.report_id or (samples[0].sample_id if len(samples) == 1 else None),
        "sample_id": _first(sample.sample_id for sample in samples),
        "product_name": _first(sample.product_name for sample in samples),
        "batch": _first(sample.batch for sample in samples),
        "client": coa.client,
        "matrix": _first(sample.matrix for sample in samples),
        "date_manufactured": coa.manufactured,
        "date_sampled": coa.sampled,
        "date_received": coa.received,
        "date_tested": coa.tested,
        "date_completed": coa.completed,
        "date_reported": coa.reported,
        "date_expires": coa.expires,
        "overall_status": coa.overall_status,
    }
    return {name: _field(value) for name, value in printed.items() if value is not None}


def _first(values: Iterable[Printed | None]) -> Printed | None:
    return next((value for value in values if value is not None), None)


def _field(value: Printed | PrintedDate) -> Json:
    if isinstance(value, PrintedDate):
        return _field(value.printed) | {"value": value.day.isoformat()}
    return {"value": value.text, "page": value.page, "bbox": _bbox(value)}


def _results(coa: CertificateOfAnalysis) -> Iterator[Json]:
    """Every result cell in reading order; where several samples share a report, each row says which it is of.

    A number outside any table is a tile.
    """
    for number, sample in enumerate(coa.samples, start=1):
        for result in sample.results:
            outside = {"tile": True} if result.is_lone else {}
            yield _result(result) | outside | ({"sample": number} if len(coa.samples) > 1 else {})


def _result(result: AnalyteResult) -> Json:
    return {
        "page": result.printed.page,
        "panel": result.panel,
        "analyte": result.analyte,
        "analyte_text": result.name.text,
        "result_text": result.quantity.text,
        "unit": result.unit,
        "lod": _amount(result.lod),
        "loq": _amount(result.loq),
        "limit": _amount(result.limit),
        "status": None if result.status is None else result.status.text,
        "bbox": _bbox(result.printed),
        "confidence": result.confidence,
        "doubts": list(result.doubts),
    }


def _unread(unread: Unread) -> Json:
    """Something in a table that was not understood, and why."""
    printed = unread.printed
    return {"text": printed.text, "page": printed.page, "bbox": _bbox(printed), "reason": unread.reason}


def _code(code: Code) -> Json:
    """A bar code or QR code: what it says, which nobody checked."""
    return {"text": code.text, "kind": code.kind, "page": code.page, "bbox": _bbox(code)}


def _amount(limit: PrintedQuantity | None) -> str | None:
    """What is printed in a row's own cell: a limit that only a note tells is none of the row's."""
    return None if limit is None or limit.in_note else limit.printed.text


def _bbox(printed: Printed | Code) -> list[float]:
    box = printed.box
    return [round(side, 2) for side in (box.x0, box.top, box.x1, box.bottom)]
