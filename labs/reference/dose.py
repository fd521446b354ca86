"""What a day's amount of a product holds, against limits per day.

A report gives metals per gram, and limits that count by the day need the grams that are taken in a day. Nobody but the
reader knows them: without them the two amounts of a published study are set side by side.
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from labs.quantities import Interval
from labs.reference.amounts import plain, span
from labs.reference.limits import Basis, LimitSet, Standing, all_limit_sets
from labs.reference.measured import CannotTell, Measured
from labs.reference.yardsticks import Judgement, judge_all

STUDIED_GRAMS = (Decimal(3), Decimal(25))  # the least and the most that Caroti 2024 reckons with, grams a day
STUDY = "Caroti 2024 (Clin Toxicol 62:651)"
STUDY_URL = "https://suppr.wilddata.cn/browses/detail/pubmed/39235176"
_UNIT = "µg/g"


@dataclass(frozen=True, slots=True, kw_only=True)
class Daily:
    """The µg of an analyte in `grams` of product, and how they stand to each limit per day.

    `amount` is None where the print bounds none: `reason` says why. Else `arithmetic` sets out how it came about from
    `per_gram`, the µg in a gram.
    """

    grams: Decimal
    amount: Interval | None
    judgements: tuple[Judgement, ...]
    arithmetic: str = ""
    reason: str = ""
    per_gram: Interval | None = None


def daily(ours: Measured, grams: Decimal) -> Daily:
    """What `grams` of product hold of an analyte; without judgements where no limit per day is known for it."""
    amount, per_gram, arithmetic, reason = None, None, "", ""
    try:
        per_gram = ours.amounts_in(_UNIT)
        amount = per_gram.scaled(grams)
        arithmetic = f"{span(per_gram, _UNIT)} × {plain(grams)} g = {span(amount, 'µg')} a day"
    except CannotTell as exception:
        reason = exception.sentence
    judgements = tuple(
        judgement
        for limits in _limits_per_day(ours.analyte)
        for judgement in judge_all(ours, limits, grams_per_day=grams)
        if judgement.rule.basis is Basis.PER_DAY
    )
    return Daily(
        grams=grams, amount=amount, judgements=judgements, arithmetic=arithmetic, reason=reason, per_gram=per_gram
    )


@cache
def _limits_per_day(analyte: str | None) -> tuple[LimitSet, ...]:
    """The limit sets with a limit per day for an analyte, proposals left out: few of all that there are."""
    return tuple(
        limits
        for limits in all_limit_sets()
        if limits.standing is not Standing.PROPOSED
        and any(rule.basis is Basis.PER_DAY for rule in limits.rules_for(analyte))
    )
