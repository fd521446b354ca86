"""Labels as the head of a small table: a row of them, and under each its value, one row for each sample."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from labs.parsing.head.fits import fits
from labs.parsing.head.labels import Labelled, Tag
from labs.parsing.text.pages import Rule
from labs.parsing.text.phrases import Phrase, between, printed
from labs.reference.words import fold, meanings

_FEWEST = 3  # labels side by side that make a head
_ENOUGH_OF_SAMPLES = 2
_MOST_ROWS = 60
_FIRST_GAP = 4.5  # of the size: the first row stands no further below its head
_OVERHANG = 40.0  # points that a table may reach over its outer heads
_GAP = 2.8  # of the size: what stands further below the last line is no longer of the table
_OF_SAMPLES = frozenset(("sample_id", "product_name", "batch"))
_OF_COLUMNS = frozenset(("unit", "lod", "loq", "limit", "method", "uncertainty", "status"))
_MARK = re.compile(r"\s*[(\[]\w[)\]]$|\s*[*†‡:]+$")  # of a footnote, or the end of a label
_RESULTS = frozenset(("analyte", "result", "lod", "loq", "limit", "status"))


@dataclass(frozen=True, slots=True)
class _Head:
    """A row of labels as the head of a table: all its columns' heads, left to right, and what stands on its page."""

    row: Sequence[Tag]
    columns: Sequence[Phrase]
    phrases: Sequence[Phrase]
    standing: frozenset[Phrase]
    rules: Sequence[Rule]

    @property
    def bottom(self) -> float:
        """The baseline of its last line."""
        return max(tag.last for tag in self.row)


def under_heads(
    tags: Sequence[Tag], phrases: Sequence[Phrase], standing: frozenset[Phrase], rules: Sequence[Rule], page: int
) -> tuple[list[Labelled], frozenset[Tag]]:
    """The values under every row of labels, and the labels that were such heads.

    `tags` are the labels of a page that stand alone, `standing` all phrases that are labels or part of one.
    """
    found: list[Labelled] = []
    heads: set[Tag] = set()
    for row in _rows_of(tags):
        columns = _columns(row, phrases, standing)
        values = [] if columns is None else list(_values(_Head(row, columns, phrases, standing, rules), page))
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
    if _each_has_its_value(row, others):
        return None
    heads = [tag.phrase for tag in row]
    for phrase in others:
        if all(phrase.x1 < head.x0 or phrase.x0 > head.x1 for head in heads):
            heads.append(phrase)
    heads.sort(key=lambda head: head.x0)
    return None if any(left.x1 > right.x0 for left, right in pairwise(heads)) else heads


def _each_has_its_value(row: Sequence[Tag], others: Sequence[Phrase]) -> bool:
    """Whether right beside every label stands what may be its value: then they are pairs and no head."""
    tags = sorted(row, key=lambda tag: tag.phrase.x0)
    ends = [*(tag.phrase.x0 for tag in tags[1:]), inf]
    for tag, end in zip(tags, ends, strict=True):
        beside = min((one for one in others if tag.phrase.x1 < one.x0 < end), key=lambda one: one.x0, default=None)
        if beside is None or not any(fits(name, beside.text) for name, _ in tag.fields):
            return False
    return True


def _values(head: _Head, page: int) -> Iterator[Labelled]:
    tag_of = {tag.phrase: tag for tag in head.row}
    number = 0
    for cells in _cells(head):
        named = {tag: parts for place, parts in cells.items() if (tag := tag_of.get(head.columns[place])) is not None}
        number += bool(named)
        for tag, parts in named.items():
            text = joined([part.text for part in parts])
            for name, rank in tag.fields:
                yield Labelled(name, rank, tag.phrase, printed(parts, page, text), number)


def joined(lines: Sequence[str]) -> str:
    """The lines of one cell as one text; a code that a narrow cell broke is whole again."""
    text = lines[0]
    for line in lines[1:]:
        is_code = " " not in text and " " not in line and _is_of_code(text) and any(c.isdigit() for c in line)
        is_broken = is_code and (text.endswith("-") or _is_of_code(line))
        text += line if is_broken else f" {line}"
    return text


def _is_of_code(word: str) -> bool:
    return any(c.isdigit() for c in word) and not word.isdigit() and word.upper() == word


def _cells(head: _Head) -> Iterator[dict[int, list[Phrase]]]:
    """The cells of each row below a head, by the number of their column."""
    ruled = _rules_below(head)
    cells: dict[int, list[Phrase]] = {}
    count, last = 0, head.bottom
    for line, places in _lines_of_table(head):
        baseline = line[0].baseline
        if cells and _starts_row(places, cells, last, baseline, ruled):
            yield cells
            cells, count = {}, count + 1
        for one, place in zip(line, places, strict=True):
            cells.setdefault(place, []).append(one)
        last = baseline
    if cells and (count or len(cells) > 1):
        yield cells


def _lines_of_table(head: _Head) -> Iterator[tuple[list[Phrase], list[int]]]:
    """The lines below a head with the column of each phrase, up to a wide gap, another label or text across columns."""
    size = head.row[0].phrase.size
    left, right = head.columns[0].x0 - _OVERHANG, head.columns[-1].x1 + _OVERHANG
    known = {tag.phrase for tag in head.row}
    last, begun = head.bottom, False
    for line in _lines(between(head.phrases, last + 0.6 * size, last + 2 * _MOST_ROWS * size)):
        within = [one for one in line if one.x1 > left and one.x0 < right]
        if not within:
            continue
        places = [place for one in within if (place := _column_of(one, head.columns)) is not None]
        too_far = within[0].baseline - last > (_GAP if begun else _FIRST_GAP) * size
        if too_far or len(places) < len(within):
            return
        if _is_about_columns(within, places, head):
            last = within[0].baseline
            continue
        if any(one in head.standing for one in within):
            return
        begun = begun or any(head.columns[place] in known for place in places)
        last = within[0].baseline
        yield within, places


def _is_about_columns(line: Sequence[Phrase], places: Sequence[int], head: _Head) -> bool:
    """Whether a line tells of the columns beside the samples' facts, as their units or limits, and of no sample."""
    tags = {tag.phrase for tag in head.row}
    words = [one for one, place in zip(line, places, strict=True) if head.columns[place] in tags]
    if len(words) != 1 or len(line) < _FEWEST:
        return False
    return meanings("columns").get(fold(_MARK.sub("", words[0].text))) in _OF_COLUMNS


def _rules_below(head: _Head) -> list[float]:
    """The heights of the lines drawn under a head, in one piece or cell by cell, across most of its columns."""
    left, right = head.columns[0].x0, head.columns[-1].x1
    covered: dict[int, float] = defaultdict(float)
    for rule in head.rules:
        if rule.y > head.bottom - 1:
            covered[round(rule.y)] += max(0.0, min(rule.x1, right) - max(rule.x0, left))
    return sorted(y for y, length in covered.items() if length > 0.6 * (right - left))


def _starts_row(
    places: Sequence[int], cells: dict[int, list[Phrase]], last: float, baseline: float, ruled: Sequence[float]
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
