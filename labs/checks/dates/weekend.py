"""A report of several panels was received and issued on one day."""

from collections.abc import Iterator

from labs.checks.amounts import on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, check
from labs.checks.dates.stages import read_as
from labs.checks.subject import Subject
from labs.coa import Panel, PrintedDate
from labs.translatable import Sentence, commas, gettext, gettext_noop

_PANELS = 3


@check(
    "date.weekend",
    severity=Severity.NOTE,
    title=gettext_noop("Received, tested and issued on one day"),
    explanation=gettext_noop(
        "A full set of tests within one day is possible and unusual. It is a weak sign, worth nothing alone. Public "
        "holidays are not asked about."
    ),
    formula=gettext_noop("received = tested = issued, with at least 3 panels"),
    example=gettext_noop(
        """\
received  2026-06-09
tested    2026-06-09
issued    2026-06-09
panels    alkaloids, metals, microbials"""
    ),
    innocent=(
        gettext_noop("The order was urgent."),
        gettext_noop("The laboratory prints the day of issue in every field."),
    ),
    remedy=(gettext_noop("The laboratory can print when each test began and ended."),),
    sources=(),
    ours=gettext_noop("That a single day is unusual, and what counts as a full set of tests."),
)
def weekend(subject: Subject, _context: Context) -> Iterator[Answer]:
    """Ask a report of several panels whether it was received and issued on one day."""
    coa = subject.coa
    tested = {one.panel for one in subject.results} - {Panel.OTHER, Panel.IDENTITY}
    if coa.received is None or coa.reported is None or len(tested) < _PANELS:
        return
    yield FINE
    tests = [(gettext("tested"), coa.tested)] if coa.tested else []
    dates = [(gettext("received"), coa.received), *tests, (gettext("issued"), coa.reported)]
    if not _are_one_day([date for _, date in dates]):
        return
    yield Doubt(
        says=Sentence(
            gettext_noop("A report of %(count)s panels was received and issued on one day, %(day)s."),
            count=str(len(tested)),
            day=coa.reported.printed.text,
        ),
        arithmetic=on_paper(
            (
                *((name, read_as(date)) for name, date in dates),
                (gettext("panels"), commas([Sentence(name) for name in sorted(one.value for one in tested)])),
            )
        ),
        evidence=tuple(date.printed for _, date in dates),
    )


def _are_one_day(dates: list[PrintedDate]) -> bool:
    """Whether they are the same day however their order is read."""
    return len({date.days for date in dates}) == 1 and not any(date.printed.is_doubtful for date in dates)
