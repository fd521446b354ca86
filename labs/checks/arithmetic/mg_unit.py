"""The amount in a capsule, gummy or serving is not its concentration times the mass that the other rows give.

One capsule weighs the same for every analyte. Where the report prints its mass as a result, that decides; else what
most rows agree on does. A mass that only the head gives, such as ``Unit Weight 0.412 g``, is often nominal: it counts
as one row more, and decides only together with a row that agrees with it.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from labs.checks.amounts import amount, on_paper
from labs.checks.arithmetic.ratios import (
    Agreement,
    Ratio,
    agreement,
    between,
    concentration,
    is_unit,
    per_article,
    ratio,
    rows_of,
)
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, check
from labs.checks.document import Document
from labs.checks.sources import ROUNDING
from labs.checks.subject import Part, Subject
from labs.coa import AnalyteResult
from labs.quantities import Dimension, read_unit
from labs.translatable import Sentence, gettext, gettext_noop

_ARTICLES = "unit|capsule|cap|tablet|tab|gummy|softgel|piece|chew|sachet|lozenge|serving"
_MASS = re.compile(
    rf"\b(?:(?P<of>{_ARTICLES}) (?:fill )?(?:weight|mass|size)|(?:weight|mass) per (?P<per>{_ARTICLES}))"
    r"\s*[:=]?\s*(?P<amount>\d+(?:[.,]\d+)?)\s?(?P<unit>m?g|grams?)\b"
)
_MILLI = Decimal("0.001")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What one article weighs or holds, in g or mL, and how we know."""

    low: Decimal
    high: Decimal
    grounds: str
    printed: AnalyteResult | None = None


@check(
    "arith.mg_unit",
    severity=Severity.WARNING,
    title=gettext_noop("Amount per unit disagrees with the concentration"),
    explanation=gettext_noop(
        "An amount per capsule, gummy or serving is the concentration times what one weighs, and that is one mass for "
        "every row of the table."
    ),
    formula=gettext_noop("mg per unit = mg/g × mass of one unit, the mass as printed or as the other rows give it"),
    example=gettext_noop(
        """\
Mitragynine                  11.50 mg/capsule
beside it                    12.70 mg/g
one capsule by these two      0.904 to 0.907 g
one capsule by 3 other rows   0.5955 to 0.6101 g
12.70 mg/g in that much       7.562 to 7.748 mg/capsule"""
    ),
    innocent=(
        gettext_noop("The mass counts the shell for one row and not for another."),
        gettext_noop("A serving of one row is of other units than that of the rest."),
    ),
    remedy=(gettext_noop("The laboratory can say what one unit weighs, and which of the two numbers holds."),),
    sources=(ROUNDING,),
    ours=gettext_noop(
        "At least two rows must agree on a mass, and at most half as many miss it, before a row counts as wrong. A "
        "mass in the head of the report counts as a row."
    ),
)
def mg_unit(subject: Subject, context: Context) -> Iterator[Answer]:
    """Ask each row with a concentration and an amount per article whether the article weighs what the rest say."""
    for part in subject.parts:
        for (article, dimension), ratios in _groups(subject, part).items():
            known = (
                _printed_mass(subject, part, article, dimension)
                or _agreed(agreement(ratios))
                or _mass_of_head(subject, context.document, article, dimension, ratios)
            )
            if known is None:
                continue
            yield FINE
            for one in _off_in_every_column(ratios, known):
                yield _doubt(one, known, article, "g" if dimension is Dimension.MASS_FRACTION else "mL")


def _groups(subject: Subject, part: Part) -> dict[tuple[str, Dimension], list[Ratio]]:
    groups: defaultdict[tuple[str, Dimension], list[Ratio]] = defaultdict(list)
    articles = {text: unit.article for text in part.units if (unit := per_article(text))}
    concentrations = {text: unit.dimension for text in part.units if (unit := concentration(text))}
    for row in part.wide_rows if articles and concentrations else ():
        dividends = [(one, articles[one.unit]) for one in row if one.unit in articles]
        divisors = [(one, concentrations[one.unit]) for one in row if one.unit in concentrations]
        for dividend, article in dividends:
            for divisor, dimension in divisors:
                if found := ratio(subject, dividend, divisor):
                    groups[article, dimension].append(found)
    return groups


