"""The pages count more pages than the file has."""

from collections.abc import Iterator

from labs.checks.amounts import on_paper, part_of
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, check
from labs.checks.sources import iso_17025
from labs.checks.subject import Subject
from labs.translatable import Sentence, commas, gettext, gettext_noop


@check(
    "comp.pages_missing",
    severity=Severity.WARNING,
    title=gettext_noop("Pages missing"),
    explanation=gettext_noop(
        "A report that counts its pages shows when one is left out, and with it the results that stand there."
    ),
    formula=gettext_noop("pages of the file < m of the highest “page n of m”, and some n from 1 to m is nowhere"),
    example=gettext_noop(
        """\
pages by its own count  4
pages in the file       2
counted in print        1 of 4, 3 of 4
nowhere in print        2, 4"""
    ),
    innocent=(
        gettext_noop("Several reports were put into one file, and their page counts kept."),
        gettext_noop("A blank last page was left out."),
    ),
    remedy=(gettext_noop("The seller can show the whole report."),),
    sources=(iso_17025("7.8.2.1 d"),),
)
def pages_missing(_subject: Subject, context: Context) -> Iterator[Answer]:
    """Ask a file that counts its pages whether it has them all."""
    if context.document is None or context.document.pages < 1:
        return
    counted = context.document.page_counts
    if not counted:
        return
    yield FINE
    most = max(of for _, of in counted)
    seen = {number for number, of in counted if of == most}
    missing = sorted(set(range(1, most + 1)) - seen)
    if context.document.pages >= most or not missing:
        return
    yield Doubt(
        says=Sentence(
            gettext_noop("The report counts %(counted)s pages, and the file has %(pages)s."),
            counted=str(most),
            pages=str(context.document.pages),
        ),
        arithmetic=on_paper(
            (
                (gettext("pages by its own count"), str(most)),
                (gettext("pages in the file"), str(context.document.pages)),
                (gettext("counted in print"), commas([part_of(number, most) for number in sorted(seen)])),
                (gettext("nowhere in print"), ", ".join(map(str, missing))),
            )
        ),
        evidence=(),
    )
