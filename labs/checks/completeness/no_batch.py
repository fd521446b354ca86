"""The report names no batch or lot, so it belongs to no jar in particular."""

import re
from collections.abc import Iterator
from functools import cache

from labs.checks.amounts import on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, check
from labs.checks.document import Document
from labs.checks.names import is_blank
from labs.checks.sources import UTAH
from labs.checks.subject import Part, Subject
from labs.coa import Printed
from labs.reference.words import fold, phrases
from labs.translatable import Sentence, gettext, gettext_noop

_SHORT = 2  # letters
_OF_RUNS = re.compile(r"\b(?:analytical|analysis|lab|prep|qc) $")  # before "batch": a run in the laboratory
_LONGEST_OF_RUNS = len(" analytical ")
_REST_OF_LABEL = re.compile(r"^[^:\d]{0,25}:")  # of "Batch number:", "Batch / Lot ID:", "Batch#:" what follows "Batch"
_NEXT_LABEL = re.compile(r"[^\W\d_][^\W\d_ ./]*(?: [^\W\d_]+){0,2}\s?#?:")


@check(
    "comp.no_batch",
    severity=Severity.WARNING,
    title=gettext_noop("No batch or lot number"),
    explanation=gettext_noop(
        "Results are of one batch. Without its number nobody can tell which jars a report speaks of."
    ),
    formula=gettext_noop("batch number: blank, N/A, or the name of the product"),
    example=gettext_noop(
        """\
sample  Green Hulu Capsules
batch   none"""
    ),
    innocent=(
        gettext_noop("The seller uses the laboratory's own sample number as the batch number."),
        gettext_noop("The batch number is printed where our reader did not find it."),
    ),
    remedy=(gettext_noop("The seller can give the laboratory the batch number, and ask for an amended report."),),
    sources=(UTAH,),
)
def no_batch(subject: Subject, context: Context) -> Iterator[Answer]:
    """Ask each named sample whether it has a batch number."""
    named = [(part, name) for part in subject.parts if (name := _name(part)) is not None]
    without = [(part, name) for part, name in named if _is_without(part)]
    if not named or (without and context.document is not None and _may_be_unread(context.document)):
        return
    yield FINE
    if not without:
        return
    _, name = without[0]
    said = (
        gettext_noop("%(count)s of %(all)s samples are reported without a batch or lot number.")
        if len(named) > 1
        else gettext_noop("%(name)s is reported without a batch or lot number.")
    )
    printed = [part.sample.batch for part, _ in without if part.sample.batch is not None]
    yield Doubt(
        says=Sentence(said, name=name.text, count=str(len(without)), all=str(len(named))),
        arithmetic=on_paper(
            [
                line
                for part, name in without
                for line in (
                    (gettext("sample"), name.text),
                    (gettext("batch"), part.sample.batch.text if part.sample.batch else gettext("none")),
                )
            ]
        ),
        evidence=(*(name for _, name in without), *printed),
    )


def _name(part: Part) -> Printed | None:
    """What tells that the head of the report was read: its product, or else its sample number."""
    return part.sample.product_name or part.sample.sample_id if part.results else None


def _is_without(part: Part) -> bool:
    batch, product = part.sample.batch, part.sample.product_name
    return batch is None or is_blank(batch.text) or (product is not None and fold(batch.text) == fold(product.text))


def _may_be_unread(document: Document) -> bool:
    """Whether some line says batch or lot with a digit behind it: then the number may be there, and not be read."""
    return any(_holds_number(line) for line in _labelled(document.unaccented))


def _labelled(text: str) -> Iterator[str]:
    """What stands behind each word for a batch: in its line, and in the next."""
    found = _label().search(text)
    while found is not None:
        is_of_runs = _OF_RUNS.search(text, max(found.start() - _LONGEST_OF_RUNS, 0), found.start()) is not None
        if not is_of_runs:
            yield from found[1].split("\n")
        found = _label().search(text, found.start(1) if is_of_runs else found.end())


def _holds_number(line: str) -> bool:
    """Whether a digit stands before the next label of a line: ``batch#:  received: 04/16/26`` has none."""
    return any(c.isdigit() for c in _NEXT_LABEL.split(_REST_OF_LABEL.sub("", line), maxsplit=1)[0])


@cache
def _label() -> re.Pattern[str]:
    # An abbreviation of a letter or two stands in many a word that is none: s.r.o.
    words = sorted(phrase for phrase in phrases("fields")["batch"] if " " not in phrase and len(phrase) > _SHORT)
    of_batches = "|".join(map(re.escape, words))
    return re.compile(rf"\b(?:{of_batches})\b(?! (?:date|size|weight)\b)([^\n]*\n?[^\n]*)")
