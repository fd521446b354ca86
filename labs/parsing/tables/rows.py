"""The body of a table: phrases under a head to rows of cells.

Each line's phrases go to the columns that they stand nearest to, in order from left to right. Where a column's
values stand (its edges or its middle, whichever varies least) is learnt from a first pass, since heads and values
are not always aligned alike. A line with values is a row; lines of text alone belong to a name that wraps.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from statistics import median

from labs.parsing.tables.columns import HeadCell, Role
from labs.parsing.tables.tables import TableHead
from labs.parsing.text.phrases import Phrase, between
from labs.parsing.text.values import holds_amount, is_uncertainty, is_unit, is_value, is_verdict, value_and_unit
from labs.parsing.text.words import Word

NAME = -1  # the place of the analyte's name among columns
NOWHERE = -2  # the place of what stands too far from every column
PROSE = -3  # the place of running text that crosses columns: a note, or a footer printed over a table's foot
_MOST_DIGITS = 5  # in a unit, such as CFU/100 g
_INTERVAL = re.compile(r"^[\[(].*\d.*[;,–-].*\d.*[\])]$")  # an uncertainty as the ends of an interval
_PROSE = 9  # words: a longer phrase that crosses columns is no cell
_LOST = 45.0  # points: what stands further from every column belongs to none
_DATA_ROLES = frozenset(
    {Role.RESULT, Role.LIMIT, Role.LOD, Role.LOQ, Role.LIMITS_OF_METHOD, Role.STATUS, Role.UNCERTAINTY, Role.UNIT}
)


@dataclass(slots=True)
class Row:
    """One row while it is put together: the phrases of its name and of each column, by the column's place."""

    name: list[Phrase]
    cells: dict[int, list[Phrase]] = field(default_factory=dict)

    @property
    def baseline(self) -> float:
        """The y that the values stand on."""
        return median(phrase.baseline for cell in self.cells.values() for phrase in cell)

    def phrases(self) -> list[Phrase]:
        """Everything in the row: its name and its cells."""
        return [*self.name, *(phrase for cell in self.cells.values() for phrase in cell)]


@dataclass(frozen=True, slots=True)
class Column:
    """Where a column's values stand: the x of one of their edges or of their middle, and which of these it is."""

    head: HeadCell
    edge: str
    x: float

    def distance(self, phrase: Phrase) -> float:
        """How far a phrase is from where this column's values stand, in points."""
        if self.edge == "any":
            inside = self.head.x0 - 2 <= phrase.middle <= self.head.x1 + 2
            nearest = min(
                abs(phrase.x0 - self.head.x0), abs(phrase.x1 - self.head.x1), abs(phrase.middle - self.head.middle)
            )
            return nearest * 0.3 if inside else nearest
        return abs(float(getattr(phrase, self.edge)) - self.x)


@dataclass(frozen=True, slots=True)
class Line:
    """Phrases of one baseline under a head, each with its column's place (`NAME` for the analyte's name)."""

    phrases: tuple[Phrase, ...]
    places: tuple[int, ...]

    @property
    def baseline(self) -> float:
        """The y that the letters stand on."""
        return median(phrase.baseline for phrase in self.phrases)

    def at(self, place: int) -> list[Phrase]:
        """The phrases in one column."""
        return [phrase for phrase, own in zip(self.phrases, self.places, strict=True) if own == place]


def lines_of(phrases: Iterable[Phrase]) -> list[tuple[Phrase, ...]]:
    """Phrases by line: those whose baselines differ by less than a third of their size, left to right.

    Where cells are set in several sizes, some programs align their tops instead.
    """
    lines: list[list[Phrase]] = []
    for phrase in sorted(phrases, key=lambda phrase: phrase.baseline):
        if lines and _is_level(lines[-1][0], phrase):
            lines[-1].append(phrase)
        else:
            lines.append([phrase])
    return [tuple(sorted(line, key=lambda phrase: phrase.x0)) for line in lines]


def _is_level(first: Phrase, other: Phrase) -> bool:
    """Whether two phrases are of one line."""
    near = 0.34 * min(first.size, other.size)
    is_top_set = max(first.size, other.size) > 1.2 * min(first.size, other.size) and abs(other.top - first.top) < near
    return abs(other.baseline - first.baseline) < near or is_top_set


