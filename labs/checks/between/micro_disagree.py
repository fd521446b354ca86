"""Two microbial counts of one batch are further apart than counts scatter."""

import math
from collections.abc import Iterator
from decimal import Decimal

from labs.checks.amounts import amount, factor_between, on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, check
from labs.checks.between.others import Pair, are_tests_of_one_batch, pairs, plain_number, single
from labs.checks.subject import Subject
from labs.coa import AnalyteResult, Panel
from labs.translatable import Sentence, gettext, gettext_noop

_APART, _APART_IN_ONE_LABORATORY = Decimal("1.0"), Decimal("0.5")  # powers of ten


@check(
    "x.micro_disagree",
    severity=Severity.NOTE,
    title=gettext_noop("Two microbial counts of one batch disagree"),
    explanation=gettext_noop(
        "Microbes sit unevenly in a powder and counts of them scatter, so only counts more than ten times apart are "
        "worth a word."
    ),
    formula=gettext_noop("|log₁₀ x₁ − log₁₀ x₂| > 1.0, or 0.5 within one laboratory"),
    example=gettext_noop(
        """\
here               120 CFU/g
there            45200 CFU/g
apart, at least      2.6 powers of ten
of which may be      1.0"""
    ),
    innocent=(gettext_noop("Microbes grow or die in storage."), gettext_noop("The powder is not contaminated evenly.")),
    remedy=(gettext_noop("The laboratories can say when and how each sample was taken."),),
    sources=(),
    ours=gettext_noop("How far apart two counts may be is our choice."),
)
def micro_disagree(subject: Subject, context: Context) -> Iterator[Answer]:
    """Ask each count whether another report of the batch agrees with it."""
    for pair in pairs(subject, context):
        if not are_tests_of_one_batch(pair):
            continue
        there = single(pair.others, pair.beside)
        for key, here in single(pair.subject, pair.part).items():
            other = there.get(key)
            if other is None or here.panel is not Panel.MICROBIALS or (apart := _apart(pair, here, other)) is None:
                continue
            yield FINE
            if apart > (_APART_IN_ONE_LABORATORY if pair.is_same_laboratory else _APART):
                yield _doubt(pair, here, other, apart)


def _apart(pair: Pair, here: AnalyteResult, there: AnalyteResult) -> Decimal | None:
    """How many powers of ten two counts are apart at least; None where they cannot be compared."""
    if not (pair.subject.is_number(here) and pair.others.is_number(there)):
        return None
    ours, theirs = pair.subject.allowed(here), pair.others.allowed(there)
    if ours is None or theirs is None or ours.high is None or theirs.high is None:
        return None
    if factor_between(here.unit, there.unit) != 1 or not (ours.low and theirs.low):
        return None
    ratio = max(ours.low / theirs.high, theirs.low / ours.high, Decimal(1))
    return Decimal(f"{math.log10(ratio):.4f}")


def _doubt(pair: Pair, here: AnalyteResult, there: AnalyteResult, apart: Decimal) -> Doubt:
    allowed = _APART_IN_ONE_LABORATORY if pair.is_same_laboratory else _APART
    return Doubt(
        says=Sentence(
            gettext_noop("%(name)s is %(here)s here and %(there)s in %(report)s."),
            name=here.name.text,
            here=amount(here),
            there=amount(there),
            report=pair.name,
        ),
        arithmetic=on_paper(
            (
                (gettext("here"), amount(here)),
                (gettext("there"), amount(there)),
                (
                    gettext("apart, at least"),
                    Sentence(gettext_noop("%(number)s powers of ten"), number=plain_number(apart, 2)),
                ),
                (gettext("of which may be"), f"{allowed}"),
            )
        ),
        evidence=(here.printed,),
        about=here,
        other=pair.other,
    )
