"""Less mitragynine than leaf is known to hold, or none."""

from collections.abc import Iterator
from decimal import Decimal

from labs.checks.amounts import amount, on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, check
from labs.checks.profile.held import MITRAGYNINE, Held, held
from labs.checks.profile.leaves import leaves
from labs.checks.profile.literature import GRIFFIN, LEAF_MITRAGYNINE
from labs.checks.subject import Subject
from labs.reference.amounts import plain, rounded
from labs.translatable import Sentence, gettext, gettext_noop

_LEAST = Decimal("0.31")  # % of dry leaf
_DRY = Decimal("0.85")  # the rest may be water


@check(
    "alk.leaf_mit_low",
    severity=Severity.WARNING,
    title=gettext_noop("Mitragynine too low for leaf"),
    explanation=gettext_noop(
        "The poorest of 745 leaf samples held 0.31 % mitragynine. This sample is called leaf and holds less, even if "
        "15 % of it is water."
    ),
    formula=gettext_noop("most mitragynine ÷ 0.85 < 0.31 %; a warning where none was detected"),
    example=gettext_noop(
        """\
printed                       0.12 %
at most                       0.125 %
of dry leaf, with 15 % water  0.147 %
least on record               0.31 %"""
    ),
    innocent=(
        gettext_noop("Powder of stems and veins holds less than leaf."),
        gettext_noop("Old stock holds less than fresh."),
    ),
    remedy=(gettext_noop("The seller can say which part of the plant it is, and when it was picked."),),
    sources=(LEAF_MITRAGYNINE, GRIFFIN),
    ours=gettext_noop("That leaf holds at most 15 % water is our assumption."),
)
def leaf_mit_low(subject: Subject, context: Context) -> Iterator[Answer]:
    """Ask each sample of leaf whether all that its mitragynine may be is below what leaf holds."""
    for part in leaves(subject, context):
        found = held(subject, part, MITRAGYNINE, "%") if part.of(MITRAGYNINE) else None
        if found is None or found.high is None:
            continue
        yield FINE
        if found.high / _DRY < _LEAST:
            yield _doubt(found, found.high)


def _doubt(found: Held, most: Decimal) -> Doubt:
    return Doubt(
        says=Sentence(
            gettext_noop("Mitragynine, printed as %(amount)s, is below the poorest leaf on record, %(least)s %%."),
            amount=amount(found.result),
            least=plain(_LEAST),
        ),
        arithmetic=on_paper(
            (
                (gettext("printed"), amount(found.result)),
                (gettext("at most"), f"{plain(most)} %"),
                (gettext("of dry leaf, with 15 % water"), f"{rounded(most / _DRY)} %"),
                (gettext("least on record"), f"{plain(_LEAST)} %"),
            )
        ),
        evidence=found.prints,
        about=found.result,
        severity=Severity.WARNING if found.is_missed else Severity.NOTE,
    )
