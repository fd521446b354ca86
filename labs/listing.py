"""A reading as aligned plain text for people: the header's fields, the results by panel, what looks wrong."""

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby

from labs.checks import Finding, Severity
from labs.coa import AnalyteResult, PrintedQuantity, Sample
from labs.jsonl import fields
from labs.parsing import Parsed
from labs.quantities import unit_key

_HEAD = ("analyte", "result", "±", "unit", "LOD", "LOQ", "limit", "status", "sure", "page")
_RIGHT = frozenset({1, 2, 4, 5, 6, 8, 9})  # columns of numbers
_BY_WEIGHT = (Severity.ALERT, Severity.WARNING, Severity.NOTE)
_INDENT = "  "

Row = Sequence[str]


def reading(parsed: Parsed, *, file: str, findings: Sequence[Finding] | None = None) -> str:
    """One file's text, several lines. `findings` None means that nobody asked for them."""
    lines = [f"{file}: {_pages(len(parsed.pages))}", *_fields(parsed), *_samples(parsed.coa.samples)]
    lines += _beside_results(parsed)
    lines += ["", *(f"{_INDENT}Note: {warning}" for warning in parsed.warnings)] if parsed.warnings else []
    if findings is not None:
        lines += ["", *_findings(findings)]
    return "\n".join(map(harmless, lines)) + "\n"


def harmless(text: str) -> str:
    """Text on one line, without the control characters by which a document could steer a terminal."""
    return "".join(" " if unicodedata.category(character) == "Cc" else character for character in text)


def align(rows: Sequence[Row], *, right: frozenset[int] = frozenset()) -> Iterator[str]:
    """Rows of equal length as lines whose columns stand under each other; columns in `right` end in line."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (
            cell.rjust(width) if number in right else cell.ljust(width)
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield (_INDENT + _INDENT.join(cells)).rstrip()


def _beside_results(parsed: Parsed) -> Iterator[str]:
    """What was not understood, and what the codes say."""
    if parsed.unread:
        yield from ("", f"{_INDENT}Not understood")
        yield from align([(one.printed.text, f"page {one.printed.page}", one.reason) for one in parsed.unread])
    if parsed.codes:
        yield from ("", f"{_INDENT}Codes, unchecked")
        yield from align([(one.kind, f"page {one.page}", one.text) for one in parsed.codes])


def _pages(count: int) -> str:
    return "1 page" if count == 1 else f"{count} pages"


def _fields(parsed: Parsed) -> Iterator[str]:
    rows = [
        (name.removeprefix("date_").replace("_", " "), field["value"], f"page {field['page']}")
        for name, field in fields(parsed.coa).items()
    ]
    return align(rows) if rows else iter([f"{_INDENT}No field of the header was found."])


def _samples(samples: Sequence[Sample]) -> Iterator[str]:
    if not any(sample.results for sample in samples):
        yield from ("", f"{_INDENT}No result was found.")
    for number, sample in enumerate(samples, start=1):
        if len(samples) > 1:
            names = (sample.product_name, sample.sample_id, sample.batch)
            yield from ("", f"Sample {number}: " + ", ".join(name.text for name in names if name is not None))
        for panel, results in groupby(sample.results, key=lambda result: result.panel):
            yield from ("", f"{_INDENT}{panel.capitalize()}")
            yield from _table(list(map(_row, results)))


def _table(rows: Sequence[Row]) -> Iterator[str]:
    """Rows under their head, without the columns in which this laboratory prints nothing."""
    kept = [number for number in range(len(_HEAD)) if any(row[number] for row in rows)]
    right = frozenset(place for place, number in enumerate(kept) if number in _RIGHT)
    return align([[row[number] for number in kept] for row in (_HEAD, *rows)], right=right)


def _row(result: AnalyteResult) -> Row:
    return (
        result.name.text,
        result.quantity.text,
        _amount(result.uncertainty, beside=result.unit),
        result.unit,
        _amount(result.lod, beside=result.unit),
        _amount(result.loq, beside=result.unit),
        _amount(result.limit, beside=result.unit),
        "" if result.status is None else result.status.text,
        "" if result.confidence == 1 else f"{result.confidence:.0%}",
        str(result.printed.page),
    )


def _amount(limit: PrintedQuantity | None, *, beside: str) -> str:
    """An amount as printed, with its unit where that is not the result's."""
    if limit is None:
        return ""
    same = not limit.unit or not limit.quantity.kind.is_amount or unit_key(limit.unit) == unit_key(beside)
    return limit.quantity.text if same else f"{limit.quantity.text} {limit.unit}"


def _findings(findings: Sequence[Finding]) -> Iterator[str]:
    if not findings:
        yield f"{_INDENT}No check found numbers that disagree."
        return
    yield f"{_INDENT}What looks wrong"
    for finding in sorted(findings, key=lambda found: _BY_WEIGHT.index(found.severity)):
        pages = sorted({printed.page for printed in finding.evidence})
        place = f" (page {', '.join(map(str, pages))})" if pages else ""
        yield f"{_INDENT}{finding.severity}: {finding.says}{place} [{finding.check}]"
        yield from (f"{_INDENT * 3}{step}" for step in finding.arithmetic.splitlines())
