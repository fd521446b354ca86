"""The report passes as a whole although a panel of it failed, or was not tested."""

from collections.abc import Iterator

from labs.checks.amounts import amount, limit_words, on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, check
from labs.checks.sources import iso_17025
from labs.checks.subject import Subject
from labs.coa import AnalyteResult, LabVerdict, Panel, PanelReport, Printed
from labs.quantities import Kind
from labs.reference.words import verdict_of
from labs.translatable import Sentence, commas, gettext, gettext_noop

# What a product of a plant is expected to be tested for.
_EXPECTED = {
    Panel.METALS: gettext("metals"),
    Panel.MICROBIALS: gettext("microbes"),
    Panel.ALKALOIDS: gettext("alkaloids"),
}

_FAIL = LabVerdict.FAIL


@check(
    "pf.overall_vs_panel",
    severity=Severity.ALERT,
    title=gettext_noop("Passes as a whole, though a panel failed or was not tested"),
    explanation=gettext_noop(
        "A reader looks at the word at the top of a report. It should not say pass where a panel below says fail, and "
        "where a panel was not tested the word does not cover it."
    ),
    formula=gettext_noop("overall PASS and a panel FAIL; a note for overall PASS and a panel not tested"),
    example=gettext_noop(
        """\
whole report  PASS
solvents      FAIL
Methanol      3420 ppm, limit 3000 ppm, Fail"""
    ),
    innocent=(
        gettext_noop("The word at the top is for some panels only, or for one sample of several."),
        gettext_noop("The panel was tested again, and passed."),
    ),
    remedy=(gettext_noop("The laboratory can say what its overall word covers."),),
    sources=(iso_17025("7.8.6"),),
    ours=gettext_noop(
        "It is an alert only where a row of the failed panel fails as well, or is over its printed limit, and the "
        "report is of one sample. Which panels we expect to be tested is our choice."
    ),
)
def overall_vs_panel(subject: Subject, _context: Context) -> Iterator[Answer]:
    """Ask a report that passes as a whole for panels and rows that fail, and for panels that were not tested."""
    coa = subject.coa
    overall = coa.overall_status
    if coa.overall_verdict is not LabVerdict.PASS or overall is None or overall.is_doubtful:
        return
    yield FINE
    failed = {one.panel: one for one in coa.panels if one.verdict is LabVerdict.FAIL and _is_sure(one)}
    for panel, report in failed.items():
        yield _of_panel(subject, overall, report, _worst(subject, panel))
    for row in _failing(subject):
        if row.panel not in failed:
            yield _of_row(overall, row)
    yield from _not_tested(subject, overall)


def _is_sure(report: PanelReport) -> bool:
    return report.status is not None and not report.status.is_doubtful


def _failing(subject: Subject) -> Iterator[AnalyteResult]:
    """The first failing row of each panel."""
    seen: set[Panel] = set()
    for one in subject.results:
        if one.verdict is _FAIL and one.panel not in seen and one.status and subject.is_sure(one):
            seen.add(one.panel)
            yield one


def _worst(subject: Subject, panel: Panel) -> AnalyteResult | None:
    """The row that a panel fails by: the first that fails, or else the first that is over its printed limit."""
    rows = [one for one in subject.results if one.panel is panel and subject.is_sure(one)]
    fails = (one for one in rows if one.verdict is LabVerdict.FAIL)
    return next(fails, None) or next((one for one in rows if _is_over(subject, one)), None)


def _is_over(subject: Subject, result: AnalyteResult) -> bool:
    limit, interval = result.in_own_unit(result.limit), subject.allowed(result)
    if limit is None or limit.value is None or interval is None or not subject.is_number(result):
        return False
    return limit.kind in (Kind.NUMBER, Kind.BELOW) and interval.all_above(limit.value)


def _of_panel(subject: Subject, overall: Printed, report: PanelReport, worst: AnalyteResult | None) -> Doubt:
    assert report.status is not None
    lines: list[tuple[str, str]] = [
        (gettext("whole report"), overall.text),
        (report.title.text, report.status.text),
    ]
    evidence = [overall, report.status]
    if worst is not None:
        lines.append((worst.name.text, _row_words(worst)))
        evidence.append(worst.printed)
    is_plain = worst is not None and len(subject.parts) == 1
    return Doubt(
        says=Sentence(
            gettext_noop("The report as a whole is printed as %(overall)s, its panel %(panel)s as %(status)s."),
            overall=overall.text,
            panel=report.title.text,
            status=report.status.text,
        ),
        arithmetic=on_paper(lines),
        evidence=tuple(evidence),
        about=worst,
        severity=Severity.ALERT if is_plain else Severity.WARNING,
    )


def _of_row(overall: Printed, row: AnalyteResult) -> Doubt:
    assert row.status is not None
    return Doubt(
        says=Sentence(
            gettext_noop("The report as a whole is printed as %(overall)s, its row %(name)s as %(status)s."),
            overall=overall.text,
            name=row.name.text,
            status=row.status.text,
        ),
        arithmetic=on_paper(((gettext("whole report"), overall.text), (row.name.text, _row_words(row)))),
        evidence=(overall, row.status, row.printed),
        about=row,
        severity=Severity.WARNING,
    )


def _row_words(row: AnalyteResult) -> str:
    words = amount(row)
    if row.limit is not None:
        limit = limit_words(row.limit, row.unit)
        words = Sentence(gettext_noop("%(amount)s, limit %(limit)s"), amount=words, limit=limit)
    return words if row.status is None else commas([words, row.status.text])


def _not_tested(subject: Subject, overall: Printed) -> Iterator[Answer]:
    """The expected panels that the report itself calls not tested, and of which it has no results."""
    for report in subject.coa.panels:
        status = report.status
        if status is None or report.panel not in _EXPECTED or verdict_of(status.text) != "not_tested":
            continue
        if any(part.panel(report.panel) for part in subject.parts):
            continue
        yield Doubt(
            says=Sentence(
                gettext_noop("The report as a whole is printed as %(overall)s, but %(panel)s were not tested."),
                overall=overall.text,
                panel=_EXPECTED[report.panel],
            ),
            arithmetic=on_paper(((gettext("whole report"), overall.text), (report.title.text, status.text))),
            evidence=(overall, status),
            severity=Severity.NOTE,
        )
