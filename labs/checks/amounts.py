"""What checks share: the amounts that a print allows, and whether a reading is sure enough to judge by."""

import re
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from decimal import Decimal
from functools import lru_cache
from typing import Any, Self

from labs.coa import AnalyteResult, PrintedQuantity
from labs.quantities import Interval, Kind, Quantity, conversion, unit_key
from labs.translatable import Sentence, gettext_noop, kept, told

_DIGITS = re.compile(r"([<>=≤≥~≈]*[-+]?\d*)[.,]?\d*%?(?=[\s,;]|$)")
_LONGEST_LABEL = 48  # characters
_KEPT = 2048  # pairs of units; a report has a dozen, asked for hundreds of times
_NOTHING, _ONE = Decimal(0), Decimal(1)
_NUMBER = Kind.NUMBER
# As a set: members that are texts as well take long to compare with each of a row.
LIMITED = frozenset((Kind.NOT_DETECTED, Kind.BELOW_LOD, Kind.BELOW_LOQ))


def allowed(result: AnalyteResult) -> Interval | None:
    """The amounts that a result allows, in its own unit; None when it bounds nothing.

    As `AnalyteResult.interval`, but a whole number that ends in zeros may have been rounded to its last other digit:
    1200 is 1150 to 1250.
    """
    quantity = result.quantity
    step = rounding_step(quantity) if quantity.kind is _NUMBER else None
    if step is None:
        return result.interval
    value, half = quantity.value, step / 2
    assert value is not None
    # A whole number that ends in zeros keeps none of its half below zero, and a number below zero keeps its own.
    low = value - half
    return Interval(low=low if value < 0 or low > 0 else _NOTHING, high=value + half)


def rounding_step(quantity: Quantity) -> Decimal | None:
    """One unit of the last place that a printed number vouches for: 0.01 for 1.50, 100 for 1200; None without one."""
    if not quantity.value or quantity.step is None or quantity.step < _ONE:
        return quantity.step
    exponent = quantity.value.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    return max(quantity.step, _ONE.scaleb(exponent))


def one_place(result: AnalyteResult, interval: Interval) -> Interval:
    """An interval of a printed number, widened to one whole unit of its last place on each side.

    For two columns worked out from one number: some laboratories cut digits off instead of rounding.
    """
    ends = ends_of(result)
    return interval if ends is None else Interval(low=ends[0], high=ends[1])


def ends_of(result: AnalyteResult) -> tuple[Decimal, Decimal] | None:
    """One whole unit of the last place to each side of a printed number, down to nothing; None for what is none."""
    step, value = rounding_step(result.quantity), result.quantity.value
    if step is None or value is None or result.quantity.kind is not _NUMBER:
        return None
    low = value - step
    return low if low > 0 else _NOTHING, value + step


def or_cut_off(result: AnalyteResult) -> Interval | None:
    """The amounts that a result allows if its digits were rounded or cut off: upwards one whole unit of its last place.

    A cut-off 1.49 may be anything up to 1.50, a rounded one anything down to 1.485.
    """
    interval = allowed(result)
    if interval is None:
        return None
    ends = ends_of(result)
    high = interval.high if ends is None else ends[1]
    return Interval(low=interval.low, high=high, high_open=interval.high_open)


def is_number(result: AnalyteResult) -> bool:
    """Whether a result is one plain printed number, read without doubt."""
    return result.quantity.kind is Kind.NUMBER and not result.quantity.approximate and not result.is_doubtful


def most(result: AnalyteResult, units: AbstractSet[str]) -> Interval | None:
    """The amounts of a result in its own unit, with nothing taken for granted about the unit of LOD and LOQ.

    `units` are those of its row.

    A row with a % and a mg/g column has one LOD column, whose unit a reader may take for either. ND and <LOQ are
    therefore given the most room that any of the row's units leaves.
    """
    if result.quantity.kind not in LIMITED:
        return allowed(result)
    highs = [
        limit.quantity.value * factor
        for limit in (result.lod, result.loq)
        if limit is not None and limit.quantity.value is not None
        for unit in {limit.unit or result.unit, *units}
        if (factor := factor_between(unit, result.unit)) is not None
    ]
    return Interval(low=Decimal(0), high=max(highs)) if highs else None


