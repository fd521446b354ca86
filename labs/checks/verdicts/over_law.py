"""A result above a limit of a law or standard that the report is held against, or of a law of some other place."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from labs.checks.amounts import LIMITED, amount, on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, Source, check
from labs.checks.horwitz import HORWITZ, surely_above
from labs.checks.subject import Part, Row, Subject
from labs.checks.verdicts.chosen_limits import Chosen, chosen_limits, is_breach, judged
from labs.coa import AnalyteResult
from labs.quantities import Dimension, read_unit
from labs.reference.analytes import by_slug
from labs.reference.limits import Basis, Confidence, LimitKind, Operator, Rule, Standing
from labs.reference.yardsticks import Judgement
from labs.translatable import Sentence, gettext, gettext_noop, joined

_OF_COUNTS = 2  # times the limit; colonies scatter, and USP <1111> reads 10^n as up to 2 x 10^n
_OF_OTHERS = Decimal("1.2")  # times the limit, where the mass fraction is not known
_COUNTS = (Dimension.COUNT_PER_MASS, Dimension.COUNT_PER_VOLUME)
_REACHED = (Operator.ABSENT_IN, Operator.NOT_DETECTED)  # by anything that is found
_NAMED = 3  # laws in the sentence; the arithmetic names them all
_WORKED_OUT = (Basis.SHARE, Basis.RATIO)  # from several results, so uncertain in ways of their own
_SAID = {  # by whether it is far over the limit, and whether the limit is younger than the report
    (True, False): gettext_noop("%(name)s, printed as %(amount)s, is outside the limit, %(limit)s (%(title)s)."),
    (True, True): gettext_noop(
        "%(name)s, printed as %(amount)s, is outside the limit, %(limit)s (%(title)s), which took effect after the "
        "report."
    ),
    (False, False): gettext_noop(
        "%(name)s, printed as %(amount)s, is outside the limit, %(limit)s (%(title)s), but not by more than "
        "laboratories may differ."
    ),
    (False, True): gettext_noop(
        "%(name)s, printed as %(amount)s, is outside the limit, %(limit)s (%(title)s), which took effect after the "
        "report, but not by more than laboratories may differ."
    ),
}


@check(
    "pf.over_law",
    severity=Severity.ALERT,
    title=gettext_noop("Above a limit that the report is held against"),
    explanation=gettext_noop(
        "A report is held against the laws and standards of its own market: those whose limits it prints, or that hold "
        "where its client is. All amounts that the print allows are above such a limit, on the day of the report or "
        "today. Where a product is sold is rarely printed, so a result above a law of another place is told too, once, "
        "as a note: it is no breach where that law does not hold."
    ),
    formula=gettext_noop(
        "least amount > limit; an alert only if least amount > limit × (1 + 1.96 × PRSD), or limit + uncertainty"
    ),
    example=gettext_noop(
        """\
