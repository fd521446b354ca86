"""Batches that differ by less than one laboratory does from itself."""

import math
from collections.abc import Iterator
from decimal import Decimal
from statistics import mean, stdev

from labs.checks.amounts import on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, Source, check
from labs.checks.horwitz import HORWITZ, relative_deviation
from labs.checks.profile.held import MITRAGYNINE, Held, held
from labs.checks.statistics.chances import chi_square_below
from labs.checks.statistics.history import earlier_batches
from labs.checks.subject import Subject
from labs.reference.amounts import rounded
from labs.translatable import Sentence, gettext, gettext_noop

_FEWEST = 6  # batches, this one among them
_WITHIN = 0.5  # of what laboratories differ by, one laboratory differs from itself
_SUSPECT = 0.5  # of that
_CHANCE = 0.001


@check(
    "stat.too_tight",
    severity=Severity.WARNING,
    title=gettext_noop("Batches vary less than the method can"),
    explanation=gettext_noop(
        "Measured twice, one sample gives two numbers. Several batches of a plant cannot agree better than one sample "
        "does with itself, however even the plant."
    ),
    formula=gettext_noop(
        "RSD of mitragynine, with rounding, < 0.25 × PRSD, and chi-square of (n − 1) RSD² ÷ (0.5 × PRSD)² in its lower "
        "0.1 %; 6 batches or more"
    ),
    example=gettext_noop(
        """\
batches                                 8
lowest                                  1.499 %
highest                                 1.502 %
standard deviation, with rounding       0.10 % of their mean
of one laboratory measuring one sample  1.88 % of it"""
    ),
    innocent=(
        gettext_noop("One bulk lot was packed several times under several numbers."),
        gettext_noop("The batches were blended to one strength, and measured with many repeats."),
    ),
    remedy=(
        gettext_noop("The laboratory can show the raw data of each batch."),
        gettext_noop("The seller can say whether it was one lot."),
    ),
    sources=(
        HORWITZ,
        Source(
            text=gettext_noop("One control leaf varied by 4.2 % over 21 measurements: FDA LIB 4578"),
            url="https://griegler-aoac-org.cld.bz/KRA-01/24/",
        ),
    ),
    ours=gettext_noop("The shares of PRSD, the chance of 0.1 % and the six batches are our choice."),
)
def too_tight(subject: Subject, context: Context) -> Iterator[Answer]:
    """Ask the mitragynine of a product's batches whether it varies less than its measurement; six batches or more."""
    for part in subject.parts:
        if not part.of(MITRAGYNINE):
            continue
        batches = earlier_batches(subject, part, context, _FEWEST - 1)
        ours = held(subject, part, MITRAGYNINE, "%") if batches else None
        others = [held(one.subject, one.part, MITRAGYNINE, "%") for one in batches]
        known = [one for one in (ours, *others) if one is not None and not one.is_missed and one.high is not None]
        if ours is None or ours.is_missed or len(known) < _FEWEST:
            continue
        yield FINE
        middles = [float(one.low + one.high) / 2 for one in known if one.high is not None]
        room = max(float(one.high - one.low) / 2 for one in known if one.high is not None)
        deviation = (stdev(middles) + room * math.sqrt(len(known) / (len(known) - 1))) / mean(middles)
        expected = _WITHIN * float(relative_deviation(Decimal(f"{mean(middles) / 100:.3e}")))
        freedom = len(known) - 1
        chance = chi_square_below(freedom * (deviation / expected) ** 2, freedom)
        if deviation < _SUSPECT * expected and chance < _CHANCE:
            yield _doubt(ours, middles, deviation, expected)


def _doubt(ours: Held, middles: list[float], deviation: float, expected: float) -> Doubt:
    return Doubt(
        says=Sentence(
            gettext_noop(
                "Mitragynine of %(count)s batches differs by %(share)s %% at most, less than one laboratory differs "
                "from itself."
            ),
            count=str(len(middles)),
            share=f"{deviation * 100:.2f}",
        ),
        arithmetic=on_paper(
            (
                (gettext("batches"), str(len(middles))),
                (gettext("lowest"), f"{rounded(min(middles), 4)} %"),
                (gettext("highest"), f"{rounded(max(middles), 4)} %"),
                (
                    gettext("standard deviation, with rounding"),
                    Sentence(gettext_noop("%(share)s %% of their mean"), share=f"{deviation * 100:.2f}"),
                ),
                (
                    gettext("of one laboratory measuring one sample"),
                    Sentence(gettext_noop("%(share)s %% of it"), share=f"{expected * 100:.2f}"),
                ),
            )
        ),
        evidence=ours.prints,
        about=ours.result,
    )
