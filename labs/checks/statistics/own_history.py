"""An amount far from those in earlier batches of the product."""

from collections.abc import Iterator

from labs.checks.amounts import amount, on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, check
from labs.checks.horwitz import HORWITZ
from labs.checks.profile.held import Held, held
from labs.checks.statistics.history import amounts_of, earlier_batches
from labs.checks.statistics.outliers import MODIFIED_Z, Place, place_of
from labs.checks.subject import Part, Subject
from labs.checks.sums import is_part
from labs.coa import Panel
from labs.reference.amounts import rounded
from labs.translatable import Sentence, both, gettext, gettext_noop

_FEWEST = 7  # earlier batches
_UNUSUAL, _FAR = 3.5, 6.0


@check(
    "stat.own_history",
    severity=Severity.WARNING,
    title=gettext_noop("Unlike earlier batches of the product"),
    explanation=gettext_noop(
        "Alkaloids and metals vary from batch to batch, within limits that the product's own earlier reports show. "
        "This amount lies far outside them."
    ),
    formula=gettext_noop(
        "|ln x − median| ÷ max(1.4826 × MAD, PRSD) > 3.5 (note), > 6 (warning); 7 earlier batches or more"
    ),
    example=gettext_noop(
        """\
printed                           3.10 %
median of earlier batches         1.42 %
lowest and highest                1.3 % and 1.55 %
distance in standard deviations  10.4"""
    ),
    innocent=(
        gettext_noop("The leaf came from another supplier or season."),
        gettext_noop("The product was changed and kept its name."),
    ),
    remedy=(gettext_noop("The seller can say what changed with this batch."),),
    sources=(MODIFIED_Z, HORWITZ),
    ours=gettext_noop(
        "Seven earlier batches, and 6 for a warning, are our choice, as is half the bound for what was missed."
    ),
)
def own_history(subject: Subject, context: Context) -> Iterator[Answer]:
    """Ask each alkaloid and metal of a sample how it stands to earlier batches; quiet with fewer than seven."""
    for part in subject.parts:
        batches = earlier_batches(subject, part, context, _FEWEST)
        for analyte in _analytes(part) if batches else ():
            found = held(subject, part, analyte, "g/g")
            others = amounts_of(batches, analyte)
            if found is None or found.is_missed or len(others) < _FEWEST:
                continue
            place = place_of(found.interval, others)
            if place is None:
                continue
            yield FINE
            if abs(place.z) > _UNUSUAL:
                yield _doubt(found, place, others)


def _analytes(part: Part) -> tuple[str, ...]:
    rows = (*part.panel(Panel.ALKALOIDS), *part.panel(Panel.METALS))
    return tuple(dict.fromkeys(one.analyte for one in rows if one.analyte is not None and is_part(one)))


def _doubt(found: Held, place: Place, others: list[float]) -> Doubt:
    said = (
        gettext_noop("%(name)s, printed as %(amount)s, lies far above the %(count)s earlier batches that we know.")
        if place.z > 0
        else gettext_noop("%(name)s, printed as %(amount)s, lies far below the %(count)s earlier batches that we know.")
    )
    return Doubt(
        says=Sentence(said, name=found.result.name.text, amount=amount(found.result), count=str(len(others))),
        arithmetic=on_paper(
            (
                (gettext("printed"), amount(found.result)),
                (gettext("median of earlier batches"), _percent(place.centre)),
                (gettext("lowest and highest"), both([_percent(min(others)), _percent(max(others))])),
                (gettext("distance in standard deviations"), f"{place.z:.1f}"),
            )
        ),
        evidence=found.prints,
        about=found.result,
        severity=Severity.WARNING if abs(place.z) > _FAR else Severity.NOTE,
    )


def _percent(fraction: float) -> str:
    return f"{rounded(fraction * 100)} %"
