"""A result as a yardstick needs it, and the ways in which it can stand to a limit."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from labs.coa import AnalyteResult
from labs.quantities import Interval, Kind, Quantity, conversion
from labs.reference.analytes import by_slug
from labs.translatable import Sentence, gettext_noop

_PORTION = re.compile(r"(?<![\d.,])(\d+(?:[.,]\d+)?)\s*(?:g|grams?)\b", re.IGNORECASE)


class Outcome(StrEnum):
    """How a result stands to a limit. Below is there only where at least so much is asked, or was observed."""

    WITHIN = "within"
    ABOVE = "above"
    BELOW = "below"
    CANNOT_TELL = "cannot_tell"


class CannotTell(Exception):
    """Why a comparison cannot be made, as a sentence."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A result as a yardstick needs it: `lod` and `loq` in `unit`, `portion` the grams tested, where they are known."""

    analyte: str | None
    quantity: Quantity
    unit: str
    lod: Quantity | None = None
    loq: Quantity | None = None
    portion: Decimal | None = None

    def amounts(self) -> Interval:
        """The amounts that the print allows, in its own unit; `CannotTell` where it bounds none."""
        found = self.quantity.interval(lod=self.lod, loq=self.loq)
        if found is None:
            raise CannotTell(_unbounded(self.quantity))
        return found

    def amounts_in(self, unit: str) -> Interval:
        """The amounts that the print allows, in another unit; `CannotTell` where that cannot be done."""
        return self.amounts().scaled(factor(self.unit, unit))


def measured(result: AnalyteResult) -> Measured:
    """A result of a certificate as a yardstick needs it; the portion is looked for in its amount, unit and name."""
    return Measured(
        analyte=result.analyte,
        quantity=result.quantity,
        unit=result.unit,
        lod=result.in_own_unit(result.lod),
        loq=result.in_own_unit(result.loq),
        portion=portion_in(result.quantity.text, result.unit, result.name.text),
    )


def portion_in(*texts: str) -> Decimal | None:
    """The grams of the test portion that the first of some texts names: 25 for ``Absent in 25 g``, else None."""
    for text in texts:
        if found := _PORTION.search(text):
            return Decimal(found[1].replace(",", "."))
    return None


def factor(ours: str, theirs: str) -> Decimal:
    """The factor from one printed unit to another; `CannotTell` where they measure different things."""
    if not ours:
        raise CannotTell(gettext_noop("The report prints no unit."))
    found = conversion(ours, theirs)
    if found is None:
        raise CannotTell(Sentence(gettext_noop("%(ours)s cannot be brought to %(theirs)s."), ours=ours, theirs=theirs))
    return found


def called(slug: str | None) -> Sentence:
    """An analyte's name within a sentence."""
    analyte = None if slug is None else by_slug(slug)
    if analyte is None:
        return Sentence(slug or gettext_noop("something else"))
    noun, comma, adjective = analyte.name.lower().partition(", ")
    return Sentence(f"{adjective} {noun}" if comma else noun)


def _unbounded(quantity: Quantity) -> str:
    match quantity.kind:
        case Kind.NOT_TESTED | Kind.WORD:
            return gettext_noop("The report gives no amount.")
        case Kind.NOT_DETECTED | Kind.BELOW_LOD:
            return gettext_noop("Not detected is not zero, and the report does not print the limit of detection.")
        case Kind.BELOW_LOQ:
            return gettext_noop("The report does not print the limit of quantification.")
        case Kind.TOO_MANY:
            return gettext_noop("Too many to count is no number.")
    return gettext_noop("The report says that it is there, but not how much.")
