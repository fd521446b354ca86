"""Fields that stand without a label: a product's name over its matrix, a client's name over an address."""

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile

from labs.coa import Printed, PrintedDate
from labs.parsing.dates import dates_in
from labs.parsing.labels import Labelled
from labs.parsing.phrases import Phrase, printed
from labs.parsing.seen import SeenPage
from labs.reference.words import fold, meanings

_POSTCODE = re.compile(r"(?:\b[A-Z]{2},?\s+\d{5}(?:-\d{4})?\b|,\s*\d{5}\b)")
_NUMBER_OF_PAGES = re.compile(r"^(\S*\d\S*)\s+page\s+\d+\s+of\s+\d+", re.IGNORECASE)
_SIGNING = frozenset({
    "director", "manager", "signed", "signature", "approved", "approver", "authorised", "authorized", "president",
    "officer",
})  # fmt: skip


def product_over_matrix(page: SeenPage, lab_name: str) -> Printed | None:
    """The unlabelled line on top of a block that says matrix, strain or type."""
    anchors = [
        one.label for one in page.labelled if one.field == "matrix" or fold(one.label.text) in ("strain", "cultivar")
    ]
    for anchor in sorted(anchors, key=lambda anchor: anchor.baseline):
        base = next((p for p in page.phrases if p.baseline == anchor.baseline and p.x0 <= anchor.x0 <= p.x1), None)
        if base is None:
            continue
        block = takewhile(lambda p: not _is_labelled(p, page.labelled), _block_above(base, page.phrases))
        names = [p for p in block if fold(p.text) != fold(lab_name) and any(c.isalpha() for c in p.text)]
        if names:
            return printed([names[-1]], page.number)
    return None


def client_over_address(page: SeenPage, lab_name: str) -> Printed | None:
    """The first line of an address block that is not the laboratory's, in the upper part of a page."""
    own = fold(lab_name)
    for last in page.phrases:
        if last.baseline > 0.6 * page.height or not _POSTCODE.search(last.text):
            continue
        block = [p for p in (last, *_block_above(last, page.phrases)) if not _is_labelled(p, page.labelled)]
        for phrase in block[::-1]:
            text = _without_date(phrase.text)
            if not _is_a_name(text):
                continue
            if not own or (own not in fold(text) and fold(text) not in own):
                return printed([phrase], page.number, text)
            break
    return None


def signature_date(page: SeenPage, *, day_first: bool | None) -> PrintedDate | None:
    """The date on the line of a signature."""
    for phrase in page.phrases:
        if _SIGNING & set(fold(phrase.text).split()) and (dates := dates_in(phrase.text, day_first=day_first)):
            return PrintedDate(day=dates[-1].day, printed=printed([phrase], page.number), other=dates[-1].other)
    return None


def number_beside_page(page: SeenPage) -> Printed | None:
    """A code printed right before ``page 1 of 2``: the report's own number."""
    for phrase in page.phrases:
        if found := _NUMBER_OF_PAGES.match(phrase.text):
            return printed([phrase], page.number, found[1])
    return None


def matrix_under(product: Printed, page: SeenPage) -> Printed | None:
    """The line under a product's name, when it names a form of product."""
    forms = meanings("matrices")
    left = product.box.x0
    for phrase in page.phrases:
        beneath = 0 < phrase.top - product.box.top < 30 and phrase.x0 <= left + 3 and phrase.x1 > left - 60
        if not beneath or len(phrase.words) > 5 or _is_labelled(phrase, page.labelled):
            continue
        if any(word in forms for word in fold(phrase.text).split()):
            return printed([phrase], page.number)
    return None


def _block_above(base: Phrase, phrases: Sequence[Phrase]) -> list[Phrase]:
    """The lines that stand close over a phrase with one of its edges, from the nearest up."""
    block: list[Phrase] = []
    last = base
    while len(block) < 6:
        above = [
            p
            for p in phrases
            if 0.5 * last.size < last.baseline - p.baseline < 2.2 * max(last.size, p.size)
            and (abs(p.x0 - base.x0) < 4 or abs(p.x1 - base.x1) < 4)
        ]
        if not above:
            break
        last = max(above, key=lambda p: p.baseline)
        block.append(last)
    return block


def _is_labelled(phrase: Phrase, labelled: Iterable[Labelled]) -> bool:
    return any(
        one.label.baseline == phrase.baseline and phrase.x0 - 1 <= one.label.x0 <= phrase.x1 for one in labelled
    ) or phrase.text.rstrip().endswith((":", "#"))


def _without_date(text: str) -> str:
    dates = dates_in(text)
    return text[dates[-1].end :].strip(" |,-") if dates and dates[-1].start < 3 else text


def _is_a_name(text: str) -> bool:
    return text[:1].isalpha() and sum(c.isalpha() for c in text) > 3 and not _POSTCODE.search(text)
