"""More 7-OH than mitragynine."""

from collections.abc import Iterator
from decimal import Decimal

from labs.checks.amounts import amount, on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, check
from labs.checks.profile.held import CONCENTRATIONS, MITRAGYNINE, SEVEN_OH, Held, held
from labs.checks.profile.literature import LEAF_7OH, SEVEN_OH_PRODUCTS
from labs.checks.subject import Subject
from labs.coa import AnalyteResult
from labs.quantities import Dimension, read_unit
from labs.reference.amounts import plain
from labs.translatable import Sentence, gettext, gettext_noop


@check(
    "alk.spiked_7oh",
    severity=Severity.ALERT,
    title=gettext_noop("More 7-OH than mitragynine"),
    explanation=gettext_noop(
        "Leaf holds a hundred times as much mitragynine as 7-hydroxymitragynine, and an extract made from it keeps "
        "them in proportion. Where 7-OH is the larger of the two, it was made or added."
    ),
    formula=gettext_noop("least 7-OH > most mitragynine"),
    example=gettext_noop(
        """\
7-Hydroxymitragynine  0.941 mg/mL
with rounding         0.9405 to 0.9415 mg/mL
Mitragynine           0.112 mg/mL
at most               0.1125 mg/mL"""
    ),
    innocent=(gettext_noop("The product is openly sold as 7-hydroxymitragynine."),),
    remedy=(
        gettext_noop(
            "The seller can say that the product is 7-hydroxymitragynine, and not call it leaf or kratom extract."
        ),
    ),
    sources=(SEVEN_OH_PRODUCTS, LEAF_7OH),
)
def spiked_7oh(subject: Subject, _context: Context) -> Iterator[Answer]:
    """Ask each sample whether all that its 7-OH may be is above all that its mitragynine may be."""
    for part in subject.parts:
        if not (part.of(SEVEN_OH) and part.of(MITRAGYNINE)):
            continue
        articles = dict.fromkeys(one.unit for one in part.of(SEVEN_OH) if _is_per_article(one))
        for unit in (*CONCENTRATIONS, *articles):
            ours, main = held(subject, part, SEVEN_OH, unit), held(subject, part, MITRAGYNINE, unit)
            if ours is None or main is None or main.high is None:
                continue
            yield FINE
            if ours.low > main.high:
                yield _doubt(ours, main, main.high)
            break


def _is_per_article(result: AnalyteResult) -> bool:
    unit = read_unit(result.unit)
    return unit is not None and unit.dimension is Dimension.MASS_PER_ARTICLE


def _doubt(ours: Held, main: Held, most: Decimal) -> Doubt:
    return Doubt(
        says=Sentence(
            gettext_noop(
                "There is more 7-hydroxymitragynine (%(amount)s) than mitragynine (%(mitragynine)s), the other way "
                "round than in the plant."
            ),
            amount=amount(ours.result),
            mitragynine=amount(main.result),
        ),
        arithmetic=on_paper(
            (
                (ours.result.name.text, amount(ours.result)),
                (gettext("with rounding"), ours.words),
                (main.result.name.text, amount(main.result)),
                (gettext("at most"), f"{plain(most)} {main.unit}"),
            )
        ),
        evidence=(*ours.prints, *main.prints),
        about=ours.result,
    )
