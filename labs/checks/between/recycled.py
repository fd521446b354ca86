"""Two reports of different batches print the same numbers.

Quantified results only: not ND, not limits, not totals, which follow from the others. Of a row with several units the
whole row counts once.
"""

from collections.abc import Iterator

from labs.checks.amounts import on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, check
from labs.checks.between.numbers import Match, Numbers, matched, numbers_of
from labs.checks.between.others import Pair, pairs
from labs.checks.sources import iso_17025
from labs.checks.subject import Subject
from labs.coa import Printed
from labs.translatable import Sentence, gettext, gettext_noop

_LEAST_ROWS = 4
_ALERT, _WARNING = (12, 5), (8, 4)  # points, identical rows
_SHARE = 4, 5  # of the shared rows, at least this many identical


@check(
    "x.recycled",
    severity=Severity.ALERT,
    title=gettext_noop("Same numbers on different batches"),
    explanation=gettext_noop(
        "Two batches differ in nearly every digit, and so do two measurements of one batch. Reports of different "
        "batches that print the same numbers go back to one measurement."
    ),
    formula=gettext_noop(
        "points = Σ min(significant digits − 1, 3) over equal numbers; 80 % of shared rows equal, and "
        "points ≥ 12 with ≥ 5 rows (alert), or ≥ 8 with ≥ 4 (warning)"
    ),
    example=gettext_noop(
        """\
Mitragynine              14.209 mg/g, and 14.209 there
7-Hydroxymitragynine      0.1203 mg/g, and 0.1203 there
Paynantheine              3.082 mg/g, and 3.082 there
Speciogynine              2.329 mg/g, and 2.329 there
Speciociliatine           2.227 mg/g, and 2.227 there
rows that both quantify   5
of these equal            5
points                   15"""
    ),
    innocent=(
        gettext_noop("One lot was sold under two names or batch numbers."),
        gettext_noop("The report covers several lots that were tested as one."),
    ),
    remedy=(
        gettext_noop("The laboratory can say which sample was measured, and for which batches the report is meant."),
    ),
    sources=(iso_17025("7.8.2.1"),),
    ours=gettext_noop("Points and shares are our choice: three equal digits by chance are taken as 1 in 100 a row."),
)
def recycled(subject: Subject, context: Context) -> Iterator[Answer]:
    """Ask each sample whether a sample of another batch prints its numbers."""
    numbers: dict[int, Numbers] = {}
    told: set[tuple[int, int]] = set()
    for pair in pairs(subject, context):
        here = numbers.setdefault(id(pair.part), numbers_of(pair.subject, pair.part))
        if len(here) < _LEAST_ROWS or (most := _most_severe(pair)) is None:
            continue
        match = matched(here, numbers_of(pair.others, pair.beside))
        if match.shared < _LEAST_ROWS:
            continue
        yield FINE
        severity = _severity(match, most)
        if severity is not None and (pair.other, pair.part.number) not in told:
            told.add((pair.other, pair.part.number))
            yield _doubt(pair, match, severity)


def _most_severe(pair: Pair) -> Severity | None:
    """The most that equal numbers may weigh between two samples; None where these may be one and the same."""
    if pair.has_same_batch is False:
        if pair.is_same_laboratory and pair.has_same_sample_number:
            return Severity.NOTE  # one sample, printed for several packs
        amended = pair.is_same_laboratory and pair.has_same_report_number
        return Severity.WARNING if amended else Severity.ALERT
    said = pair.part.sample.batch is not None and pair.beside.sample.batch is not None
    if said or pair.has_same_sample_number is not False or pair.has_same_product is not False:
        return None
    return Severity.WARNING


def _severity(match: Match, most: Severity) -> Severity | None:
    if _reaches(match, *_ALERT):
        return most
    if _reaches(match, *_WARNING):
        return min(most, Severity.WARNING, key=lambda one: one.weight)
    return None


def _reaches(match: Match, points: int, rows: int) -> bool:
    part, whole = _SHARE
    enough = len(match.alike) * whole >= match.shared * part
    return enough and match.points >= points and len(match.alike) >= rows


def _doubt(pair: Pair, match: Match, severity: Severity) -> Doubt:
    count = len(match.alike)
    lines = [
        *match.lines(),
        (gettext("rows that both quantify"), str(match.shared)),
        (gettext("of these equal"), str(count)),
        (gettext("points"), str(match.points)),
    ]
    return Doubt(
        says=Sentence(
            gettext_noop("%(count)s of %(all)s quantified results are the same, digit by digit, as in %(report)s."),
            count=str(count),
            all=str(match.shared),
            report=pair.name,
        ),
        arithmetic=on_paper(lines),
        evidence=(*_batches(pair), *(here.printed for here, _ in match.alike)),
        severity=severity,
        other=pair.other,
    )


def _batches(pair: Pair) -> tuple[Printed, ...]:
    return () if pair.part.sample.batch is None else (pair.part.sample.batch,)
