"""A result on dry weight and the same as received do not go together."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from labs.checks.amounts import amount, factor_between, on_paper, one_place
from labs.checks.arithmetic.ratios import between
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, Source, check
from labs.checks.subject import Part, Row, Subject
from labs.coa import AnalyteResult
from labs.quantities import Dimension, Interval, read_unit
from labs.translatable import Sentence, gettext, gettext_noop

_DRY = re.compile(
    r"[\s,(]*(?:\b|(?<=%))(?:dry(?:[ -]?(?:weight|wt\.?|basis|matter))?|d\.?\s?[wmb]\.?|d\.b\.)\)?\s*$", re.I
)
_WET = re.compile(
    r"[\s,(]*(?:\b|(?<=%))(?:as[ -](?:is|received)(?: basis)?|wet(?:[ -]?(?:weight|wt\.?|basis))?)\)?\s*$", re.I
)
_WATER = ("moisture", "loss_on_drying")
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    """One printed number of a row, and what it allows with one unit of its last place on each side, in one unit."""

    result: AnalyteResult
    low: Decimal
    high: Decimal


@check(
    "arith.dry_basis",
    severity=Severity.WARNING,
    title=gettext_noop("Dry-weight and as-is results disagree"),
    explanation=gettext_noop(
        "Without its water the same amount makes up more of what is left, by the moisture that the report prints. Some "
        "laws count on dry weight."
    ),
    formula=gettext_noop("dry = as is / (1 − moisture / 100), and never less than as is"),
    example=gettext_noop(
        """\
Mitragynine                         14.20 mg/g
Moisture content                     8.00 %
on dry weight, by Moisture content  15.42 to 15.45 mg/g dry weight
printed                             14.20 mg/g dry weight"""
    ),
    innocent=(gettext_noop("The moisture was measured in another portion."),),
    remedy=(gettext_noop("The laboratory can say which moisture it used, and which of the two columns holds."),),
    sources=(
        Source(
            text=gettext_noop("Thresholds on dry weight: DEA notice of July 2026, as reported"),
            url="https://www.nutritionaloutlook.com/view/dea-to-temporarily-schedule-7-oh-and-other-compounds-found-in-kratom",
        ),
        Source(
            text=gettext_noop("Thresholds on dry weight: Florida 2ER25-2, as reported"),
            url="https://www.acslab.com/kratom/florida-outlaws-concentrated-7-oh-what-national-kratom-brands-need-to-know-now",
        ),
    ),
)
def dry_basis(subject: Subject, _context: Context) -> Iterator[Answer]:
    """Ask each row with both columns whether drying by the printed moisture leads from one to the other."""
    for part in subject.parts:
        for row in part.wide_rows if any(map(_DRY.search, part.units)) else ():
            pair = _columns(subject, row)
            if pair is not None:
                yield _answer(*pair, _moisture(subject, part))


def _columns(subject: Subject, row: Row) -> tuple[_Column, _Column] | None:
    """The row's result as is and the one on dry weight, both in the unit of the latter."""
    if not any(_DRY.search(one.unit) for one in row):
        return None
    dry = [one for one in row if _DRY.search(one.unit)]
    wet = [one for one in row if not _DRY.search(one.unit) and _is_by_mass(one)]
    if len(dry) != 1 or not wet:
        return None
    factor = factor_between(_WET.sub("", wet[0].unit), _DRY.sub("", dry[0].unit))
    ours, theirs = _column(subject, wet[0], factor), _column(subject, dry[0], Decimal(1))
    return None if ours is None or theirs is None else (ours, theirs)


def _column(subject: Subject, result: AnalyteResult, factor: Decimal | None) -> _Column | None:
    interval = subject.allowed(result)
    if factor is None or interval is None or not subject.is_number(result):
        return None
    wide = one_place(result, interval)
    assert wide.high is not None
    return _Column(result=result, low=wide.low * factor, high=wide.high * factor)


def _is_by_mass(result: AnalyteResult) -> bool:
    unit = read_unit(_WET.sub("", result.unit))
    return unit is not None and unit.dimension is Dimension.MASS_FRACTION and not unit.article


def _moisture(subject: Subject, part: Part) -> _Column | None:
    for name in _WATER:
        for one in part.of(name):
            water = _column(subject, one, factor_between(one.unit, "%"))
            if water is not None and water.high < _HUNDRED:
                return water
    return None


def _answer(wet: _Column, dry: _Column, water: _Column | None) -> Answer:
    if water is None:
        expected = Interval(low=wet.low, high=None)
        grounds = gettext("on dry weight, no less than")
    else:
        least, most = wet.low / (1 - water.low / _HUNDRED), wet.high / (1 - water.high / _HUNDRED)
        expected = Interval(low=least, high=most)
        grounds = Sentence(gettext_noop("on dry weight, by %(name)s"), name=water.result.name.text)
    if not expected.disjoint_from(Interval(low=dry.low, high=dry.high)):
        return FINE
    shown = between(expected.low, expected.high or expected.low, dry.result.unit)
    columns = (wet.result, *(() if water is None else (water.result,)))
    return Doubt(
        says=Sentence(
            gettext_noop("%(name)s is printed as %(wet)s and on dry weight as %(dry)s, which do not go together."),
            name=wet.result.name.text,
            wet=amount(wet.result),
            dry=amount(dry.result),
        ),
        arithmetic=on_paper(
            (
                *((one.name.text, amount(one)) for one in columns),
                (grounds, shown),
                (gettext("printed"), amount(dry.result)),
            )
        ),
        evidence=(dry.result.printed, *(one.printed for one in columns)),
        about=dry.result,
    )
