"""The report names another product than the jar."""

from collections.abc import Iterator

from rapidfuzz.fuzz import token_set_ratio

from labs.checks.amounts import on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, Source, check
from labs.checks.subject import Subject
from labs.reference.words import fold
from labs.translatable import Sentence, both, gettext, gettext_noop

_LEAST = 50  # of 100, as `token_set_ratio` counts
_LIKENESS = gettext_noop("%(likeness)s of 100, less than %(least)s")


@check(
    "id.product_mismatch",
    severity=Severity.NOTE,
    title=gettext_noop("Product or strain name differs"),
    explanation=gettext_noop(
        "A report of one product says nothing of another of the seller, even where only the colour differs."
    ),
    formula=gettext_noop("likeness of the words of both names < 50 of 100, for every sample"),
    example=gettext_noop(
        """\
on the product     Kratom Gummies Peach
on the report      White Borneo Powder
likeness of words  31 of 100, less than 50"""
    ),
    innocent=(
        gettext_noop("The laboratory's name for the sample is a code."),
        gettext_noop("The product was renamed."),
    ),
    remedy=(gettext_noop("The seller can show the report of this product, or say under which name it was tested."),),
    sources=(
        Source(
            text=gettext_noop("Reports of other products, in a guide for buyers"),
            url="https://pushpressure.com/academy/consumer-safety/index.php?module=1&section=3",
        ),
    ),
    ours=gettext_noop("The likeness of 50."),
)
def product_mismatch(subject: Subject, context: Context) -> Iterator[Answer]:
    """Ask the names of the samples whether one of them is like the jar's."""
    told = context.label.product if context.label else None
    names = [part.sample.product_name for part in subject.parts if part.sample.product_name is not None]
    if not told or not fold(told) or len(names) != len(subject.parts):
        return
    yield FINE
    likest = max(token_set_ratio(fold(told), fold(one.text)) for one in names)
    if likest >= _LEAST:
        return
    yield Doubt(
        says=Sentence(
            gettext_noop("The product is called %(told)s, and the report is of %(printed)s."),
            told=told,
            printed=both(list(dict.fromkeys(one.text for one in names))),
        ),
        arithmetic=on_paper(
            (
                (gettext("on the product"), told),
                *((gettext("on the report"), one.text) for one in names),
                (gettext("likeness of words"), Sentence(_LIKENESS, likeness=f"{likest:.0f}", least=str(_LEAST))),
            )
        ),
        evidence=tuple(names),
    )
