"""Lines under a head to rows: where a table ends, which lines are rows, and which names wrap."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from labs.parsing.tables.columns import Role
from labs.parsing.tables.names import names_substance
from labs.parsing.tables.rows import NAME, NOWHERE, PROSE, Column, Line, Row
from labs.parsing.text.pages import Rule
from labs.parsing.text.phrases import Phrase
from labs.parsing.text.values import holds_amount, is_number, is_value, is_verdict, value_and_unit
from labs.reference.words import fold
from labs.reference.words import phrases as known_phrases

_ROW_ROLES = frozenset({Role.RESULT, Role.STATUS, Role.LIMIT, Role.LOD, Role.LOQ, Role.LIMITS_OF_METHOD})
_LEADING = 1.5  # of the size: lines further apart are not of one cell
_PAIR = 6  # words of two values with a stroke between them
_FOOTNOTE = re.compile(r"[(\[]?(?:\d{1,2}|[a-z])[)\]] \w|[*†‡§]{1,3} ?[A-Z]\w+ \w")
_NEAR = 3.2  # of the size: where it may stand with a note between
_FARTHEST = 12.0  # of the size: where the second row of a table may stand below the first


@dataclass(frozen=True, slots=True)
class Body:
    """The rows of a table, top to bottom, and the values in it that belong to no row."""

    rows: list[Row]
    unplaced: list[Phrase]


def body_of(columns: Sequence[Column], lines: Sequence[Line], rules: Sequence[Rule]) -> Body:
    """Put a table's placed lines together to rows."""
    body = _until_the_end(columns, lines)
    rows = [_row(line) for line in body if _has_values(line, columns)]
    orphans = [line for line in body if not _has_values(line, columns) and not _is_heading(line, columns)]
    rows = _with_split_cells(_with_wrapped_verdicts(rows, columns))
    left = len(orphans) + 1
    while orphans and len(orphans) < left:
        left = len(orphans)
        orphans = [line for line in orphans if not _adopted(line, rows, rules)]
    cells = [phrase for row in rows if not row.name for cell in row.cells.values() for phrase in cell]
    nameless = [phrase for phrase in cells if holds_amount(phrase.text)]
    return Body([row for row in rows if row.name], [*nameless, *_beside_all_columns(body)])


def _beside_all_columns(lines: Sequence[Line]) -> list[Phrase]:
    """The amounts in rows that stand too far from every column to be of one."""
    return [
        phrase
        for line in lines
        if line.at(NAME)
        for phrase, place in zip(line.phrases, line.places, strict=True)
        if place == NOWHERE and is_number(value_and_unit(phrase.text)[0])
    ]


def _with_wrapped_verdicts(rows: Sequence[Row], columns: Sequence[Column]) -> list[Row]:
    """Rows with the rest of a verdict that wraps given back to the row above: ``Does not`` and below it ``conform``."""
    kept: list[Row] = []
    for row in rows:
        if kept and not row.name and len(row.cells) == 1 and _goes_on(kept[-1], row, columns):
            [(place, phrases)] = row.cells.items()
            kept[-1].cells[place].extend(phrases)
        else:
            kept.append(row)
    return kept


def _goes_on(row: Row, rest: Row, columns: Sequence[Column]) -> bool:
    """Whether the only cell of a line completes a verdict whose beginning stands right above it."""
    [(place, phrases)] = rest.cells.items()
    begun = row.cells.get(place, [])
    if columns[place].head.role is not Role.STATUS or not begun:
        return False
    text = " ".join(phrase.text for phrase in begun)
    return (
        not is_verdict(text)
        and is_verdict(f"{text} {phrases[0].text}")
        and phrases[0].baseline - begun[-1].baseline < _LEADING * phrases[0].size
    )


def _with_split_cells(rows: Sequence[Row]) -> list[Row]:
    """Rows without a name that interleave with a named one are its cells of several lines: give them to it."""
    kept: list[Row] = []
    named = [row for row in rows if row.name]
    for row in rows:
        size = max(phrase.size for cell in row.cells.values() for phrase in cell)
        near = [other for other in named if other is not row and abs(other.baseline - row.baseline) < 0.8 * size]
        if row.name or not near:
            kept.append(row)
            continue
        for place, phrases in row.cells.items():
            near[0].cells.setdefault(place, []).extend(phrases)
    return kept


def _is_heading(line: Line, columns: Sequence[Column]) -> bool:
    """Whether a line names a group of rows: a date or an analyst stands beside it, where a name's rest has nothing."""
    return any(place >= 0 and columns[place].head.role in (Role.DATE, Role.OTHER) for place in line.places)


def _row(line: Line) -> Row:
    row = Row(name=line.at(NAME))
    for phrase, place in zip(line.phrases, line.places, strict=True):
        if place >= 0:
            row.cells.setdefault(place, []).append(phrase)
    return row


