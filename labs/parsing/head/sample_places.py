"""Where on a page the results of one sample stand: a row, a column, a part of the page, or all of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from labs.coa import Box, Printed
from labs.parsing.head.fits import fits
from labs.parsing.head.labels import Labelled, label_key
from labs.parsing.head.seen import SeenPage
from labs.reference.words import fold

FACTS = ("sample_id", "product_name", "batch", "matrix")
_NAMED_BY_HEADS = ("batch", "sample_id")
_MARKERS = ("sample_id", "product_name")
_SLACK = 3.0  # points that a cell may stand higher or lower than the row's name


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A part of a page, in points from its top left, with what labels say of the sample whose results stand there."""

    labelled: tuple[Labelled, ...]
    left: float = -inf
    right: float = inf
    top: float = -inf
    bottom: float = inf
    column: Printed | None = None  # the batch or sample that the head of a table's column names

    def holds(self, box: Box) -> bool:
        """Whether the middle of a box lies in this part."""
        x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
        return self.left <= x < self.right and self.top <= y < self.bottom


def places_on(page: SeenPage) -> list[Place]:
    """The parts of a page that belong to one sample each, the narrowest first; the last is the whole page."""
    plain = tuple(one for one in page.labelled if not one.row and not one.column)
    return [*_rows(page.labelled), *_columns(page.labelled), *_headed(plain), *_sections(plain), Place(labelled=plain)]


def _rows(labelled: Iterable[Labelled]) -> Iterator[Place]:
    """One place for each row of a table that names samples."""
    rows: dict[tuple[int, float], list[Labelled]] = defaultdict(list)
    for one in labelled:
        if one.row and one.field in FACTS:
            rows[one.row, round(one.label.baseline)].append(one)
    for row in rows.values():
        yield Place(
            labelled=tuple(row),
            top=min(one.value.box.top for one in row) - _SLACK,
            bottom=max(one.value.box.bottom for one in row) + _SLACK,
        )


def _columns(labelled: Iterable[Labelled]) -> list[Place]:
    """One place for each column under a head that names samples side by side."""
    columns: dict[int, list[Labelled]] = defaultdict(list)
    for one in labelled:
        if one.column and one.field in FACTS:
            columns[one.column].append(one)
    heads = [tuple(columns[number]) for number in sorted(columns)]
    lefts = [min(one.value.box.x0 for one in head) - _SLACK for head in heads]
    return [
        Place(labelled=head, left=left, right=right, top=max(one.value.box.bottom for one in head))
        for head, left, right in zip(heads, lefts, [*lefts[1:], inf][: len(heads)], strict=True)
    ]


def _headed(labelled: Iterable[Labelled]) -> Iterator[Place]:
    """One place for each column of a table whose head names a batch or sample: one label with several on a line."""
    lines: dict[tuple[str, str, float], list[Labelled]] = defaultdict(list)
    for one in labelled:
        if one.field in _NAMED_BY_HEADS and fits(one.field, one.value.text):
            lines[one.field, label_key(one), round(one.label.baseline)].append(one)
    heads = [line for line in lines.values() if len({fold(one.value.text) for one in line}) == len(line) > 1]
    heads.sort(key=lambda line: line[0].label.baseline)
    for line, end in zip(heads, [*(line[0].label.top for line in heads[1:]), inf][: len(heads)], strict=True):
        columns = sorted(line, key=lambda one: one.label.x0)
        edges = [(one.value.box.x1 + other.label.x0) / 2 for one, other in pairwise(columns)]
        outer = columns[0].label.x0 - (edges[0] - columns[0].value.box.x1) - _SLACK
        for one, left, right in zip(columns, [outer, *edges], [*edges, inf], strict=True):
            top = one.value.box.bottom
            yield Place(labelled=(one,), left=left, right=right, top=top, bottom=end, column=one.value)


def _sections(labelled: Sequence[Labelled]) -> list[Place]:
    """One place for each of several samples under each other: one label with another value each time."""
    for field in _MARKERS:
        markers = _markers(field, labelled)
        if len(markers) < 2:
            continue
        ends = [*(marker.label.top - _SLACK for marker in markers[1:]), inf]
        return [
            Place(
                labelled=tuple(one for one in labelled if marker.label.top - _SLACK <= one.label.baseline < end),
                top=marker.label.top - _SLACK,
                bottom=end,
            )
            for marker, end in zip(markers, ends, strict=True)
        ]
    return []


def _markers(field: str, labelled: Sequence[Labelled]) -> list[Labelled]:
    """The labels of a field that stand under each other in one column with different values, from the top."""
    by_label: dict[tuple[str, int], list[Labelled]] = defaultdict(list)
    for one in labelled:
        if one.field == field and fits(field, one.value.text):
            by_label[label_key(one), round(one.label.x0 / 4)].append(one)
    for of_label in by_label.values():
        if len({fold(one.value.text) for one in of_label}) > 1:
            return sorted(of_label, key=lambda one: one.label.baseline)
    return []
