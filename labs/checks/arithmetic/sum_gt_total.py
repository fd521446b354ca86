"""The rows of a table add up to more than its printed total.

A total below its own parts cannot come from rounding, nor from alkaloids that are not listed: the least that the rows
can add up to is already more than the most that the printed total allows.
"""

from collections.abc import Iterator

from labs.checks.amounts import amount, or_cut_off
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, check
from labs.checks.sources import ROUNDING
from labs.checks.subject import Subject
from labs.checks.sums import (
    PrintedSum,
    by_addends,
    evidence,
    printed_sums,
    printed_values,
    set_out,
)
from labs.quantities import Interval
from labs.reference.amounts import plain
from labs.translatable import Sentence, gettext_noop


@check(
    "arith.sum_gt_total",
    severity=Severity.ALERT,
    title=gettext_noop("Sum of parts exceeds the printed total"),
    explanation=gettext_noop("A total cannot be less than the parts it is made of, whatever the rounding."),
    formula=gettext_noop("least sum of the rows > most that the printed total allows"),
    example=gettext_noop(
        """\
Mitragynine               13.063 mg/g
Paynantheine               3.075 mg/g
Speciogynine              ND, at most 0.02 mg/g
sum of the rows           16.138 mg/g
with rounding or cutting  16.137 to 16.16 mg/g
printed total             14.96 mg/g
with rounding or cutting  14.955 to 14.97 mg/g
difference                 1.178 mg/g"""
    ),
    innocent=(gettext_noop("The table mixes two bases, such as dry and as received."),),
    remedy=(gettext_noop("The laboratory can say what its total covers, or correct the row or the total."),),
    sources=(ROUNDING,),
)
def sum_gt_total(subject: Subject, _context: Context) -> Iterator[Answer]:
    """Ask each printed total of alkaloids whether its own rows are more than it."""
    sums = printed_sums(subject)
    if sums:
        yield FINE
    beside = by_addends(sums)
    for columns in sums:
        over = [one for one in columns if _exceeds(one)]
        if not over or not all(map(_exceeds, beside[over[0].addends])):
            continue
        one, rest = over[0], over[1:]
        rows, unit = plain(printed_values(one.addends.parts)), one.total.unit
        together = one.addends.together or Interval(low=one.addends.least, high=None)
        yield Doubt(
            says=Sentence(
                gettext_noop("The rows add up to %(sum)s, more than the printed total of %(total)s."),
                sum=f"{rows} {unit}",
                total=amount(one.total),
            ),
            arithmetic=set_out(one, together, rest),
            evidence=evidence(one),
            about=one.total,
        )


def _exceeds(one: PrintedSum) -> bool:
    total = or_cut_off(one.total)
    return total is not None and total.high is not None and one.addends.least > total.high