def _has_values(line: Line, columns: Sequence[Column]) -> bool:
    """Whether a line holds an amount or a verdict in a column for such."""
    return any(
        place >= 0
        and columns[place].head.role in _ROW_ROLES
        and (holds_amount(phrase.text) or is_verdict(phrase.text) or _is_pair(phrase.text))
        for phrase, place in zip(line.phrases, line.places, strict=True)
    )


def _is_pair(text: str) -> bool:
    """Whether a text is two values with a stroke between them: a LOD and a LOQ, or a count and its portion."""
    first, stroke, second = text.partition("/")
    halves = (first.strip(), second.strip())
    return bool(stroke) and any(is_value(value_and_unit(half)[0]) for half in halves) and len(text.split()) <= _PAIR


def _until_the_end(columns: Sequence[Column], lines: Sequence[Line]) -> list[Line]:
    """The lines up to where the table ends: a wide gap, a note, or running text."""
    kept: list[Line] = []
    pitches: list[float] = []
    last_row: float | None = None
    overprinted = False
    for line in lines:
        if _is_note(line):
            break
        prose = [phrase for phrase, place in zip(line.phrases, line.places, strict=True) if place == PROSE]
        is_aside = len(prose) == len(line.phrases) or _is_footnote(line)
        overprinted = overprinted or bool(prose) or is_aside
        if is_aside:
            continue
        if _has_values(line, columns):
            if last_row is not None:
                widest = _widest_pitch(pitches, line.phrases[0].size, overprinted=overprinted)
                if line.baseline - last_row > widest:
                    break
            elif bool(prose):
                break
            if line.at(NAME):
                if last_row is not None:
                    pitches.append(line.baseline - last_row)
                last_row = line.baseline
        kept.append(line)
    return kept


def _widest_pitch(pitches: Sequence[float], size: float, *, overprinted: bool) -> float:
    """How far the next row may stand below the last; less where a note was printed over the table's foot."""
    if overprinted:
        return 1.6 * median(pitches) if pitches else _NEAR * size
    return max(3.2 * median(pitches), 30.0) if pitches else _FARTHEST * size


def _is_note(line: Line) -> bool:
    """Whether a line is about the analysis, or running text, so that no row follows it."""
    first = next((p for p, place in zip(line.phrases, line.places, strict=True) if place == NAME), None)
    if first is None:
        return False
    text = fold(first.text)
    if any(text == note or text.startswith(note + " ") for note in known_phrases("fields")["notes"]):
        return ":" in first.text or len(line.phrases) == 1
    return len(first.words) > 9 and len(line.phrases) <= 2


def _is_footnote(line: Line) -> bool:
    """Whether a line begins with a footnote's mark and holds no amount: rows may follow it, but only close below."""
    first = line.phrases[0].text
    marked = bool(_FOOTNOTE.match(first)) and not names_substance(first)
    return marked and not any(is_value(value_and_unit(phrase.text)[0]) for phrase in line.phrases)


def _adopted(line: Line, rows: Sequence[Row], rules: Sequence[Rule]) -> bool:
    """Give a line without values to the row whose name or cells it goes on; False when there is none."""
    size = line.phrases[0].size
    near = [row for row in rows if _distance(line, row) < _LEADING * size and not _is_ruled_off(line, row, rules)]
    if line.at(NAME):
        near = [row for row in near if not row.name or _are_set_alike(row.name[0], line.at(NAME)[0])]
    if not near:
        return False
    row = min(near, key=lambda row: _strangeness(line, row))
    for phrase, place in zip(line.phrases, line.places, strict=True):
        if place == NAME:
            row.name.append(phrase)
        elif place >= 0:
            row.cells.setdefault(place, []).append(phrase)
    return True


def _are_set_alike(phrase: Phrase, other: Phrase) -> bool:
    """Whether two phrases may be of one name: a method in small type beneath a name is not."""
    return phrase.bold == other.bold and 0.9 < phrase.size / other.size < 1.12


def _strangeness(line: Line, row: Row) -> float:
    """How little a line of text belongs to a row: points of distance, more for a row that has its name already."""
    away = _distance(line, row)
    if not row.name:
        return away * 0.5
    beneath = line.baseline > row.baseline
    hyphenated = line.phrases[0].text.endswith("-")
    return away * (1.0 if beneath != hyphenated else 1.4)


def _distance(line: Line, row: Row) -> float:
    own = [*row.name, *(phrase for cell in row.cells.values() for phrase in cell)]
    return min(abs(line.baseline - phrase.baseline) for phrase in own)


def _is_ruled_off(line: Line, row: Row, rules: Sequence[Rule]) -> bool:
    """Whether a drawn line runs between a line's text and a row."""
    first = line.phrases[0]
    above, below = sorted((line.baseline, row.baseline))
    middle = first.size * 0.35
    return any(above - middle < rule.y < below - middle and rule.x0 <= first.middle <= rule.x1 for rule in rules)
