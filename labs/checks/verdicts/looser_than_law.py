"""The limit that the report prints is looser than one that the reader chose."""

from collections.abc import Iterator
from decimal import Decimal

from labs.checks.amounts import factor_between, limit_words, on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, Source, check
from labs.checks.subject import Part, Subject
from labs.checks.verdicts.chosen_limits import chosen_limits
from labs.coa import AnalyteResult, Panel
from labs.quantities import Kind
from labs.reference.limits import Basis, LimitKind, LimitSet, Operator, Rule
from labs.translatable import Sentence, gettext, gettext_noop

_MAXIMUM_PANELS = frozenset(
    {Panel.METALS, Panel.MICROBIALS, Panel.MYCOTOXINS, Panel.PESTICIDES, Panel.SOLVENTS, Panel.ALKALOIDS}
)


@check(
    "pf.looser_than_law",
    severity=Severity.NOTE,
    title=gettext_noop("Printed limit looser than the chosen one"),
    explanation=gettext_noop(
        "A product passes against the limit that the report prints. The limit of the law or standard that the reader "
        "chose is lower, so a pass here is no pass there."
    ),
    formula=gettext_noop("printed limit > limit of the chosen set, in one unit"),
    example=gettext_noop(
        """\
printed limit       10 ppm
Arcadian Code 12-3  at most 1.2 ppm"""
    ),
    innocent=(gettext_noop("The product is not sold where the chosen limit holds."),),
    remedy=(gettext_noop("The laboratory can print the limit of each market that the product is sold in."),),
    sources=(
        Source(
            text=gettext_noop("Two limits for one count, 10^5 and 10^7: USP <2023> against AHPA guidance"),
            url="https://scribd.com/document/712683127/2023-USP-Recommended-Limits",
        ),
        Source(text=gettext_noop("Each limit with its citation and link: the limit set that the finding names")),
    ),
)
def looser_than_law(subject: Subject, context: Context) -> Iterator[Answer]:
    """Ask each printed limit whether it is above that of a chosen law or standard; quiet where none is chosen."""
    if not context.limits:
        return
    for part in subject.parts:
        for chosen in chosen_limits(subject, part, context, context.limits):
            if chosen.limits.kind in (LimitKind.LAW, LimitKind.STANDARD):
                yield from _ask(subject, part, chosen.limits)


def _ask(subject: Subject, part: Part, limits: LimitSet) -> Iterator[Answer]:
    for row in part.rows:
        for one in row:
            own = _own(one)
            if own is None or not subject.is_sure(one):
                continue
            compared = [(rule, ours) for rule in limits.rules_for(one.analyte) if (ours := _in_unit_of(one, rule, own))]
            if compared:
                yield FINE
            looser = next((rule for rule, ours in compared if ours > rule.value), None)
            if looser is not None:
                yield _doubt(one, looser, limits)
            if compared:
                break


def _own(result: AnalyteResult) -> Decimal | None:
    """The printed upper limit, in its own unit."""
    limit = result.limit
    if limit is None or result.panel not in _MAXIMUM_PANELS or limit.quantity.kind not in (Kind.NUMBER, Kind.BELOW):
        return None
    return limit.quantity.value


def _in_unit_of(result: AnalyteResult, rule: Rule, own: Decimal) -> Decimal | None:
    """The printed limit as the rule counts: by its unit, or in its package."""
    if rule.op not in (Operator.AT_MOST, Operator.UNDER) or result.limit is None or rule.analyte != result.analyte:
        return None
    unit = result.limit.unit or result.unit
    if rule.basis is Basis.PER_GRAM:
        factor = factor_between(unit, rule.unit)
        return None if factor is None else own * factor
    if rule.basis is Basis.PER_PACKAGE and rule.package_grams is not None:
        factor = factor_between(unit, f"{rule.unit}/g")
        return None if factor is None else own * factor * rule.package_grams
    return None


def _doubt(result: AnalyteResult, rule: Rule, limits: LimitSet) -> Doubt:
    assert result.limit is not None
    printed = limit_words(result.limit, result.unit)
    return Doubt(
        says=Sentence(
            gettext_noop("The printed limit for %(name)s, %(printed)s, is looser than %(limit)s (%(title)s)."),
            name=result.name.text,
            printed=printed,
            limit=rule.words,
            title=Sentence(limits.title),
        ),
        arithmetic=on_paper(((gettext("printed limit"), printed), (Sentence(limits.citation), rule.words))),
        evidence=(result.limit.printed,),
        about=result,
    )
