"""One count of microbes, the same to the last digit in several batches."""

from collections.abc import Iterator

from labs.checks.amounts import amount, factor_between, on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, check
from labs.checks.statistics.history import Batch, earlier_batches
from labs.checks.subject import Subject
from labs.coa import AnalyteResult
from labs.translatable import Sentence, gettext, gettext_noop

_COUNTS = ("tamc", "tymc")
_TIMES = 3  # batches with one count, this one among them
_MORE_THAN = 100  # below, counts are few colonies on a plate, and repeat by chance


@check(
    "stat.micro_exact",
    severity=Severity.NOTE,
    title=gettext_noop("Microbial count repeated exactly"),
    explanation=gettext_noop(
        "Colonies scatter from plate to plate. The same large count in three batches of a product is unlikely."
    ),
    formula=gettext_noop("one count > 100, of two digits or more that are not zero, in 3 batches or more"),
    example=gettext_noop(
        """\
this batch                     4300 CFU/g
earlier batches with the same     2"""
    ),
    innocent=(
        gettext_noop("One bulk lot was packed under several numbers, and tested once."),
        gettext_noop("The number is a bound of the method, printed without its sign."),
    ),
    remedy=(gettext_noop("The laboratory can show the plate counts of each batch."),),
    sources=(),
    ours=gettext_noop("The question and its numbers are our choice."),
)
def micro_exact(subject: Subject, context: Context) -> Iterator[Answer]:
    """Ask each count of a sample whether two earlier batches have the very same."""
    for part in subject.parts:
        counts = [one for slug in _COUNTS for one in part.of(slug)]
        batches = earlier_batches(subject, part, context, _TIMES - 1) if counts else ()
        for one in counts if batches else ():
            if not _is_telling(subject, one):
                continue
            yield FINE
            same = [found for batch in batches if (found := _same(batch, one)) is not None]
            if len(same) >= _TIMES - 1:
                yield _doubt(one, len(same))


def _is_telling(subject: Subject, result: AnalyteResult) -> bool:
    value = result.quantity.value
    if value is None or value <= _MORE_THAN or not subject.is_number(result):
        return False
    return len(value.normalize().as_tuple().digits) > 1


def _same(batch: Batch, result: AnalyteResult) -> AnalyteResult | None:
    for one in batch.part.of(result.analyte or ""):
        if batch.subject.is_number(one) and one.quantity.value == result.quantity.value:
            return one if factor_between(one.unit, result.unit) == 1 else None
    return None


def _doubt(result: AnalyteResult, others: int) -> Doubt:
    return Doubt(
        says=Sentence(
            gettext_noop("%(name)s is printed as %(amount)s, the same as in %(count)s earlier batches."),
            name=result.name.text,
            amount=amount(result),
            count=str(others),
        ),
        arithmetic=on_paper(
            ((gettext("this batch"), amount(result)), (gettext("earlier batches with the same"), str(others)))
        ),
        evidence=(result.printed,),
        about=result,
    )
