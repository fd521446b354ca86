"""Metals were tested, and nickel was not, which the FDA found in kratom together with lead."""

from collections.abc import Iterator

from labs.checks.amounts import on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, Source, check
from labs.checks.completeness.reports import of_same_batch
from labs.checks.subject import Subject
from labs.coa import AnalyteResult, Panel
from labs.reference.words import fold
from labs.translatable import gettext, gettext_noop

_NICKEL = ("nickel", "nikl", "niquel", "nichel", "nikiel", "ni")


@check(
    "comp.nickel_missing",
    severity=Severity.NOTE,
    title=gettext_noop("Nickel not tested"),
    explanation=gettext_noop(
        "The FDA named lead and nickel as the metals it found in kratom. Most laboratories test four metals and nickel "
        "is not one of them, so most reports show this note: it tells what is not known, and is no fault of the report."
    ),
    formula=gettext_noop("a row of a metal, and no row of nickel"),
    example=gettext_noop(
        """\
metals in print  Arsenic (total), Cadmium, Lead, Mercury (total)
nickel           no row"""
    ),
    innocent=(
        gettext_noop("The usual four metals are arsenic, cadmium, lead and mercury."),
        gettext_noop("Nickel is in another report."),
    ),
    remedy=(gettext_noop("The seller can ask the laboratory for nickel."),),
    sources=(
        Source(
            text=gettext_noop("FDA on lead and nickel in kratom, as reported in WholeFoods Magazine"),
            url="https://wholefoodsmagazine.com/articles/5731-fda-analysis-finds-unsafe-levels-of-heavy-metals-in-kratom-products",
        ),
    ),
)
def nickel_missing(subject: Subject, context: Context) -> Iterator[Answer]:
    """Ask a report with metals whether it, or another of its batch, reports nickel."""
    metals = [one for part in subject.parts for one in part.panel(Panel.METALS)]
    if not metals:
        return
    yield FINE
    others = (one for coa in of_same_batch(subject, context) for one in coa.results)
    if any(_is_nickel(one) for one in (*metals, *others)):
        return
    names = dict.fromkeys(one.name.text for one in metals)
    yield Doubt(
        says=gettext("Metals were tested, and nickel is not one of them."),
        arithmetic=on_paper(((gettext("metals in print"), ", ".join(names)), (gettext("nickel"), gettext("no row")))),
        evidence=(metals[0].name,),
    )


def _is_nickel(one: AnalyteResult) -> bool:
    return one.analyte == "nickel" or (one.analyte is None and bool(set(_NICKEL) & set(fold(one.name.text).split())))
