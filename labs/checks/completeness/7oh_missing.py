# ruff: noqa: N999 -- the module bears the name of its check
"""Mitragynine is reported and 7-hydroxymitragynine is not, on which every cap in a kratom law is set."""

from collections.abc import Iterator

from labs.checks.amounts import amount, on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, check
from labs.checks.completeness.reports import of_same_batch
from labs.checks.sources import NEBRASKA, RHODE_ISLAND
from labs.checks.subject import Subject
from labs.coa import AnalyteResult, Panel
from labs.reference.words import fold
from labs.translatable import Sentence, gettext, gettext_noop

_MITRAGYNINE = "mitragynine"
_OURS = frozenset({"7_hydroxymitragynine", "7oh_share_of_alkaloids", "mit_to_7oh_ratio"})
_ANY_NAME = (
    "7 hydroxymitragynine",
    "7 hydroxymitragynin",
    "hydroxymitragynine",
    "7 hydroxy",
    "7 oh",
    "7oh",
    "7 hmg",
    "7hmg",
    "7 ohm",
    "7ohm",
)


@check(
    "comp.7oh_missing",
    severity=Severity.WARNING,
    title=gettext_noop("Mitragynine reported, 7-OH not"),
    explanation=gettext_noop(
        "Laws on kratom cap 7-hydroxymitragynine. A report that leaves it out cannot show that they are kept."
    ),
    formula=gettext_noop("a row of mitragynine, and no row of 7-hydroxymitragynine"),
    example=gettext_noop(
        """\
alkaloids in print    Mitragynine, Paynantheine
7-hydroxymitragynine  no row"""
    ),
    innocent=(
        gettext_noop("7-hydroxymitragynine is in another report of the batch."),
        gettext_noop("It is printed under a name that our reader does not know."),
    ),
    remedy=(gettext_noop("The laboratory can report 7-hydroxymitragynine, or its LOD where none was found."),),
    sources=(NEBRASKA, RHODE_ISLAND),
)
def missing_7oh(subject: Subject, context: Context) -> Iterator[Answer]:
    """Ask a report with mitragynine whether it, or another of its batch, speaks of 7-hydroxymitragynine at all."""
    mitragynine = next((one for part in subject.parts for one in part.of(_MITRAGYNINE)), None)
    if mitragynine is None or not subject.is_sure(mitragynine):
        return
    yield FINE
    rows = (*subject.results, *(one for coa in of_same_batch(subject, context) for one in coa.results))
    if any(_may_be_ours(one) for one in rows):
        return
    if context.document is not None and context.document.says(_ANY_NAME):
        return
    alkaloids = [one for part in subject.parts for one in part.panel(Panel.ALKALOIDS)]
    names = dict.fromkeys(one.name.text for one in (alkaloids or [mitragynine]))
    yield Doubt(
        says=Sentence(
            gettext_noop("Mitragynine is reported as %(amount)s, and 7-hydroxymitragynine is not reported."),
            amount=amount(mitragynine),
        ),
        arithmetic=on_paper(
            (
                (gettext("alkaloids in print"), ", ".join(names)),
                (gettext("7-hydroxymitragynine"), gettext("no row")),
            ),
        ),
        evidence=(mitragynine.name, mitragynine.printed),
        about=mitragynine,
    )


def _may_be_ours(one: AnalyteResult) -> bool:
    if one.analyte is not None:
        return one.analyte in _OURS
    return any(f" {name} " in f" {fold(one.name.text)} " for name in _ANY_NAME)
