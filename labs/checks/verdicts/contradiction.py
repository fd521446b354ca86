"""The printed pass or fail contradicts the printed limit beside it.

Held back wherever an honest laboratory could print the same: a result that rounds to the limit, a microbial limit
written as a power of ten (read as up to twice that), a margin of measurement uncertainty, a limit in another unit.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from labs.checks.amounts import allowed, amount, is_number, limit_words, on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, Source, check
from labs.checks.sources import iso_17025
from labs.checks.subject import Row, Subject
from labs.coa import AnalyteResult, LabVerdict, Panel
from labs.quantities import Dimension, Kind, Quantity, read_unit, unit_key
from labs.reference.amounts import plain, span
from labs.translatable import Sentence, gettext, gettext_noop

# Elsewhere a bare number may as well be the least that is asked for.
_MAXIMUM_PANELS = frozenset(
    {Panel.METALS, Panel.MICROBIALS, Panel.MYCOTOXINS, Panel.PESTICIDES, Panel.SOLVENTS, Panel.MOISTURE, Panel.FOREIGN}
)
_POWER_OF_TEN = re.compile(r"10\s*(?:\^|\*\*|[⁰¹²³⁴⁵⁶⁷⁸⁹])|\d[eE][+-]?\d")
_AT_LEAST = frozenset((Kind.NUMBER, Kind.ABOVE, Kind.RANGE))  # claims that there is so much or more
_SAYS_SO = frozenset((Kind.NUMBER, Kind.PRESENT))
_NO_CLAIM = frozenset((Kind.NOT_TESTED, Kind.WORD))
_NOT_DETECTED = Kind.NOT_DETECTED
_PASS, _FAIL = LabVerdict.PASS, LabVerdict.FAIL
_VERDICTS = frozenset((_PASS, _FAIL))
_UNLIKELY_MANY = 300  # times the limit, and passed: rather two units than one amount


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bound:
    """A printed upper limit in a result's unit, with the room that rounding and uncertainty leave on each side."""

    value: Decimal
    step: Decimal
    strict: bool
    inclusive: bool
    margin: Decimal


@dataclass(slots=True)
class _Judged:
    """How many results of one table and panel bear a verdict and a limit, and what becomes of them."""

    results: int = 0
    failed: int = 0
    numbers: int = 0  # the results that say an amount, or that something is there
    against: int = 0  # of these numbers, those that contradict their verdict

    def count(self, one: AnalyteResult, *, is_against: bool) -> None:
        """Add one judged result."""
        says_so = one.quantity.kind in _SAYS_SO
        self.results += 1
        self.failed += one.verdict is _FAIL
        self.numbers += says_so
        self.against += says_so and is_against


@check(
    "pf.contradiction",
    severity=Severity.ALERT,
    title=gettext_noop("Printed pass/fail contradicts the printed limit"),
    explanation=gettext_noop(
        "By the report's own rule, a result over the limit beside it cannot pass, nor one within it fail."
    ),
    formula=gettext_noop(
        "PASS and least amount > limit, or FAIL and most amount < limit, with rounding and uncertainty"
    ),
    example=gettext_noop(
        """\
result           0.640 ppm
with rounding    0.6395 to 0.6405 ppm
limit            0.50 ppm
printed verdict  PASS"""
    ),
    innocent=(
        gettext_noop("The limit is for another unit, such as a serving."),
        gettext_noop("The laboratory has a decision rule of its own."),
    ),
    remedy=(
        gettext_noop("The laboratory can name its decision rule, or correct the result, the limit or the verdict."),
    ),
    sources=(
        iso_17025("7.8.6"),
        Source(text=gettext_noop("A microbial limit of 10^n read as up to 2 × 10^n: USP <1111>")),
    ),
    ours=gettext_noop("A pass beside a mass more than 300 times its limit is rather taken for two units."),
)
def contradiction(subject: Subject, _context: Context) -> Iterator[Answer]:
    """Ask each row with a limit and a verdict whether one contradicts the other."""
    if not any(one.limit is not None and one.verdict in _VERDICTS for one in subject.results):
        return
    tables: defaultdict[tuple[int, Panel], _Judged] = defaultdict(_Judged)
    doubtful: list[AnalyteResult] = []
    for row in subject.rows:
        judged = _judged(subject, row)
        against: list[AnalyteResult] = []
        for one in judged:
            is_against = _contradicts(subject, one)
            tables[one.table, one.panel].count(one, is_against=is_against)
            if is_against:
                against.append(one)
        # One limit beside two result columns may be in the unit of either.
        if against and len(against) == len(judged):
            doubtful.append(against[0])
    if tables:
        yield FINE
    for one in doubtful:
        if _stands_out(one, tables[one.table, one.panel]):
            yield _doubt(one)


