"""A number is printed that the method could detect, but not measure."""

import re
from collections.abc import Iterator

from labs.checks.base import FINE, Answer, Context, Severity, check
from labs.checks.detection.below import doubt_below, numbers_below
from labs.checks.sources import DETECTION
from labs.checks.subject import Subject
from labs.coa import AnalyteResult
from labs.translatable import gettext_noop

_ESTIMATED = re.compile(r"[\d%]\s*(?:J|E)\b", re.IGNORECASE)  # letters that laboratories mark an estimate with


@check(
    "lod.number_below_loq",
    severity=Severity.WARNING,
    title=gettext_noop("Number printed below the LOQ"),
    explanation=gettext_noop(
        "Between LOD and LOQ a method sees that something is there, but not how much. A laboratory prints <LOQ, or "
        "marks the number as an estimate."
    ),
    formula=gettext_noop("most that the printed number allows < LOQ, and not below the LOD"),
    example=gettext_noop(
        """\
0.006 ppm with rounding  0.0055 to 0.0065 ppm
LOQ                      0.010 ppm"""
    ),
    innocent=(
        gettext_noop("The laboratory declares estimates elsewhere on the report."),
        gettext_noop("The LOQ is that of another dilution."),
    ),
    remedy=(gettext_noop("The laboratory can print <LOQ, or mark the number as an estimate."),),
    sources=(DETECTION,),
)
def number_below_loq(subject: Subject, _context: Context) -> Iterator[Answer]:
    """Ask each printed number whether it lies below the LOQ beside it; what lies below its LOD is another check's."""
    could, below = numbers_below(subject, "loq")
    if not could:
        return
    yield FINE
    _, below_lod = numbers_below(subject, "lod") if below else (False, [])
    said = {id(one.result) for one in below_lod}
    for one in below:
        if id(one.result) not in said and not _is_estimate(one.result):
            says = gettext_noop("%(name)s is printed as %(amount)s, below its limit of quantification of %(limit)s.")
            yield doubt_below(subject, one, "LOQ", says)


def _is_estimate(result: AnalyteResult) -> bool:
    return _ESTIMATED.search(result.quantity.text) is not None