def placed_lines(
    head: TableHead, phrases: Sequence[Phrase], known: Sequence[Column] = ()
) -> tuple[list[Column], list[Line]]:
    """The lines under a head with each phrase's column, and where the columns' values stand.

    `known` are the columns of the page before, for a table that goes on without its head.
    """
    top, floor, left, right = 0.0 if known else head.bottom, head.floor, head.left, head.right
    inside = [
        phrase
        for phrase in between(phrases, top, floor + 50)
        if top < (phrase.top + phrase.bottom) / 2 and phrase.top < floor - 1 and left < phrase.middle < right
    ]
    lines = lines_of(inside)
    columns = list(known) or [Column(cell, "any", cell.middle) for cell in _beside_the_name(head)]
    placed = [_placed(line, columns, head) for line in lines]
    if not known:
        columns = [_learnt(column, place, placed) for place, column in enumerate(columns)]
        columns.extend(_headless_status(columns, placed))
    head = _with_names_edge(head, placed)
    lines = [tuple(part for phrase in line for part in _cut(phrase, columns)) for line in lines]
    return columns, [_placed(line, columns, head) for line in lines]


def _is_prose(phrase: Phrase, head: TableHead) -> bool:
    """Whether a phrase is running text that crosses from the names into the columns beside them."""
    if len(phrase.words) <= _PROSE:
        return False
    name = next((cell for cell in head.cells if cell.role is Role.ANALYTE), head.cells[0])
    values = min((cell.x0 for cell in head.cells if cell.x0 > name.x1), default=head.right)
    return phrase.x0 < name.x1 and phrase.x1 > values + phrase.size


def _with_names_edge(head: TableHead, lines: Iterable[Line]) -> TableHead:
    """The head with its left bound drawn in to where names begin, by the names that stand under their head."""
    name = next((cell for cell in head.cells if cell.role is Role.ANALYTE), None)
    if name is None:
        return head
    values = min((cell.x0 for cell in head.cells if cell.x0 > name.x1), default=head.right)
    rows = [line for line in lines if any(is_value(p.text) for p in line.phrases)]
    under = [p.x0 for line in rows for p in line.at(NAME) if p.x0 < name.x1 and name.x0 < p.x1 < values]
    return replace(head, left=max(head.left, min(under) - 2)) if under else head


def _cut(phrase: Phrase, columns: Sequence[Column]) -> list[Phrase]:
    """A phrase that runs into a column's value, cut where that value begins."""
    for start in range(1, len(phrase.words)):
        rest = Phrase(phrase.words[start:])
        if any(_begins_at(column, rest, phrase.words[start - 1]) for column in columns):
            own = Phrase(phrase.words[:start])
            parts_unit = is_unit(rest.text) and is_value(own.text)
            if not parts_unit and (is_value(value_and_unit(phrase.text)[0]) or not own.text[-1].isalnum()):
                continue
            return [own, rest]
    return [phrase]


def _begins_at(column: Column, rest: Phrase, before: Word) -> bool:
    """Whether the rest of a phrase stands where a column's values do, and is one or is set in another weight."""
    if column.head.role is Role.UNIT:
        return (
            is_unit(rest.text)
            and not is_unit(f"{before.text} {rest.text}")
            and rest.x1 > column.head.x0
            and rest.x0 < column.head.x1
        )
    if column.distance(rest) >= 3:
        return False
    if before.bold != rest.bold:
        return True
    return column.edge != "any" and is_value(value_and_unit(rest.text)[0])


def _beside_the_name(head: TableHead) -> list[HeadCell]:
    """The heads of all columns but the analyte's name; a second column of names is not needed."""
    names = [cell for cell in head.cells if cell.role is Role.ANALYTE]
    return [
        replace(cell, role=Role.OTHER) if cell.role is Role.ANALYTE else cell
        for cell in head.cells
        if not names or cell is not names[0]
    ]


def _learnt(column: Column, place: int, lines: Iterable[Line]) -> Column:
    """The column as its values align: by the left edge, right edge or middle that varies least."""
    values = [
        phrase
        for line in lines
        for phrase in line.at(place)
        if is_value(value_and_unit(phrase.text)[0])
        or is_verdict(phrase.text)
        or is_uncertainty(phrase.text)
        or (column.head.role is Role.UNIT and is_unit(phrase.text))
    ]
    if len(values) < 2:
        return column
    spreads = {}
    for edge in ("middle", "x1", "x0"):
        places = [float(getattr(phrase, edge)) for phrase in values]
        usual = median(places)
        spreads[edge] = (sum(min(abs(x - usual), 30.0) for x in places), usual)
    edge = min(spreads, key=lambda edge: spreads[edge][0])
    return Column(column.head, edge, spreads[edge][1])


