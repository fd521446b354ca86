"""More of a metal in a day's amount of product than a limit per day allows."""

from collections.abc import Iterator
from decimal import Decimal

from labs.checks.amounts import amount, on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, Source, check
from labs.checks.forms import Form
from labs.checks.subject import Part, Row, Subject
from labs.checks.verdicts.chosen_limits import chosen_limits
from labs.coa import AnalyteResult
from labs.reference.amounts import plain
from labs.reference.limits import Basis, LimitSet
from labs.reference.yardsticks import Judgement, Outcome, judge

_FEW, _MANY = Decimal(3), Decimal(25)  # grams of leaf a day


@check(
    "pf.perday",
    severity=Severity.WARNING,
    title="Above a limit per day",
    explanation=(
        "Limits for metals are often per day, and reports are per gram. The grams that the label gives, or else 3 and "
        "25 grams of leaf a day, the two amounts of a published survey, make one of the other."
    ),
    formula="least amount per gram × grams a day > limit per day; a note where only 25 g a day is above",
    example="""\
3 g a day   0.40 ppm is 0.395 to 0.405 µg/g; at 3 g a day that makes 1.185 to 1.215 µg a day; the limit is at most 5 µg a day
25 g a day  0.40 ppm is 0.395 to 0.405 µg/g; at 25 g a day that makes 9.875 to 10.125 µg a day; the limit is at most 5 µg a day""",
    innocent=("Consumers take other amounts than those assumed.",),
    remedy=("The seller can print the largest daily amount on the label.",),
    sources=(
        Source(
            text="3 and 25 g a day: Caroti 2024, 68 products",
            url="https://suppr.wilddata.cn/browses/detail/pubmed/39235176",
        ),
        Source(text="Each limit with its citation and link: the limit set that the finding names"),
    ),
)
def perday(subject: Subject, context: Context) -> Iterator[Answer]:
    """Ask each row with a limit per day of the chosen sets; quiet where none is chosen, or the grams are not known."""
    if not context.limits:
        return
    for part in subject.parts:
        grams = _grams(part, context)
        for limits, _ in chosen_limits(subject, part, context) if grams else ():
            if any(rule.basis is Basis.PER_DAY for rule in limits.rules):
                for row in part.rows:
                    yield from _ask(subject, row, limits, grams)


def _grams(part: Part, context: Context) -> tuple[Decimal, ...]:
    """The daily amounts to reckon with. Grams of leaf say nothing of an extract."""
    if context.grams_per_day is not None:
        return (context.grams_per_day,)
    return (_FEW, _MANY) if (context.form or part.form) is Form.LEAF else ()


def _ask(subject: Subject, row: Row, limits: LimitSet, grams: tuple[Decimal, ...]) -> Iterator[Answer]:
    for one in row:
        rule = limits.rule_for(one.analyte)
        if rule is None or rule.basis is not Basis.PER_DAY or not subject.is_sure(one) or one.quantity.approximate:
            continue
        judged = [found for each in grams if (found := judge(one, limits, grams_per_day=each)) is not None]
        if all(found.outcome is Outcome.CANNOT_TELL for found in judged):
            continue
        yield FINE
        above = next((found for found in judged if found.outcome is Outcome.ABOVE), None)
        if above is not None:
            yield _doubt(one, above, judged)
        return


def _doubt(result: AnalyteResult, above: Judgement, judged: list[Judgement]) -> Doubt:
    grams = above.grams_per_day
    assert grams is not None
    return Doubt(
        says=(
            f"At {plain(grams)} g a day the {result.name.text} printed as {amount(result)} comes to more than "
            f"{above.limit_set.title} ({above.rule.words})."
        ),
        arithmetic=on_paper(
            (f"{plain(one.grams_per_day)} g a day", one.arithmetic) for one in judged if one.grams_per_day is not None
        ),
        evidence=(result.printed,),
        about=result,
        severity=Severity.NOTE if len(judged) > 1 and grams == _MANY else Severity.WARNING,
    )
