"""One text, word for word and number for number, stands for two products or batches.

A file is kept once by its bytes. The same report saved again has other bytes and the same text, so texts are compared,
without spaces. What a text stands for is what was read from it, what people corrected in that, and what the jar says.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from labs.checks.amounts import on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, check
from labs.checks.between.others import name_of
from labs.checks.document import Label
from labs.checks.names import batch_key, is_blank
from labs.checks.sources import iso_17025
from labs.checks.subject import Subject
from labs.checks.wording import normalised
from labs.coa import Printed, Sample
from labs.reference.words import fold
from labs.translatable import Sentence, both, gettext, gettext_noop

_SHORTEST_BATCH = 4  # signs
_BESIDE = {
    "product": (gettext("product here"), gettext("product there")),
    "batch": (gettext("batch here"), gettext("batch there")),
}
_STANDS_FOR = {"product": gettext_noop("product %(name)s"), "batch": gettext_noop("batch %(name)s")}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claim:
    """What one text is said to be about, here and there."""

    what: str  # product or batch
    here: str
    there: str


@check(
    "x.same_file",
    severity=Severity.ALERT,
    title=gettext_noop("One text for two products or batches"),
    explanation=gettext_noop(
        "A report is of one sample. Two files with the same text, down to its dates and numbers, are one report; where "
        "one of them stands for another product or batch, it cannot be true of both."
    ),
    formula=gettext_noop(
        "texts without spaces and case equal, and product or batch, as on record or on the jar, are others; an alert "
        "where both are"
    ),
    example=gettext_noop(
        """\
text of both   the same, word for word
product here   Green leaf
product there  Red leaf
batch here     KT-0413
batch there    KT-0907"""
    ),
    innocent=(
        gettext_noop("One lot is sold under two names, and the report was made for both."),
        gettext_noop("A name or batch number was misread, or corrected, in one of the two."),
    ),
    remedy=(
        gettext_noop(
            "The seller can say for which product and batch the report was made, and show a report of the other."
        ),
    ),
    sources=(iso_17025("7.8.2.1"),),
    ours=gettext_noop(
        "That it is an alert only where product and batch are both others, and a warning where one of them is."
    ),
)
def same_file(subject: Subject, context: Context) -> Iterator[Answer]:
    """Ask each file of the same text whether it stands for the same product and batch."""
    if not context.earlier or context.document is None or not (text := normalised(context.document.text)):
        return
    for other, coa in enumerate(context.earlier):
        document = context.document_beside(other)
        samples = subject.coa.samples
        if document is None or len(coa.samples) != len(samples) or normalised(document.text) != text:
            continue
        yield FINE
        label = context.label if len(samples) == 1 else None
        for here, there in zip(samples, coa.samples, strict=True):
            if claims := tuple(_claims(here, there, label)):
                yield _doubt(claims, here, name_of(coa), other)
                break


def _claims(here: Sample, there: Sample, label: Label | None) -> Iterator[_Claim]:
    """What the two are said to be, where that differs."""
    product, batch = _text(here.product_name), _text(here.batch)
    if label is not None:
        product, batch = label.product or product, label.batch or batch
    other_product, other_batch = _text(there.product_name), _text(there.batch)
    if product and other_product and fold(product) != fold(other_product):
        yield _Claim(what="product", here=product, there=other_product)
    keys = batch_key(batch), batch_key(other_batch)
    if min(map(len, keys)) >= _SHORTEST_BATCH and keys[0] not in keys[1] and keys[1] not in keys[0]:
        yield _Claim(what="batch", here=batch, there=other_batch)


def _text(printed: Printed | None) -> str:
    return "" if printed is None or printed.is_doubtful or is_blank(printed.text) else printed.text


def _doubt(claims: tuple[_Claim, ...], here: Sample, name: str, other: int) -> Doubt:
    lines: list[tuple[str, str]] = [(gettext("text of both"), gettext("the same, word for word"))]
    for one in claims:
        here_name, there_name = _BESIDE[one.what]
        lines += [(here_name, one.here), (there_name, one.there)]
    said = both([Sentence(_STANDS_FOR[one.what], name=one.there) for one in claims])
    return Doubt(
        says=Sentence(
            gettext_noop("The text of this file is that of %(report)s, word for word, which stands for %(claims)s."),
            report=name,
            claims=said,
        ),
        arithmetic=on_paper(lines),
        evidence=tuple(one for one in (here.product_name, here.batch) if one is not None),
        severity=None if len(claims) > 1 else Severity.WARNING,
        other=other,
    )
