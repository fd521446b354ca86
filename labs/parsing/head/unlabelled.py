"""Fields that stand without a label: a client's name over an address, a date after a place."""

import re
from collections.abc import Iterable, Sequence

from labs.coa import Printed, PrintedDate
from labs.parsing.head.dates import dates_in
from labs.parsing.head.fits import ends_with_legal_form, fits, is_legal_form
from labs.parsing.head.labels import Labelled
from labs.parsing.head.seen import SeenPage
from labs.parsing.text.phrases import Phrase, between, printed
from labs.reference.words import fold

_POSTCODE = re.compile(
    r"\b(?!EN\b)[A-Z]{2},?\s+\d{5}(?:-\d{4})?\b|,\s*\d{5}\b"  # Davie, FL 33314; EN 15763 is a standard
    r"|^(?:[A-Z]{1,2}-)?(?:\d{4,5}|\d{3}\s\d{2})\s+[^\W\d_a-z]\w+"  # 28217 Bremen, 166 28 Praha, A-1010 Wien
    r"|^\d{4}-\d{3}\s+[^\W\d_]|,\s*(?:\d{4,5}|\d{3}\s\d{2})\s+[^\W\d_a-z]\w+"  # 4000-123 Porto
    r"|\b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}$|\b[A-Z]\d[A-Z]\s\d[A-Z]\d\b"  # Leeds LS1 4AP, Ottawa K1A 0B1
)
_PLACE = re.compile(r"[^\W\d_][^\d,:;]{2,25}(?:,\s*(?:den|il|le|a|dne)?|\s(?:den|dne))\s*$")
_SIGNING = frozenset({
    "director", "manager", "signed", "signature", "approved", "approver", "authorised", "authorized", "president",
    "officer", "scientist", "supervisor", "chemist",
})  # fmt: skip
_REACH = 120  # points from a mark to what it introduces
_LINES = 6  # of a block of an address at most


def client_over_address(page: SeenPage, lab_name: str) -> Printed | None:
    """The first line of an address block that is not the laboratory's, in the upper part of a page."""
    own = _letters(lab_name)
    for last in page.phrases:
        if last.baseline > 0.6 * page.height:
            return None
        if not _POSTCODE.search(last.text):
            continue
        block = [p for p in (last, *block_above(last, page.phrases)) if not is_labelled(p, page.labelled)][::-1]
        block = _without_sender(block, own)
        companies = [
            number
            for number, phrase in enumerate(block)
            if ends_with_legal_form(phrase.text) and not is_legal_form(phrase.text)
        ]
        for number, phrase in enumerate(block[companies[0] :] if companies else block, (companies or [0])[0]):
            text = _without_date(phrase.text)
            if not _is_a_name(text):
                continue
            lines = [phrase, *_rest_of_name(block[number:])]
            return printed(lines, page.number, " ".join([text, *(line.text for line in lines[1:])]))
    return None


def _without_sender(block: list[Phrase], own: str) -> list[Phrase]:
    """A block without the laboratory's own line over a window for addresses; nothing if the block is its own."""
    for number, phrase in reversed(list(enumerate(block))) if own else ():
        if _is_own(own, _letters(phrase.text)):
            return block[number + 1 :] if is_address(phrase.text.replace(" · ", ", ").replace(" - ", ", ")) else []
    return block


def lone_company(page: SeenPage, lab_name: str) -> Printed | None:
    """The only company in the upper part of a page, by its legal form, that is not the laboratory."""
    own = _letters(lab_name)
    companies = [
        phrase
        for phrase in between(page.phrases, 0, 0.4 * page.height)
        if ends_with_legal_form(phrase.text)
        and len(phrase.words) <= _LINES
        and _is_a_name(phrase.text)
        and not is_told(phrase, page)
        and not (own and _is_own(own, _letters(phrase.text)))
    ]
    return printed(companies, page.number) if own and len(companies) == 1 else None


def _is_own(own: str, letters: str) -> bool:
    return own in letters or (len(letters) > 4 and letters in own)


def _letters(text: str) -> str:
    return fold(text).replace(" ", "")


def _rest_of_name(block: Sequence[Phrase]) -> list[Phrase]:
    """The second line of a name: a legal form on its own, or a line set larger than the address below it."""
    if len(block) < 2 or ends_with_legal_form(block[0].text) or abs(block[0].size - block[1].size) > 0.3:
        return []
    larger = len(block) > 2 and block[1].size > 1.15 * block[2].size
    return [block[1]] if is_legal_form(block[1].text) or larger else []


