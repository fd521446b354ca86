"""How well certificates are read: the figures that `make accuracy` measured last, kept in `accuracy.json`.

A figure is a share from 0 to 1. `f1` weighs result cells (page, analyte as printed, value, unit): the harmonic mean of
precision (which of the cells that were read are printed) and recall (which of the printed cells were read). LOD, LOQ,
limit and status are counted where the result itself is right; `perfect` is the share of documents in which every cell
is right and none is invented.
"""

from datetime import date
from functools import cache
from importlib.resources import files

import msgspec


class Shares(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of some documents together."""

    precision: float
    recall: float
    f1: float
    fields: float
    lod: float
    loq: float
    limit: float
    status: float
    perfect: float


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of one laboratory's layout, and what was misread in it, in sentences."""

    name: str
    documents: int
    cells: int
    missed: int
    invented: int
    shares: Shares
    faults: tuple[str, ...] = ()


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """One set of documents: `mean` weighs every layout alike, `all_cells` every cell. `lost` were not read at all."""

    name: str
    title: str
    about: str
    documents: int
    lost: int
    mean: Shares
    all_cells: Shares
    layouts: tuple[Layout, ...]


class Accuracy(msgspec.Struct, frozen=True, kw_only=True):
    """What was measured, on which day, with which version of the reader."""

    measured_on: date
    reader_version: str
    sets: tuple[Measured, ...]


@cache
def measured() -> Accuracy:
    """The figures that come with this version."""
    return msgspec.json.decode(files("labs").joinpath("accuracy.json").read_bytes(), type=Accuracy)
