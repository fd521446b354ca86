"""Paynantheine or speciogynine out of proportion to mitragynine."""

from collections.abc import Iterator
from decimal import Decimal

from labs.checks.amounts import amount, on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, check
from labs.checks.kratom import is_named
from labs.checks.profile.held import CONCENTRATIONS, MITRAGYNINE, Held, held
from labs.checks.profile.literature import PRODUCTS, RAW_LEAF
from labs.checks.subject import Part, Subject
from labs.reference.amounts import plain, rounded
from labs.translatable import Sentence, gettext, gettext_noop

# Of mitragynine, the least and the most.
_BANDS = {
    "paynantheine": (Decimal("0.03"), Decimal("0.6")),
    "speciogynine": (Decimal("0.02"), Decimal("0.9")),
}


@check(
    "alk.profile_ratio",
    severity=Severity.WARNING,
    title=gettext_noop("Alkaloids out of proportion"),
    explanation=gettext_noop(
        "In leaf, and in extracts that keep its profile, paynantheine and speciogynine stand in proportion to "
        "mitragynine. Bands of this width hold nearly all leaf that we know of; they are provisional."
    ),
    formula=gettext_noop(
        "paynantheine ÷ mitragynine outside 0.03 to 0.6, or speciogynine ÷ mitragynine outside 0.02 to 0.9"
    ),
    example=gettext_noop(
        """\
Paynantheine  0.021 %: 0.0205 to 0.0215 %
Mitragynine   1.420 %: 1.4195 to 1.4205 %
ratio         at most 0.0151
band          0.03 to 0.6"""
    ),
    innocent=(
        gettext_noop("Trees of some kinds make other alkaloids, among them those grown in the US."),
        gettext_noop("Mitragynine and three alkaloids of the same mass run together in a short chromatogram."),
    ),
    remedy=(
        gettext_noop("The laboratory can show the chromatogram."),
        gettext_noop("The seller can say where the leaf is from."),
    ),
    sources=(RAW_LEAF, PRODUCTS),
    ours=gettext_noop("The bands are our choice, and provisional until we know many more leaf reports."),
)
def profile_ratio(subject: Subject, context: Context) -> Iterator[Answer]:
    """Ask each sample of leaf, extract or kratom by name whether all ratios that its prints allow are out of a band."""
    for part in subject.parts:
        # A capsule of kratom holds leaf or an extract, whichever of them.
        if not part.of(MITRAGYNINE) or not (context.form or part.form or is_named(part.sample)):
            continue
        for analyte, (least, most) in _BANDS.items():
            yield from _judge(subject, part, analyte, least, most)


def _judge(subject: Subject, part: Part, analyte: str, least: Decimal, most: Decimal) -> Iterator[Answer]:
    if not part.of(analyte):
        return
    for unit in CONCENTRATIONS:
        main, other = held(subject, part, MITRAGYNINE, unit), held(subject, part, analyte, unit)
        if main is None or other is None or main.high is None or other.high is None or main.low <= 0:
            continue
        yield FINE
        low, high = other.low / main.high, other.high / main.low
        band = Sentence(gettext_noop("%(low)s to %(high)s"), low=plain(least), high=plain(most))
        if high < least:
            yield _doubt(main, other, Sentence(gettext_noop("at most %(amount)s"), amount=rounded(high)), band)
        elif low > most:
            yield _doubt(main, other, Sentence(gettext_noop("at least %(amount)s"), amount=rounded(low)), band)
        return


def _doubt(main: Held, other: Held, ratio: str, band: str) -> Doubt:
    name = other.result.name.text
    return Doubt(
        says=Sentence(
            gettext_noop("%(name)s (%(amount)s) is %(ratio)s of mitragynine (%(mitragynine)s), outside the usual."),
            name=name,
            amount=amount(other.result),
            ratio=ratio,
            mitragynine=amount(main.result),
        ),
        arithmetic=on_paper(
            (
                (name, Sentence("%(amount)s: %(words)s", amount=amount(other.result), words=other.words)),
                (
                    main.result.name.text,
                    Sentence("%(amount)s: %(words)s", amount=amount(main.result), words=main.words),
                ),
                (gettext("ratio"), ratio),
                (gettext("band"), band),
            )
        ),
        evidence=(*other.prints, *main.prints),
        about=other.result,
    )
