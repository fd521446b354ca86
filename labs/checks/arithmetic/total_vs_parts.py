"""The printed total of the alkaloids cannot be what its rows add up to.

A laboratory's system works a total out from unrounded values, so an honest total lies within what the rounded rows
allow: the sum of what each row stands for, with nothing to LOD for ND and nothing to LOQ for <LOQ.
"""

from collections.abc import Iterator

from labs.checks.amounts import amount, or_cut_off
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, check
from labs.checks.sources import ROUNDING
from labs.checks.subject import Subject
from labs.checks.sums import PrintedSum, by_addends, evidence, printed_sums, printed_values, set_out
from labs.quantities import Interval
from labs.reference.amounts import plain
from labs.translatable import Sentence, gettext_noop


@check(
    "arith.total_vs_parts",
    severity=Severity.WARNING,
    title=gettext_noop("Printed total does not equal the sum of the parts"),
    explanation=gettext_noop(
        "A total worked out from the laboratory's own values fits its rows; a changed line usually breaks it."
    ),
    formula=gettext_noop("Σ lowest ≤ total ≤ Σ highest, with <LOQ from 0 to LOQ and ND from 0 to LOD"),
    example=gettext_noop(
        """\
Mitragynine               14.86 mg/g
Paynantheine               3.26 mg/g
Speciogynine              <LOQ, under 0.06 mg/g
sum of the rows           18.12 mg/g
with rounding or cutting  18.11 to 18.2 mg/g
printed total             22.99 mg/g
with rounding or cutting  22.985 to 23 mg/g
difference                 4.87 mg/g"""
    ),
    innocent=(
        gettext_noop("The total covers alkaloids that the table does not list."),
        gettext_noop("The total leaves some listed rows out, by the laboratory's own formula."),
    ),
    remedy=(gettext_noop("The laboratory can say which alkaloids its total covers and by which formula."),),
    sources=(ROUNDING,),
)
def total_vs_parts(subject: Subject, _context: Context) -> Iterator[Answer]:
    """Ask each printed total of alkaloids whether its rows can add up to it."""
    sums = printed_sums(subject)
    if any(one.addends.together is not None for columns in sums for one in columns):
        yield FINE
    beside = by_addends(sums)
    for columns in sums:
        found = [(one, together) for one in columns if (together := _contradiction(one)) is not None]
        if not found or any(_contradiction(other) is None for other in beside[found[0][0].addends]):
            continue
        one, together = found[0]
        rows, unit = plain(printed_values(one.addends.parts)), one.total.unit
        yield Doubt(
            says=Sentence(
                gettext_noop("The rows add up to %(sum)s, but the printed total is %(total)s."),
                sum=f"{rows} {unit}",
                total=amount(one.total),
            ),
            arithmetic=set_out(one, together, [other for other, _ in found[1:]]),
            evidence=evidence(one),
            about=one.total,
        )


def _contradiction(one: PrintedSum) -> Interval | None:
    """What the rows allow, if the total fits neither them nor all alkaloids of the sample; None if it may fit."""
    total, together, everything = or_cut_off(one.total), one.addends.together, one.addends.everything
    if total is None or together is None or one.addends.has_subtotals or not total.disjoint_from(together):
        return None
    return together if everything is not None and total.disjoint_from(everything) else None