printed                               2.40 ppm
compared                              2.40 ppm is 2.395 to 2.405 ppm
asked                                 the limit is at most 1.2 ppm
by more than laboratories may differ  yes
Arcadian Code 12-3                    in force on the day; checked on 2026-12-31"""
    ),
    innocent=(
        gettext_noop("The limit is for leaf and the product is an extract, or the other way round."),
        gettext_noop("The law changed after our notes were made."),
    ),
    remedy=(gettext_noop("The seller can say in which markets the batch is sold."),),
    sources=(
        HORWITZ,
        Source(text=gettext_noop("Each limit with its citation and link: the limit set that the finding names")),
    ),
    ours=gettext_noop(
        "Only a law whose own text was read, in force on the day, makes an alert. Other laws in force and standards "
        "make a warning; guidance, and laws of unknown status or known at second hand, a note, and so do a law that "
        "took effect after the report and one of a place where nobody says that the product is sold. Counts must be "
        "twice the limit for an alert, amounts per serving and the like 1.2 times. A rule that forbids any trace of "
        "what grows in the plant makes a note, and none where the product is not known to be sold."
    ),
)
def over_law(subject: Subject, context: Context) -> Iterator[Answer]:
    """Ask each row of a sample whether it is above a limit of the sets handed in; quiet where there are none."""
    for part in subject.parts:
        told: set[int] = set()
        for chosen in chosen_limits(subject, part, context, context.limits, is_today_asked=True):
            for answer in _ask(subject, part, chosen):
                if answer is not FINE and answer.about is not None:
                    told.update(map(id, subject.row_of(answer.about)))
                yield answer
        if context.elsewhere:
            yield from _ask_elsewhere(subject, part, context, told)


def _ask(subject: Subject, part: Part, chosen: Chosen) -> Iterator[Answer]:
    for row in part.rows:
        for rule, decided in judged(subject, part, row, chosen.limits).items():
            if rule.basis is Basis.PER_DAY:
                continue
            yield FINE
            if all(is_breach(judgement) for _, judgement in decided):
                yield _doubt(subject, *decided[0], chosen)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Breach:
    """A limit of a law that a result is above."""

    result: AnalyteResult
    judgement: Judgement
    chosen: Chosen


def _ask_elsewhere(subject: Subject, part: Part, context: Context, told: set[int]) -> Iterator[Answer]:
    """Each row once, with every law that it is above, but for rows in doubt already."""
    analytes = frozenset(part.analytes)
    sets = [limits for limits in context.elsewhere if not analytes.isdisjoint(limits.analytes)]
    laws = tuple(chosen_limits(subject, part, context, sets))
    measured = {one.analyte for one in part.results if one.quantity.kind not in LIMITED}
    limited = {analyte for chosen in laws for analyte in measured.intersection(chosen.limits.analytes)}
    for row in _with_amounts(part, limited) if limited else ():
        if id(row[0]) in told:
            continue
        breaches, is_asked = _breaches(subject, part, row, laws)
        if is_asked:
            yield FINE
        if breaches:
            yield _doubt_elsewhere(breaches)


def _with_amounts(part: Part, analytes: set[str | None]) -> Iterator[Row]:
    """The rows in which a result of one of these analytes is more than ND or <LOQ."""
    for row in part.rows:
        for one in row:
            if one.analyte in analytes and one.quantity.kind not in LIMITED:
                yield row
                break


def _breaches(subject: Subject, part: Part, row: Row, laws: tuple[Chosen, ...]) -> tuple[list[_Breach], bool]:
    """The limits that a row is above, and whether any could be compared with it."""
    breaches, is_asked = [], False
    for chosen in laws:
        for rule, decided in judged(subject, part, row, chosen.limits).items():
            if rule.basis is Basis.PER_DAY or rule.meaning or _forbids_the_plant(rule):
                continue
            is_asked = True
            if all(is_breach(judgement) for _, judgement in decided):
                breaches.append(_Breach(result=decided[0][0], judgement=decided[0][1], chosen=chosen))
    return breaches, is_asked


def _doubt_elsewhere(breaches: list[_Breach]) -> Doubt:
    breaches = sorted(breaches, key=lambda one: not one.chosen.held)  # the laws known to have been in force first
    first = breaches[0].result
    titles = list(dict.fromkeys(one.chosen.limits.title for one in breaches))
    others = len(titles) - _NAMED
    laws = joined([Sentence(title) for title in titles[:_NAMED]], "%(before)s; %(last)s")
    if others > 0:
        laws = Sentence(gettext_noop("%(laws)s; and %(others)s more"), laws=laws, others=str(others))
    said = (
        gettext_noop(
            "%(name)s, printed as %(amount)s, is outside a limit of law in places that the report does not point to "
            "(%(laws)s)."
        )
        if breaches[0].chosen.held
        else gettext_noop(
            "%(name)s, printed as %(amount)s, is outside a limit of law in places that the report does not point to, "
            "not known to have been in force on the day (%(laws)s)."
        )
    )
    lines: list[tuple[str, str]] = [(gettext("printed"), amount(first))]
    for one in breaches:
        citation = Sentence(one.chosen.limits.citation)
        lines += [(citation, one.judgement.rule.words), ("", one.judgement.compared), ("", _known(one.chosen))]
    return Doubt(
        says=Sentence(said, name=first.name.text, amount=amount(first), laws=laws),
        arithmetic=on_paper(lines),
        evidence=(first.printed,),
        about=first,
        severity=Severity.NOTE,
    )


def _known(chosen: Chosen) -> Sentence:
    """Whether the set was in force, and when it was looked at last."""
    if chosen.held is False:
        said = gettext_noop("not yet in force on the day; checked on %(day)s")
    elif chosen.held:
        said = gettext_noop("in force on the day; checked on %(day)s")
    else:
        said = gettext_noop("not known to be in force on the day; checked on %(day)s")
    return Sentence(said, day=chosen.limits.checked_on.isoformat())


def _doubt(subject: Subject, result: AnalyteResult, judgement: Judgement, chosen: Chosen) -> Doubt:
    limits, rule = chosen.limits, judgement.rule
    is_far = _is_far_over(subject, result, judgement)
    return Doubt(
        says=Sentence(
            _SAID[is_far, chosen.held is False],
            name=result.name.text,
            amount=amount(result),
            limit=rule.words,
            title=Sentence(limits.title),
        ),
        arithmetic=on_paper(
            (
                (gettext("printed"), amount(result)),
                (gettext("compared"), judgement.compared),
                (gettext("asked"), judgement.asked),
                (
                    gettext("by more than laboratories may differ"),
                    gettext("yes") if is_far else gettext("no"),
                ),
                (Sentence(limits.citation), _known(chosen)),
            )
        ),
        evidence=(result.printed,),
        about=result,
        severity=_severity(chosen, judgement, is_far=is_far),
    )


def _severity(chosen: Chosen, judgement: Judgement, *, is_far: bool) -> Severity:
    limits = chosen.limits
    if not chosen.held or judgement.rule.meaning or limits.confidence is Confidence.SECONDARY:
        return Severity.NOTE
    if limits.kind not in (LimitKind.LAW, LimitKind.STANDARD) or _forbids_the_plant(judgement.rule):
        return Severity.NOTE
    binds = limits.kind is LimitKind.LAW and limits.standing is Standing.IN_FORCE
    return Severity.ALERT if binds and limits.confidence is Confidence.PRIMARY_READ and is_far else Severity.WARNING


def _forbids_the_plant(rule: Rule) -> bool:
    """Whether a rule, read by its letter, forbids what every leaf holds a trace of."""
    analyte = by_slug(rule.analyte)
    return rule.op is Operator.NOT_DETECTED and analyte is not None and not analyte.natural.startswith("not_")


def _is_far_over(subject: Subject, result: AnalyteResult, judgement: Judgement) -> bool:
    """Whether the excess outlasts the printed uncertainty, or else what laboratories may differ by."""
    rule, interval, unit, of_rule = (
        judgement.rule,
        subject.allowed(result),
        read_unit(result.unit),
        read_unit(judgement.rule.unit),
    )
    if rule.op in _REACHED:
        return True
    if rule.basis in _WORKED_OUT or interval is None or unit is None or of_rule is None:
        return False
    limit, least = rule.value * of_rule.factor / (rule.package_grams or 1), interval.low * unit.factor
    printed = result.in_own_unit(result.uncertainty)
    if printed is not None and printed.value is not None:
        return least - printed.value * unit.factor > limit
    if unit.dimension is Dimension.MASS_FRACTION:
        return least > surely_above(limit)
    return least > limit * (_OF_COUNTS if unit.dimension in _COUNTS else _OF_OTHERS)
