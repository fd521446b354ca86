"""Every analyte of a panel has the same LOD and LOQ, which measured limits seldom do."""

from collections.abc import Iterator

from labs.checks.amounts import limit_words, on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, check
from labs.checks.subject import Row, Subject
from labs.coa import AnalyteResult, Panel
from labs.translatable import Sentence, gettext, gettext_noop

_MANY = 8
_PANELS = tuple(
    panel for panel in Panel if panel not in (Panel.MICROBIALS, Panel.FOREIGN, Panel.IDENTITY, Panel.MOISTURE)
)


@check(
    "lod.lod_too_uniform",
    severity=Severity.NOTE,
    title=gettext_noop("Same LOD for every analyte of a panel"),
    explanation=gettext_noop(
        "A method sees some analytes better than others. One limit for all of them is rather a reporting limit that "
        "the laboratory chose. A weak sign by itself."
    ),
    formula=gettext_noop("8 or more analytes of a panel, all with one LOD and one LOQ"),
    example=gettext_noop(
        """\
analytes with limits  8
LOD of each           0.05 mg/g
LOQ of each           0.15 mg/g"""
    ),
    innocent=(gettext_noop("The laboratory reports by one limit as its policy, above the limits of its method."),),
    remedy=(gettext_noop("The laboratory can say that the column is a reporting limit."),),
    sources=(),
    ours=gettext_noop("The number of eight analytes is our choice."),
)
def lod_too_uniform(subject: Subject, _context: Context) -> Iterator[Answer]:
    """Ask each panel with eight or more limits of detection and quantification whether they are all the same."""
    for part in subject.parts:
        for panel in _PANELS:
            results = part.panel(panel)
            if len(results) < _MANY:
                continue
            rows = {one.analyte or one.name.text: one for one in results if one.lod and one.loq}
            if len(rows) < _MANY:
                continue
            listed = tuple(rows.values())
            first = _limits(listed[0])
            yield _doubt(listed) if all(_limits(one) == first for one in listed) else FINE


def _limits(one: AnalyteResult) -> tuple[str, str]:
    assert one.lod is not None
    assert one.loq is not None
    return one.lod.quantity.text, one.loq.quantity.text


def _doubt(rows: Row) -> Doubt:
    first = rows[0]
    assert first.lod is not None
    assert first.loq is not None
    lod, loq = limit_words(first.lod, first.unit), limit_words(first.loq, first.unit)
    return Doubt(
        says=Sentence(
            gettext_noop(
                "All %(count)s analytes of the panel, %(name)s first, have a LOD of %(lod)s and a LOQ of %(loq)s."
            ),
            count=str(len(rows)),
            name=first.name.text,
            lod=lod,
            loq=loq,
        ),
        arithmetic=on_paper(
            (
                (gettext("analytes with limits"), f"{len(rows)}"),
                (gettext("LOD of each"), lod),
                (gettext("LOQ of each"), loq),
            )
        ),
        evidence=(first.lod.printed, first.loq.printed),
        about=first,
    )
