"""Two documents bear one report number of one laboratory, and print other results for the same sample."""

import re
from collections.abc import Iterator

from labs.checks.amounts import on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, check
from labs.checks.between.numbers import both_amounts
from labs.checks.between.others import Pair, pairs, single
from labs.checks.sources import iso_17025
from labs.checks.subject import Subject
from labs.coa import AnalyteResult, Printed
from labs.translatable import Sentence, gettext, gettext_noop

_LEAST_DIGITS = 4  # of a number that names one report; ``S-2`` counts something else
_REVISION = re.compile(r"\b(?:rev(?:ision)?|v(?:ersion)?|amend\w*)\b[.:\s]*\d*", re.IGNORECASE)
_SHOWN = 8
Both = tuple[AnalyteResult, AnalyteResult]


@check(
    "x.same_id_diff_numbers",
    severity=Severity.ALERT,
    title=gettext_noop("Same report number with different numbers"),
    explanation=gettext_noop(
        "A laboratory's report number names one report. Where two documents bear it and their results exclude each "
        "other, at least one of them is not what the laboratory last issued. Where a report prints no number of its "
        "own, that of the laboratory for the sample stands for it."
    ),
    formula=gettext_noop(
        "laboratory, number of the report or sample, and batch equal, and the intervals of a result disjoint"
    ),
    example=gettext_noop(
        """\
Mitragynine              1.52 %, and 1.58 there
results that both print  3
of these apart           1"""
    ),
    innocent=(
        gettext_noop("The laboratory amended the report: then the newer one says so and bears a later date."),
        gettext_noop("One number is that of an order with several samples."),
    ),
    remedy=(gettext_noop("The laboratory can say which of the documents it issued, and mark the amended one."),),
    sources=(iso_17025("7.8.8"),),
    ours=gettext_noop("It is an alert only where number, date, sample, batch and product are all printed alike."),
)
def same_id_diff_numbers(subject: Subject, context: Context) -> Iterator[Answer]:
    """Ask each document of the same number whether its results and ours can both be true."""
    told: set[int] = set()
    for pair in pairs(subject, context):
        if not _names_one_report(pair):
            continue
        shared = _shared(pair)
        if shared:
            yield FINE
        apart = [both for both in shared if _exclude(pair, *both)]
        if apart and pair.other not in told:
            told.add(pair.other)
            yield _doubt(pair, shared, apart)


def _names_one_report(pair: Pair) -> bool:
    number = _number(pair)
    if number is None or not pair.is_same_laboratory:
        return False
    if sum(sign.isdigit() for sign in number.text) < _LEAST_DIGITS or number.is_doubtful:
        return False
    alone = len(pair.subject.parts) == len(pair.others.parts) == 1
    return (
        (pair.has_same_sample_number or (alone and pair.has_same_sample_number is None))
        and pair.has_same_batch is not False
        and pair.has_same_product is not False
    )


def _number(pair: Pair) -> Printed | None:
    """The number that both bear: that of the report, or where one prints none, the laboratory's of the sample."""
    if pair.has_same_report_number:
        return pair.subject.coa.report_id
    by_sample = pair.has_same_report_number is None and pair.has_same_sample_number
    return pair.part.sample.sample_id if by_sample else None


def _shared(pair: Pair) -> list[Both]:
    there = single(pair.others, pair.beside)
    return [(one, there[key]) for key, one in single(pair.subject, pair.part).items() if key in there]


def _exclude(pair: Pair, here: AnalyteResult, there: AnalyteResult) -> bool:
    ours, theirs = pair.subject.most(here), pair.others.most(there)
    return ours is not None and theirs is not None and ours.disjoint_from(theirs)


def _severity(pair: Pair) -> Severity:
    """A warning where an amended report would look like this, or where something that must be equal is not printed."""
    here, there = pair.subject.coa, pair.others.coa
    numbers = [one.text for one in (here.report_id, there.report_id) if one is not None]
    same_day = here.reported is not None and there.reported is not None and here.reported.day == there.reported.day
    sure = same_day and pair.has_same_report_number and pair.has_same_batch and pair.has_same_product
    return Severity.ALERT if sure and not any(map(_REVISION.search, numbers)) else Severity.WARNING


def _doubt(pair: Pair, shared: list[Both], apart: list[Both]) -> Doubt:
    lines: list[tuple[str, str]] = [(here.name.text, both_amounts(here, there)) for here, there in apart[:_SHOWN]]
    lines += [
        (gettext("results that both print"), str(len(shared))),
        (gettext("of these apart"), str(len(apart))),
    ]
    number = _number(pair)
    assert number is not None
    said = (
        gettext_noop(
            "%(apart)s of %(all)s results cannot be true together with %(report)s, which bears the same report number."
        )
        if pair.has_same_report_number
        else gettext_noop(
            "%(apart)s of %(all)s results cannot be true together with %(report)s, which bears the same sample number."
        )
    )
    return Doubt(
        says=Sentence(said, apart=str(len(apart)), all=str(len(shared)), report=pair.name),
        arithmetic=on_paper(lines),
        evidence=(number, *(here.printed for here, _ in apart)),
        severity=_severity(pair),
        other=pair.other,
    )
