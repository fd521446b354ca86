"""Tables that lie on their side: analytes across the top, and under each its amounts, one line a unit or a sample.

Such a table has no head words. It is known by a band of three or more names of analytes (two where the band also heads
a column of samples), each of one or more lines, with lines of values under them. A word or unit at either end of a
line says what the line holds; a line that says nothing of the kind holds results.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from labs.parsing.tables.columns import HeadCell, Role, head_cell, may_be_head
from labs.parsing.tables.names import names_substance_or_count
from labs.parsing.tables.rows import Row, lines_of
from labs.parsing.text.phrases import Phrase, between
from labs.parsing.text.values import is_unit, is_value, is_verdict, unit_within, value_and_unit
from labs.reference.words import fold, meanings
from labs.reference.words import phrases as known_phrases

_FEWEST = 3
_FEWEST_OF_SAMPLES = 2
_MOST_LINES = 24
_SAMPLE_FIELDS = ("sample_id", "product_name", "batch")
_FOOTNOTE = re.compile(r"\s*[(\[]\w[)\]]$|\s*[*†‡:]+$")
_TEMPERATURE = re.compile(r"\d{2} ?[°º] ?C")  # the last line of a name: Total plate count at / 30 °C

Stack = list[Phrase]


@dataclass(frozen=True, slots=True)
class Transposed:
    """A table on its side, turned upright: heads of its lines, and one row an analyte."""

    top: float
    bottom: float
    left: float
    right: float
    heads: tuple[HeadCell, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class _Name:
    """The name of one analyte at the top of its column: its lines from top to bottom, and their edges."""

    lines: tuple[Phrase, ...]
    x0: float
    x1: float

    @property
    def middle(self) -> float:
        """Half way between the edges."""
        return (self.x0 + self.x1) / 2


def find_transposed(phrases: Sequence[Phrase]) -> list[Transposed]:
    """Every table of a page that lies on its side, from top to bottom."""
    found: list[Transposed] = []
    for names in _bands(phrases):
        top = min(phrase.top for name in names for phrase in name.lines)
        if any(table.top - 1 < top < table.bottom for table in found):
            continue
        bottom = max(phrase.baseline for name in names for phrase in name.lines)
        below = lines_of(between(phrases, bottom + 1, float("inf")))[:_MOST_LINES]
        table = _turned(names, below)
        if table is not None:
            found.append(table)
    return found


def _bands(phrases: Sequence[Phrase]) -> Iterator[list[_Name]]:
    """The names that stand side by side, left to right, wherever most of what stands there are names of analytes."""
    stacks = _stacks([phrase for phrase in phrases if _may_be_name(phrase)])
    known = [stack for stack in stacks if _names_analyte(stack)]
    named = {id(stack) for stack in known}
    done: set[int] = set()
    for stack in sorted(known, key=lambda stack: stack[0].top):
        if id(stack) in done:
            continue
        band = sorted((other for other in stacks if _are_level(stack, other)), key=lambda other: other[0].x0)
        of_known = [other for other in band if id(other) in named]
        heads_samples = any(_heads_samples(other) for other in band[: band.index(of_known[0])])
        fewest = _FEWEST_OF_SAMPLES if heads_samples else _FEWEST
        if len(of_known) < fewest or len(of_known) * 2 <= len(band) - 3 * heads_samples:
            continue
        if _has_values(band, phrases):
            continue
        done |= {id(other) for other in of_known}
        yield _without_titles([other for other in band if not _heads_no_analyte(other, of_known[0], phrases)])


def _may_be_name(phrase: Phrase) -> bool:
    text = phrase.text
    if _TEMPERATURE.fullmatch(text):
        return True
    return not (_holds_value(text) or is_verdict(text) or (is_unit(text) and len(text) > 1))


def _stacks(phrases: Sequence[Phrase]) -> list[Stack]:
    """Phrases set alike right under each other, from top to bottom."""
    stacks: list[Stack] = []
    for phrase in phrases:
        near = [stack for stack in stacks[-80:] if _goes_on(phrase, stack[-1])]
        if near:
            min(near, key=lambda stack: abs(stack[-1].middle - phrase.middle)).append(phrase)
        else:
            stacks.append([phrase])
    return stacks


def _goes_on(phrase: Phrase, above: Phrase) -> bool:
    if not 0.5 * phrase.size < phrase.baseline - above.baseline < 1.6 * phrase.size:
        return False
    overlap = min(phrase.x1, above.x1) - max(phrase.x0, above.x0)
    alike = 0.9 < phrase.size / above.size < 1.1 and phrase.bold == above.bold
    return alike and overlap > 0.4 * min(phrase.x1 - phrase.x0, above.x1 - above.x0)


def _text(stack: Sequence[Phrase]) -> str:
    text = ""
    for phrase in stack:
        text = f"{text}{phrase.text}" if text.endswith("-") else f"{text} {phrase.text}".strip()
    return text


def _names_analyte(stack: Stack) -> bool:
    return any(names_substance_or_count(_text(stack[start:])) for start in range(min(len(stack), 3)))


def _are_level(stack: Stack, other: Stack) -> bool:
    """Whether two stacks share a line, or are centred on one height."""
    size = stack[0].size
    if not 0.8 < other[0].size / size < 1.25:
        return False
    ends = (other[-1].baseline - stack[-1].baseline, other[0].baseline - stack[0].baseline)
    return any(abs(end) < 0.35 * size for end in ends) or abs(sum(ends)) / 2 < 0.5 * size


def _heads_samples(stack: Stack) -> bool:
    """Whether a stack begins with the head of a column of samples: their numbers, products or batches."""
    known = {fold(phrase) for field in _SAMPLE_FIELDS for phrase in known_phrases("fields")[field]}
    return fold(stack[0].text) in known or fold(_text(stack)) in known or fold(stack[0].text) == "sample"


def _heads_no_analyte(stack: Stack, first: Stack, phrases: Sequence[Phrase]) -> bool:
    """Whether a stack left of the first known name heads a column about the samples, and no unknown analyte's."""
    if _names_analyte(stack) or stack[0].x0 > first[0].x0:
        return False
    if _heads_samples(stack) or fold(_text(stack)) in meanings("columns"):
        return True
    low = stack[-1].baseline + 1
    x0, x1 = min(phrase.x0 for phrase in stack), max(phrase.x1 for phrase in stack)
    under = [p for p in between(phrases, low, low + 4.5 * stack[0].size) if x0 < p.middle < x1]
    return not under or not _holds_value(under[0].text)


