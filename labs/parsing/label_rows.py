"""Labels as the head of a small table: a row of them, and under each its value, one row for each sample."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from labs.parsing.fits import fits
from labs.parsing.labels import Labelled, Tag, is_flush
from labs.parsing.pages import Rule
from labs.parsing.phrases import Phrase, between, printed
from labs.reference.words import fold, meanings

_FEWEST = 3  # labels side by side that make a head
_ENOUGH_OF_SAMPLES = 2
_MOST_ROWS = 60
_FIRST_GAP = 4.5  # of the size: the first row stands no further below its head
_GAP = 2.8  # of the size: what stands further below the last line is no longer of the table
_OF_SAMPLES = frozenset(("sample_id", "product_name", "batch"))
_OF_COLUMNS = frozenset(("sample_id", "product_name", "batch", "matrix", "sampled", "manufactured", "expires"))
_RESULTS = frozenset(("analyte", "result", "lod", "loq", "limit", "status"))


def under_heads(
    tags: Sequence[Tag], phrases: Sequence[Phrase], standing: frozenset[Phrase], rules: Sequence[Rule], page: int
) -> tuple[list[Labelled], frozenset[Tag]]:
    """The values under every row of labels, and the labels that were such heads."""
    found: list[Labelled] = []
    heads: set[Tag] = set()
    for row in _rows_of(tags):
        columns = _columns(row, phrases, standing)
        values = [] if columns is None else list(_values(columns, row, phrases, standing, rules, page))
        if values:
            found += values
            heads.update(row)
    return found, frozenset(heads)


def _rows_of(tags: Sequence[Tag]) -> Iterator[list[Tag]]:
    """Labels that stand side by side, none of them with a colon: three, or two that tell samples apart."""
    row: list[Tag] = []
    for tag in sorted(tags, key=_height):
        if tag.parts[-1].words[-1].text.endswith(":"):
            continue
        if row and _height(tag) - _height(row[-1]) > 0.6 * tag.phrase.size:
            if _is_head(row):
                yield row
            row = []
        row.append(tag)
    if _is_head(row):
        yield row


def _is_head(row: Sequence[Tag]) -> bool:
    return len(row) >= _FEWEST or len(_of_samples(row)) >= _ENOUGH_OF_SAMPLES


def _of_samples(row: Sequence[Tag]) -> set[str]:
    return {name for tag in row for name, _ in tag.fields[:1]} & _OF_SAMPLES


def _height(tag: Tag) -> float:
    return (tag.first + tag.last) / 2


def _columns(row: Sequence[Tag], phrases: Sequence[Phrase], standing: frozenset[Phrase]) -> list[Phrase] | None:
    """The heads of all columns from left to right, labels or not; None where this is no head of samples' facts."""
    size = row[0].phrase.size
    line = between(phrases, min(tag.first for tag in row) - 0.5 * size, max(tag.last for tag in row) + 0.5 * size)
    others = [phrase for phrase in line if phrase not in standing]
    known = meanings("columns")
    if len(_of_samples(row)) < _ENOUGH_OF_SAMPLES and (
        len(others) > len(row) or any(known.get(fold(phrase.text)) in _RESULTS for phrase in others)
    ):
        return None
    heads = [tag.phrase for tag in row]
    for phrase in others:
        if all(phrase.x1 < head.x0 or phrase.x0 > head.x1 for head in heads):
            heads.append(phrase)
    heads.sort(key=lambda head: head.x0)
    return None if any(left.x1 > right.x0 for left, right in pairwise(heads)) else heads


def _values(
    columns: Sequence[Phrase],
    row: Sequence[Tag],
    phrases: Sequence[Phrase],
    standing: frozenset[Phrase],
    rules: Sequence[Rule],
    page: int,
) -> Iterator[Labelled]:
    tag_of = {tag.phrase: tag for tag in row}
    number = 0
    for cells in _cells(columns, row, phrases, standing, rules):
        named = {tag: parts for place, parts in cells.items() if (tag := tag_of.get(columns[place])) is not None}
        number += bool(named)
        for tag, parts in named.items():
            text = joined([part.text for part in parts])
            for name, rank in tag.fields:
                yield Labelled(name, rank, tag.phrase, printed(parts, page, text), number)


def joined(lines: Sequence[str]) -> str:
    """The lines of one cell as one text; a code that a narrow cell broke is whole again."""
    text = lines[0]
    for line in lines[1:]:
        is_broken = _is_of_code(text.split()[-1]) and _is_of_code(line.split()[0])
        text += line if is_broken and " " not in text and " " not in line else " " + line
    return text


def _is_of_code(word: str) -> bool:
    return word.endswith("-") or (any(c.isdigit() for c in word) and not word.isdigit() and word.upper() == word)


