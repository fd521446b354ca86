"""7-OH above 0.5 mg in a gram."""

from collections.abc import Iterator
from decimal import Decimal

from labs.checks.amounts import amount, on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, check
from labs.checks.profile.held import SEVEN_OH, Held, held
from labs.checks.profile.laws import DEA_NOTICE, GEORGIA, RHODE_ISLAND
from labs.checks.subject import Subject
from labs.reference.amounts import plain, rounded
from labs.translatable import Sentence, gettext, gettext_noop

_CAP = Decimal("0.5")  # mg/g
_DENSEST = Decimal("1.5")  # g/mL; syrups and glycerol stay below


@check(
    "alk.mg_per_gram",
    severity=Severity.WARNING,
    title=gettext_noop("7-OH above 0.5 mg/g"),
    explanation=gettext_noop(
        "Georgia and Rhode Island cap 7-hydroxymitragynine at 0.5 mg in a gram of product; a US federal notice of 2026 "
        "names the same share, 0.050 %."
    ),
    formula=gettext_noop("least 7-OH > 0.5 mg/g; for a liquid, least mg/mL ÷ 1.5 g/mL > 0.5 mg/g"),
    example=gettext_noop(
        """\
printed                    0.941 mg/mL
with rounding              0.9405 to 0.9415 mg/mL
by mass, at most 1.5 g/mL  0.627 mg/g or more
cap                        0.5 mg/g"""
    ),
    innocent=(gettext_noop("The product is openly sold as 7-hydroxymitragynine, in a market that allows it."),),
    remedy=(gettext_noop("The seller can say in which markets the product is sold."),),
    sources=(GEORGIA, RHODE_ISLAND, DEA_NOTICE),
    ours=gettext_noop("We take no liquid to be denser than 1.5 g/mL."),
)
def mg_per_gram(subject: Subject, _context: Context) -> Iterator[Answer]:
    """Ask each sample whether all that its 7-OH may be is above 0.5 mg/g; quiet where that cannot be told."""
    for part in subject.parts:
        if not part.of(SEVEN_OH):
            continue
        if found := held(subject, part, SEVEN_OH, "mg/g"):
            yield from _judge(found, Decimal(1))
        elif found := held(subject, part, SEVEN_OH, "mg/mL"):
            yield from _judge(found, _DENSEST)


def _judge(found: Held, density: Decimal) -> Iterator[Answer]:
    least = found.low / density
    if density == 1 and found.high is not None and found.high <= _CAP:
        yield FINE
    elif least > _CAP:
        yield FINE
        yield Doubt(
            says=Sentence(
                gettext_noop(
                    "7-Hydroxymitragynine, printed as %(amount)s, is above the 0.5 mg/g that Georgia and Rhode Island "
                    "allow."
                ),
                amount=amount(found.result),
            ),
            arithmetic=on_paper(_lines(found, density, least)),
            evidence=found.prints,
            about=found.result,
        )


def _lines(found: Held, density: Decimal, least: Decimal) -> Iterator[tuple[str, str]]:
    yield gettext("printed"), amount(found.result)
    yield gettext("with rounding"), found.words
    if density != 1:
        label = Sentence(gettext_noop("by mass, at most %(density)s g/mL"), density=plain(density))
        yield label, Sentence(gettext_noop("%(amount)s or more"), amount=f"{rounded(least)} mg/g")
    yield gettext("cap"), f"{plain(_CAP)} mg/g"
