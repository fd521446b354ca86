"""A literal zero where a measured amount should stand."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import chain

from labs.checks.amounts import amount, on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, check
from labs.checks.sources import DETECTION
from labs.checks.subject import Subject
from labs.coa import AnalyteResult, Panel
from labs.quantities import Dimension, Kind, read_unit
from labs.translatable import Sentence, gettext, gettext_noop

_SHOWN = 5  # rows that are set out; the others are counted
_SEEN_AS_NONE = frozenset({Panel.FOREIGN, Panel.IDENTITY})  # where a person looks, and may see nothing
_COUNTS = (Dimension.COUNT_PER_MASS, Dimension.COUNT_PER_VOLUME)  # of which there may be none on a plate

_NUMBER = Kind.NUMBER


@check(
    "stat.zero",
    severity=Severity.NOTE,
    title=gettext_noop("Zero printed as a result"),
    explanation=gettext_noop(
        "No method measures zero: what it does not see is below its limit of detection. A report that prints 0 does "
        "not say how much could be there unseen."
    ),
    formula=gettext_noop("result = 0"),
    example=gettext_noop(
        """\
Total alkaloids  0.000 %"""
    ),
    innocent=(gettext_noop("The laboratory's software prints a sum of nothing detected as 0."),),
    remedy=(gettext_noop("The laboratory can print ND or <LOQ, with the limit beside it."),),
    sources=(DETECTION,),
)
def zero(subject: Subject, _context: Context) -> Iterator[Answer]:
    """Ask each panel for results that are printed as zero; one finding a panel."""
    if not subject.number_rows:
        return
    yield FINE
    if not any(map(_is_zero, chain.from_iterable(subject.number_rows))):
        return
    zeros: defaultdict[tuple[int, Panel], list[AnalyteResult]] = defaultdict(list)
    seen: set[tuple[int, int, int]] = set()
    for part in subject.parts:
        for one in part.results:
            if not _is_zero(one) or (part.number, one.table, one.row) in seen:
                continue
            if _is_measured(one) and subject.is_number(one):
                seen.add((part.number, one.table, one.row))
                zeros[part.number, one.panel].append(one)
    for (_, panel), rows in zeros.items():
        yield _doubt(panel, rows)


def _is_zero(result: AnalyteResult) -> bool:
    return not result.quantity.value and result.quantity.kind is _NUMBER


def _is_measured(result: AnalyteResult) -> bool:
    if result.panel in _SEEN_AS_NONE:
        return False
    unit = read_unit(result.unit)
    return unit is not None and unit.dimension not in _COUNTS


def _doubt(panel: Panel, rows: list[AnalyteResult]) -> Doubt:
    first, shown = rows[0], rows[:_SHOWN]
    lines: list[tuple[str, str]] = [(one.name.text, amount(one)) for one in shown]
    if len(rows) > len(shown):
        lines.append((gettext("and"), Sentence(gettext_noop("%(count)s more"), count=str(len(rows) - len(shown)))))
    said = (
        gettext_noop("%(name)s is printed as zero (%(panel)s).")
        if len(rows) == 1
        else gettext_noop("%(name)s, like %(more)s more of its panel, is printed as zero (%(panel)s).")
    )
    return Doubt(
        says=Sentence(said, name=first.name.text, more=str(len(rows) - 1), panel=Sentence(panel.value)),
        arithmetic=on_paper(lines),
        evidence=tuple(one.printed for one in shown),
        about=first,
    )