def _judged(subject: Subject, row: Row) -> Row:
    """The results of a row whose verdict is held against their limit."""
    if len(row) == 1:  # as nearly every row is
        return row if _is_judged(subject, row[0]) else ()
    judged = tuple([one for one in row if _is_judged(subject, one)])
    # A limit per serving beside a column per gram and one per serving is of the latter.
    return tuple([one for one in judged if _is_comparable(one)]) or judged


def _is_judged(subject: Subject, result: AnalyteResult) -> bool:
    return (
        result.limit is not None
        and result.verdict in _VERDICTS
        and not result.quantity.approximate
        and result.quantity.kind not in _NO_CLAIM
        and subject.is_sure(result)
    )


def _is_comparable(result: AnalyteResult) -> bool:
    """Whether a result and the number of its limit are in units that convert."""
    limit = result.limit
    return limit is not None and (limit.quantity.value is None or result.in_own_unit(limit) is not None)


def _contradicts(subject: Subject, result: AnalyteResult) -> bool:
    assert result.limit is not None
    if result.limit.quantity.kind is _NOT_DETECTED:
        return _contradicts_absence(result)
    if result.verdict is _PASS and result.quantity.kind not in _AT_LEAST:
        return False  # what may be nothing is over no limit
    bound = _bound(result)
    amounts = subject.most(result)
    if bound is None or amounts is None:
        return False
    half = bound.step / 2
    if result.verdict is _PASS:
        return _is_over(amounts.low, bound, half) and not _unit_is_unlikely(result, amounts.low, bound)
    # Rounded to the places of the limit, as some laboratories compare, it must still be within it.
    room = bound.margin if bound.inclusive else half + bound.margin
    return amounts.high is not None and (amounts.high < bound.value - room or _reaches(amounts.high, bound, room))


def _is_over(least: Decimal, bound: _Bound, half: Decimal) -> bool:
    edge = bound.value + half + bound.margin
    return least >= edge if bound.strict else least > edge


def _reaches(high: Decimal, bound: _Bound, room: Decimal) -> bool:
    return bound.inclusive and high == bound.value - room


def _unit_is_unlikely(result: AnalyteResult, least: Decimal, bound: _Bound) -> bool:
    """Whether result and limit look like two units: far apart for a mass, or the method cannot see the limit."""
    for limit in (result.lod, result.loq):
        own = result.in_own_unit(limit)
        if own is not None and own.value is not None and own.value >= bound.value:
            return True
    unit = read_unit(result.unit)
    counts = unit is not None and unit.dimension in (Dimension.COUNT_PER_MASS, Dimension.COUNT_PER_VOLUME)
    return not counts and least > bound.value * _UNLIKELY_MANY


def _bound(result: AnalyteResult) -> _Bound | None:
    """The printed limit as an upper bound in the result's unit; None when it is none, or in a unit of its own."""
    limit = result.in_own_unit(result.limit)
    margin = _margin(result)
    if limit is None or limit.value is None or limit.value <= 0 or margin is None:
        return None
    text = limit.text.strip()
    if limit.kind is Kind.NUMBER and result.panel in _MAXIMUM_PANELS:
        strict = inclusive = False
    elif limit.kind is Kind.BELOW:
        strict = text.startswith("<") and not text.startswith("<=")
        inclusive = not strict
    else:
        return None
    value, step = limit.value, limit.step or Decimal(0)
    if result.panel is Panel.MICROBIALS and _is_power_of_ten(text, value) and result.verdict is LabVerdict.PASS:
        value, step = value * 2, Decimal(0)
    return _Bound(value=value, step=step, strict=strict, inclusive=inclusive, margin=margin)


