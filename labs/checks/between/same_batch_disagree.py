"""Two reports of one batch are further apart than laboratories that measure well.

The difference of two results may be 2.77 (= 1.96 √2) times the standard deviation between laboratories that Horwitz's
curve predicts; AOAC accepts up to twice that deviation.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from labs.checks.amounts import amount, on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, check
from labs.checks.between.others import Pair, are_tests_of_one_batch, pairs, plain_number, single
from labs.checks.horwitz import HORWITZ, relative_deviation
from labs.checks.subject import Subject
from labs.coa import AnalyteResult, Panel
from labs.quantities import Interval
from labs.translatable import Sentence, gettext, gettext_noop

_OF_DIFFERENCE = Decimal("2.77")
_WITHIN_ONE_LABORATORY = Decimal("0.67")
_ACCEPTED = 2  # HorRat: times the predicted deviation that AOAC calls acceptable
_PANELS = (
    Panel.ALKALOIDS,
    Panel.POTENCY,
    Panel.METALS,
    Panel.MYCOTOXINS,
    Panel.PESTICIDES,
    Panel.SOLVENTS,
    Panel.TERPENES,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gap:
    """How far two results of one batch are apart at least, and how far they may be; parts by mass (g/g)."""

    here: AnalyteResult
    there: AnalyteResult
    mean: Decimal
    gap: Decimal
    allowed: Decimal  # with a HorRat of 1

    @property
    def severity(self) -> Severity | None:
        """None where the two agree."""
        if self.gap <= self.allowed:
            return None
        return Severity.WARNING if self.gap > _ACCEPTED * self.allowed else Severity.NOTE


@check(
    "x.same_batch_disagree",
    severity=Severity.WARNING,
    title=gettext_noop("Two reports of one batch disagree"),
    explanation=gettext_noop(
        "Laboratories differ when they measure one thing, by an amount that is known. Two reports of one batch that "
        "are further apart than this do not describe the same powder."
    ),
    formula=gettext_noop(
        "|x₁ − x₂| > 2.77 · h · 2 C^−0.15 % · mean, with h = 2 (warning) or 1 (note); one laboratory: 0.67 of it"
    ),
    example=gettext_noop(
        """\
here                               1.500 %
there                              1.900 %
difference of the mean, at least  23.5 %
expected of two tests, at most    10.2 %
accepted, at most                 20.4 %"""
    ),
    innocent=(
        gettext_noop("The powder is not mixed evenly, and two bags of it differ."),
        gettext_noop("Moisture changed, or 7-hydroxymitragynine grew in storage."),
        gettext_noop("Two sellers use one batch number."),
    ),
    remedy=(
        gettext_noop(
            "The laboratories can compare their samples and methods, and test what was kept of the batch again."
        ),
    ),
    sources=(HORWITZ,),
    ours=gettext_noop("One laboratory is held to two thirds of the deviation between laboratories."),
)
def same_batch_disagree(subject: Subject, context: Context) -> Iterator[Answer]:
    """Ask each amount by mass whether another report of the batch agrees with it."""
    for pair in pairs(subject, context):
        if not are_tests_of_one_batch(pair):
            continue
        gaps = [gap for here, there in _shared(pair) if (gap := _gap(pair, here, there)) is not None]
        if gaps:
            yield FINE
        for gap in gaps:
            if gap.severity is not None:
                yield _doubt(pair, gap)


def _shared(pair: Pair) -> Iterator[tuple[AnalyteResult, AnalyteResult]]:
    """What both print as a number by mass, each analyte once."""
    there = {name: one for (name, _), one in reversed(single(pair.others, pair.beside).items())}
    seen: set[str] = set()
    for (name, _), one in single(pair.subject, pair.part).items():
        other = there.get(name)
        if other is None or name in seen or one.panel not in _PANELS or one.analyte is None:
            continue
        if pair.subject.is_number(one) and pair.others.is_number(other):
            seen.add(name)
            yield one, other


def _gap(pair: Pair, here: AnalyteResult, there: AnalyteResult) -> _Gap | None:
    ours, theirs = pair.subject.in_unit(here, "g/g"), pair.others.in_unit(there, "g/g")
    if ours is None or theirs is None or ours.high is None or theirs.high is None:
        return None
    mean = (ours.low + ours.high + theirs.low + theirs.high) / 4
    if mean <= 0:
        return None
    allowed = _OF_DIFFERENCE * relative_deviation(Decimal(f"{mean:.4g}")) * mean
    if pair.is_same_laboratory:
        allowed *= _WITHIN_ONE_LABORATORY
    return _Gap(here=here, there=there, mean=mean, gap=_between(ours, theirs), allowed=allowed)


def _between(one: Interval, other: Interval) -> Decimal:
    """The least distance of two intervals that have an upper end."""
    assert one.high is not None
    assert other.high is not None
    return max(one.low - other.high, other.low - one.high, Decimal(0))


def _doubt(pair: Pair, gap: _Gap) -> Doubt:
    least, allowed = gap.gap / gap.mean * 100, gap.allowed / gap.mean * 100
    assert pair.part.sample.batch is not None
    return Doubt(
        says=Sentence(
            gettext_noop(
                "%(name)s is %(here)s here and %(there)s in %(report)s: %(apart)s %% apart, where two tests of one "
                "batch agree within %(allowed)s %%."
            ),
            name=gap.here.name.text,
            here=amount(gap.here),
            there=amount(gap.there),
            report=pair.name,
            apart=plain_number(least, 2),
            allowed=plain_number(allowed, 2),
        ),
        arithmetic=on_paper(
            (
                (gettext("here"), amount(gap.here)),
                (gettext("there"), amount(gap.there)),
                (gettext("difference of the mean, at least"), f"{plain_number(least)} %"),
                (gettext("expected of two tests, at most"), f"{plain_number(allowed)} %"),
                (gettext("accepted, at most"), f"{plain_number(_ACCEPTED * allowed)} %"),
            )
        ),
        evidence=(gap.here.printed, pair.part.sample.batch),
        about=gap.here,
        severity=gap.severity,
        other=pair.other,
    )
