"""Tables without a head: substances one under the other, each with an amount and its unit to the right.

Only amounts that bring their unit along are taken, and only where three or more substances stand in one column, so
that the words of a sentence or the labels of a chart never become results.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from labs.parsing.tables.columns import HeadCell, Role
from labs.parsing.tables.names import names_substance
from labs.parsing.tables.rows import Row
from labs.parsing.text.phrases import Phrase
from labs.parsing.text.values import is_number, is_value, value_and_unit

_FEWEST = 3
_WIDEST_GAP = 160.0  # points between a name and its amount


@dataclass(frozen=True, slots=True)
class Headless:
    """A table that has no head: what stands in for one, its rows, and the y of its first line."""

    head: HeadCell
    rows: tuple[Row, ...]
    top: float


def find_headless(phrases: Sequence[Phrase]) -> Headless | None:
    """The table without a head among phrases that no other table has taken."""
    values = [phrase for phrase in phrases if _brings_its_unit(phrase.text)]
    pairs = [
        (name, value)
        for name in phrases
        if names_substance(name.text) and (value := _value_beside(name, values, phrases)) is not None
    ]
    for first, _ in pairs:
        column = [(name, value) for name, value in pairs if _are_aligned(name, first)]
        amounts = [value_and_unit(value.text) for _, value in column]
        unit = next((unit for amount, unit in amounts if unit and is_number(amount)), "")
        if len(column) >= _FEWEST and unit and _stand_in_a_column([value for _, value in column]):
            head = HeadCell((column[0][1],), Role.RESULT, unit)
            return Headless(head, tuple(Row(name=[n], cells={0: [v]}) for n, v in column), column[0][0].top)
    return None


def _brings_its_unit(text: str) -> bool:
    amount, unit = value_and_unit(text)
    return is_value(amount) and bool(unit)


def _are_aligned(name: Phrase, other: Phrase) -> bool:
    return abs(name.x0 - other.x0) < 3 and abs(name.size - other.size) < 0.5


def _stand_in_a_column(values: Sequence[Phrase]) -> bool:
    """Whether values are flush left, flush right or centred, as the labels at the ends of a chart's bars are not."""
    edges = ([v.x0 for v in values], [v.x1 for v in values], [v.middle for v in values])
    return any(max(edge) - min(edge) < values[0].size for edge in edges)


def _value_beside(name: Phrase, values: Sequence[Phrase], phrases: Sequence[Phrase]) -> Phrase | None:
    """The amount on a name's line with nothing between them."""
    near = [value for value in values if _is_level(name, value) and 0 < value.x0 - name.x1 < _WIDEST_GAP]
    if not near:
        return None
    value = min(near, key=lambda value: value.x0)
    between = any(name.x1 < p.middle < value.x0 and _is_level(name, p) for p in phrases if p is not name)
    return None if between else value


def _is_level(name: Phrase, other: Phrase) -> bool:
    return abs((name.top + name.bottom) - (other.top + other.bottom)) / 2 < 0.4 * max(name.size, other.size)
