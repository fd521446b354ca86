"""More 7-OH than leaf is known to hold."""

from collections.abc import Iterator
from decimal import Decimal

from labs.checks.amounts import amount, on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, check
from labs.checks.horwitz import HORWITZ, surely_above
from labs.checks.profile.held import MITRAGYNINE, SEVEN_OH, Held, held
from labs.checks.profile.laws import CZECH
from labs.checks.profile.leaves import leaves, matrix_says_leaf
from labs.checks.profile.literature import LEAF_7OH, LEAF_MITRAGYNINE, POWDER_7OH
from labs.checks.subject import Part, Subject
from labs.reference.amounts import plain
from labs.translatable import Sentence, gettext, gettext_noop

# Per cent by weight, each with what it is the end of; the heaviest first.
_STEPS = (
    (Decimal("0.10"), Severity.ALERT, gettext("what the Czech Republic allows in leaf")),
    (Decimal("0.05"), Severity.WARNING, gettext("what leaf powder is reported to hold")),
    (Decimal("0.04"), Severity.NOTE, gettext("what leaf is reported to hold")),
)
_MOST_MITRAGYNINE = Decimal("4.94")  # %; with more it is no leaf, whatever its name says


@check(
    "alk.leaf_7oh_high",
    severity=Severity.ALERT,
    title=gettext_noop("7-OH too high for leaf"),
    explanation=gettext_noop(
        "Leaf is reported to hold 0.01 to 0.05 % 7-hydroxymitragynine, which forms as leaf dries. This sample is "
        "called leaf and holds more, by more than laboratories differ."
    ),
    formula=gettext_noop(
        "least 7-OH > step × (1 + 1.96 × PRSD), steps 0.04 % (note), 0.05 % (warning) and 0.10 % (alert)"
    ),
    example=gettext_noop(
        """\
printed                                 0.174 %
with rounding                           0.1735 to 0.1745 %
what the Czech Republic allows in leaf  0.1 %
with what laboratories differ by        0.1110 %"""
    ),
    innocent=(
        gettext_noop("Leaf that was dried in the sun or fermented oxidises further."),
        gettext_noop("The product is no plain leaf, and was entered as such by mistake."),
    ),
    remedy=(
        gettext_noop("The seller can say how the leaf was dried, and whether anything was added to it."),
        gettext_noop("The laboratory can measure the retained sample again."),
    ),
    sources=(LEAF_7OH, POWDER_7OH, CZECH, LEAF_MITRAGYNINE, HORWITZ),
    ours=gettext_noop(
        "The three steps are our choice; one laboratory's page speaks of 0.1 to 0.4 % in raw leaf. An alert needs a "
        "printed matrix that says leaf, or a product registered as leaf, and mitragynine within what leaf holds."
    ),
)
def leaf_7oh_high(subject: Subject, context: Context) -> Iterator[Answer]:
    """Ask each sample of leaf whether all that its 7-OH may be is above what leaf holds."""
    for part in leaves(subject, context):
        found = held(subject, part, SEVEN_OH, "%") if part.of(SEVEN_OH) else None
        if found is None:
            continue
        yield FINE
        for step, severity, of in _STEPS:
            if found.low > _edge(step):
                is_open = severity is Severity.ALERT and not _is_surely_leaf(subject, part, context)
                yield _doubt(found, step, Severity.WARNING if is_open else severity, of)
                break


def _edge(step: Decimal) -> Decimal:
    return surely_above(step / 100) * 100


def _is_surely_leaf(subject: Subject, part: Part, context: Context) -> bool:
    if context.form is None and not matrix_says_leaf(part):
        return False
    mitragynine = held(subject, part, MITRAGYNINE, "%")
    return mitragynine is not None and mitragynine.high is not None and mitragynine.high <= _MOST_MITRAGYNINE


def _doubt(found: Held, step: Decimal, severity: Severity, of: str) -> Doubt:
    return Doubt(
        says=Sentence(
            gettext_noop("7-Hydroxymitragynine, printed as %(amount)s, is above %(what)s, %(step)s %%."),
            amount=amount(found.result),
            what=of,
            step=plain(step),
        ),
        arithmetic=on_paper(
            (
                (gettext("printed"), amount(found.result)),
                (gettext("with rounding"), found.words),
                (of, f"{plain(step)} %"),
                (gettext("with what laboratories differ by"), f"{_edge(step):.4f} %"),
            )
        ),
        evidence=found.prints,
        about=found.result,
        severity=severity,
    )
