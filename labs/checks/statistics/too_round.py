"""Results that end in 0 or 5 far more often than measured numbers do."""

from collections.abc import Iterator

from labs.checks.amounts import on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, check
from labs.checks.statistics.chances import at_least
from labs.checks.statistics.digits import last_digits, shown
from labs.checks.subject import Subject
from labs.translatable import Sentence, gettext, gettext_noop

_FEWEST = 25  # results
_SHARE = 0.2  # of digits are 0 or 5
_CHANCE = 0.001


@check(
    "stat.too_round",
    severity=Severity.NOTE,
    title=gettext_noop("Too many round numbers"),
    explanation=gettext_noop(
        "Of measured numbers two in ten end in 0 or 5. People who make up numbers like round ones. It is a weak sign "
        "by itself."
    ),
    formula=gettext_noop(
        "binomial chance of so many results ending in 0 or 5, at 0.2 each, < 0.001; 25 results or more"
    ),
    example=gettext_noop(
        """\
results with three digits  25
ending in 0 or 5           20
expected                    5.0
chance of so many          1.9e-10"""
    ),
    innocent=(gettext_noop("The laboratory rounds to steps of 0.05, or to two digits and fills up with zeros."),),
    remedy=(gettext_noop("The laboratory can say how it rounds."),),
    sources=(),
    ours=gettext_noop("The question, the chance of 0.1 % and the 25 results are our choice."),
)
def too_round(subject: Subject, context: Context) -> Iterator[Answer]:
    """Ask the results of one laboratory for one client how many end in 0 or 5; 25 or more with three digits."""
    digits = last_digits(subject, context, _FEWEST)
    if not digits:
        return
    yield FINE
    round_ones = [one for one, digit in digits if digit in (0, 5)]
    chance = at_least(len(round_ones), len(digits), _SHARE)
    prints = shown(subject, round_ones)
    if chance < _CHANCE and prints:
        yield Doubt(
            says=Sentence(
                gettext_noop("%(count)s of %(all)s results end in 0 or 5, where about a fifth would."),
                count=str(len(round_ones)),
                all=str(len(digits)),
            ),
            arithmetic=on_paper(
                (
                    (gettext("results with three digits"), str(len(digits))),
                    (gettext("ending in 0 or 5"), str(len(round_ones))),
                    (gettext("expected"), f"{len(digits) * _SHARE:.1f}"),
                    (gettext("chance of so many"), f"{chance:.2g}"),
                )
            ),
            evidence=prints,
        )
