"""How sure a reading is: the reasons to doubt it, in sentences for people, and what each of them weighs.

Each reason leaves a share of trust, from 1 (none lost) down to 0; the confidence of a result is their product. The
weights are judgements of what a reason has been worth, not measured odds: they put results in order for a person who
looks, and below `labs.coa.SURE_ENOUGH` no check rests on the number.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from labs.coa import READ_FROM_PICTURE, AnalyteResult, Printed
from labs.parsing.text.values import is_verdict
from labs.quantities import Kind
from labs.translatable import gettext_noop


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a reading may be wrong, as a sentence for people, and the trust that it leaves (0 to 1).

    The sentence names no number, so that results with one reason can be put together.
    """

    says: str
    weight: float


UNREAD_SIGN = Reason(gettext_noop("A sign beside this number could not be read."), 0.5)
RAISED_DIGIT = Reason(gettext_noop("A digit of this number may be a raised one."), 0.7)
UNKNOWN_WORD = Reason(gettext_noop("The result is a text that we do not know as an amount."), 0.6)
NO_UNIT = Reason(gettext_noop("No unit is printed for this number."), 0.6)
UNIT_OF_OTHER_ROWS = Reason(gettext_noop("The unit is that of other rows of its kind; this one prints none."), 0.85)
UNIT_OF_LIMIT = Reason(gettext_noop("The unit is printed beside the limit only."), 0.9)
UNKNOWN_NAME = Reason(gettext_noop("This name is not in our catalogue of analytes."), 0.9)


def no_unit_of(basis: str) -> Reason:
    """A row whose name says per serving, with no such unit anywhere."""
    return Reason(f"The name says per {basis}, but no such unit is printed for this result.", 0.6)


def from_picture(*prints: Printed) -> Reason | None:
    """That a result was read from a picture, as sure as the least sure of its prints; None if none of them was."""
    scores = [one.certainty for one in prints if one.certainty is not None]
    return Reason(READ_FROM_PICTURE, min(scores)) if scores else None


def weighed(result: AnalyteResult, further: Iterable[Reason] = ()) -> AnalyteResult:
    """A result with all that speaks against its reading: what it shows itself, and `further` reasons of its table."""
    reasons = list(dict.fromkeys((*_own(result), *further)))
    confidence = 1.0
    for reason in reasons:
        confidence *= reason.weight
    return replace(result, doubts=tuple(str(reason.says) for reason in reasons), confidence=round(confidence, 3))


def _own(result: AnalyteResult) -> Iterator[Reason]:
    quantity = result.quantity
    if "\ufffd" in quantity.text:
        yield UNREAD_SIGN
    elif quantity.kind is Kind.WORD and not is_verdict(quantity.text):
        yield UNKNOWN_WORD
    if quantity.kind.is_amount and not result.unit:
        yield NO_UNIT
    if result.analyte is None:
        yield UNKNOWN_NAME
    pictured = from_picture(result.name, result.printed)
    if pictured is not None:
        yield pictured