def _has_values(band: Sequence[Stack], phrases: Sequence[Phrase]) -> bool:
    """Whether amounts stand among names, as they do in the rows of tables side by side."""
    low = min(stack[0].baseline for stack in band)
    high = max(stack[-1].baseline for stack in band)
    size = band[0][0].size
    return any(is_value(phrase.text) for phrase in between(phrases, low - 0.3 * size, high + 0.3 * size))


def _without_titles(band: Sequence[Stack]) -> list[_Name]:
    """The names, without lines above them that reach over their neighbours: a title's."""
    names = []
    for stack in band:
        others = [other[-1] for other in band if other is not stack]
        lines = [
            phrase
            for phrase in stack
            if phrase is stack[-1] or not any(min(phrase.x1, o.x1) - max(phrase.x0, o.x0) > 4 for o in others)
        ]
        names.append(_Name(tuple(lines), min(p.x0 for p in lines), max(p.x1 for p in lines)))
    return names


def _turned(names: Sequence[_Name], below: Sequence[tuple[Phrase, ...]]) -> Transposed | None:
    heads: list[HeadCell] = []
    rows = [Row(name=list(name.lines)) for name in names]
    last = max(phrase.baseline for name in names for phrase in name.lines)
    size = max(phrase.size for name in names for phrase in name.lines)
    bottom, left = last, names[0].x0
    for line in below:
        if line[0].baseline - last > 4.5 * size:
            break
        under = [(number, p) for p in line if (number := _column(p, names)) is not None]
        head = _head(line, names)
        if not _is_of_table(under, head, len(names)):
            if heads and _are_units(under) and len(under) * 2 > len(names):
                heads[-1] = HeadCell(heads[-1].phrases, heads[-1].role, unit_within(under[0][1].text))
            continue
        last, bottom, left = line[0].baseline, max(phrase.bottom for phrase in line), min(left, line[0].x0)
        for number, phrase in under:
            rows[number].cells.setdefault(len(heads), []).append(phrase)
        heads.append(head)
    if not any(head.role is Role.RESULT for head in heads) or _is_row_of_tiles(size, heads, rows):
        return None
    top = min(phrase.top for name in names for phrase in name.lines)
    return Transposed(top, bottom, left, names[-1].x1, tuple(heads), tuple(r for r in rows if r.cells))


def _is_of_table(under: Sequence[tuple[int, Phrase]], head: HeadCell, count: int) -> bool:
    """Whether a line belongs to the table: amounts under most names, or the units or methods that its head tells of."""
    if head.role in (Role.UNIT, Role.METHOD):
        return len(under) * 2 >= count
    return sum(_holds_value(phrase.text) for _, phrase in under) * 2 >= count


def _holds_value(text: str) -> bool:
    return is_value(value_and_unit(text)[0])


def _are_units(under: Sequence[tuple[int, Phrase]]) -> bool:
    return all(is_unit(phrase.text) for _, phrase in under)


def _is_row_of_tiles(size: float, heads: Sequence[HeadCell], rows: Sequence[Row]) -> bool:
    """Whether what was found is a few big numbers under their names, and no table."""
    values = [phrase for row in rows for cell in row.cells.values() for phrase in cell]
    return len(heads) == 1 and values[0].size > 1.2 * size


def _column(phrase: Phrase, names: Sequence[_Name]) -> int | None:
    """The name that a phrase stands under."""
    near = [
        (min(abs(phrase.x0 - name.x0), abs(phrase.middle - name.middle)), number)
        for number, name in enumerate(names)
        if phrase.x0 < name.x1 + 6 and phrase.x1 > name.x0 - 6
    ]
    return min(near)[1] if near else None


def _head(line: Sequence[Phrase], names: Sequence[_Name]) -> HeadCell:
    """What a line of values says of itself, left or right of them; results when it says nothing."""
    left = [phrase for phrase in line if phrase.middle < names[0].x0 - 2 and _column(phrase, names) is None]
    right = [phrase for phrase in line if phrase.middle > names[-1].x1 + 2 and _column(phrase, names) is None]
    for phrase in (*left[::-1], *right[-1:]):
        plain = _without_footnote(phrase)
        if plain is not None and may_be_head(plain):
            return head_cell([plain])
    return HeadCell((line[0],), Role.RESULT)


def _without_footnote(phrase: Phrase) -> Phrase | None:
    """A line's label without the mark of a footnote after it; None where nothing else stands there."""
    words = phrase.words
    while words and _FOOTNOTE.fullmatch(words[-1].text):
        words = words[:-1]
    return Phrase(words) if words else None
