"""An alkaloid that does not grow in the plant: made from mitragynine or 7-OH."""

import re
from collections.abc import Iterator
from functools import cache

from labs.checks.amounts import amount, on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, check
from labs.checks.profile.laws import OHIO
from labs.checks.profile.literature import HHS_STATEMENT
from labs.checks.subject import Part, Subject
from labs.coa import AnalyteResult, Panel
from labs.quantities import Kind
from labs.reference.amounts import span
from labs.reference.analytes import all_analytes, by_slug
from labs.reference.words import fold
from labs.translatable import Sentence, gettext, gettext_noop


@check(
    "alk.synthetic_analogue",
    severity=Severity.ALERT,
    title=gettext_noop("Alkaloid that does not grow in the plant"),
    explanation=gettext_noop(
        "Mitragynine pseudoindoxyl, 7-acetoxymitragynine, MGM-15 and MGM-16 are made from alkaloids of the leaf. This "
        "report gives an amount of one, or the product is named after it."
    ),
    formula=gettext_noop(
        "least amount > 0 and not below its own LOQ; a warning for a name, or for a word such as detected"
    ),
    example=gettext_noop(
        """\
Mitragynine pseudoindoxyl  0.213 mg/mL
Mitragynine pseudoindoxyl  3.20 mg/serving
with rounding              0.2125 to 0.2135 mg/mL"""
    ),
    innocent=(gettext_noop("The product is openly sold as what the report names, in a market that allows it."),),
    remedy=(gettext_noop("The seller can say what the product was made from, and in which markets it is sold."),),
    sources=(OHIO, HHS_STATEMENT),
)
def synthetic_analogue(subject: Subject, _context: Context) -> Iterator[Answer]:
    """Ask each sample for amounts of made alkaloids, and its product's name for theirs."""
    for part in subject.parts:
        said: set[str] = set()
        for slug in _made():
            rows = part.of(slug)
            if not rows:
                continue
            yield FINE
            if (doubt := _measured(subject, rows)) is not None:
                said.add(slug)
                yield doubt
        yield from _named(part, said)


@cache
def _made() -> tuple[str, ...]:
    """The slugs of alkaloids that the catalogue says are not of the plant."""
    return tuple(one.slug for one in all_analytes() if one.group == "alkaloid" and one.natural.startswith("not_"))


def _measured(subject: Subject, rows: tuple[AnalyteResult, ...]) -> Doubt | None:
    sure = [one for one in rows if subject.is_sure(one)]
    for one in sure:
        interval = subject.allowed(one)
        if subject.is_number(one) and interval is not None and interval.low > 0 and not _is_below_loq(one):
            lines = [(other.name.text, amount(other)) for other in sure]
            return _doubt(one, (*lines, (gettext("with rounding"), span(interval, one.unit))), sure, Severity.ALERT)
    seen = next((one for one in sure if one.quantity.kind is Kind.PRESENT), None)
    return None if seen is None else _doubt(seen, ((seen.name.text, seen.quantity.text),), [seen], Severity.WARNING)


def _is_below_loq(result: AnalyteResult) -> bool:
    """Whether a number lies below its own LOQ or LOD, and so is no measurement."""
    limits = (result.in_own_unit(one) for one in (result.lod, result.loq))
    value = result.quantity.value
    return any(one is not None and one.value is not None and value is not None and value < one.value for one in limits)


def _doubt(
    result: AnalyteResult, lines: tuple[tuple[str, str], ...], rows: list[AnalyteResult], severity: Severity
) -> Doubt:
    return Doubt(
        says=Sentence(
            gettext_noop("%(name)s, which does not grow in the plant, is printed as %(amount)s."),
            name=result.name.text,
            amount=amount(result),
        ),
        arithmetic=on_paper(lines),
        evidence=(result.printed, *(one.printed for one in rows if one is not result)),
        about=result,
        severity=severity,
    )


def _named(part: Part, said: set[str]) -> Iterator[Answer]:
    """The product's name, where it names a made alkaloid that the report gives no amount of."""
    name = part.sample.product_name
    if name is None or not part.panel(Panel.ALKALOIDS):
        return
    folded = f" {fold(name.text)} "
    for slug in _made():
        if slug not in said and _names(slug).search(folded):
            known = by_slug(slug)
            assert known is not None
            yield FINE
            yield Doubt(
                says=Sentence(
                    gettext_noop("The product's name, %(product)s, names %(name)s, which does not grow in the plant."),
                    product=name.text,
                    name=Sentence(known.name),
                ),
                arithmetic=on_paper(((gettext("product"), name.text), (gettext("names"), known.name))),
                evidence=(name,),
                severity=Severity.WARNING,
            )


@cache
def _names(slug: str) -> re.Pattern[str]:
    """What finds a name of an alkaloid, as whole words, in a folded text between two spaces."""
    analyte = by_slug(slug)
    assert analyte is not None
    names = {fold(one) for one in (analyte.name, *analyte.synonyms)}
    return re.compile(f" (?:{'|'.join(map(re.escape, sorted(names)))}) ")
