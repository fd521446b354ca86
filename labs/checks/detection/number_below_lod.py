"""A number is printed that the method could not have detected."""

from collections.abc import Iterator

from labs.checks.base import FINE, Answer, Context, Severity, check
from labs.checks.detection.below import doubt_below, numbers_below
from labs.checks.sources import DETECTION
from labs.checks.subject import Subject
from labs.translatable import gettext_noop


@check(
    "lod.number_below_lod",
    severity=Severity.ALERT,
    title=gettext_noop("Number printed below the LOD"),
    explanation=gettext_noop(
        "Under its limit of detection a method sees nothing, so a result there cannot be a number above zero."
    ),
    formula=gettext_noop("most that the printed number allows < LOD"),
    example=gettext_noop(
        """\
0.001 ppm with rounding  0.0005 to 0.0015 ppm
LOD                      0.003 ppm"""
    ),
    innocent=(
        gettext_noop("The LOD column is in another unit than the result."),
        gettext_noop("The column named LOD is loss on drying."),
    ),
    remedy=(gettext_noop("The laboratory can print ND or <LOD, or correct the LOD."),),
    sources=(DETECTION,),
)
def number_below_lod(subject: Subject, _context: Context) -> Iterator[Answer]:
    """Ask each printed number whether it lies below the LOD beside it."""
    could, below = numbers_below(subject, "lod")
    if could:
        yield FINE
    for one in below:
        says = gettext_noop("%(name)s is printed as %(amount)s, below its limit of detection of %(limit)s.")
        yield doubt_below(subject, one, "LOD", says)
