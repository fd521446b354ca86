"""Tables that go on over a page's end without their head: rows at the next page's top that fit the same columns."""

from collections.abc import Sequence
from dataclasses import replace

from labs.parsing.tables.columns import Role
from labs.parsing.tables.names import names_substance
from labs.parsing.tables.rows import NAME, Column, Line, placed_lines
from labs.parsing.tables.tables import TableHead
from labs.parsing.text.phrases import Phrase
from labs.parsing.text.values import is_value, is_verdict, value_and_unit

_ALIGNED = 3.0  # points
_INDENTED = 15.0  # points
_FEW = 2  # more rows than these need only a name and a value


def continued_lines(
    head: TableHead, columns: Sequence[Column], names_at: float, phrases: Sequence[Phrase], floor: float
) -> list[Line]:
    """The lines of a page, down to `floor`, that go on with a table of the page before; none if nothing fits it.

    `columns` are those of that table, and `names_at` the x where its names begin. What stands above the first fitting
    line (a letterhead) is left out. One row that names a substance and fills two cells proves that the table goes on;
    so do two rows of other names with two cells each, or three substances with a value.
    """
    _, lines = placed_lines(replace(head, floor=floor), phrases, columns)
    rows = [line for line in lines if _fits(line, columns, names_at)]
    named = [line for line in rows if names_substance(line.at(NAME)[0].text)]
    full = [line for line in rows if len({place for place in line.places if place >= 0}) > 1]
    if not (any(line in full for line in named) or len(full) > 1 or len(named) > _FEW):
        return []
    return lines[lines.index(rows[0]) :]


def _fits(line: Line, columns: Sequence[Column], names_at: float) -> bool:
    """Whether a line has a name where the names of a table begin, and a value where its results stand."""
    names = line.at(NAME)
    if not names or not -_ALIGNED < names[0].x0 - names_at < _INDENTED or names[0].text.endswith(":"):
        return False
    return any(
        place >= 0
        and columns[place].head.role is Role.RESULT
        and columns[place].distance(phrase) < _ALIGNED
        and (is_value(value_and_unit(phrase.text)[0]) or is_verdict(phrase.text))
        for phrase, place in zip(line.phrases, line.places, strict=True)
    )
