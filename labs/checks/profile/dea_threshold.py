"""7-OH above the line of the US federal notice of July 2026: 0.050 %, or 1.00 mg in an article."""

from collections.abc import Iterator
from decimal import Decimal

from labs.checks.amounts import amount, on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, check
from labs.checks.forms import Form
from labs.checks.profile.held import SEVEN_OH, Held, article_of, held, held_of
from labs.checks.profile.laws import DEA_NOTICE
from labs.checks.subject import Part, Subject
from labs.reference.amounts import plain
from labs.translatable import Sentence, gettext, gettext_noop

_BY_UNIT = {"%": Decimal("0.05"), "mg/mL": Decimal("0.5")}  # 0.050 % by mass, or of volume
_IN_AN_ARTICLE = Decimal(1)  # mg; not for leaf


@check(
    "alk.dea_threshold",
    severity=Severity.NOTE,
    title=gettext_noop("7-OH above the line in DEA's notice of July 2026"),
    explanation=gettext_noop(
        "In July 2026 the US Drug Enforcement Administration gave notice of a line for 7-hydroxymitragynine: 0.050 %, "
        "by dry weight in leaf, or 1.00 mg in an article other than leaf. Whether and in which words it came into "
        "force, we have not read."
    ),
    formula=gettext_noop("least 7-OH > 0.050 %, or, for other than leaf, least 7-OH per article > 1.00 mg"),
    example=gettext_noop(
        """\
printed        0.174 %
with rounding  0.1735 to 0.1745 %
line           0.05 %"""
    ),
    innocent=(gettext_noop("A notice is no law: the final order was not read."),),
    remedy=(gettext_noop("The seller can say which rule holds where the product is sold."),),
    sources=(DEA_NOTICE,),
)
def dea_threshold(subject: Subject, context: Context) -> Iterator[Answer]:
    """Ask each sample whether all that its 7-OH may be is above the line. Drying can only raise the share of leaf."""
    for part in subject.parts:
        judged = [one for one in _judged(subject, part, context) if one is not None] if part.of(SEVEN_OH) else []
        if judged:
            yield FINE
        over = next(((found, line) for found, line in judged if found.low > line), None)
        if over is not None:
            yield _doubt(*over)


def _judged(subject: Subject, part: Part, context: Context) -> Iterator[tuple[Held, Decimal] | None]:
    """The amounts that have a line, each with its own."""
    for unit, line in _BY_UNIT.items():
        if found := held(subject, part, SEVEN_OH, unit):
            yield found, line
    if (context.form or part.form) is not Form.EXTRACT:
        return
    for result in part.of(SEVEN_OH):
        if article_of(result) in ("unit", "container"):
            of = held_of(subject, (result,), f"mg/{result.unit.partition('/')[2]}")
            yield None if of is None else (of, _IN_AN_ARTICLE)


def _doubt(found: Held, line: Decimal) -> Doubt:
    words = f"{plain(line)} {found.unit}"
    return Doubt(
        says=Sentence(
            gettext_noop(
                "7-Hydroxymitragynine, printed as %(amount)s, is above the line in DEA's notice of July 2026, %(line)s."
            ),
            amount=amount(found.result),
            line=words,
        ),
        arithmetic=on_paper(
            (
                (gettext("printed"), amount(found.result)),
                (gettext("with rounding"), found.words),
                (gettext("line"), words),
            )
        ),
        evidence=found.prints,
        about=found.result,
    )