def _headless_status(columns: Sequence[Column], lines: Sequence[Line]) -> list[Column]:
    """A last column of verdicts that has no head: the topmost verdict stands in for one."""
    if any(column.head.role is Role.STATUS for column in columns):
        return []
    right = max((column.head.x1 for column in columns if column.head.role is Role.RESULT), default=0.0)
    last = [line.phrases[-1] for line in lines if len(line.phrases) > 2]
    verdicts = [p for p in last if is_verdict(p.text) and not is_value(p.text) and p.x0 > right]
    if len(verdicts) < 2 or max(abs(p.middle - verdicts[0].middle) for p in verdicts) > 12:
        return []
    return [Column(HeadCell((verdicts[0],), Role.STATUS), "middle", median(p.middle for p in verdicts))]


def _placed(line: tuple[Phrase, ...], columns: Sequence[Column], head: TableHead) -> Line:
    """The cheapest way to give a line's phrases columns that do not go back to the left."""
    prose = [_is_prose(phrase, head) for phrase in line]
    if any(prose):
        rest = iter(
            _placed(tuple(p for p, is_prose in zip(line, prose, strict=True) if not is_prose), columns, head).places
        )
        return Line(line, tuple(PROSE if is_prose else next(rest) for is_prose in prose))
    order = _left_to_right(columns, head)
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, ())}
    for phrase in line:
        costs = [_cost(phrase, place, columns, head) for place in order]
        following: dict[int, tuple[float, tuple[int, ...]]] = {}
        for reached, (cost, path) in best.items():
            for rank in range(reached, len(order)):
                place = order[rank]
                again = 0.0 if place not in path else _again(head) if place == NAME else 12.0
                _keep_cheapest(following, rank, cost + costs[rank] + again, (*path, place))
            _keep_cheapest(following, reached, cost + _LOST, (*path, NOWHERE))
        best = following
    return Line(line, min(best.values())[1])


def _left_to_right(columns: Sequence[Column], head: TableHead) -> list[int]:
    """The places of all columns in order; a number or a code may stand before the name."""
    name = next((cell for cell in head.cells if cell.role is Role.ANALYTE), None)
    before = 0 if name is None else sum(column.head.x1 <= name.x0 for column in columns)
    return [*range(before), NAME, *range(before, len(columns))]


def _again(head: TableHead) -> float:
    """What a second phrase in the name's column costs: of two columns of names, the second is not the name."""
    return 60.0 if sum(cell.role is Role.ANALYTE for cell in head.cells) > 1 else 10.0


def _keep_cheapest(
    known: dict[int, tuple[float, tuple[int, ...]]], place: int, cost: float, path: tuple[int, ...]
) -> None:
    if place not in known or cost < known[place][0]:
        known[place] = (cost, path)


def _cost(phrase: Phrase, place: int, columns: Sequence[Column], head: TableHead) -> float:
    if place != NAME:
        column = columns[place]
        distance = column.distance(phrase)
        fits = _fits(phrase.text, column.head.role)
        return distance + (0.0 if fits else 14.0)
    name = next((cell for cell in head.cells if cell.role is Role.ANALYTE), None)
    leftmost = min((c.head.x0 for c in columns if name is None or c.head.x0 > name.x0), default=head.right)
    edge = leftmost if name is None else name.x1
    beyond = max(0.0, phrase.x0 - max(edge, min(leftmost - 10, edge + 40)))
    before = 0.0 if name is None else max(0.0, name.x0 - 15 - phrase.x1)
    if phrase.x1 < head.left:
        before = _LOST
    return (beyond + before) * 1.5 + (18.0 if is_value(phrase.text) else 0.0)


def _fits(text: str, role: Role) -> bool:
    """Whether a text is of the kind that a column of that role holds."""
    if role in (Role.METHOD, Role.OTHER, Role.DATE):
        return True
    amount = holds_amount(text)
    if role is Role.STATUS:
        return is_verdict(text)
    if role is Role.UNIT:
        return not amount and sum(character.isdigit() for character in text) < _MOST_DIGITS
    if role is Role.UNCERTAINTY and _INTERVAL.search(text):
        return True
    return amount or is_uncertainty(text) or any(is_value(part.strip()) for part in text.split("/"))