def is_below(result: AnalyteResult, limit: PrintedQuantity) -> bool:
    """Whether a number above zero lies below a limit, as their bare digits stand."""
    value, ours = limit.quantity.value, result.quantity.value
    if value is None or ours is None or ours >= value:
        return False
    interval = allowed(result)
    return interval is not None and interval.high is not None and 0 < interval.high < value


def units_of(row: Iterable[AnalyteResult]) -> frozenset[str]:
    """The units of a row, each once."""
    return frozenset([result.unit for result in row])


@lru_cache(maxsize=_KEPT)
def factor_between(source: str, target: str) -> Decimal | None:
    """The factor from one printed unit to another; 1 for the same text, even when it is no unit that we know."""
    if source == target or unit_key(source) == unit_key(target):
        return _ONE
    return conversion(source, target)


def in_unit_of(result: AnalyteResult, limit: PrintedQuantity) -> Decimal | None:
    """The number of a LOD, LOQ or specification limit in the result's unit, as `AnalyteResult.in_own_unit`."""
    value = limit.quantity.value
    if limit.unit == result.unit or value is None or not limit.unit or not result.unit:  # nearly always the same
        return value
    factor = conversion(limit.unit, result.unit)
    return None if factor is None else value * factor


def amount(result: AnalyteResult) -> str:
    """A result as it is printed, with its unit where that makes sense: ``14.86 mg/g``, ``ND ppm``; not after words."""
    kind, text = result.quantity.kind, result.quantity.text
    has_unit = kind.is_amount or (kind in LIMITED and " " not in text)
    return f"{text} {result.unit}".rstrip() if has_unit else text


def part_of(part: int, whole: int) -> Sentence:
    """How many of how many: ``3 of 4``."""
    return Sentence(gettext_noop("%(part)s of %(whole)s"), part=str(part), whole=str(whole))


def with_words(result: AnalyteResult, words: str) -> Sentence:
    """A result without its unit, and what it stands for: ``<LOQ, under 0.05 mg/g``."""
    return Sentence("%(text)s, %(words)s", text=result.quantity.text, words=words)


def limit_words(limit: PrintedQuantity, unit: str) -> str:
    """A LOD, LOQ or specification limit as it is printed, with its unit or else the one it is taken to have."""
    text = limit.quantity.text
    shown = limit.unit or unit
    return text if not shown or text.endswith(shown) else f"{text} {shown}"


class Sum(str):
    """A sum as one writes it on paper, which remembers its lines, label and text, and the `note` below them.

    Labels and texts are words of ours where they are a `Sentence`, and else what is printed.
    """

    __slots__ = ("lines", "note")
    lines: tuple[tuple[str, str], ...]
    note: str

    def __new__(cls, text: str, lines: tuple[tuple[str, str], ...] = (), note: str = "") -> Self:
        """The text with the lines that it was laid out of."""
        made = super().__new__(cls, text)
        made.lines, made.note = lines, note
        return made

    def made_of(self) -> dict[str, Any]:
        """Its lines in plain values that JSON can keep: what `sum_in` takes."""
        return {"lines": [[kept(label), kept(text)] for label, text in self.lines], "note": kept(self.note)}


def sum_in(language: Callable[[str], str], made: Mapping[str, Any]) -> Sum:
    """The sum of these lines, with every label and text put into a language."""
    lines = [(language(told(label)), language(told(text))) for label, text in made["lines"]]
    return on_paper(lines, note=language(told(made["note"])))


def on_paper(lines: Iterable[tuple[str, str]], note: str = "") -> Sum:
    """A sum as one writes it on paper: labels to the left, numbers under each other at the decimal point.

    What does not begin with a number, such as a date or a verdict, begins where the longest number does.
    """
    lines = tuple(lines)
    labels = [label[:_LONGEST_LABEL] for label, _ in lines]
    width = max(map(len, labels)) + 2
    whole = [_before_point(text) for _, text in lines]
    places = max([digits for digits in whole if digits is not None], default=0)
    laid = [
        f"{label.ljust(width)}{' ' * (0 if digits is None else places - digits)}{text}".rstrip()
        for label, (_, text), digits in zip(labels, lines, whole, strict=True)
    ]
    return Sum("\n".join([*laid, note] if note else laid), lines, note)


def _before_point(text: str) -> int | None:
    """How many characters stand before the decimal point of the number that a text begins with; None without one."""
    number = _DIGITS.match(text)
    return None if number is None else len(number[1])
