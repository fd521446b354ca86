"""A result is far from what the label promises."""

from collections.abc import Iterator
from decimal import Decimal

from labs.checks.amounts import amount, on_paper
from labs.checks.arithmetic.ratios import between
from labs.checks.base import FINE, Answer, Claim, Context, Doubt, Severity, Source, check
from labs.checks.subject import Part, Subject
from labs.coa import AnalyteResult
from labs.quantities import Interval
from labs.translatable import Sentence, gettext, gettext_noop

_NEAR = (Decimal("0.90"), Decimal("1.10"))
_FAR = (Decimal("0.80"), Decimal("1.20"))


@check(
    "arith.label_claim",
    severity=Severity.WARNING,
    title=gettext_noop("Result far from the label claim"),
    explanation=gettext_noop(
        "What the laboratory found is set against what the label promises in a serving, unit or gram."
    ),
    formula=gettext_noop("0.80 ≤ result / claim ≤ 1.20; outside 0.90 to 1.10 a note"),
    example=gettext_noop(
        """\
7-Hydroxymitragynine  19.21 mg/tablet
label claim           15.0 mg/tablet
result / claim         1.276 to 1.285
band chosen by us      0.80 to 1.20"""
    ),
    innocent=(
        gettext_noop("The maker adds more than it promises, to allow for ageing."),
        gettext_noop("The label belongs to another batch than the report."),
    ),
    remedy=(gettext_noop("The seller can correct the label, or show a report of the batch that it is on."),),
    sources=(
        Source(
            text=gettext_noop("Brown 2025, J AOAC Int: 7-OH products held 5 to 28 % more than their labels said"),
            url="https://m.booksci.cn/literature/145254292.htm",
        ),
        Source(
            text=gettext_noop("Boise State 2024: powders at 4.05 to 6.80 mg/g where labels implied 13.6 to 15.0"),
            url="https://scholarworks.boisestate.edu/under_showcase_2024/12/",
        ),
    ),
    ours=gettext_noop("Both bands are chosen by us: no tolerance for kratom labels was found."),
)
def label_claim(subject: Subject, context: Context) -> Iterator[Answer]:
    """Ask each claim whether the report's result in the same unit comes near it."""
    for claim in context.claims or ():
        promised = claim.quantity.interval()
        if promised is None or promised.high is None or promised.low <= 0:
            continue
        for part in subject.parts:
            found = _result(subject, part, claim)
            if found is not None:
                yield _answer(*found, claim, promised)


def _result(subject: Subject, part: Part, claim: Claim) -> tuple[AnalyteResult, Interval] | None:
    for one in part.of(claim.analyte):
        interval = subject.in_unit(one, claim.unit)
        if subject.is_number(one) and interval is not None:
            return one, interval
    return None


def _answer(one: AnalyteResult, found: Interval, claim: Claim, promised: Interval) -> Answer:
    assert found.high is not None
    assert promised.high is not None
    least, most = found.low / promised.high, found.high / promised.low
    if not (most < _NEAR[0] or least > _NEAR[1]):
        return FINE
    is_far = most < _FAR[0] or least > _FAR[1]
    band = _FAR if is_far else _NEAR
    promise = f"{claim.quantity.text} {claim.unit}"
    return Doubt(
        says=Sentence(
            gettext_noop("%(name)s is printed as %(amount)s, where the label promises %(promise)s."),
            name=one.name.text,
            amount=amount(one),
            promise=promise,
        ),
        arithmetic=on_paper(
            (
                (one.name.text, amount(one)),
                (gettext("label claim"), promise),
                (gettext("result / claim"), between(least, most, "")),
                (
                    gettext("band chosen by us"),
                    Sentence(gettext_noop("%(low)s to %(high)s"), low=str(band[0]), high=str(band[1])),
                ),
            )
        ),
        evidence=(one.printed,),
        about=one,
        severity=None if is_far else Severity.NOTE,
    )
