"""Last digits that are not spread evenly over 0 to 9."""

from collections import Counter
from collections.abc import Iterator

from labs.checks.amounts import on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, check
from labs.checks.statistics.chances import chi_square_below
from labs.checks.statistics.digits import last_digits, shown
from labs.checks.subject import Subject
from labs.translatable import Sentence, gettext, gettext_noop

_FEWEST = 100  # digits
_CHANCE = 0.001


@check(
    "stat.terminal_digits",
    severity=Severity.NOTE,
    title=gettext_noop("Last digits are not even"),
    explanation=gettext_noop(
        "The last digit of a measured number, from the third significant one on, is any of 0 to 9 about equally often. "
        "Numbers that people write have favourites. It is a weak sign by itself."
    ),
    formula=gettext_noop(
        "chi-square of last digits against an even spread, 9 degrees of freedom, in its upper 0.1 %; 100 digits"
    ),
    example=gettext_noop(
        """\
ending in 0                       10
ending in 1                       10
ending in 2                       10
ending in 3                       30
ending in 4                       10
ending in 5                       10
ending in 6                        2
ending in 7                       28
ending in 8                        5
ending in 9                        5
expected of each                  12.0
chi-square, 9 degrees of freedom  66.5"""
    ),
    innocent=(
        gettext_noop("The laboratory rounds to steps, such as 0.05."),
        gettext_noop("Many rows repeat one number, such as a limit."),
    ),
    remedy=(gettext_noop("The laboratory can say how it rounds."),),
    sources=(),
    ours=gettext_noop("The test, the chance of 0.1 % and the hundred digits are our choice."),
)
def terminal_digits(subject: Subject, context: Context) -> Iterator[Answer]:
    """Ask the results of one laboratory for one client how their last digits are spread; 100 or more."""
    digits = last_digits(subject, context, _FEWEST)
    if not digits:
        return
    yield FINE
    counts = Counter(digit for _, digit in digits)
    even = len(digits) / 10
    squares = sum((counts[digit] - even) ** 2 / even for digit in range(10))
    prints = shown(subject, (one for one, _ in digits))
    if prints and 1 - chi_square_below(squares, 9) < _CHANCE:
        yield Doubt(
            says=Sentence(
                gettext_noop("The last digits of %(count)s results are not spread as those of measured numbers are."),
                count=str(len(digits)),
            ),
            arithmetic=on_paper(
                (
                    *(
                        (Sentence(gettext_noop("ending in %(digit)s"), digit=str(digit)), str(counts[digit]))
                        for digit in range(10)
                    ),
                    (gettext("expected of each"), f"{even:.1f}"),
                    (gettext("chi-square, 9 degrees of freedom"), f"{squares:.1f}"),
                )
            ),
            evidence=prints,
        )
