"""The % and the mg/g column of one row are not one number.

One per cent by mass is ten milligrams per gram, so both columns print the same amount with their own rounding. Since
some laboratories cut digits off instead, each number may be off by one in its last place.
"""

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from labs.checks.amounts import amount, factor_between, on_paper, one_place
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, check
from labs.checks.sources import ROUNDING, SI
from labs.checks.subject import Part, Row, Subject
from labs.coa import AnalyteResult, Panel
from labs.quantities import Dimension, Interval, Kind, read_unit, unit_key
from labs.reference.amounts import plain, span
from labs.translatable import Sentence, gettext_noop

_NUMBER = Kind.NUMBER
_COMPARED = frozenset((_NUMBER, Kind.BELOW, Kind.NOT_DETECTED, Kind.BELOW_LOD, Kind.BELOW_LOQ))
_DIMENSIONS = (Dimension.MASS_FRACTION, Dimension.MASS_PER_VOLUME)  # 1 % w/w is 10 mg/g, and 1 % w/v 10 mg/mL
_WITH_ROOM = gettext_noop("%(amount)s give or take one place")


@check(
    "arith.pct_mgg",
    severity=Severity.ALERT,
    title=gettext_noop("% and mg/g columns disagree"),
    explanation=gettext_noop("Both columns print one measured amount: 1 % by mass is 10 mg/g."),
    formula=gettext_noop(
        "mg/g = 10 × %; speaks if the two printed numbers, give or take one in the last place, share no amount"
    ),
    example=gettext_noop(
        """\
1 %                                10 mg/g
0.3075 % give or take one place     0.3074 to 0.3076 %
that in mg/g                        3.074 to 3.076 mg/g
1.898 mg/g give or take one place   1.897 to 1.899 mg/g"""
    ),
    innocent=(
        gettext_noop("The % is of something else than the sample, such as the label claim or all alkaloids."),
        gettext_noop("The % of a liquid is by volume."),
    ),
    remedy=(gettext_noop("The laboratory can say which of the two columns holds, and issue an amended report."),),
    sources=(SI, ROUNDING),
)
def pct_mgg(subject: Subject, _context: Context) -> Iterator[Answer]:
    """Ask each row with two units of mass by mass whether they can be one amount."""
    compared = [
        (pair, verdict)
        for part in subject.parts
        for row in (part.wide_rows if _may_have_columns(part) else ())
        if (pair := _columns(subject, row)) and (verdict := _disagree(subject, pair)) is not None
    ]
    if compared:
        yield FINE
    disagreeing = [row for row, is_off in compared if is_off]
    if not disagreeing:
        return
    upheld = {_columns_key(row) for row, is_off in compared if not is_off and all(map(_is_amount, row))}
    for row in disagreeing:
        # Unless the units say so, another row of the table must show in digits that these two columns are one number:
        # a bare % may be of something else than the sample.
        if _says_by_mass(row) or _columns_key(row) in upheld:
            yield _doubt(subject, row)


def _may_have_columns(part: Part) -> bool:
    """Whether a sample has two units of mass by mass, or of mass by volume, at all."""
    found: dict[Dimension, str] = {}
    for text in part.units:
        unit = read_unit(text)
        if unit is not None and unit.dimension in _DIMENSIONS:
            key = unit_key(text)
            if found.setdefault(unit.dimension, key) != key:
                return True
    return False


def _columns(subject: Subject, row: Row) -> Row | None:
    """The two columns of a row that print one amount, if it has exactly two, in different units, read surely."""
    places = _places(tuple([one.unit for one in row]))
    if places is None:
        return None
    columns = row[places[0]], row[places[1]]
    for one in columns:
        if one.quantity.kind not in _COMPARED or one.quantity.approximate or not subject.is_sure(one):
            return None
    return columns


@lru_cache(maxsize=1024)
def _places(units: tuple[str, ...]) -> tuple[int, int] | None:
    """Where in a row of these units the two columns stand: of mass by mass, or else of mass by volume.

    None where there are not exactly two of different units.
    """
    for dimension in _DIMENSIONS:
        places = [
            place
            for place, text in enumerate(units)
            if (unit := read_unit(text)) is not None and unit.dimension is dimension
        ]
        if len(places) == 2 and unit_key(units[places[0]]) != unit_key(units[places[1]]):
            return places[0], places[1]
    return None


def _disagree(subject: Subject, row: Row) -> bool | None:
    """Whether no amount fits both columns; None where that cannot be told."""
    first, second = row
    are_numbers = (first.quantity.kind is _NUMBER) + (second.quantity.kind is _NUMBER)
    if not are_numbers:
        return None
    factor = factor_between(first.unit, second.unit)
    if are_numbers == len(row) and factor is not None and _agree_as_printed(first, second, factor):
        return False
    ours, theirs = _room(subject, first), _room(subject, second)
    if factor is None or ours is None or theirs is None:
        return None
    return ours.scaled(factor).disjoint_from(theirs)


def _agree_as_printed(first: AnalyteResult, second: AnalyteResult, factor: Decimal) -> bool:
    """Whether two numbers are no further apart than one place of the second: nearly all are, and this is quick."""
    ours, theirs, step = first.quantity.value, second.quantity.value, second.quantity.step
    if not ours or not theirs or not step:
        return False
    return abs(ours * factor - theirs) <= step


def _room(subject: Subject, result: AnalyteResult) -> Interval | None:
    interval = subject.most(result)
    return None if interval is None else one_place(result, interval)


def _says_by_mass(row: Row) -> bool:
    """Whether the units themselves say that both are by mass: ``% w/w``, not a bare ``%``."""
    return all(one.unit.strip() != "%" for one in row)


def _columns_key(row: Row) -> tuple[int, Panel, str, str]:
    """What rows of the same two columns share: their table, panel and units."""
    first, second = row
    return first.table, first.panel, unit_key(first.unit), unit_key(second.unit)


def _is_amount(result: AnalyteResult) -> bool:
    return result.quantity.kind is Kind.NUMBER and bool(result.quantity.value)


def _doubt(subject: Subject, row: Row) -> Doubt:
    first, second = row
    factor = factor_between(first.unit, second.unit)
    ours, theirs = _room(subject, first), _room(subject, second)
    assert factor is not None
    assert ours is not None
    assert theirs is not None
    return Doubt(
        says=Sentence(
            gettext_noop("%(name)s is printed as %(amount)s and as %(other)s, which are different amounts."),
            name=first.name.text,
            amount=amount(first),
            other=amount(second),
        ),
        arithmetic=on_paper(
            (
                (f"1 {first.unit}", f"{plain(factor)} {second.unit}"),
                (Sentence(_WITH_ROOM, amount=amount(first)), span(ours, first.unit)),
                (Sentence(gettext_noop("that in %(unit)s"), unit=second.unit), span(ours.scaled(factor), second.unit)),
                (Sentence(_WITH_ROOM, amount=amount(second)), span(theirs, second.unit)),
            )
        ),
        evidence=(first.printed, second.printed),
        about=first,
    )
