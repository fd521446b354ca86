"""A result above a limit of law, or of a standard that the reader chose."""

from collections.abc import Iterator

from labs.checks.amounts import amount, on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, Source, check
from labs.checks.horwitz import HORWITZ, surely_above
from labs.checks.subject import Part, Row, Subject
from labs.checks.verdicts.chosen_limits import chosen_limits
from labs.coa import AnalyteResult
from labs.quantities import Dimension, read_unit
from labs.reference.limits import Basis, Confidence, LimitKind, LimitSet, Operator
from labs.reference.yardsticks import Judgement, Outcome, judge

_OF_COUNTS = 2  # times the limit; colonies scatter, and USP <1111> reads 10^n as up to 2 x 10^n
_COUNTS = (Dimension.COUNT_PER_MASS, Dimension.COUNT_PER_VOLUME)


@check(
    "pf.over_law",
    severity=Severity.ALERT,
    title="Above a limit that the report is held against",
    explanation=(
        "The reader chose a law or a standard. All amounts that the print allows are above its limit, on the day of "
        "the report."
    ),
    formula="least amount > limit; an alert only if least amount > limit × (1 + 1.96 × PRSD), or limit + uncertainty",
    example="""\
printed                           2.40 ppm
compared                          2.40 ppm is 2.395 to 2.405 ppm; the limit is at most 1.2 ppm
by more than laboratories differ  yes
Arcadian Code 12-3                in force on the day; checked on 2026-12-31""",
    innocent=(
        "The limit is for leaf and the product is an extract, or the other way round.",
        "The law changed after our notes were made.",
    ),
    remedy=("The seller can say in which markets the batch is sold.",),
    sources=(
        HORWITZ,
        Source(text="Each limit with its citation and link: the limit set that the finding names"),
    ),
    ours=(
        "Only a law whose own text was read, in force on the day, makes an alert. Other laws in force and standards "
        "make a warning; guidance, literature and laws of unknown status a note."
    ),
)
def over_law(subject: Subject, context: Context) -> Iterator[Answer]:
    """Ask each row of a sample whether it is above a limit of the chosen sets; quiet where none is chosen."""
    if not context.limits:
        return
    for part in subject.parts:
        for limits, is_in_force in chosen_limits(subject, part, context):
            yield from _ask(subject, part, limits, is_in_force)


def _ask(subject: Subject, part: Part, limits: LimitSet, is_in_force: bool) -> Iterator[Answer]:
    for row in part.rows:
        judged = _judged(subject, row, limits)
        if judged:
            yield FINE
        above = [(one, judgement) for one, judgement in judged if judgement.outcome is Outcome.ABOVE]
        if above and len(above) == len(judged):
            yield _doubt(subject, *above[0], is_in_force)


def _judged(subject: Subject, row: Row, limits: LimitSet) -> list[tuple[AnalyteResult, Judgement]]:
    """The results of a row that the set can decide. Limits per day need to know how much is taken."""
    judged = [
        (one, judgement)
        for one in row
        if one.analyte is not None
        and not one.quantity.approximate
        and subject.is_sure(one)
        and (judgement := judge(one, limits)) is not None
    ]
    return [
        (one, judgement)
        for one, judgement in judged
        if judgement.rule.basis is not Basis.PER_DAY
        and (judgement.outcome is not Outcome.CANNOT_TELL or judgement.reason.startswith("The printed number"))
    ]


def _doubt(subject: Subject, result: AnalyteResult, judgement: Judgement, is_in_force: bool) -> Doubt:
    limits, rule = judgement.limit_set, judgement.rule
    is_far = _is_far_above(subject, result, judgement)
    known = "in force" if is_in_force else "not known to be in force"
    return Doubt(
        says=(
            f"{result.name.text}, printed as {amount(result)}, is above {limits.title} ({rule.words}"
            f"{'' if is_far else ', not by more than laboratories differ'})."
        ),
        arithmetic=on_paper(
            (
                ("printed", amount(result)),
                ("compared", judgement.arithmetic),
                ("by more than laboratories differ", "yes" if is_far else "no"),
                (limits.citation[:48], f"{known} on the day; checked on {limits.checked_on.isoformat()}"),
            )
        ),
        evidence=(result.printed,),
        about=result,
        severity=_severity(limits, is_in_force=is_in_force, is_far=is_far),
    )


def _severity(limits: LimitSet, *, is_in_force: bool, is_far: bool) -> Severity:
    if not is_in_force or limits.kind in (LimitKind.GUIDANCE, LimitKind.LITERATURE):
        return Severity.NOTE
    if limits.confidence is Confidence.SECONDARY:
        return Severity.NOTE
    is_read = limits.kind is LimitKind.LAW and limits.confidence is Confidence.PRIMARY_READ
    return Severity.ALERT if is_read and is_far else Severity.WARNING


def _is_far_above(subject: Subject, result: AnalyteResult, judgement: Judgement) -> bool:
    """Whether the excess outlasts the printed uncertainty, or else what laboratories differ by."""
    rule, interval, unit = judgement.rule, subject.allowed(result), read_unit(result.unit)
    if rule.op in (Operator.ABSENT_IN, Operator.NOT_DETECTED):
        return True
    of_rule = read_unit(rule.unit)
    if interval is None or unit is None or of_rule is None:
        return False
    limit, least = rule.value * of_rule.factor / (rule.package_grams or 1), interval.low * unit.factor
    printed = result.in_own_unit(result.uncertainty)
    if printed is not None and printed.value is not None:
        return least - printed.value * unit.factor > limit
    if unit.dimension is Dimension.MASS_FRACTION:
        return least > surely_above(limit)
    return least > _OF_COUNTS * limit if unit.dimension in _COUNTS else least > limit
