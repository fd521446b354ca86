"""The batch on the jar is not the batch on the report."""

from collections.abc import Iterator

from rapidfuzz.distance import Levenshtein

from labs.checks.amounts import on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, Source, check
from labs.checks.names import batch_key, is_blank
from labs.checks.sources import UTAH
from labs.checks.subject import Subject
from labs.translatable import Sentence, both, gettext, gettext_noop


@check(
    "id.batch_mismatch",
    severity=Severity.ALERT,
    title=gettext_noop("Batch on the report differs from the product's"),
    explanation=gettext_noop(
        "Results are of one batch and hold for no other. Case, spaces and marks, leading zeros, and O for 0 or I for 1 "
        "make no difference; a single other letter or digit may be a slip, and is a warning."
    ),
    formula=gettext_noop(
        "batch of the jar ≠ every batch of the report, and nowhere on its pages; a warning if one sign apart, or one "
        "within the other"
    ),
    example=gettext_noop(
        """\
on the product  TH6R-0418
on the report   KT-0652
compared as     th6r418 and kt652"""
    ),
    innocent=(
        gettext_noop("The batch of the bulk material was tested, and the jar bears the number of its filling."),
        gettext_noop("The number on the jar was misread or mistyped by who told us."),
    ),
    remedy=(gettext_noop("The seller can show the report of this batch, or how the two numbers belong together."),),
    sources=(
        UTAH,
        Source(
            text=gettext_noop("Reports of another batch, as a known trick"),
            url="https://tribetokes.com/learn/lab-testing/how-to-spot-fake-lab-results/",
        ),
    ),
    ours=gettext_noop("That one sign apart, or one number within the other, is only a warning."),
)
def batch_mismatch(subject: Subject, context: Context) -> Iterator[Answer]:
    """Ask the batches of the samples whether one of them is the jar's."""
    told = context.label.batch if context.label else None
    ours = batch_key(told) if told else ""
    printed = [
        part.sample.batch
        for part in subject.parts
        if part.sample.batch is not None and not part.sample.batch.is_doubtful and not is_blank(part.sample.batch.text)
    ]
    named = [(one, key) for one in printed if (key := batch_key(one.text))]
    if not told or not ours or len(named) != len(subject.parts):
        return  # a sample without a batch, or with one that may be misread, may be the one
    yield FINE
    if any(key == ours for _, key in named):
        return
    document = context.document
    if document is not None and ours in batch_key(document.text):
        return  # it is on the pages, and another number was read as the batch
    may_be_slip = document is None or any(
        Levenshtein.distance(key, ours) <= 1 or key in ours or ours in key for _, key in named
    )
    yield Doubt(
        says=Sentence(
            gettext_noop("The product bears batch %(told)s, and the report is of %(printed)s."),
            told=told,
            printed=both(list(dict.fromkeys(one.text for one, _ in named))),
        ),
        arithmetic=on_paper(
            (
                (gettext("on the product"), told),
                *((gettext("on the report"), one.text) for one, _ in named),
                (gettext("compared as"), both([ours, ", ".join(dict.fromkeys(key for _, key in named))])),
            )
        ),
        evidence=tuple(one for one, _ in named),
        severity=Severity.WARNING if may_be_slip else None,
    )
