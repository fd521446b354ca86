"""Nothing was found or measured, but the method could not have seen as little as the limit asks for."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from labs.checks.amounts import LIMITED, amount, factor_between, in_unit_of, limit_words, on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, Source, check
from labs.checks.subject import Subject
from labs.checks.verdicts.chosen_limits import chosen_limits
from labs.coa import AnalyteResult
from labs.quantities import Kind
from labs.reference.amounts import plain
from labs.reference.limits import Basis, LimitSet, Operator, Rule
from labs.translatable import Sentence, gettext, gettext_noop

_BELOW, _BELOW_LOQ = Kind.BELOW, Kind.BELOW_LOQ
_CENSORED = frozenset((*LIMITED, _BELOW))
_MOST = frozenset((Kind.NUMBER, _BELOW))  # of limits, those that set the most


class _Chosen(NamedTuple):
    """A limit of a chosen set, in the result's unit."""

    value: Decimal
    rule: Rule
    of: LimitSet


@check(
    "lod.loq_above_limit",
    severity=Severity.WARNING,
    title=gettext_noop("The test cannot show compliance"),
    explanation=gettext_noop(
        "“Not detected” says that there is less than the LOD, and <LOQ that there is less than the LOQ. Where these "
        "lie above the limit, the result does not tell whether the limit is met."
    ),
    formula=gettext_noop("ND: LOD (or LOQ) > limit; <LOQ: LOQ > limit; <x: x > limit"),
    example=gettext_noop(
        """\
Lead                   <LOD ppm
LOD                    0.4 ppm
LOQ                    1.2 ppm
so there may be up to  0.4 ppm
limit                  0.25 ppm"""
    ),
    innocent=(
        gettext_noop("The limit is of another kind of product."),
        gettext_noop("The LOD or LOQ is printed in another unit than the limit."),
    ),
    remedy=(gettext_noop("The laboratory can measure again by a method that sees less than the limit."),),
    sources=(
        Source(
            text=gettext_noop("A laboratory's detection limit for 7-OH of 0.3 %, six times a proposed limit"),
            url="https://www.mb-labs.com/services/kratom/",
        ),
    ),
)
def loq_above_limit(subject: Subject, context: Context) -> Iterator[Answer]:
    """Ask each result that is not a number whether the method could see the limit, printed or chosen."""
    blind: defaultdict[int, list[Doubt]] = defaultdict(list)
    judged: defaultdict[int, int] = defaultdict(int)
    for part in subject.parts:
        chosen = tuple(found.limits for found in chosen_limits(subject, part, context, context.limits))
        for one in part.results:
            if (one.limit is None and not chosen) or one.quantity.kind not in _CENSORED or not subject.is_sure(one):
                continue
            most, bound = _most(one), _printed(one)
            rule = None if bound is not None else _chosen(one, chosen)
            if rule is not None:
                bound = rule.value
            if most is None or bound is None:
                continue
            judged[one.table] += 1
            if most > bound:
                blind[one.table].append(_doubt(one, most, rule))
    if judged:
        yield FINE
    for table, doubts in blind.items():
        # Where the method is blind to every limit of a table, the limits are rather in another unit.
        if len(doubts) < judged[table] or judged[table] == 1:
            yield from doubts


def _printed(one: AnalyteResult) -> Decimal | None:
    """The limit beside a result, in the result's unit; None where there is none that sets the most."""
    limit = one.limit
    if limit is None or limit.quantity.kind not in _MOST:
        return None
    return in_unit_of(one, limit) or None


def _chosen(one: AnalyteResult, limits: tuple[LimitSet, ...]) -> _Chosen | None:
    """The lowest limit of the chosen sets, in the result's unit."""
    if not limits:
        return None
    found = (
        _Chosen(rule.value * factor, rule, limit_set)
        for limit_set in limits
        for rule in limit_set.rules_for(one.analyte)
        if rule.basis is Basis.PER_GRAM
        and rule.op in (Operator.AT_MOST, Operator.UNDER)
        and (factor := factor_between(rule.unit, one.unit)) is not None
    )
    return min(found, key=lambda bound: bound.value, default=None)


def _words(one: AnalyteResult, chosen: _Chosen | None) -> str:
    if chosen is not None:
        return Sentence("%(limit)s (%(title)s)", limit=chosen.rule.words, title=Sentence(chosen.of.title))
    assert one.limit is not None
    return limit_words(one.limit, one.unit)


def _most(one: AnalyteResult) -> Decimal | None:
    """The most that may be there, in the result's unit: the bound, the LOQ, or for ND the LOD and else the LOQ."""
    kind, lod, loq = one.quantity.kind, one.lod, one.loq
    if kind is _BELOW:
        return one.quantity.value
    for limit in (loq,) if kind is _BELOW_LOQ else (lod, loq):
        if limit is not None:
            value = in_unit_of(one, limit)
            if value is not None:
                return value
    return None


def _doubt(one: AnalyteResult, most: Decimal, chosen: _Chosen | None) -> Doubt:
    limits = [(name, of) for name, of in (("LOD", one.lod), ("LOQ", one.loq)) if of is not None]
    beside = [*(of for _, of in limits), *([one.limit] if chosen is None and one.limit is not None else [])]
    limit = _words(one, chosen)
    return Doubt(
        says=Sentence(
            gettext_noop(
                "%(name)s is printed as %(amount)s, which allows up to %(most)s, more than the limit of %(limit)s."
            ),
            name=one.name.text,
            amount=amount(one),
            most=f"{plain(most)} {one.unit}",
            limit=limit,
        ),
        arithmetic=on_paper(
            (
                (one.name.text, amount(one)),
                *((name, limit_words(of, one.unit)) for name, of in limits),
                (gettext("so there may be up to"), f"{plain(most)} {one.unit}"),
                (gettext("limit"), limit),
            )
        ),
        evidence=(one.printed, *(of.printed for of in beside)),
        about=one,
    )
