"""The limit sets that a sample is held against: those that were chosen for the report and fit its kind and its date."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from labs.checks.base import Context
from labs.checks.subject import Part, Row, Subject
from labs.coa import AnalyteResult, Panel
from labs.reference.beside import RATIO, SEVEN_OH, SHARE
from labs.reference.limits import EVERYTHING, LimitSet, Operator, Rule
from labs.reference.measured import Outcome
from labs.reference.texts import in_force
from labs.reference.yardsticks import Judgement, judge_all

_MOST_BESIDE = 300  # far more alkaloids in far more units than a report prints; every row is held against each
_OF_SEVEN_OH = frozenset((SEVEN_OH, SHARE, RATIO))  # its share and ratio are reckoned with the other alkaloids


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Chosen:
    """A set that applies to a sample; `held` is whether it did on the report's day, None where that is not known.

    One that did not hold then holds today.
    """

    limits: LimitSet
    held: bool | None


def chosen_limits(
    subject: Subject, part: Part, context: Context, sets: Iterable[LimitSet], *, is_today_asked: bool = False
) -> Iterator[Chosen]:
    """Those of some sets that apply to a sample.

    A set or a rule for leaf or extract applies only where it is known which the sample is. A set that did not hold on
    the report's date, or today where the report has none, is left out, unless `is_today_asked` and it holds today.
    """
    on = subject.coa.spoken_for or context.today
    form = context.form or part.form
    for limits in sets:
        if limits.applies_to and EVERYTHING not in limits.applies_to and form not in limits.applies_to:
            continue
        held = in_force(limits, on)
        if held is not False or (is_today_asked and in_force(limits, context.today) is not False):
            yield Chosen(limits=limits.for_form(form), held=held)


def judged(
    subject: Subject, part: Part, row: Row, limits: LimitSet, *, grams_per_day: Decimal | None = None
) -> dict[Rule, list[tuple[AnalyteResult, Judgement]]]:
    """The decided outcomes of a row's columns under each rule; a column in doubt decides nothing."""
    found: dict[Rule, list[tuple[AnalyteResult, Judgement]]] = {}
    for one in row:
        if not is_limited(one, limits) or one.quantity.approximate or not subject.is_sure(one):
            continue
        others = part.panel(Panel.ALKALOIDS) if one.analyte == SEVEN_OH else part.of(one.analyte or "")
        if len(others) > _MOST_BESIDE:
            continue
        beside = subject.beside(one, others)
        for judgement in judge_all(subject.measured(one), limits, grams_per_day=grams_per_day, beside=beside):
            if judgement.outcome is not Outcome.CANNOT_TELL and judgement.rule.op is not Operator.BETWEEN:
                found.setdefault(judgement.rule, []).append((one, judgement))
    return found


def is_limited(result: AnalyteResult, limits: LimitSet) -> bool:
    """Whether a set may have a rule for a result."""
    if result.analyte == SEVEN_OH:
        return not _OF_SEVEN_OH.isdisjoint(limits.analytes)
    return result.analyte in limits.analytes


def is_breach(judgement: Judgement) -> bool:
    """Whether an outcome is not what the rule asks for."""
    wrong = Outcome.BELOW if judgement.rule.op is Operator.AT_LEAST else Outcome.ABOVE
    return judgement.outcome is wrong
