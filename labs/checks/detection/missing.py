"""Nothing was detected or measured, and the report does not say how little its method can see."""

from collections.abc import Iterator

from labs.checks.amounts import LIMITED, amount, on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, Source, check
from labs.checks.subject import Row, Subject
from labs.coa import AnalyteResult, Panel
from labs.quantities import read_unit
from labs.translatable import Sentence, gettext, gettext_noop

# Microbes are absent in a portion, foreign matter is what one sees: neither is an amount in a unit.
_PANELS = (
    Panel.ALKALOIDS,
    Panel.POTENCY,
    Panel.TERPENES,
    Panel.METALS,
    Panel.MYCOTOXINS,
    Panel.PESTICIDES,
    Panel.SOLVENTS,
)


@check(
    "lod.missing",
    severity=Severity.NOTE,
    title=gettext_noop("No LOD or LOQ printed"),
    explanation=gettext_noop("“Not detected” says nothing unless one knows how little the method would have detected."),
    formula=gettext_noop("ND or <LOQ in a panel of which no row has a LOD or LOQ"),
    example=gettext_noop(
        """\
rows of the panel           2
of these without an amount  1
of these with LOD or LOQ    0"""
    ),
    innocent=(
        gettext_noop("The report says that limits are given on request."),
        gettext_noop("The limits stand where our reader did not find them."),
    ),
    remedy=(gettext_noop("The laboratory can print the LOD and LOQ of each analyte."),),
    sources=(
        Source(
            text=gettext_noop(
                "On the quantification limit as the most abused field of a certificate: Cannabis Business Times"
            ),
            url="https://cannabisbusinesstimes.com/news/how-to-pick-out-fraudulent-false-misleading-coas-hemp",
        ),
    ),
)
def missing(subject: Subject, _context: Context) -> Iterator[Answer]:
    """Ask each panel in which something is not a number whether a limit of the method is printed anywhere in it."""
    for part in subject.parts:
        for panel in _PANELS:
            results = part.panel(panel)
            censored = _censored(subject, results)
            first = next(censored, None)
            if first is None:
                continue
            if any(one.lod is not None or one.loq is not None for one in results):
                yield FINE
            else:
                yield _doubt((first, *censored), len({(one.table, one.row) for one in results}))


def _censored(subject: Subject, results: Row) -> Iterator[AnalyteResult]:
    """The results that lean on a limit of the method, in a unit that we know."""
    return (one for one in results if one.quantity.kind in LIMITED and read_unit(one.unit) and subject.is_sure(one))


def _doubt(censored: Row, rows: int) -> Doubt:
    first = censored[0]
    count = len({(one.table, one.row) for one in censored})
    return Doubt(
        says=Sentence(
            gettext_noop("%(name)s is printed as %(amount)s, with no LOD or LOQ in its panel."),
            name=first.name.text,
            amount=amount(first),
        ),
        arithmetic=on_paper(
            (
                (gettext("rows of the panel"), f"{rows}"),
                (gettext("of these without an amount"), f"{count}"),
                (gettext("of these with LOD or LOQ"), "0"),
            )
        ),
        evidence=(first.printed,),
        about=first,
    )
