"""A row passes or fails, and no limit stands beside it."""

from collections import defaultdict
from collections.abc import Iterator

from labs.checks.amounts import LIMITED, amount, on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, Source, check
from labs.checks.sources import iso_17025
from labs.checks.subject import Subject
from labs.coa import AnalyteResult, LabVerdict, Panel
from labs.translatable import Sentence, gettext, gettext_noop

_VERDICTS = frozenset((LabVerdict.PASS, LabVerdict.FAIL))
_SHOWN = 5  # rows that are set out; the others are counted


@check(
    "pf.limit_missing",
    severity=Severity.NOTE,
    title=gettext_noop("Verdict without a limit"),
    explanation=gettext_noop(
        "Pass means pass against something. Without the limit in print nobody can follow the word."
    ),
    formula=gettext_noop("PASS or FAIL printed, and no limit in the row"),
    example=gettext_noop(
        """\
Lead  0.120 ppm, PASS, no limit"""
    ),
    innocent=(
        gettext_noop("The limits stand in another place of the report, or in the rule that it names."),
        gettext_noop("Our reader missed the column of limits."),
    ),
    remedy=(gettext_noop("The laboratory can print the limit beside each verdict."),),
    sources=(
        iso_17025("7.8.6.2"),
        Source(
            text=gettext_noop("Reports without limits, as a seller describes them"),
            url="https://www.ogbotanicals.co/og-botanicals-learn/how-to-read-kratom-lab-tests/",
        ),
    ),
)
def limit_missing(subject: Subject, _context: Context) -> Iterator[Answer]:
    """Ask each panel for rows with a verdict and no limit; one finding a panel."""
    missing: defaultdict[tuple[int, Panel], list[AnalyteResult]] = defaultdict(list)
    is_asked = False
    seen: set[int] = set()
    for one in subject.results:
        if one.status is None or (is_asked and one.limit is not None) or not _is_judged(one):
            continue
        is_asked = True
        if one.limit is not None:
            continue
        row = subject.row_of(one)
        if id(row) not in seen and all(other.limit is None for other in row) and subject.is_sure(one):
            seen.add(id(row))
            missing[subject.sample_numbers[id(one)], one.panel].append(one)
    if is_asked:
        yield FINE
    for (_, panel), rows in missing.items():
        yield _doubt(panel, rows)


def _is_judged(result: AnalyteResult) -> bool:
    """Whether a result is an amount, or what stands for one, with a verdict. Words and absences are their own limit."""
    if result.verdict not in _VERDICTS:
        return False
    kind = result.quantity.kind
    return (kind in LIMITED and result.panel is not Panel.MICROBIALS) or kind.is_amount


def _doubt(panel: Panel, rows: list[AnalyteResult]) -> Doubt:
    first, shown = rows[0], rows[:_SHOWN]
    no_limit = gettext_noop("%(amount)s, %(status)s, no limit")
    lines: list[tuple[str, str]] = [
        (one.name.text, Sentence(no_limit, amount=amount(one), status=one.status.text)) for one in shown if one.status
    ]
    if len(rows) > len(shown):
        lines.append((gettext("and"), Sentence(gettext_noop("%(count)s more"), count=str(len(rows) - len(shown)))))
    said = (
        gettext_noop("%(name)s is printed as %(word)s with no limit beside it (%(panel)s).")
        if len(rows) == 1
        else gettext_noop(
            "%(name)s, and %(more)s more of its panel, is printed as %(word)s with no limit beside it (%(panel)s)."
        )
    )
    return Doubt(
        says=Sentence(
            said,
            name=first.name.text,
            more=str(len(rows) - 1),
            word=first.status.text if first.status else "",
            panel=Sentence(panel.value),
        ),
        arithmetic=on_paper(lines),
        evidence=tuple(one.status for one in shown if one.status),
        about=first,
    )