def place_and_date(page: SeenPage, *, day_first: bool | None) -> PrintedDate | None:
    """The date of a letter, ``Sassuolo, 12 marzo 2026``: a place and a date alone on a line."""
    for phrase in page.phrases:
        dates = dates_in(phrase.text, day_first=day_first) if len(phrase.words) < 8 else []
        if len(dates) == 1 and dates[0].end == len(phrase.text) and _PLACE.match(phrase.text[: dates[0].start]):
            return PrintedDate(day=dates[0].day, printed=printed([phrase], page.number), other=dates[0].other)
    return None


def date_of_letter(page: SeenPage, *, day_first: bool | None) -> PrintedDate | None:
    """A date alone on its line in the upper third of a page, as letters bear it."""
    for phrase in between(page.phrases, 0, page.height / 3):
        dates = dates_in(phrase.text, day_first=day_first) if len(phrase.words) <= 4 else []
        line = between(page.phrases, phrase.baseline - 0.5 * phrase.size, phrase.baseline + 0.5 * phrase.size)
        beside = any(0 < phrase.x0 - other.x1 < 150 for other in line)
        alone = bool(dates) and dates[0].start == 0 and dates[0].end == len(phrase.text) and not beside
        if alone and not is_told(phrase, page) and not is_under_mark(phrase, page):
            return PrintedDate(day=dates[0].day, printed=printed([phrase], page.number), other=dates[0].other)
    return None


def signature_date(page: SeenPage, *, day_first: bool | None) -> PrintedDate | None:
    """The date on the line of a signature, or else the only date that stands alone in the lower half of a page."""
    for phrase in page.phrases:
        if _SIGNING & set(fold(phrase.text).split()) and (dates := dates_in(phrase.text, day_first=day_first)):
            return PrintedDate(day=dates[-1].day, printed=printed([phrase], page.number), other=dates[-1].other)
    alone = [
        (phrase, dates[0])
        for phrase in between(page.phrases, page.height / 2, page.height)
        if len(phrase.words) <= 4
        and (dates := dates_in(phrase.text, day_first=day_first))
        and dates[0].end - dates[0].start == len(phrase.text)
        and not is_told(phrase, page)
        and not is_under_mark(phrase, page)
    ]
    if len(alone) != 1:
        return None
    phrase, date = alone[0]
    return PrintedDate(day=date.day, printed=printed([phrase], page.number), other=date.other)


def block_above(base: Phrase, others: Sequence[Phrase]) -> list[Phrase]:
    """The lines that stand close over a phrase with one of its edges, from the nearest up."""
    block: list[Phrase] = []
    last = base
    while len(block) < _LINES:
        above = [
            p
            for p in between(others, last.baseline - 50, last.baseline)
            if 0.5 * last.size < last.baseline - p.baseline < 2.2 * max(last.size, p.size)
            and (abs(p.x0 - base.x0) < 4 or abs(p.x1 - base.x1) < 4 or abs(p.middle - base.middle) < 2)
        ]
        if not above:
            break
        last = max(above, key=lambda p: p.baseline)
        block.append(last)
    return block


def is_labelled(phrase: Phrase, labelled: Iterable[Labelled]) -> bool:
    """Whether a phrase holds a label that has a value, or ends as labels do."""
    return any(
        one.label.baseline == phrase.baseline and phrase.x0 - 1 <= one.label.x0 <= phrase.x1 for one in labelled
    ) or phrase.text.rstrip().endswith((":", "#"))


def is_told(phrase: Phrase, page: SeenPage) -> bool:
    """Whether a phrase is a label, or the value of one."""
    return is_labelled(phrase, page.labelled) or is_value_of_label(phrase, page)


def is_under_mark(phrase: Phrase, page: SeenPage) -> bool:
    """Whether a phrase stands right below, or right after, one that ends with a colon: a label that nobody knows."""
    near = between(page.phrases, phrase.baseline - 2.4 * phrase.size, phrase.baseline + 0.5 * phrase.size)
    return any(
        other.text.endswith(":")
        and other is not phrase
        and (
            abs(other.x0 - phrase.x0) < 4
            if other.baseline < phrase.baseline - 0.5 * phrase.size
            else 0 <= phrase.x0 - other.x1 < _REACH
        )
        for other in near
    )


def is_value_of_label(phrase: Phrase, page: SeenPage) -> bool:
    """Whether a phrase stands within the value of a label."""
    return any(
        one.value.box.top <= phrase.top + 1
        and phrase.bottom <= one.value.box.bottom + 1
        and one.value.box.x0 - 1 <= phrase.x0 <= one.value.box.x1
        for one in page.labelled
    )


def is_address(text: str) -> bool:
    """Whether a line is the last of an address: with a postcode and a place."""
    return _POSTCODE.search(text) is not None


def _without_date(text: str) -> str:
    dates = dates_in(text)
    return text[dates[-1].end :].strip(" |,-") if dates and dates[-1].start < 3 else text


def _is_a_name(text: str) -> bool:
    return text[:1].isalpha() and fits("client", text) and not is_address(text)
