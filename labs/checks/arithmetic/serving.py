"""The amount in a serving is not that in a unit, or in a millilitre, times the number of them that a serving has."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import ROUND_CEILING, Decimal

from labs.checks.amounts import amount, on_paper
from labs.checks.arithmetic.ratios import Ratio, agreement, between, concentration, is_unit, per_article, ratio
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, Source, check
from labs.checks.subject import Part, Subject
from labs.coa import AnalyteResult
from labs.quantities import Dimension
from labs.reference.amounts import plain
from labs.translatable import Sentence, gettext, gettext_noop

_PARTS_OF_A_UNIT = 4  # a serving may be a quarter of a tablet
_MILLILITRE = "mL"
_WHOLES = frozenset({"serving", "servings", "dose", "portion"})


@check(
    "arith.serving",
    severity=Severity.WARNING,
    title=gettext_noop("Amount per serving disagrees with the amount per unit"),
    explanation=gettext_noop(
        "A serving is a number of capsules, tablets, gummies or millilitres, the same number for every row. Some "
        "states cap alkaloids per serving, so this number decides."
    ),
    formula=gettext_noop("mg per serving = mg per unit × units per serving, or mg/mL × mL per serving"),
    example=gettext_noop(
        """\
Mitragynine                             15.32 mg/serving
beside it                                7.66 mg/capsule
capsules in a serving, by these two      1.996 to 2.004
capsules in a serving, by 3 other rows   2.97 to 3.031"""
    ),
    innocent=(gettext_noop("The serving on the label is another than the one that the laboratory was told."),),
    remedy=(gettext_noop("The laboratory can say of how many units it takes a serving to be."),),
    sources=(
        Source(
            text=gettext_noop("O.C.G.A. 16-13-122(b), limits per serving"),
            url="https://casetext.com/statute/code-of-georgia/title-16-crimes-and-offenses/chapter-13-controlled-substances/article-5-kratom/section-16-13-122-effective-112025-content-of-kratom-required-labeling",
        ),
        Source(
            text=gettext_noop("R.I. Gen. Laws 21-28.12-3, limits per serving"),
            url="https://law.counselstack.com/statute/ri/21-28.12-3",
        ),
    ),
    ours=gettext_noop("A serving may be any number of quarters of a unit."),
)
def serving(subject: Subject, context: Context) -> Iterator[Answer]:
    """Ask each row with an amount per unit and per serving whether they give one number of units."""
    for part in subject.parts:
        for article, ratios in _groups(subject, part).items():
            told = None if article == _MILLILITRE else context.units_per_serving
            found = agreement(ratios)
            if told is not None:
                low = high = Decimal(told)
                grounds = gettext("by the label")
            elif found is not None:
                low, high = found.low, found.high
                grounds = Sentence(gettext_noop("by %(count)s other rows"), count=str(found.rows))
            else:
                continue
            yield FINE
            off = [one for one in ratios if one.misses(low, high)]
            for one in off:
                yield _doubt(one, article, grounds, low, high)
            if not off and article != _MILLILITRE and not _holds_a_quarter(low, high):
                grounds = gettext("by every row, no number of quarters")
                yield _doubt(ratios[0], article, grounds, low, high)


def _groups(subject: Subject, part: Part) -> dict[str, list[Ratio]]:
    groups: defaultdict[str, list[Ratio]] = defaultdict(list)
    articles = {text: unit.article for text in part.units if (unit := per_article(text))}
    if _WHOLES.isdisjoint(articles.values()):
        return groups
    for row in part.wide_rows:
        named = [(one, articles[one.unit]) for one in row if one.unit in articles]
        servings = [one for one, article in named if article in _WHOLES]
        units = [(one, article) for one, article in named if is_unit(article)]
        units += [(one, _MILLILITRE) for one in row if _is_by_volume(one)]
        for whole in servings:
            for one, article in units:
                if found := ratio(subject, whole, one):
                    groups[article].append(found)
    return groups


def _is_by_volume(one: AnalyteResult) -> bool:
    unit = concentration(one.unit)
    return unit is not None and unit.dimension is Dimension.MASS_PER_VOLUME


def _holds_a_quarter(low: Decimal, high: Decimal) -> bool:
    return (low * _PARTS_OF_A_UNIT).to_integral_value(rounding=ROUND_CEILING) <= high * _PARTS_OF_A_UNIT


def _doubt(one: Ratio, article: str, grounds: str, low: Decimal, high: Decimal) -> Doubt:
    whole, unit = one.dividend, one.divisor
    several = article if article == _MILLILITRE else f"{article}s"
    expected = plain(low) if low == high else between(low, high, "")
    return Doubt(
        says=Sentence(
            gettext_noop("%(name)s is printed as %(amount)s and as %(other)s, which do not go together."),
            name=whole.name.text,
            amount=amount(whole),
            other=amount(unit),
        ),
        arithmetic=on_paper(
            (
                (whole.name.text, amount(whole)),
                (gettext("beside it"), amount(unit)),
                (
                    Sentence(gettext_noop("%(articles)s in a serving, by these two"), articles=several),
                    between(one.low, one.high, ""),
                ),
                (
                    Sentence(gettext_noop("%(articles)s in a serving, %(grounds)s"), articles=several, grounds=grounds),
                    expected,
                ),
            )
        ),
        evidence=(whole.printed, unit.printed),
        about=whole,
    )
