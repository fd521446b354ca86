"""No picture on the pages of a kratom report could be a photograph of the product.

Pictures are judged by place and size alone: it is asked only whether one of them could be a photograph, and any doubt
counts for it.
"""

from collections import Counter
from collections.abc import Iterator

from labs.checks.amounts import on_paper
from labs.checks.base import FINE, Answer, Context, Doubt, Severity, check
from labs.checks.document import Document, Place
from labs.checks.kratom import grounds
from labs.checks.sources import UTAH
from labs.checks.subject import Subject
from labs.coa import Box
from labs.translatable import gettext, gettext_noop

_LEAST = 60.0  # points on both sides: 80 pixels of a screen
_WHOLE = 300.0  # points on both sides: a scan, or what lies behind a page
_LETTERHEAD = 80.0  # points from the top


@check(
    "comp.photo",
    severity=Severity.NOTE,
    title=gettext_noop("No photograph of the product"),
    explanation=gettext_noop(
        "A photograph shows what the laboratory had before it. Utah asks for one on the report of a kratom product, "
        "most places do not. Pictures are judged by their place and size alone."
    ),
    formula=gettext_noop(
        "no picture of 60 points (2 cm) or more on both sides but bar codes, what stands in the letterhead, and what "
        "stands on several pages in the same place"
    ),
    example=gettext_noop(
        """\
pictures on the pages               2
too small, or in the letterhead     1
bar codes                           1
in the same place on several pages  0
that could be a photograph          0"""
    ),
    innocent=(
        gettext_noop("The law of the place asks for none."),
        gettext_noop("The photograph is kept with the laboratory's own copy."),
    ),
    remedy=(gettext_noop("The laboratory can add a photograph of the sample as it was received."),),
    sources=(UTAH,),
    ours=gettext_noop("From which size, and where on a page, a picture could be a photograph."),
)
def photo(subject: Subject, context: Context) -> Iterator[Answer]:
    """Ask the pictures of a kratom report whether one could be a photograph; quiet where pages are pictures whole."""
    document, kratom = context.document, grounds(subject)
    if document is None or document.pictures is None or kratom is None or any(map(_is_whole, document.pictures)):
        return
    yield FINE
    kinds = Counter(_kind(one, document) for one in document.pictures)
    if kinds["photograph"]:
        return
    yield Doubt(
        says=gettext("No picture on the pages of this report could be a photograph of the product."),
        arithmetic=on_paper(
            (
                (gettext("pictures on the pages"), str(kinds.total())),
                (gettext("too small, or in the letterhead"), str(kinds["small"])),
                (gettext("bar codes"), str(kinds["code"])),
                (gettext("in the same place on several pages"), str(kinds["repeated"])),
                (gettext("that could be a photograph"), "0"),
            )
        ),
        evidence=(kratom,),
    )


def _kind(one: Place, document: Document) -> str:
    if min(_sides(one)) < _LEAST or one.box.top < _LETTERHEAD:
        return "small"
    if any(code.page == one.page and _overlap(code.box, one.box) for code in document.codes):
        return "code"
    again = (other for other in document.pictures or () if other.page != one.page)
    return "repeated" if any(_is_same_place(other.box, one.box) for other in again) else "photograph"


def _is_whole(one: Place) -> bool:
    return min(_sides(one)) >= _WHOLE


def _sides(one: Place) -> tuple[float, float]:
    return one.box.x1 - one.box.x0, one.box.bottom - one.box.top


def _overlap(one: Box, other: Box) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1 and one.top < other.bottom and other.top < one.bottom


def _is_same_place(one: Box, other: Box) -> bool:
    return all(
        abs(here - there) < 1
        for here, there in zip(
            (one.x0, one.top, one.x1, one.bottom), (other.x0, other.top, other.x1, other.bottom), strict=True
        )
    )
