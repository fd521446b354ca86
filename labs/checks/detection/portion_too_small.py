"""A microbe is absent in less material than the limit asks to look at."""

import re
from collections.abc import Iterator
from decimal import Decimal

from labs.checks.amounts import amount, on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, Source, check
from labs.checks.subject import Subject
from labs.checks.verdicts.chosen_limits import chosen_limits
from labs.coa import AnalyteResult, Panel
from labs.quantities import Kind
from labs.reference.amounts import plain
from labs.reference.limits import Basis, LimitSet
from labs.translatable import Sentence, gettext, gettext_noop

_PORTION = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:g|grams?)\b", re.IGNORECASE)


@check(
    "lod.portion_too_small",
    severity=Severity.NOTE,
    title=gettext_noop("Pathogen looked for in too little material"),
    explanation=gettext_noop(
        "What is absent in 1 g may still be in 25 g: a limit says how much material must be free of it."
    ),
    formula=gettext_noop("grams looked at < grams that the limit names"),
    example=gettext_noop(
        """\
looked at   1 g
limit      25 g"""
    ),
    innocent=(
        gettext_noop("Several portions were enriched together."),
        gettext_noop("The law of another market asks for less."),
    ),
    remedy=(
        gettext_noop("The laboratory can say how much material it looked at, or test the amount that the limit names."),
    ),
    sources=(
        Source(
            text=gettext_noop("Utah R70-580-5: absent in 100 g"),
            url="https://d1tvxue8o4w0fl.cloudfront.net/regulation/utah-administrative-code/agriculture-and-food/title-r70-regulatory-services/rule-r70-580-kratom-product-registration-and-labeling/section-r70-580-5-certificate-of-analysis",
        ),
        Source(
            text=gettext_noop("USP <2023>: absent in 10 g"),
            url="https://scribd.com/document/712683127/2023-USP-Recommended-Limits",
        ),
    ),
)
def portion_too_small(subject: Subject, context: Context) -> Iterator[Answer]:
    """Ask each organism that was not found whether as much was looked at as the printed or a chosen limit asks for."""
    for part in subject.parts:
        microbes = part.panel(Panel.MICROBIALS)
        chosen = (
            tuple(found.limits for found in chosen_limits(subject, part, context, context.limits)) if microbes else ()
        )
        for one in microbes:
            if one.quantity.kind is not Kind.NOT_DETECTED or not subject.is_sure(one):
                continue
            looked_at = _grams(one)
            asked = max(_asked(one, chosen), default=None, key=lambda pair: pair[0])
            if looked_at is None or asked is None:
                continue
            yield _doubt(one, looked_at, *asked) if looked_at < asked[0] else FINE


def _grams(one: AnalyteResult) -> Decimal | None:
    """The portion beside the result or in its name: ``Absent in 10 g``, ``Salmonella (25 g)``."""
    for text in (one.quantity.text, one.name.text):
        if found := _PORTION.search(text):
            return Decimal(found[1].replace(",", "."))
    return None


def _asked(one: AnalyteResult, chosen: tuple[LimitSet, ...]) -> Iterator[tuple[Decimal, str]]:
    if one.limit is not None and (found := _PORTION.search(one.limit.printed.text)):
        yield Decimal(found[1].replace(",", ".")), one.limit.printed.text
    for limits in chosen:
        for rule in limits.rules_for(one.analyte):
            if rule.basis is Basis.PORTION and rule.unit == "g":
                yield rule.value, Sentence("%(limit)s (%(title)s)", limit=rule.words, title=Sentence(limits.title))


def _doubt(one: AnalyteResult, looked_at: Decimal, asked: Decimal, words: str) -> Doubt:
    return Doubt(
        says=Sentence(
            gettext_noop("%(name)s is printed as %(amount)s, where the limit is %(limit)s."),
            name=one.name.text,
            amount=amount(one),
            limit=words,
        ),
        arithmetic=on_paper(((gettext("looked at"), f"{plain(looked_at)} g"), (gettext("limit"), f"{plain(asked)} g"))),
        evidence=(one.printed,) if one.limit is None else (one.printed, one.limit.printed),
        about=one,
    )
