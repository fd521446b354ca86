"""The fictional laboratories of the demonstration, as typed values; the facts stand in ``laboratories.toml``."""

import datetime as dt
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal

from labs.coa import Panel

Counts = Literal["plain", "grouped", "power", "exponent"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notation:
    """How a laboratory writes what is no plain number. ``{lod}``, ``{loq}`` and ``{portion}`` are filled in."""

    not_detected: str
    below_loq: str
    absent: str
    present: str
    passed: str
    failed: str
    tested: str
    counts: Counts
    decimal_comma: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Assay:
    """One line of a method. `lod`, `loq` and `limit` are in the method's unit; `portion` marks a test for presence."""

    analyte: str
    name: str
    lod: str = ""
    loq: str = ""
    limit: str = ""
    portion: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """One panel as a laboratory tests it. `uncertainty` is relative (k = 2), 0 where none is printed."""

    panel: Panel
    title: str
    code: str
    unit: str
    decimals: dict[str, int]
    assays: tuple[Assay, ...]
    total: str = ""
    uncertainty: float = 0.0

    def places(self, unit: str) -> int:
        """How many decimals an amount in `unit` is printed with; mg per article by its beginning, ``mg/``."""
        return self.decimals[unit] if unit in self.decimals else self.decimals["mg/"]

    @property
    def step(self) -> Decimal:
        """One unit of the last place, in the method's own unit."""
        return Decimal(1).scaleb(-self.places(self.unit))


@dataclass(frozen=True, slots=True, kw_only=True)
class Laboratory:
    """One fictional laboratory."""

    slug: str
    name: str
    address: tuple[str, ...]
    accreditation: str
    notation: Notation
    methods: dict[Panel, Method]
    report_number: str
    sample_number: str

    def number(self, day: dt.date, serial: int) -> tuple[str, str]:
        """The numbers of a report and its sample."""
        return self.report_number.format(day=day, serial=serial), self.sample_number.format(day=day, serial=serial)


@cache
def laboratories() -> dict[str, Laboratory]:
    """Every fictional laboratory by its slug."""
    file = Path(__file__).with_name("laboratories.toml")
    return {slug: _laboratory(slug, entry) for slug, entry in tomllib.loads(file.read_text("utf-8")).items()}


def _laboratory(slug: str, entry: dict[str, Any]) -> Laboratory:
    notation = Notation(**{name: entry[name] for name in Notation.__dataclass_fields__ if name in entry})
    return Laboratory(
        slug=slug,
        name=entry["name"],
        address=tuple(entry["address"]),
        accreditation=entry["accreditation"],
        notation=notation,
        methods={Panel(name): _method(Panel(name), method) for name, method in entry["methods"].items()},
        report_number=entry["report_number"],
        sample_number=entry["sample_number"],
    )


def _method(panel: Panel, entry: dict[str, Any]) -> Method:
    assays = tuple(_assay(*row) for row in entry["assays"])
    return Method(panel=panel, **{**entry, "assays": assays})


def _assay(analyte: str, name: str, lod: str, loq: str, limit: str) -> Assay:
    if lod == "portion":
        return Assay(analyte=analyte, name=name, portion=loq, limit=limit)
    return Assay(analyte=analyte, name=name, lod=lod, loq=loq, limit=limit)
