"""Leaf in which a sensitive method found none of four metals."""

from collections.abc import Iterator
from decimal import Decimal

from labs.checks.amounts import factor_between, on_paper, with_words
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, Source, check
from labs.checks.profile.held import Held, held
from labs.checks.profile.leaves import leaves
from labs.checks.subject import Subject
from labs.coa import AnalyteResult
from labs.quantities import Kind
from labs.reference.amounts import plain
from labs.translatable import Sentence, gettext_noop

_METALS = ("lead", "nickel", "cadmium", "arsenic")
_SENSITIVE = Decimal("0.05")  # ppm


@check(
    "stat.all_nd",
    severity=Severity.NOTE,
    title=gettext_noop("No metal detected in leaf"),
    explanation=gettext_noop(
        "Plants take up metals from soil: seven of eight products in one survey held measurable nickel and lead. Leaf "
        "without any is unusual, not wrong."
    ),
    formula=gettext_noop("lead, nickel, cadmium and arsenic all not detected, each with a LOD of at most 0.05 ppm"),
    example=gettext_noop(
        """\
Lead             ND, at most 0.01 ppm
Nickel           ND, at most 0.01 ppm
Cadmium          ND, at most 0.01 ppm
Arsenic (total)  ND, at most 0.01 ppm"""
    ),
    innocent=(gettext_noop("The leaf was washed, or grew on poor soil."), gettext_noop("The product is an extract.")),
    remedy=(gettext_noop("The laboratory can say how much sample it took, and by how much it was diluted."),),
    sources=(
        Source(
            text=gettext_noop("Nickel 0.73 to 7.4, lead 0.16 to 1.6 µg/g in seven of eight products: Prozialeck 2020"),
            url="https://pmc.ncbi.nlm.nih.gov/articles/PMC7432033",
        ),
    ),
    ours=gettext_noop("That 0.05 ppm is sensitive enough to wonder is our choice."),
)
def all_nd(subject: Subject, context: Context) -> Iterator[Answer]:
    """Ask each sample of leaf with all four metals whether all of them were missed by a sensitive method."""
    for part in leaves(subject, context):
        if not all(part.of(metal) for metal in _METALS):
            continue
        found = [one for metal in _METALS if (one := held(subject, part, metal, "ppm")) is not None]
        if len(found) < len(_METALS):
            continue
        yield FINE
        if all(_is_missed(one) for one in found):
            yield Doubt(
                says=Sentence(
                    gettext_noop(
                        "Lead, nickel, cadmium and arsenic were all not detected in leaf, by a method that sees "
                        "0.05 ppm."
                    )
                ),
                arithmetic=on_paper(
                    (
                        one.result.name.text,
                        with_words(
                            one.result, Sentence(gettext_noop("at most %(amount)s"), amount=f"{plain(one.high)} ppm")
                        ),
                    )
                    for one in found
                    if one.high is not None
                ),
                evidence=tuple(one.result.printed for one in found),
            )


def _is_missed(found: Held) -> bool:
    return (
        found.is_missed and found.high is not None and min(found.high, _lod(found.result) or found.high) <= _SENSITIVE
    )


def _lod(result: AnalyteResult) -> Decimal | None:
    """What the method sees, in ppm, of a result that it did not see; None where its unit is not in print."""
    limit = result.lod
    if limit is None or limit.quantity.value is None or result.quantity.kind is not Kind.NOT_DETECTED:
        return None
    factor = factor_between(limit.unit, "ppm")
    return None if factor is None else limit.quantity.value * factor
