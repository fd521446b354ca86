"""The yardstick that a reader holds a report against: which limit set, and how many grams a day are assumed.

Without a choice there is no verdict. A choice stands in the address, so that it can be shared with the page.
"""

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal

import msgspec
from django.http import QueryDict

from labs.coa import AnalyteResult as ReadResult
from labs.coa import Box, Panel, Printed, PrintedQuantity
from labs.quantities import Kind, Quantity
from labs.reference.limits import Basis, LimitSet, all_limit_sets, limit_set
from labs.reference.yardsticks import Judgement, Outcome, in_force, judge
from registry.models import AnalyteResult

# Bounded before it becomes a number: a power of ten in an address would be written out digit by digit.
_GRAMS = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{1,3})?")
_LEAST_GRAMS, _MOST_GRAMS = Decimal("0.1"), Decimal(100)
_WORDS = {Outcome.WITHIN: "within", Outcome.ABOVE: "above", Outcome.CANNOT_TELL: "cannot tell"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A judgement with its word."""

    judgement: Judgement
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Yardstick:
    """A reader's choice. `grams` is there where the set has limits per day; `trouble` says what was wrong with it."""

    limits: LimitSet | None = None
    grams: Decimal | None = None
    trouble: str = ""

    @property
    def choices(self) -> tuple[LimitSet, ...]:
        """Every limit set there is to choose from."""
        return all_limit_sets()

    @property
    def needs_grams(self) -> bool:
        """Whether the chosen set has limits per day."""
        return self.limits is not None and any(rule.basis is Basis.PER_DAY for rule in self.limits.rules)

    @property
    def misses_grams(self) -> bool:
        """Whether limits per day cannot be reckoned because nobody said how many grams a day."""
        return self.needs_grams and self.grams is None

    @property
    def query(self) -> str:
        """The choice as it stands in an address; empty without one."""
        if self.limits is None:
            return ""
        return f"yardstick={self.limits.id}" + (f"&grams={self.grams:f}" if self.grams else "")

    def judge(self, row: AnalyteResult) -> Judged | None:
        """How a stored result stands to the chosen limits; None without a choice or a limit for it."""
        if self.limits is None:
            return None
        judgement = judge(as_result(row), self.limits, grams_per_day=self.grams)
        return Judged(judgement=judgement, word=_WORDS[judgement.outcome]) if judgement else None

    def held_on(self, day: dt.date | None) -> str:
        """A sentence when the chosen text did not hold on the report's day, or was not read for it."""
        if self.limits is None or day is None:
            return ""
        match in_force(self.limits, day):
            case True:
                return ""
            case False:
                return "This text was not in force on the day of this report."
        return "Whether this text held on the day of this report was not checked."


def chosen(query: QueryDict) -> Yardstick:
    """The yardstick of an address: ``?yardstick=<limit set>&grams=<grams a day>``."""
    set_id = query.get("yardstick", "")
    if not set_id:
        return Yardstick()
    limits = limit_set(set_id)
    if limits is None:
        return Yardstick(trouble="There is no such yardstick here. Choose one of the list.")
    if not any(rule.basis is Basis.PER_DAY for rule in limits.rules):
        return Yardstick(limits=limits)
    text = query.get("grams", "").strip()
    grams = _grams(text)
    trouble = "" if grams or not text else "Grams a day must be a plain number from 0.1 to 100, such as 2.5."
    return Yardstick(limits=limits, grams=grams, trouble=trouble)


def _grams(text: str) -> Decimal | None:
    if not _GRAMS.fullmatch(text):
        return None
    grams = Decimal(text.replace(",", "."))
    return grams if _LEAST_GRAMS <= grams <= _MOST_GRAMS else None


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
        lod=_quantity(row.lod),
        loq=_quantity(row.loq),
    )


def _quantity(stored: object) -> PrintedQuantity | None:
    return None if stored is None else msgspec.convert(stored, PrintedQuantity)
