"""Of several reports of one batch, by several laboratories, this one prints the least of what laws limit."""

from collections.abc import Iterator

from labs.checks.amounts import amount, on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, Source, check
from labs.checks.between.others import Pair, are_tests_of_one_batch, laboratory_key, pairs, single
from labs.checks.subject import Part, Subject
from labs.coa import AnalyteResult
from labs.quantities import Interval
from labs.translatable import Sentence, gettext, gettext_noop

_LIMITED = ("7_hydroxymitragynine", "lead", "arsenic", "cadmium", "mercury")
_LEAST_REPORTS, _LEAST_LABORATORIES = 3, 2
_UNIT = "g/g"
Other = tuple[Pair, AnalyteResult, Interval]


@check(
    "x.lab_shopping",
    severity=Severity.NOTE,
    title=gettext_noop("The lowest of several reports of one batch"),
    explanation=gettext_noop(
        "Whoever has a batch tested by several laboratories can show the report that suits best. All published "
        "reports of a batch count alike: this one prints the least of something that laws limit, so look at the "
        "others too. Of several reports one is always the lowest."
    ),
    formula=gettext_noop(
        "≥ 3 reports of one batch by ≥ 2 laboratories, and the most that this one allows < the least of each other"
    ),
    example=gettext_noop(
        """\
this report           0.31 mg/g
report H-77           0.52 mg/g
report R-1002         0.47 mg/g
reports of the batch  3
laboratories          2"""
    ),
    innocent=(
        gettext_noop("One of several reports is the lowest by chance."),
        gettext_noop("A later test was made of what was left after the batch was treated or mixed."),
    ),
    remedy=(gettext_noop("The seller can show every report of the batch, and say why it was tested again."),),
    sources=(
        Source(
            text=gettext_noop(
                "Choosing a laboratory by its results (“lab shopping”), as a practice named in the cannabis trade"
            ),
            url="https://gemmacert.com/how-to-choose-the-right-cannabis-testing-lab/",
        ),
    ),
    ours=gettext_noop(
        "That three reports by two laboratories are enough, and which results count: 7-OH and four metals."
    ),
)
def lab_shopping(subject: Subject, context: Context) -> Iterator[Answer]:
    """Ask each limited amount whether it lies below those in every other published report of the batch."""
    for part in subject.parts:
        tests = [pair for pair in pairs(subject, context) if pair.part is part and _is_other_test(pair, context)]
        for analyte in _LIMITED if tests else ():
            others = [other for pair in tests if (other := _of(pair, analyte)) is not None]
            here = _single(subject, part, analyte)
            if here is None or not _are_enough(subject, others):
                continue
            yield FINE
            ours = subject.in_unit(here, _UNIT)
            if ours is not None and all(
                ours.disjoint_from(theirs) and ours.low <= theirs.low for _, _, theirs in others
            ):
                yield _doubt(subject, here, others)


def _is_other_test(pair: Pair, context: Context) -> bool:
    return pair.other not in context.unpublished and are_tests_of_one_batch(pair)


def _of(pair: Pair, analyte: str) -> Other | None:
    there = _single(pair.others, pair.beside, analyte)
    interval = None if there is None else pair.others.in_unit(there, _UNIT)
    return None if there is None or interval is None else (pair, there, interval)


def _single(subject: Subject, part: Part, analyte: str) -> AnalyteResult | None:
    """The first sure result of an analyte that is an amount by mass."""
    sure = (one for one in single(subject, part).values() if one.analyte == analyte)
    return next((one for one in sure if subject.in_unit(one, _UNIT) is not None), None)


def _are_enough(subject: Subject, others: list[Other]) -> bool:
    reports = {pair.other for pair, _, _ in others}
    return len(reports) + 1 >= _LEAST_REPORTS and len(_laboratories(subject, others)) >= _LEAST_LABORATORIES


def _laboratories(subject: Subject, others: list[Other]) -> set[str]:
    keys = {laboratory_key(pair.others.coa) for pair, _, _ in others} | {laboratory_key(subject.coa)}
    return keys - {""}


def _doubt(subject: Subject, here: AnalyteResult, others: list[Other]) -> Doubt:
    reports, laboratories = len({pair.other for pair, _, _ in others}) + 1, len(_laboratories(subject, others))
    lines = [(gettext("this report"), amount(here))]
    for pair, there, _ in others:
        number = pair.others.coa.report_id
        name = (
            Sentence(gettext_noop("report %(number)s"), number=number.text)
            if number
            else gettext("a report without a number")
        )
        lines.append((name, amount(there)))
    lines += [(gettext("reports of the batch"), str(reports)), (gettext("laboratories"), str(laboratories))]
    return Doubt(
        says=Sentence(
            gettext_noop(
                "Of %(reports)s reports of this batch by %(laboratories)s laboratories, this one prints the least "
                "%(name)s."
            ),
            reports=str(reports),
            laboratories=str(laboratories),
            name=here.name.text,
        ),
        arithmetic=on_paper(lines),
        evidence=(here.printed,),
        about=here,
    )
