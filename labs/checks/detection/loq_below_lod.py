"""The limit of quantification lies below the limit of detection.

For any one method LOQ is no less than LOD, since a laboratory can measure only what it can detect.
How many times the LOD it is, is not asked: 6 of 28 genuine certificates print a LOQ of 25 to 500 times the LOD.
"""

from collections.abc import Iterator

from labs.checks.amounts import factor_between, limit_words, on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, check
from labs.checks.sources import DETECTION
from labs.checks.subject import Subject
from labs.coa import PrintedQuantity
from labs.quantities import Kind
from labs.translatable import Sentence, gettext_noop

_NUMBER = Kind.NUMBER


@check(
    "lod.loq_below_lod",
    severity=Severity.NOTE,
    title=gettext_noop("LOQ smaller than LOD"),
    explanation=gettext_noop(
        "A method that can measure an amount can also detect it, so its LOQ is no less than its LOD."
    ),
    formula="LOQ < LOD",
    example=gettext_noop(
        """\
LOD  0.015 mg/kg
LOQ  0.004 mg/kg"""
    ),
    innocent=(gettext_noop("The two columns were swapped, by the laboratory or by our reader."),),
    remedy=(gettext_noop("The laboratory can put the two limits in their columns."),),
    sources=(DETECTION,),
)
def loq_below_lod(subject: Subject, _context: Context) -> Iterator[Answer]:
    """Ask each row whether its LOQ is below its LOD."""
    could = False
    said: set[int] = set()  # rows, by identity
    for result in subject.results:
        if result.lod is None or result.loq is None:
            continue
        is_below = _is_below(result.loq, result.lod, result.unit)
        could = could or is_below is not None
        if not is_below or id(subject.row_of(result)) in said or not subject.is_sure(result):
            continue
        said.add(id(subject.row_of(result)))
        lod, loq = limit_words(result.lod, result.unit), limit_words(result.loq, result.unit)
        yield Doubt(
            says=Sentence(
                gettext_noop("For %(name)s, the LOQ of %(loq)s is below the LOD of %(lod)s."),
                name=result.name.text,
                loq=loq,
                lod=lod,
            ),
            arithmetic=on_paper((("LOD", lod), ("LOQ", loq))),
            evidence=(result.loq.printed, result.lod.printed),
            about=result,
        )
    if could:
        yield FINE


def _is_below(loq: PrintedQuantity, lod: PrintedQuantity, unit: str) -> bool | None:
    """Whether the LOQ is below the LOD, both in `unit` where they print none; None where that cannot be told."""
    least, most = loq.quantity, lod.quantity
    if most.kind is not _NUMBER or least.kind is not _NUMBER or not most.value or not least.value:
        return None
    if loq.unit == lod.unit:
        return least.value < most.value
    factor = factor_between(loq.unit or unit, lod.unit or unit)
    return None if factor is None else least.value * factor < most.value
