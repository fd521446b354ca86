"""Tables that lie on their side: analytes across the top, and under each its amounts, one line a unit.

Such a table has no head words. It is known by a line of three or more names of analytes with lines of values under
them; a word or unit at either end of a line says what the line holds.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from labs.parsing.columns import HeadCell, Role, head_cell, may_be_head
from labs.parsing.names import names_substance
from labs.parsing.phrases import Phrase
from labs.parsing.rows import Row, lines_of
from labs.parsing.values import is_unit, is_value, unit_within, value_and_unit

_FEWEST = 3


@dataclass(frozen=True, slots=True)
class Transposed:
    """A table on its side, turned upright: heads of its lines, and one row an analyte."""

    top: float
    bottom: float
    left: float
    right: float
    heads: tuple[HeadCell, ...]
    rows: tuple[Row, ...]


def find_transposed(phrases: Sequence[Phrase]) -> list[Transposed]:
    """Every table of a page that lies on its side."""
    lines = lines_of(phrases)
    found = []
    for number, line in enumerate(lines):
        if len(line) < _FEWEST or any(is_value(phrase.text) for phrase in line):
            continue
        known = [phrase for phrase in line if names_substance(phrase.text)]
        if len(known) >= _FEWEST and len(known) * 2 > len(line):
            table = _turned(line, lines[max(0, number - 6) : number], lines[number + 1 : number + 9])
            if table is not None:
                found.append(table)
    return found


def _turned(
    names: tuple[Phrase, ...], above: Sequence[tuple[Phrase, ...]], below: Sequence[tuple[Phrase, ...]]
) -> Transposed | None:
    heads: list[HeadCell] = []
    rows = [Row(name=_whole_name(name, above)) for name in names]
    bottom = last = names[0].baseline
    for line in below:
        if line[0].baseline - last > 4.5 * names[0].size:
            break
        under = {number: p for p in line if (number := _column(p, names)) is not None}
        values = {n: p for n, p in under.items() if is_value(value_and_unit(p.text)[0])}
        if len(values) * 2 < len(names):
            if heads and all(is_unit(p.text) for p in under.values()) and len(under) * 2 > len(names):
                heads[-1] = HeadCell(heads[-1].phrases, heads[-1].role, unit_within(next(iter(under.values())).text))
            continue
        last, bottom = line[0].baseline, max(phrase.bottom for phrase in line)
        for number, phrase in values.items():
            rows[number].cells[len(heads)] = [phrase]
        heads.append(_head(line, names))
    if not heads or _is_row_of_tiles(names, heads, rows):
        return None
    return Transposed(
        min(name.top for name in names),
        bottom,
        names[0].x0,
        names[-1].x1,
        tuple(heads),
        tuple(r for r in rows if r.cells),
    )


def _is_row_of_tiles(names: Sequence[Phrase], heads: Sequence[HeadCell], rows: Sequence[Row]) -> bool:
    """Whether what was found is a few big numbers under their names, and no table."""
    values = [phrase for row in rows for cell in row.cells.values() for phrase in cell]
    return len(heads) == 1 and values[0].size > 1.2 * names[0].size


def _column(phrase: Phrase, names: Sequence[Phrase]) -> int | None:
    """The name that a phrase stands under."""
    near = [
        (min(abs(phrase.x0 - name.x0), abs(phrase.middle - name.middle)), number)
        for number, name in enumerate(names)
        if phrase.x0 < name.x1 + 6 and phrase.x1 > name.x0 - 6
    ]
    return min(near)[1] if near else None


def _head(line: Sequence[Phrase], names: Sequence[Phrase]) -> HeadCell:
    """What a line of values says of itself, left or right of them; results when it says nothing."""
    for phrase in (line[0], line[-1]):
        outside = phrase.middle < names[0].x0 - 2 or phrase.middle > names[-1].x1 + 2
        if outside and may_be_head(phrase):
            return head_cell([phrase])
    return HeadCell((line[0],), Role.RESULT)


def _whole_name(name: Phrase, above: Sequence[tuple[Phrase, ...]]) -> list[Phrase]:
    """A name with the lines of it that stand right above."""
    whole = [name]
    for line in reversed(above):
        for phrase in line:
            distance = whole[-1].baseline - phrase.baseline
            overlap = min(phrase.x1, name.x1 + 8) - max(phrase.x0, name.x0 - 8)
            alike = 0.9 < phrase.size / name.size < 1.1 and not is_value(value_and_unit(phrase.text)[0])
            if 0.5 * name.size < distance < 1.6 * name.size and overlap > 8 and alike:
                whole.append(phrase)
                break
    return whole[::-1]
