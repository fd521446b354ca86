"""More of a metal in a day's amount of product than a limit per day allows."""

from collections.abc import Iterator
from decimal import Decimal

from labs.checks.amounts import amount, on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, Source, check
from labs.checks.forms import Form
from labs.checks.subject import Part, Row, Subject
from labs.checks.verdicts.chosen_limits import chosen_limits, is_breach, judged
from labs.coa import AnalyteResult
from labs.reference.amounts import plain, span
from labs.reference.limits import Basis, LimitSet
from labs.reference.yardsticks import Judgement
from labs.translatable import Sentence, gettext, gettext_noop

_FEW, _MANY = Decimal(3), Decimal(25)  # grams of leaf a day


@check(
    "pf.perday",
    severity=Severity.WARNING,
    title=gettext_noop("Above a limit per day"),
    explanation=gettext_noop(
        "Limits for metals are often per day, and reports are per gram. The grams that the label gives, or else 3 and "
        "25 grams of leaf a day, the two amounts of a published survey, make one of the other."
    ),
    formula=gettext_noop("least amount per gram × grams a day > limit per day; a note where only 25 g a day is above"),
    example=gettext_noop(
        """\
printed  0.40 ppm
in 3 g   1.185 to 1.215 µg
in 25 g  9.875 to 10.125 µg
limit    at most 5 µg a day"""
    ),
    innocent=(gettext_noop("Consumers take other amounts than those assumed."),),
    remedy=(gettext_noop("The seller can print the largest daily amount on the label."),),
    sources=(
        Source(
            text=gettext_noop("3 and 25 g a day: Caroti 2024, 68 products"),
            url="https://suppr.wilddata.cn/browses/detail/pubmed/39235176",
        ),
        Source(text=gettext_noop("Each limit with its citation and link: the limit set that the finding names")),
    ),
)
def perday(subject: Subject, context: Context) -> Iterator[Answer]:
    """Ask each row with a limit per day of the chosen sets; quiet where none is chosen, or the grams are not known."""
    if not context.limits:
        return
    for part in subject.parts:
        grams = _grams(part, context)
        for chosen in chosen_limits(subject, part, context, context.limits) if grams else ():
            if any(rule.basis is Basis.PER_DAY for rule in chosen.limits.rules):
                for row in part.rows:
                    yield from _ask(subject, part, row, chosen.limits, grams)


def _grams(part: Part, context: Context) -> tuple[Decimal, ...]:
    """The daily amounts to reckon with. Grams of leaf say nothing of an extract."""
    if context.grams_per_day is not None:
        return (context.grams_per_day,)
    return (_FEW, _MANY) if (context.form or part.form) is Form.LEAF else ()


def _ask(subject: Subject, part: Part, row: Row, limits: LimitSet, grams: tuple[Decimal, ...]) -> Iterator[Answer]:
    """Each rule per day once a row, by the least amount of product that is above it."""
    days = [judged(subject, part, row, limits, grams_per_day=each) for each in grams]
    for rule in dict.fromkeys(rule for day in days for rule in day if rule.basis is Basis.PER_DAY):
        decided = [day[rule] for day in days if rule in day]
        yield FINE
        above = next((day for day in decided if all(is_breach(judgement) for _, judgement in day)), None)
        if above is not None:
            yield _doubt(subject, *above[0], grams)


def _doubt(subject: Subject, result: AnalyteResult, above: Judgement, grams: tuple[Decimal, ...]) -> Doubt:
    assert above.grams_per_day is not None
    is_known = len(grams) == 1 or above.grams_per_day == _FEW
    return Doubt(
        says=Sentence(
            gettext_noop(
                "At %(grams)s g a day the %(name)s printed as %(amount)s comes to more than the limit, %(limit)s "
                "(%(title)s)."
            ),
            grams=plain(above.grams_per_day),
            name=result.name.text,
            amount=amount(result),
            limit=above.rule.words,
            title=Sentence(above.limit_set.title),
        ),
        arithmetic=on_paper(
            (
                (gettext("printed"), amount(result)),
                *_days(subject, result, above.rule.unit, grams),
                (gettext("limit"), above.rule.words),
            )
        ),
        evidence=(result.printed,),
        about=result,
        severity=Severity.WARNING if is_known and not above.rule.meaning else Severity.NOTE,
    )


def _days(subject: Subject, result: AnalyteResult, unit: str, grams: tuple[Decimal, ...]) -> Iterator[tuple[str, str]]:
    per_gram = subject.in_unit(result, f"{unit}/g")
    for each in grams:
        if per_gram is not None:
            yield Sentence(gettext_noop("in %(grams)s g"), grams=plain(each)), span(per_gram.scaled(each), unit)
