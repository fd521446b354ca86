"""No other published report of the laboratory was known when this one was checked: what comes later is not told."""

from collections.abc import Iterator

from labs.checks.amounts import on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, check
from labs.checks.subject import Subject
from labs.translatable import Sentence, gettext, gettext_noop


@check(
    "id.lab_unknown",
    severity=Severity.NOTE,
    title=gettext_noop("First report of this laboratory here"),
    explanation=gettext_noop(
        "Of a laboratory with several published reports one knows what its reports look like. Here is no other, so "
        "nobody can tell by comparing whether this is how it prints them. It says nothing of the laboratory: there is "
        "no list of all there are."
    ),
    formula=gettext_noop("published reports of a laboratory of that name, beside this one = 0"),
    example=gettext_noop(
        """\
laboratory               Coppermoth Analytics
other reports published  0"""
    ),
    innocent=(
        gettext_noop("The first report of every laboratory is a first report."),
        gettext_noop("The laboratory prints its name in another way on its other reports, or it was misread."),
    ),
    remedy=(gettext_noop("The laboratory can name the place where its own copy of the report can be seen."),),
    sources=(),
    ours=gettext_noop(
        "That a laboratory is known here by its published reports, since no list of all laboratories exists."
    ),
)
def lab_unknown(subject: Subject, context: Context) -> Iterator[Answer]:
    """Ask how many other reports of the laboratory are known; quiet where nobody counted them."""
    laboratory = subject.coa.lab_name
    if laboratory is None or laboratory.is_doubtful or context.laboratory_reports is None:
        return
    yield FINE
    if context.laboratory_reports:
        return
    yield Doubt(
        says=Sentence(
            gettext_noop("No other published report of %(laboratory)s was known here when this one was checked."),
            laboratory=laboratory.text,
        ),
        arithmetic=on_paper(((gettext("laboratory"), laboratory.text), (gettext("other reports published"), "0"))),
        evidence=(laboratory,),
    )
