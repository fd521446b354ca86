"""The limits of a yardstick as lines across a plot, each with its source."""

from dataclasses import dataclass
from decimal import Decimal

from labs.quantities import conversion, unit_key
from labs.reference.limits import Basis, LimitSet, Operator, Rule
from registry.web.limit_words import rule_words

_DRAWN = (Operator.AT_MOST, Operator.UNDER, Operator.AT_LEAST, Operator.BETWEEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitLine:
    """One limit at its amount in the plot's unit. `words` is the rule as the text says it; show `limits` with it.

    `grams` are those a day that a limit per day is reckoned with.
    """

    amount: Decimal
    words: str
    limits: LimitSet
    grams: Decimal | None = None


def limit_lines(limits: LimitSet | None, analyte: str, unit: str, grams: Decimal | None) -> tuple[LimitLine, ...]:
    """The lines that a limit set has for an analyte in a unit, the lowest first; none for what has no height there."""
    if limits is None:
        return ()
    rules = [rule for rule in limits.rules_for(analyte) if rule.op in _DRAWN]
    lines = [line for rule in rules for line in _lines(rule, limits, unit, grams)]
    return tuple(sorted(lines, key=lambda line: line.amount))


def _lines(rule: Rule, limits: LimitSet, unit: str, grams: Decimal | None) -> list[LimitLine]:
    amounts = [rule.value] if rule.upper is None else [rule.value, rule.upper]
    factor = _factor(rule, unit, grams)
    assumed = grams if rule.basis is Basis.PER_DAY else None
    if factor is None:
        return []
    drawn = [amount * factor for amount in amounts if amount > 0]
    return [LimitLine(amount=amount, words=rule_words(rule), limits=limits, grams=assumed) for amount in drawn]


def _factor(rule: Rule, unit: str, grams: Decimal | None) -> Decimal | None:
    """What the number of a rule is multiplied by to stand on a scale in `unit`; None where it cannot."""
    match rule.basis:
        case Basis.PER_GRAM | Basis.PER_ML:
            return Decimal(1) if unit_key(rule.unit) == unit_key(unit) else conversion(rule.unit, unit)
        case Basis.PER_DAY if grams:
            found = conversion(f"{rule.unit}/g", unit)
            return None if found is None else found / grams
        case Basis.PER_PACKAGE if rule.package_grams:
            found = conversion(f"{rule.unit}/g", unit)
            return None if found is None else found / rule.package_grams
        case Basis.PER_SERVING:
            return conversion(f"{rule.unit}/serving", unit)
    return None
