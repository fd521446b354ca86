"""Small certificates for tests: say what matters, the rest is filled in."""

import datetime as dt
import itertools
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from labs.checks import Context, Finding, run
from labs.coa import (
    AnalyteResult,
    Box,
    CertificateOfAnalysis,
    LabVerdict,
    Panel,
    Printed,
    PrintedDate,
    PrintedQuantity,
    Sample,
)
from labs.quantities import read_quantity
from labs.reference.analytes import by_slug, panel_of

TODAY = dt.date(2026, 11, 23)
_DATES = ("manufactured", "sampled", "received", "tested", "completed", "reported", "expires")
_VERDICTS = {"pass": LabVerdict.PASS, "fail": LabVerdict.FAIL, "tested": LabVerdict.TESTED}
_NEW_ROW = -1
_places = itertools.count()


def a_print(text: str, page: int = 1) -> Printed:
    """A text on a page, each in a place of its own."""
    top = float(next(_places) % 700)
    return Printed(text=text, page=page, box=Box(x0=50, top=top, x1=90, bottom=top + 9))


def a_limit(text: str | None, unit: str, page: int = 1) -> PrintedQuantity | None:
    """A LOD, LOQ, specification limit or uncertainty as it is printed; None for None."""
    quantity = None if text is None else read_quantity(text)
    return (
        None if quantity is None else PrintedQuantity(quantity=quantity, printed=a_print(text or "", page), unit=unit)
    )


def a_result(
    analyte: str,
    *,
    value: str = "0.5",
    unit: str = "ppm",
    lod: str | None = None,
    loq: str | None = None,
    limit: str | None = None,
    status: str | None = None,
    uncertainty: str | None = None,
    lod_unit: str | None = None,
    limit_unit: str | None = None,
    uncertainty_unit: str | None = None,
    name: str | None = None,
    panel: Panel | None = None,
    page: int = 1,
    table: int = 0,
    row: int = _NEW_ROW,
    doubts: tuple[str, ...] = (),
    confidence: float | None = None,
) -> AnalyteResult:
    """One printed result; `analyte` is a slug, or the printed name of something that the catalogue does not know.

    A result with `doubts` is doubtful unless its `confidence` says otherwise.
    """
    known = by_slug(analyte)
    quantity = read_quantity(value)
    assert quantity is not None
    return AnalyteResult(
        name=a_print(name or (analyte if known is None else known.name), page),
        analyte=None if known is None else analyte,
        panel=panel or panel_of(analyte),
        printed=a_print(value, page),
        quantity=quantity,
        unit=unit,
        row=row,
        table=table,
        lod=a_limit(lod, unit if lod_unit is None else lod_unit, page),
        loq=a_limit(loq, unit if lod_unit is None else lod_unit, page),
        limit=a_limit(limit, unit if limit_unit is None else limit_unit, page),
        uncertainty=a_limit(uncertainty, unit if uncertainty_unit is None else uncertainty_unit, page),
        status=None if status is None else a_print(status, page),
        verdict=None if status is None else _VERDICTS.get(status.lower()),
        is_total=known is not None and known.derived,
        doubts=doubts,
        confidence=confidence if confidence is not None else 0.5 if doubts else 1.0,
    )


def a_row(analyte: str, *columns: tuple[str, str], row: int, **facts: Any) -> tuple[AnalyteResult, ...]:
    """One printed row with several result columns: ``a_row("lead", ("0.1", "ppm"), ("100", "ppb"), row=1)``."""
    return tuple(a_result(analyte, value=value, unit=unit, row=row, **facts) for value, unit in columns)


def a_date(text: str) -> PrintedDate:
    """A date; ``2026-03-04|2026-04-03`` is one whose order is unclear."""
    day, _, other = text.partition("|")
    return PrintedDate(
        day=dt.date.fromisoformat(day),
        printed=a_print(text),
        other=dt.date.fromisoformat(other) if other else None,
    )


def a_coa(*results: AnalyteResult | Iterable[AnalyteResult], **fields: Any) -> CertificateOfAnalysis:
    """A certificate with these results (and rows of results) in one sample; dates may be given as text."""
    flat = [one for item in results for one in ([item] if isinstance(item, AnalyteResult) else item)]
    rows = itertools.count(max((one.row for one in flat), default=_NEW_ROW) + 1)
    placed = tuple(replace(one, row=next(rows)) if one.row == _NEW_ROW else one for one in flat)
    dates = {name: a_date(text) for name, text in fields.items() if name in _DATES and isinstance(text, str)}
    return CertificateOfAnalysis(**{"samples": (Sample(results=placed),), **fields, **dates})


def findings(
    coa: CertificateOfAnalysis, check: str | None = None, *, today: dt.date = TODAY, **context: Any
) -> list[Finding]:
    """What the checks, or one of them, find in a certificate; `context` is what is known beside it."""
    found = run(coa, Context(today=today, **context))
    return found if check is None else [one for one in found if one.check == check]


def codes(coa: CertificateOfAnalysis, check: str | None = None, *, today: dt.date = TODAY, **context: Any) -> list[str]:
    """The ids of the checks that find something, in order; with `check`, only that one's."""
    return [one.check for one in findings(coa, check, today=today, **context)]
