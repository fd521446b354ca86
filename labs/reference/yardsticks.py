"""A result held against a limit: within, above, or cannot tell.

A printed number stands for every amount that rounds to it. A result is above a limit only if all of them are, and
within it only if none is; everything else cannot be told, and a sentence says why.
"""

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from labs.coa import AnalyteResult
from labs.quantities import Interval, Kind, Quantity, conversion, read_unit
from labs.reference.amounts import plain, span
from labs.reference.analytes import by_slug
from labs.reference.limits import Basis, LimitSet, Operator, Rule

_PORTION = re.compile(r"(?<![\d.,])(\d+(?:[.,]\d+)?)\s*(?:g|grams?)\b", re.IGNORECASE)


class Outcome(StrEnum):
    """How a result stands to a limit."""

    WITHIN = "within"
    ABOVE = "above"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A result as a yardstick needs it: `lod` and `loq` in `unit`, `portion` the grams tested, where they are known."""

    analyte: str | None
    quantity: Quantity
    unit: str
    lod: Quantity | None = None
    loq: Quantity | None = None
    portion: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """An outcome under one rule of one limit set.

    `arithmetic` sets out the comparison in words; `reason` says, in a sentence, why it cannot be told, and is empty
    otherwise. `grams_per_day` is what was assumed, for limits per day: show it beside the outcome.
    """

    outcome: Outcome
    rule: Rule
    limit_set: LimitSet
    arithmetic: str
    reason: str = ""
    grams_per_day: Decimal | None = None


class _CannotTell(Exception):
    """Why a comparison cannot be made, as a sentence."""


def measured(result: AnalyteResult) -> Measured:
    """A result of a certificate as a yardstick needs it; the portion is looked for in its amount, unit and name."""
    return Measured(
        analyte=result.analyte,
        quantity=result.quantity,
        unit=result.unit,
        lod=result.in_own_unit(result.lod),
        loq=result.in_own_unit(result.loq),
        portion=portion_in(result.quantity.text, result.unit, result.name.text),
    )


def portion_in(*texts: str) -> Decimal | None:
    """The grams of the test portion that the first of some texts names: 25 for ``Absent in 25 g``, else None."""
    for text in texts:
        if found := _PORTION.search(text):
            return Decimal(found[1].replace(",", "."))
    return None


def judge(
    result: AnalyteResult | Measured, limits: LimitSet, *, grams_per_day: Decimal | None = None
) -> Judgement | None:
    """How a result stands to a limit set; None where the set has no limit for it.

    `grams_per_day` is the amount of product taken a day that limits per day are reckoned with; without it they
    cannot be told.
    """
    ours = measured(result) if isinstance(result, AnalyteResult) else result
    rule = limits.rule_for(ours.analyte)
    if rule is None:
        return None
    assumed = grams_per_day if rule.basis is Basis.PER_DAY else None
    try:
        outcome, arithmetic = _compare(ours, rule, assumed)
        reason = _reason(ours, rule, outcome)
    except _CannotTell as exception:
        outcome, arithmetic, reason = Outcome.CANNOT_TELL, _as_printed(ours, rule), str(exception)
    return Judgement(
        outcome=Outcome.CANNOT_TELL if reason else outcome,
        rule=rule,
        limit_set=limits,
        arithmetic=arithmetic,
        reason=reason,
        grams_per_day=assumed,
    )


def in_force(limits: LimitSet, on: dt.date) -> bool | None:
    """Whether a limit set held on a day: None where its text for that day was not read."""
    if on < limits.effective_from or (limits.effective_to is not None and on > limits.effective_to):
        return False
    if limits.amended_on is not None and on < limits.amended_on:
        return None
    return True if on <= limits.known_until else None


def _as_printed(ours: Measured, rule: Rule) -> str:
    unit = ours.unit if ours.quantity.kind.is_amount else ""
    return f"{ours.quantity.text} {unit}".rstrip() + f"; the limit is {rule.words}"


def _reason(ours: Measured, rule: Rule, outcome: Outcome) -> str:
    """Why an outcome of the arithmetic still cannot be told; empty when it can."""
    if outcome is Outcome.CANNOT_TELL:
        return _undecided(ours.quantity)
    if outcome is Outcome.ABOVE and ours.analyte != rule.analyte:
        return (
            f"The limit is for {_name(rule.analyte)} alone; the report gives {_name(ours.analyte)}, which includes it."
        )
    return ""


def _undecided(quantity: Quantity) -> str:
    """Why amounts on both sides of the limit fit a print."""
    match quantity.kind:
        case Kind.NUMBER:
            return "The printed number is too coarse: some amounts that round to it are within the limit, some are not."
        case Kind.NOT_DETECTED | Kind.BELOW_LOD | Kind.BELOW_LOQ:
            return "The method cannot see down to the limit: what it missed may still be above it."
    return "The printed bound leaves room on both sides of the limit."


def _name(slug: str | None) -> str:
    analyte = None if slug is None else by_slug(slug)
    if analyte is None:
        return slug or "something else"
    noun, comma, adjective = analyte.name.lower().partition(", ")
    return f"{adjective} {noun}" if comma else noun


def _compare(ours: Measured, rule: Rule, grams_per_day: Decimal | None) -> tuple[Outcome, str]:
    if ours.quantity.kind in (Kind.NOT_TESTED, Kind.WORD):
        raise _CannotTell("The report gives no amount.")
    if rule.op in (Operator.ABSENT_IN, Operator.NOT_DETECTED):
        return _look_for(ours, rule)
    amounts = ours.quantity.interval(lod=ours.lod, loq=ours.loq)
    if amounts is None:
        raise _CannotTell(_unbounded(ours.quantity))
    if rule.basis is Basis.PER_DAY:
        return _per_day(ours, amounts, rule, grams_per_day)
    unit, bound = rule.unit, rule.value
    if rule.basis is Basis.PER_PACKAGE:
        unit, bound = "%", _package_share(rule)
    converted = amounts.scaled(_factor(ours.unit, unit))
    limit = f"the limit is {rule.words}" + ("" if unit == rule.unit else f", which is {plain(bound)} {unit}")
    return _outcome(converted, rule.op, bound), f"{_stands_for(ours, converted, unit)}; {limit}"


def _per_day(ours: Measured, amounts: Interval, rule: Rule, grams_per_day: Decimal | None) -> tuple[Outcome, str]:
    if grams_per_day is None or grams_per_day <= 0:
        raise _CannotTell("The limit is per day, and how many grams are taken a day is not known.")
    converted = amounts.scaled(_factor(ours.unit, f"{rule.unit}/g"))
    daily = converted.scaled(grams_per_day)
    words = (
        f"{_stands_for(ours, converted, f'{rule.unit}/g')}; at {plain(grams_per_day)} g a day "
        f"that makes {span(daily, rule.unit)} a day; the limit is {rule.words}"
    )
    return _outcome(daily, rule.op, rule.value), words


def _look_for(ours: Measured, rule: Rule) -> tuple[Outcome, str]:
    """Rules that ask whether anything is there at all."""
    words = _as_printed(ours, rule)
    found = ours.quantity.interval(lod=ours.lod, loq=ours.loq)
    if ours.quantity.kind in (Kind.PRESENT, Kind.TOO_MANY) or (found is not None and found.low > 0):
        return Outcome.ABOVE, words
    if ours.quantity.kind not in (Kind.NOT_DETECTED, Kind.BELOW_LOD):
        raise _CannotTell("An amount under a bound does not say whether anything was found.")
    if rule.op is Operator.NOT_DETECTED:
        return Outcome.WITHIN, words
    if ours.portion is None:
        raise _CannotTell("The report does not say how many grams were tested.")
    if ours.portion < rule.value:
        tested, asked = f"{plain(ours.portion)} g", f"{plain(rule.value)} {rule.unit}"
        raise _CannotTell(f"Nothing was found in {tested}, but the limit asks for {asked}.")
    return Outcome.WITHIN, words


def _unbounded(quantity: Quantity) -> str:
    match quantity.kind:
        case Kind.NOT_DETECTED | Kind.BELOW_LOD:
            return "Not detected is not zero, and the report does not print the limit of detection."
        case Kind.BELOW_LOQ:
            return "The report does not print the limit of quantification."
        case Kind.TOO_MANY:
            return "Too many to count is no number."
    return "The report says that it is there, but not how much."


def _factor(ours: str, theirs: str) -> Decimal:
    if not ours:
        raise _CannotTell("The report prints no unit.")
    factor = conversion(ours, theirs)
    if factor is None:
        raise _CannotTell(f"{ours} cannot be brought to {theirs}.")
    return factor


def _package_share(rule: Rule) -> Decimal:
    """A limit per package as per cent by mass: 1250 mg in 50 g is 2.5 %."""
    mass = read_unit(rule.unit)
    assert mass is not None
    assert rule.package_grams is not None
    return rule.value * mass.factor / rule.package_grams * 100


def _stands_for(ours: Measured, converted: Interval, unit: str) -> str:
    if ours.quantity.kind in (Kind.NOT_DETECTED, Kind.BELOW_LOD, Kind.BELOW_LOQ):
        return f"{ours.quantity.text} means {span(converted, unit)} here"
    return f"{ours.quantity.text} {ours.unit} is {span(converted, unit)}"


def _outcome(amounts: Interval, op: Operator, bound: Decimal) -> Outcome:
    if op is Operator.AT_MOST:
        above, within = amounts.all_above(bound), amounts.none_above(bound)
    else:
        above = amounts.low >= bound
        within = amounts.high is not None and (amounts.high < bound or (amounts.high == bound and amounts.high_open))
    if above:
        return Outcome.ABOVE
    return Outcome.WITHIN if within else Outcome.CANNOT_TELL
