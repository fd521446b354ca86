"""What is to be drawn: one certificate as texts, before it has places on paper.

Everything here is already printed language: amounts are texts in a laboratory's own notation, so that a planted
fault is an exchanged text and nothing else.
"""

import datetime as dt
from dataclasses import dataclass

from labs.coa import LabVerdict, Panel


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """One result cell: its text and the unit that holds for it."""

    text: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of a results table. `lod` and `loq` are in the panel's `lod_unit`, `limit` in its `limit_unit`."""

    analyte: str
    name: str
    amounts: tuple[Amount, ...]
    lod: str = ""
    loq: str = ""
    limit: str = ""
    uncertainty: str = ""
    method: str = ""
    status: str = ""
    verdict: LabVerdict | None = None
    is_total: bool = False

    def amount(self, unit: str) -> str:
        """The text in the column of `unit`, or an empty text."""
        return next((amount.text for amount in self.amounts if amount.unit == unit), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class TestedPanel:
    """One panel: its title, method and rows, and the laboratory's word on the whole of it."""

    panel: Panel
    title: str
    method: str
    units: tuple[str, ...]
    lod_unit: str
    limit_unit: str
    lines: tuple[Line, ...]
    status: str
    verdict: LabVerdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """The days in the life of a sample, in their usual order."""

    manufactured: dt.date
    sampled: dt.date
    received: dt.date
    tested: dt.date
    reported: dt.date
    expires: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """One certificate to be drawn. An empty `batch` is a batch number that the laboratory was not given."""

    laboratory: str
    report_id: str
    sample_id: str
    client: str
    client_address: tuple[str, ...]
    product: str
    batch: str
    matrix: str
    article: str  # what one unit of the product is: capsule, tablet, bottle; empty for goods by weight
    article_amount: str  # its mass or volume, as printed: "0.612 g"
    dates: Dates
    panels: tuple[TestedPanel, ...]
    overall_status: str
    overall_verdict: LabVerdict
    remark: str = ""
