"""Stored results as the values that `labs` knows."""

import msgspec

from labs.coa import AnalyteResult as ReadResult
from labs.coa import Box, Panel, Printed, PrintedQuantity
from labs.quantities import Kind, Quantity
from registry.models import AnalyteResult


def as_result(row: AnalyteResult) -> ReadResult:
    """A stored row as the value that yardsticks know: the amount as it holds now, after any correction."""
    box = Box(x0=row.x0, top=row.top, x1=row.x1, bottom=row.bottom)
    return ReadResult(
        name=Printed(text=row.analyte_text, page=row.page, box=box),
        analyte=row.analyte or None,
        panel=Panel(row.panel),
        printed=Printed(text=row.printed_text, page=row.page, box=box),
        quantity=Quantity(text=row.text, kind=Kind(row.kind), value=row.value, upper=row.upper, step=row.step),
        unit=row.unit,
        row=row.row,
        lod=quantity_of(row.lod),
        loq=quantity_of(row.loq),
        limit=quantity_of(row.limit),
        uncertainty=quantity_of(row.uncertainty),
    )


def quantity_of(stored: object) -> PrintedQuantity | None:
    """An amount that stands beside a result, from its JSON; None where there is none."""
    return None if stored is None else msgspec.convert(stored, PrintedQuantity)
