"""More mitragynine than leaf is known to hold."""

from collections.abc import Iterator
from decimal import Decimal

from labs.checks.amounts import amount, on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, check
from labs.checks.profile.held import MITRAGYNINE, held
from labs.checks.profile.leaves import leaves
from labs.checks.profile.literature import LEAF_MITRAGYNINE, WILD_TREES
from labs.checks.subject import Subject
from labs.reference.amounts import plain
from labs.translatable import Sentence, gettext, gettext_noop

# Per cent of dry leaf, each with where it is the most on record; the heaviest first. As received leaf holds less.
_RECORDS = (
    (Decimal("4.94"), Severity.WARNING, gettext("any leaf on record, one site in Thailand")),
    (Decimal("3.46"), Severity.WARNING, gettext("611 leaf samples from all of Thailand")),
    (Decimal("2.66"), Severity.NOTE, gettext("leaf of wild Thai trees")),
)


@check(
    "alk.leaf_mit_high",
    severity=Severity.WARNING,
    title=gettext_noop("Mitragynine too high for leaf"),
    explanation=gettext_noop(
        "Surveys of leaf give a range of mitragynine. This sample is called leaf and holds more than one or all of "
        "them found."
    ),
    formula=gettext_noop("least mitragynine > 2.66 % (note), > 3.46 % or > 4.94 % (warning)"),
    example=gettext_noop(
        """\
printed                                           6.21 %
with rounding                                     6.205 to 6.215 %
most in any leaf on record, one site in Thailand  4.94 %"""
    ),
    innocent=(
        gettext_noop("Young leaf picked in summer holds the most."),
        gettext_noop("The leaf was fortified with extract, and the label says so."),
    ),
    remedy=(gettext_noop("The seller can say where the leaf is from, and whether extract was added."),),
    sources=(LEAF_MITRAGYNINE, WILD_TREES),
    ours=gettext_noop("Which of the surveys' maxima makes a note and which a warning is our choice."),
)
def leaf_mit_high(subject: Subject, context: Context) -> Iterator[Answer]:
    """Ask each sample of leaf whether all that its mitragynine may be is above what leaf holds."""
    for part in leaves(subject, context):
        found = held(subject, part, MITRAGYNINE, "%") if part.of(MITRAGYNINE) else None
        if found is None:
            continue
        yield FINE
        for most, severity, of in _RECORDS:
            if found.low > most:
                yield Doubt(
                    says=Sentence(
                        gettext_noop("Mitragynine, printed as %(amount)s, is more than %(what)s, %(most)s %%."),
                        amount=amount(found.result),
                        what=of,
                        most=plain(most),
                    ),
                    arithmetic=on_paper(
                        (
                            (gettext("printed"), amount(found.result)),
                            (gettext("with rounding"), found.words),
                            (Sentence(gettext_noop("most in %(what)s"), what=of), f"{plain(most)} %"),
                        )
                    ),
                    evidence=found.prints,
                    about=found.result,
                    severity=severity,
                )
                break
