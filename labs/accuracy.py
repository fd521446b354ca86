"""How well certificates are read: the figures that `make accuracy` measured last, kept in `accuracy.json`.

A figure is a share from 0 to 1. `f1` weighs result cells (page, analyte as printed, value, unit): the harmonic mean of
precision (which of the cells that were read are printed) and recall (which of the printed cells were read). LOD, LOQ,
limit and status are counted where the result itself is right; `perfect` is the share of documents in which every cell
is right and none is invented.
"""

from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from labs.translatable import Sentence, gettext_noop, ngettext

_WRONG = {
    "missed": gettext_noop("Page %(page)s: %(cell)s was not read."),
    "invented": gettext_noop("Page %(page)s: %(cell)s was read, but is not printed so."),
}
_HEAD = {
    "product_name": gettext_noop("product"),
    "batch": gettext_noop("batch"),
    "matrix": gettext_noop("material"),
    "client": gettext_noop("client"),
    "lab_name": gettext_noop("laboratory"),
    "date_received": gettext_noop("day of receipt"),
    "date_tested": gettext_noop("day of the test"),
    "date_reported": gettext_noop("day of issue"),
}


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


class Fault(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something that was misread: a `cell` of a page, `more` cells, a field of the report's `head`, or all of it.

    A cell is told as printed, a field by its name in a certificate, and all of it with the `reason`.
    """

    what: Literal["missed", "invented", "more", "head", "unread"]
    page: int = 0
    cell: str = ""
    more: int = 0
    field: str = ""
    reason: str = ""

    @property
    def says(self) -> Sentence:
        """The fault in a sentence."""
        match self.what:
            case "more":
                counted = ngettext("%(more)s more cell like these.", "%(more)s more cells like these.", self.more)
                return Sentence(counted, more=str(self.more))
            case "head":
                said = gettext_noop("Head of the report, %(field)s: not read, or not as printed.")
                return Sentence(said, field=Sentence(_HEAD[self.field]))
            case "unread":
                return Sentence(gettext_noop("Not read at all: %(reason)s"), reason=Sentence(self.reason))
        return Sentence(_WRONG[self.what], page=str(self.page), cell=self.cell)


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of one laboratory's layout, and what was misread in it."""

    name: str
    documents: int
    cells: int
    missed: int
    invented: int
    shares: Shares
    faults: tuple[Fault, ...] = ()


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