def _printed_mass(subject: Subject, part: Part, article: str, dimension: Dimension) -> _Known | None:
    if dimension is not Dimension.MASS_FRACTION or not is_unit(article):
        return None
    for one in part.of("unit_mass"):
        unit, interval = read_unit(one.unit), subject.allowed(one)
        if not subject.is_number(one) or unit is None or unit.dimension is not Dimension.MASS or interval is None:
            continue
        assert interval.high is not None
        low, high = interval.low * unit.factor, interval.high * unit.factor
        return _Known(low=low, high=high, grounds=gettext("by its printed mass"), printed=one)
    return None


def _agreed(found: Agreement | None) -> _Known | None:
    if found is None:
        return None
    grounds = Sentence(gettext_noop("by %(count)s other rows"), count=str(found.rows))
    return _Known(low=found.low, high=found.high, grounds=grounds)


def _mass_of_head(
    subject: Subject, document: Document | None, article: str, dimension: Dimension, ratios: Sequence[Ratio]
) -> _Known | None:
    """The one mass that the text gives an article, where rows enough agree with it; None for several samples."""
    if document is None or dimension is not Dimension.MASS_FRACTION or len(subject.parts) != 1:
        return None
    if rows_of(ratios) <= 1:  # against which there is no other
        return None
    told = {span for name, span in _masses(document) if _is_of(name, article)}
    if len(told) != 1:
        return None
    [(low, high)] = told
    off = [one for one in ratios if one.misses(low, high)]
    agreeing = rows_of([one for one in ratios if not one.misses(low, high)])
    if agreeing == 0 or 2 * rows_of(off) > agreeing + 1:
        return None
    return _Known(low=low, high=high, grounds=gettext("by its printed mass"))


def _masses(document: Document) -> Iterator[tuple[str, tuple[Decimal, Decimal]]]:
    """Each article and the least and most it weighs, in g: one whole unit of the last place to each side."""
    for found in _MASS.finditer(document.unaccented):
        amount = Decimal(found["amount"].replace(",", "."))
        step = Decimal(1).scaleb(int(amount.as_tuple().exponent))
        factor = _MILLI if found["unit"] == "mg" else Decimal(1)
        yield found["of"] or found["per"], (max(amount - step, Decimal(0)) * factor, (amount + step) * factor)


def _is_of(name: str, article: str) -> bool:
    """Whether an article goes by a name: a capsule by its own, and by unit; a unit by capsule."""
    one = article.rstrip("s")
    return name == one or ("unit" in (name, one) and is_unit(name) and is_unit(one))


def _off_in_every_column(ratios: list[Ratio], known: _Known) -> Iterator[Ratio]:
    """The first ratio of each article column that misses the mass by every concentration beside it."""
    columns: defaultdict[int, list[Ratio]] = defaultdict(list)
    for one in ratios:
        columns[id(one.dividend)].append(one)
    for of_column in columns.values():
        if all(one.misses(known.low, known.high) for one in of_column):
            yield of_column[0]


def _doubt(one: Ratio, known: _Known, article: str, base: str) -> Doubt:
    printed, beside = one.dividend, one.divisor
    unit, of = read_unit(printed.unit), read_unit(beside.unit)
    assert unit is not None
    assert of is not None
    assert beside.quantity.value is not None
    least, most = (beside.quantity.value * of.factor / unit.factor * mass for mass in (known.low, known.high))
    evidence = (printed.printed, beside.printed)
    return Doubt(
        says=Sentence(
            gettext_noop("%(name)s is printed as %(amount)s and as %(other)s, which do not go together %(grounds)s."),
            name=printed.name.text,
            amount=amount(printed),
            other=amount(beside),
            grounds=known.grounds,
        ),
        arithmetic=on_paper(
            (
                (printed.name.text, amount(printed)),
                (gettext("beside it"), amount(beside)),
                (
                    Sentence(gettext_noop("one %(article)s by these two"), article=article),
                    between(one.low, one.high, base),
                ),
                (
                    Sentence(gettext_noop("one %(article)s %(grounds)s"), article=article, grounds=known.grounds),
                    between(known.low, known.high, base),
                ),
                (
                    Sentence(gettext_noop("%(amount)s in that much"), amount=amount(beside)),
                    between(least, most, printed.unit),
                ),
            )
        ),
        evidence=evidence if known.printed is None else (*evidence, known.printed.printed),
        about=printed,
    )