def _is_power_of_ten(text: str, value: Decimal) -> bool:
    """Whether a limit is written as 10^n, which USP <1111> reads as up to 2 x 10^n; 5 x 10^4 is a plain number."""
    return bool(_POWER_OF_TEN.search(text)) and value.normalize().as_tuple().digits == (1,)


def _margin(result: AnalyteResult) -> Decimal | None:
    """The printed measurement uncertainty in the result's unit; None when it is printed in one that does not fit."""
    if result.uncertainty is None:
        return Decimal(0)
    absolute = result.in_own_unit(result.uncertainty)
    found = [] if absolute is None or absolute.value is None else [absolute.value]
    value, share = result.quantity.value, result.uncertainty.quantity.value
    if unit_key(result.uncertainty.unit) == "%" and value is not None and share is not None:
        relative = value * share / 100
        found = [*found, relative] if unit_key(result.unit) == "%" else [relative]
    return max(found) if found else None


def _contradicts_absence(result: AnalyteResult) -> bool:
    """Under a limit like "Absent": something found and passed, or nothing found and failed."""
    assert result.limit is not None
    found = result.quantity.kind in (Kind.PRESENT, Kind.TOO_MANY) or _is_positive(result)
    if result.verdict is LabVerdict.PASS:
        return found
    same_portion = _portion(result.quantity) in (None, _portion(result.limit.quantity))
    return result.quantity.kind is Kind.NOT_DETECTED and same_portion


def _is_positive(result: AnalyteResult) -> bool:
    interval = allowed(result)
    return is_number(result) and interval is not None and interval.low > 0


def _portion(quantity: Quantity) -> str | None:
    found = re.search(r"(\d+(?:[.,]\d+)?)\s*(?:g|ml)", quantity.text, re.IGNORECASE)
    return found[1] if found else None


def _stands_out(result: AnalyteResult, table: _Judged) -> bool:
    """Whether a row is the exception in its table.

    Where most of a table contradicts its limits, the limits are of another unit or the word is for the whole panel.
    """
    if result.verdict is LabVerdict.FAIL and table.results > 1 and table.failed == table.results:
        return False
    return table.against <= 1 or 2 * table.against <= table.numbers


def _doubt(result: AnalyteResult) -> Doubt:
    assert result.limit is not None
    assert result.verdict is not None
    word = result.status.text if result.status is not None else result.verdict.value
    limit = limit_words(result.limit, "")
    said = (
        gettext_noop("%(name)s is printed as %(amount)s, over its limit of %(limit)s, and as %(word)s.")
        if result.verdict is LabVerdict.PASS
        else gettext_noop("%(name)s is printed as %(amount)s, within its limit of %(limit)s, and as %(word)s.")
    )
    lines: list[tuple[str, str]] = [
        (gettext("result"), amount(result)),
        (gettext("limit"), limit),
        (gettext("printed verdict"), word),
    ]
    interval = allowed(result)
    if interval is not None and result.limit.quantity.value is not None:
        lines.insert(1, (gettext("with rounding"), span(interval, result.unit)))
        own = result.in_own_unit(result.limit)
        if own is not None and own.value is not None and own.value != result.limit.quantity.value:
            label = Sentence(gettext_noop("limit in %(unit)s"), unit=result.unit)
            lines.insert(3, (label, f"{plain(own.value)} {result.unit}"))
    evidence = (result.printed, result.limit.printed)
    return Doubt(
        says=Sentence(said, name=result.name.text, amount=amount(result), limit=limit, word=word),
        arithmetic=on_paper(lines),
        evidence=evidence if result.status is None else (*evidence, result.status),
        about=result,
    )
