"""Two reports of different batches print the same numbers.

Quantified results only: not ND, not limits, not totals, which follow from the others. Of a row with several units the
whole row counts once.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from labs.checks.amounts import amount, on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, check
from labs.checks.between.others import Pair, digits, pairs, single
from labs.checks.sources import iso_17025
from labs.checks.subject import Part, Subject
from labs.coa import AnalyteResult, Panel, Printed

_UNMEASURED = (Panel.OTHER, Panel.FOREIGN, Panel.IDENTITY)
_LEAST_ROWS = 4
_ALERT, _WARNING = (12, 5), (8, 4)  # points, identical rows
_MOST_POINTS = 3
_SHARE = 4, 5  # of the shared rows, at least this many identical
_SHOWN = 6
Numbers = dict[str, dict[str, AnalyteResult]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Match:
    """The rows that both samples quantify: the results here and there that are printed alike, and how many differ."""

    alike: tuple[tuple[AnalyteResult, AnalyteResult], ...]
    unlike: int

    @property
    def points(self) -> int:
        return sum(min(digits(here) - 1, _MOST_POINTS) for here, _ in self.alike)

    def reaches(self, points: int, rows: int) -> bool:
        part, whole = _SHARE
        enough = len(self.alike) * whole >= (len(self.alike) + self.unlike) * part
        return enough and self.points >= points and len(self.alike) >= rows


@check(
    "x.recycled",
    severity=Severity.ALERT,
    title="Same numbers on different batches",
    explanation=(
        "Two batches differ in nearly every digit, and so do two measurements of one batch. Reports of different "
        "batches that print the same numbers go back to one measurement."
    ),
    formula=(
        "points = Σ min(significant digits − 1, 3) over equal numbers; 80 % of shared rows equal, and "
        "points ≥ 12 with ≥ 5 rows (alert), or ≥ 8 with ≥ 4 (warning)"
    ),
    example="""\
Mitragynine              14.209 mg/g, and 14.209 there
7-Hydroxymitragynine      0.1203 mg/g, and 0.1203 there
Paynantheine              3.082 mg/g, and 3.082 there
Speciogynine              2.329 mg/g, and 2.329 there
Speciociliatine           2.227 mg/g, and 2.227 there
rows that both quantify   5
of these equal            5
points                   15""",
    innocent=(
        "One lot was sold under two names or batch numbers.",
        "The report covers several lots that were tested as one.",
    ),
    remedy=("The laboratory can say which sample was measured, and for which batches the report is meant.",),
    sources=(iso_17025("7.8.2.1"),),
    ours="Points and shares are our choice: three equal digits by chance are taken as 1 in 100 a row.",
)
def recycled(subject: Subject, context: Context) -> Iterator[Answer]:
    """Ask each sample whether a sample of another batch prints its numbers."""
    numbers: dict[int, Numbers] = {}
    told: set[tuple[int, int]] = set()
    for pair in pairs(subject, context):
        here = numbers.setdefault(id(pair.part), _numbers(pair.subject, pair.part))
        if len(here) < _LEAST_ROWS or (most := _most_severe(pair)) is None:
            continue
        match = _matched(here, _numbers(pair.others, pair.beside))
        if len(match.alike) + match.unlike < _LEAST_ROWS:
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


def _numbers(subject: Subject, part: Part) -> Numbers:
    """The numbers of a sample by what was measured and then by unit."""
    found: Numbers = {}
    for (name, unit), result in single(subject, part).items():
        if result.panel not in _UNMEASURED and not result.is_total and subject.is_number(result) and digits(result):
            found.setdefault(name, {})[unit] = result
    return found


def _matched(here: Numbers, there: Numbers) -> _Match:
    alike, unlike = [], 0
    for name, units in here.items():
        shared = [(one, there[name][unit]) for unit, one in units.items() if unit in there.get(name, {})]
        if not shared:
            continue
        if all(_is_printed_alike(one, other) for one, other in shared):
            alike.append(max(shared, key=lambda both: digits(both[0])))
        else:
            unlike += 1
    return _Match(alike=tuple(alike), unlike=unlike)


def _is_printed_alike(one: AnalyteResult, other: AnalyteResult) -> bool:
    return one.quantity.value == other.quantity.value and one.quantity.step == other.quantity.step


def _severity(match: _Match, most: Severity) -> Severity | None:
    if match.reaches(*_ALERT):
        return most
    if match.reaches(*_WARNING):
        return min(most, Severity.WARNING, key=lambda one: one.weight)
    return None


def _doubt(pair: Pair, match: _Match, severity: Severity) -> Doubt:
    count, shared = len(match.alike), len(match.alike) + match.unlike
    lines = [(here.name.text, f"{amount(here)}, and {there.quantity.text} there") for here, there in match.alike]
    shown = lines[:_SHOWN]
    if len(lines) > len(shown):
        shown.append(("equal beside these", f"{len(lines) - len(shown)} rows"))
    shown += [("rows that both quantify", str(shared)), ("of these equal", str(count)), ("points", str(match.points))]
    return Doubt(
        says=f"{count} of {shared} quantified results are the same, digit by digit, as in {pair.name}.",
        arithmetic=on_paper(shown),
        evidence=(*_batches(pair), *(here.printed for here, _ in match.alike)),
        severity=severity,
        other=pair.other,
    )


def _batches(pair: Pair) -> tuple[Printed, ...]:
    return () if pair.part.sample.batch is None else (pair.part.sample.batch,)