def _cells(
    columns: Sequence[Phrase],
    row: Sequence[Tag],
    phrases: Sequence[Phrase],
    standing: frozenset[Phrase],
    rules: Sequence[Rule],
) -> Iterator[dict[int, list[Phrase]]]:
    """The cells of each row below a head, by the number of their column."""
    size = row[0].phrase.size
    bottom = max(tag.last for tag in row)
    lines = _lines(between(phrases, bottom + 0.6 * size, bottom + 2 * _MOST_ROWS * size))
    ruled = _rules_below(columns, bottom, rules)
    known = {tag.phrase for tag in row}
    cells: dict[int, list[Phrase]] = {}
    last, count = bottom, 0
    begun = False
    for line in lines:
        within = [one for one in line if one.x1 > columns[0].x0 - 40 and one.x0 < columns[-1].x1 + 40]
        if not within:
            continue
        places = [_column_of(one, columns) for one in within]
        baseline = within[0].baseline
        if (
            baseline - last > (_GAP if begun else _FIRST_GAP) * size
            or None in places
            or any(one in standing for one in within)
        ):
            break
        if cells and _starts_row(places, cells, last, baseline, ruled):
            yield cells
            cells, count = {}, count + 1
        for one, place in zip(within, places, strict=True):
            if place is not None:
                begun = begun or columns[place] in known
                cells.setdefault(place, []).append(one)
        last = baseline
    if cells and (count or len(cells) > 1):
        yield cells


def _rules_below(columns: Sequence[Phrase], bottom: float, rules: Sequence[Rule]) -> list[float]:
    """The heights of the lines drawn under a head, in one piece or cell by cell, across most of its columns."""
    left, right = columns[0].x0, columns[-1].x1
    covered: dict[int, float] = defaultdict(float)
    for rule in rules:
        if rule.y > bottom - 1:
            covered[round(rule.y)] += max(0.0, min(rule.x1, right) - max(rule.x0, left))
    return sorted(y for y, length in covered.items() if length > 0.6 * (right - left))


def _starts_row(
    places: Sequence[int | None], cells: dict[int, list[Phrase]], last: float, baseline: float, ruled: Sequence[float]
) -> bool:
    """Whether a line begins a new row: a drawn line parts it, or, where none are drawn, it fills most columns."""
    if ruled:
        return any(last < y + 2 and y < baseline - 1 for y in ruled)
    return min(cells) in places and len(set(places)) > 0.6 * len(cells)


def _column_of(phrase: Phrase, columns: Sequence[Phrase]) -> int | None:
    """The column that a phrase stands in; None where it runs across two."""
    edges = [(left.x1 + right.x0) / 2 for left, right in pairwise(columns)]
    over = [number for number, head in enumerate(columns) if phrase.x0 < head.x1 and phrase.x1 > head.x0]
    if len(over) > 1:
        return None
    return over[0] if over else sum(phrase.middle > edge for edge in edges)


def _lines(phrases: Sequence[Phrase]) -> Iterator[list[Phrase]]:
    """Phrases by line, from the top."""
    line: list[Phrase] = []
    for phrase in phrases:
        if line and phrase.baseline - line[0].baseline > 0.35 * phrase.size:
            yield line
            line = []
        line.append(phrase)
    if line:
        yield line


def across_columns(
    tags: Sequence[Tag], phrases: Sequence[Phrase], standing: frozenset[Phrase], page: int
) -> tuple[list[Labelled], frozenset[Tag]]:
    """The values of labels that have one for each of several samples side by side, and those labels.

    One line of values may be anything; two with their values under each other are the head of samples' columns.
    """
    lines = [(tag, values) for tag in tags if len(values := _values_across(tag, phrases, standing)) > 1]
    kept = [
        (tag, values)
        for tag, values in lines
        if any(other is not tag and _are_aligned(values, others) for other, others in lines)
    ]
    taken = {id(value) for _, values in kept for value in values}
    found = [
        Labelled(name, rank, tag.phrase, printed([value, *_wrapped(value, phrases, taken)], page), column=number)
        for tag, values in kept
        for number, value in enumerate(values, start=1)
        for name, rank in tag.fields
    ]
    return found, frozenset(tag for tag, _ in kept)


def _values_across(tag: Tag, phrases: Sequence[Phrase], standing: frozenset[Phrase]) -> list[Phrase]:
    """What stands on a label's line to its right, if all of it may be the value of a fact about samples."""
    fields = [name for name, _ in tag.fields if name in _OF_COLUMNS]
    if not fields:
        return []
    size = tag.phrase.size
    line = between(phrases, tag.first - 0.45 * size, tag.last + 0.45 * size)
    right = sorted((one for one in line if one.x0 > tag.phrase.x1), key=lambda one: one.x0)
    if any(one in standing or not any(fits(name, one.text) for name in fields) for one in right):
        return []
    return right


def _wrapped(value: Phrase, phrases: Sequence[Phrase], taken: set[int]) -> list[Phrase]:
    """The second line of a value in a column, if it has one that is not the next label's value."""
    below = between(phrases, value.baseline + 0.6 * value.size, value.baseline + 1.4 * value.size)
    return [
        other
        for other in below
        if id(other) not in taken
        and is_flush(value, other, within=2)
        and other.bold == value.bold
        and abs(other.size - value.size) < 0.3
    ][:1]


def _are_aligned(values: Sequence[Phrase], others: Sequence[Phrase]) -> bool:
    return len(values) == len(others) and all(
        is_flush(one, other, within=4) for one, other in zip(values, others, strict=True)
    )
