"""A kratom report lacks tests that its kind calls for: alkaloids, metals, microbes; for an extract, solvents too."""

from collections.abc import Iterable, Iterator

from labs.checks.amounts import on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, check
from labs.checks.completeness.reports import of_same_batch
from labs.checks.forms import Form
from labs.checks.kratom import grounds
from labs.checks.sources import NEBRASKA, RHODE_ISLAND, UTAH
from labs.checks.subject import Subject
from labs.coa import AnalyteResult, CertificateOfAnalysis, Panel
from labs.translatable import Sentence, commas, either, gettext, gettext_noop

_NAMES = {
    Panel.ALKALOIDS: gettext("alkaloids"),
    Panel.METALS: gettext("metals"),
    Panel.MICROBIALS: gettext("microbes"),
}
_SALMONELLA = "Salmonella"
_NONE = gettext("none of these")
_SOLVENTS = gettext("residual solvents")


@check(
    "comp.missing_panels",
    severity=Severity.WARNING,
    title=gettext_noop("Tests missing for kratom"),
    explanation=gettext_noop(
        "Laws on kratom ask for alkaloids, metals and microbes, and some for the solvents of an extract. What is not "
        "tested is not known. Often the other tests are in another report of the same batch."
    ),
    formula=gettext_noop(
        "expected (alkaloids, metals, microbes with Salmonella; residual solvents of an extract) − printed"
    ),
    example=gettext_noop(
        """\
expected  alkaloids, metals, microbes, Salmonella
printed   alkaloids, metals
missing   microbes"""
    ),
    innocent=(
        gettext_noop("The laboratory printed a report for each panel, and this is one of them."),
        gettext_noop("Our reader did not recognise a table."),
    ),
    remedy=(gettext_noop("The seller can show the other reports of the batch."),),
    sources=(UTAH, NEBRASKA, RHODE_ISLAND),
    ours=gettext_noop("Which of the tests that some law asks for are expected of every report."),
)
def missing_panels(subject: Subject, context: Context) -> Iterator[Answer]:
    """Ask a report of kratom for the tests that neither it nor another report of its batch holds."""
    is_kratom = grounds(subject)
    if is_kratom is None or not subject.results:
        return
    yield FINE
    reports = (subject.coa, *of_same_batch(subject, context))
    expected = [*_NAMES.values(), _SALMONELLA, *([_SOLVENTS] if _is_extract(subject, context) else [])]
    held = _held(reports)
    missing = [name for name in expected if name not in held]
    if _NAMES[Panel.MICROBIALS] in missing:
        missing = [name for name in missing if name != _SALMONELLA]
    if not missing:
        return
    said = (
        gettext_noop("This report of kratom shows no test of %(missing)s, nor do others of its batch.")
        if len(reports) > 1
        else gettext_noop("This report of kratom shows no test of %(missing)s.")
    )
    yield Doubt(
        says=Sentence(said, missing=either(missing)),
        arithmetic=on_paper(
            (
                (gettext("expected"), commas(expected)),
                (gettext("printed"), commas([name for name in expected if name in held]) or _NONE),
                (gettext("missing"), commas(missing)),
            )
        ),
        evidence=(is_kratom,),
        severity=Severity.NOTE if missing == [_SOLVENTS] else None,
    )


def _is_extract(subject: Subject, context: Context) -> bool:
    forms = {context.form} if context.form else {part.form for part in subject.parts}
    return Form.EXTRACT in forms


def _held(reports: Iterable[CertificateOfAnalysis]) -> set[str]:
    held: set[str] = set()
    for coa in reports:
        results = coa.results
        panels = {one.panel for one in results} | {one.panel for one in coa.panels}
        held |= {name for panel, name in _NAMES.items() if panel in panels}
        held |= {_SOLVENTS} if Panel.SOLVENTS in panels else set()
        held |= {_SALMONELLA} if _holds_salmonella(results) else set()
    return held


def _holds_salmonella(results: Iterable[AnalyteResult]) -> bool:
    if "salmonella" in {one.analyte for one in results}:
        return True
    return any("salmonella" in one.name.text.casefold() for one in results)
