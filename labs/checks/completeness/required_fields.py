"""The report lacks items that ISO/IEC 17025 expects of a test report.

An item counts as missing only if it was not read and no word that would introduce it stands anywhere on the pages.
"""

from collections.abc import Iterator

from labs.checks.amounts import on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, check
from labs.checks.document import Document
from labs.checks.sought import meaning
from labs.checks.sources import iso_17025
from labs.checks.subject import Subject
from labs.coa import CertificateOfAnalysis, Printed
from labs.translatable import Sentence, gettext, gettext_noop, listed

_ITEMS = 10  # and the count of pages, where there are several
_MANY = 3  # missing items that make more than a note
_LABORATORY = meaning("laboratories", "name")
_BY_FIELD = (
    (gettext("the customer"), "client", meaning("fields", "client")),
    (gettext("the date of receipt"), "received", meaning("fields", "received")),
    (gettext("the date of the tests"), "tested", meaning("fields", "tested")),
    (gettext("the date of issue"), "reported", meaning("fields", "reported")),
)
_BY_WORDS = (
    (gettext("who authorises it"), meaning("statements", "authoriser")),
    (gettext("that the results are of this item only"), meaning("statements", "relates_only")),
    (gettext("the method"), meaning("statements", "method")),
)


@check(
    "comp.required_fields",
    severity=Severity.WARNING,
    title=gettext_noop("The report lacks items that ISO/IEC 17025 expects"),
    explanation=gettext_noop(
        "The standard for testing laboratories lists what a report should say: who tested what for whom, when and how, "
        "and who answers for it. One or two missing items are common; three or more leave little to ask about."
    ),
    formula=gettext_noop("missing items of the list: 1 or 2 a note, 3 or more a warning"),
    example=gettext_noop(
        """\
asked for  11 items
not found   3 items
           the date of receipt
           who authorises it
           that the results are of this item only"""
    ),
    innocent=(
        gettext_noop("A simplified report is allowed where the customer agreed to it."),
        gettext_noop("The item is printed in words or in a picture that our reader does not know."),
    ),
    remedy=(gettext_noop("The laboratory can add what is missing in an amended report."),),
    sources=(iso_17025("7.8.2.1"),),
    ours=gettext_noop("Three missing items make a warning."),
)
def required_fields(subject: Subject, context: Context) -> Iterator[Answer]:
    """Ask a report whose text is known for the items that a test report should have."""
    document = context.document
    if document is None or not subject.results or not document.has_words:
        return
    yield FINE
    missing = list(_missing(subject.coa, document))
    if not missing:
        return
    yield Doubt(
        says=Sentence(gettext_noop("We did not find %(missing)s in this report."), missing=listed(missing)),
        arithmetic=on_paper(
            (
                (gettext("asked for"), _items(_ITEMS + (document.pages > 1))),
                (gettext("not found"), _items(len(missing))),
                *(("", name) for name in missing),
            )
        ),
        evidence=_head(subject.coa),
        severity=None if len(missing) >= _MANY else Severity.NOTE,
    )


def _items(count: int) -> Sentence:
    return Sentence(gettext_noop("%(count)s items"), count=str(count))


def _missing(coa: CertificateOfAnalysis, document: Document) -> Iterator[Sentence]:
    samples = coa.samples
    if coa.lab_name is None and not document.says(_LABORATORY):
        yield gettext("the name of the laboratory")
    if coa.report_id is None and not any(one.sample_id for one in samples):
        yield gettext("a number of the report")
    if not any(one.product_name or one.matrix for one in samples):
        yield gettext("what the item is")
    for name, field, labels in _BY_FIELD:
        if getattr(coa, field) is None and not document.says(labels):
            yield name
    for name, words in _BY_WORDS:
        if not document.says(words):
            yield name
    if document.pages > 1 and not document.may_count_pages():
        yield gettext("page numbers “n of m”")


def _head(coa: CertificateOfAnalysis) -> tuple[Printed, ...]:
    return tuple(one for one in (coa.lab_name, coa.report_id) if one is not None)
