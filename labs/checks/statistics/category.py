"""An amount far from those in other reports of the same kind of product."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from labs.checks.amounts import amount, on_paper, part_of
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, check
from labs.checks.forms import Form
from labs.checks.horwitz import HORWITZ
from labs.checks.profile.held import Held, held
from labs.checks.statistics.outliers import MODIFIED_Z, Place, place_of
from labs.checks.subject import Subject
from labs.reference.amounts import rounded
from labs.translatable import Sentence, gettext, gettext_noop

_FEWEST = 30  # batches of others
_UNUSUAL = 3.5


@check(
    "stat.category",
    severity=Severity.NOTE,
    title=gettext_noop("Unlike other products of its kind"),
    explanation=gettext_noop(
        "Reports of many batches of the same kind show what is usual. This amount lies far outside."
    ),
    formula=gettext_noop("|ln x − median| ÷ max(1.4826 × MAD, PRSD) > 3.5; 30 batches of others or more, no extracts"),
    example=gettext_noop(
        """\
printed                           4.60 %
median of its kind                1.39 %
batches with less                30 of 30
distance in standard deviations   7.4"""
    ),
    innocent=(gettext_noop("Products of one kind differ in what they were made from."),),
    remedy=(gettext_noop("The seller can say what sets the product apart."),),
    sources=(MODIFIED_Z, HORWITZ),
    ours=gettext_noop("Thirty batches are our choice. Extracts are left out, since their strengths differ by design."),
)
def category(subject: Subject, context: Context) -> Iterator[Answer]:
    """Ask each analyte with enough peers how it stands to them; quiet for extracts and for what was missed."""
    wanted = [analyte for analyte, others in context.peers.items() if len(others) >= _FEWEST]
    for part in subject.parts if wanted else ():
        if (context.form or part.form) is Form.EXTRACT:
            continue
        for analyte in wanted:
            found = held(subject, part, analyte, "g/g") if part.of(analyte) else None
            others = [float(one) for one in context.peers[analyte] if one > 0]
            if found is None or found.is_missed or len(others) < _FEWEST:
                continue
            place = place_of(found.interval, others)
            if place is None:
                continue
            yield FINE
            if abs(place.z) > _UNUSUAL:
                yield _doubt(found, place, others)


def _doubt(found: Held, place: Place, others: Sequence[float]) -> Doubt:
    below = bisect_left(sorted(others), float(found.low))
    said = (
        gettext_noop("%(name)s, printed as %(amount)s, lies far above what %(count)s batches of its kind hold.")
        if place.z > 0
        else gettext_noop("%(name)s, printed as %(amount)s, lies far below what %(count)s batches of its kind hold.")
    )
    return Doubt(
        says=Sentence(said, name=found.result.name.text, amount=amount(found.result), count=str(len(others))),
        arithmetic=on_paper(
            (
                (gettext("printed"), amount(found.result)),
                (gettext("median of its kind"), f"{rounded(place.centre * 100)} %"),
                (
                    gettext("batches with less"),
                    part_of(below, len(others)),
                ),
                (gettext("distance in standard deviations"), f"{place.z:.1f}"),
            )
        ),
        evidence=found.prints,
        about=found.result,
    )
