"""7-Hydroxymitragynine above what Mississippi allows: 1 % of the alkaloids, or 0.5 mg in a container."""

from collections.abc import Iterator
from decimal import Decimal

from labs.checks.amounts import amount, on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, check
from labs.checks.profile.held import SEVEN_OH, article_of, held_of
from labs.checks.profile.laws import MISSISSIPPI
from labs.checks.profile.shares import LEAST_MITRAGYNINE, OURS, ask_share
from labs.checks.subject import Part, Subject
from labs.reference.amounts import plain
from labs.translatable import Sentence, gettext, gettext_noop

_CAP = Decimal("0.01")
_WHO = gettext("Mississippi allows")
_IN_A_CONTAINER = Decimal("0.5")  # mg


@check(
    "alk.share_over_1",
    severity=Severity.WARNING,
    title=gettext_noop("7-OH above 1 % of alkaloids, or 0.5 mg in a container"),
    explanation=gettext_noop(
        "Mississippi caps 7-hydroxymitragynine at 1 % of a product's alkaloids and at 0.5 mg in a container."
    ),
    formula=gettext_noop("least 7-OH / most of all alkaloids > 0.01, or least 7-OH per container > 0.5 mg"),
    example=gettext_noop(
        """\
7-hydroxymitragynine, at least               0.0345 %
all alkaloids, at most (6 alkaloids listed)  2.038 %
share, at least                              1.69 %
cap                                          1 %"""
    ),
    innocent=(
        gettext_noop("The product is not sold in Mississippi."),
        gettext_noop("The report lists few alkaloids, which makes every share look larger."),
    ),
    remedy=(gettext_noop("The seller can say in which markets the product is sold."),),
    sources=(MISSISSIPPI, LEAST_MITRAGYNINE),
    ours=OURS,
)
def share_over_1(subject: Subject, _context: Context) -> Iterator[Answer]:
    """Ask each sample whether its 7-OH must be more than Mississippi allows; quiet where that cannot be told."""
    yield from ask_share(subject, _CAP, _WHO)
    for part in subject.parts:
        yield from _in_a_container(subject, part)


def _in_a_container(subject: Subject, part: Part) -> Iterator[Answer]:
    for result in part.of(SEVEN_OH):
        if article_of(result) != "container" or (found := held_of(subject, (result,), result.unit)) is None:
            continue
        least = subject.in_unit(result, f"mg/{result.unit.partition('/')[2]}")
        if least is None:
            continue
        yield FINE
        if least.all_above(_IN_A_CONTAINER):
            yield Doubt(
                says=Sentence(
                    gettext_noop(
                        "7-Hydroxymitragynine, printed as %(amount)s, is above the 0.5 mg in a container that "
                        "Mississippi allows."
                    ),
                    amount=amount(result),
                ),
                arithmetic=on_paper(
                    (
                        (gettext("printed"), amount(result)),
                        (gettext("with rounding"), found.words),
                        (gettext("cap"), f"{plain(_IN_A_CONTAINER)} mg"),
                    )
                ),
                evidence=found.prints,
                about=result,
            )
