"""The report's own number where no label introduces it: under a title, before the count of pages, in a page's edge."""

import re
from statistics import median

from labs.coa import Printed
from labs.parsing.head.fits import is_code, is_heading, without_number_sign
from labs.parsing.head.labels import is_flush
from labs.parsing.head.seen import SeenPage
from labs.parsing.text.phrases import Phrase, between, printed
from labs.reference.words import fold, phrases

_NUMBER_OF_PAGES = re.compile(r"^(\S*\d\S*)\s+page\s+\d+\s+of\s+\d+", re.IGNORECASE)
_TITLE_REACH = 120  # points from a title to its number on the right
_LARGE = 1.3  # than most of the page: a title
_EDGE = 0.12  # of the page: running heads and feet stand within
_SHORTEST = 5  # characters of a number in running heads
_SIGNS = ("no", "number", "#")  # after what a report is called: its number follows
_UNMARKED = re.compile(r"(?=.*[A-Z])(?=(?:.*\d){4})(?=.*[-/])[A-Z0-9/.-]{7,}")  # ``AR-26-GT-014417-01``


def number_of_report(page: SeenPage) -> Printed | None:
    """A code right before ``page 1 of 2``, or after No. beside or under the title: the report's own number."""
    for phrase in page.phrases:
        if found := _NUMBER_OF_PAGES.match(phrase.text):
            return printed([phrase], page.number, found[1])
    titled = _number_in_title(page) or _signed_number_in_title(page)
    if titled is not None:
        return titled
    return _number_under_title(page) or _number_at_edge(page) or _unmarked_number_under_title(page)


def _number_under_title(page: SeenPage) -> Printed | None:
    for phrase in page.phrases:
        if phrase.baseline > 0.4 * page.height:
            return None
        number = without_number_sign(phrase.text)
        if number == phrase.text or not is_code(number):
            continue
        over = between(page.phrases, phrase.baseline - 3.5 * phrase.size, phrase.baseline + 0.2 * phrase.size)
        if any(
            is_heading(other.text) and other.x0 < phrase.x1 + 60 and other.x1 > phrase.x0 - _TITLE_REACH
            for other in over
        ):
            return printed([phrase], page.number, number)
    return None


def _number_in_title(page: SeenPage) -> Printed | None:
    """A code that ends a large title after a label of reports' numbers: ``ANTICIPO DEL RAPPORTO DI PROVA 2533``."""
    if not page.phrases:
        return None
    usual = median(phrase.size for phrase in page.phrases)
    titles = phrases("fields")["report_id"]
    for phrase in between(page.phrases, 0, 0.4 * page.height):
        words = phrase.words
        if phrase.size < _LARGE * usual or len(words) < 3 or not is_code(words[-1].text):
            continue
        before = fold(" ".join(word.text for word in words[:-1]))
        if any(before.endswith(" " + title) and " " in title for title in titles):
            return printed([Phrase(words[-1:])], page.number)
    return None


def _signed_number_in_title(page: SeenPage) -> Printed | None:
    """A code with a number sign after what a report is called: ``Certificate of Analysis #R24184``."""
    for phrase in between(page.phrases, 0, 0.4 * page.height):
        words = phrase.words
        for at in range(len(words) - 1, 0, -1):
            signed = " ".join(word.text for word in words[at:])
            number = without_number_sign(signed).removeprefix("#")
            is_titled = _names_report(" ".join(word.text for word in words[:at]))
            if is_titled and number != signed and len(number) >= _SHORTEST and is_code(number):
                return printed([Phrase(words[at:])], page.number, number)
    return None


def _unmarked_number_under_title(page: SeenPage) -> Printed | None:
    """A code alone in the line under what a report is called and flush with it, where nothing labels it."""
    for title in between(page.phrases, 0, 0.25 * page.height):
        if not _names_report(title.text):
            continue
        below = between(page.phrases, title.baseline + 0.5 * title.size, title.baseline + 1.8 * title.size)
        for phrase in below:
            if _UNMARKED.fullmatch(phrase.text) and is_flush(title, phrase, within=3) and is_code(phrase.text):
                return printed([phrase], page.number)
    return None


def _names_report(text: str) -> bool:
    """Whether a title is what reports are called and a number sign after it makes it a label of their numbers."""
    labels = phrases("fields")["report_id"]
    return is_heading(text) and any(fold(f"{text} {sign}") in labels for sign in _SIGNS)


def _number_at_edge(page: SeenPage) -> Printed | None:
    """The number that ends a running head or foot: ``Order ORD-04417 Report RPT-04417-3 v2``."""
    labels = set(phrases("fields")["report_id"])
    for phrase in page.phrases:
        if _EDGE * page.height < phrase.baseline < (1 - _EDGE) * page.height:
            continue
        texts = [word.text for word in phrase.words]
        for at in range(len(texts) - 1, 0, -1):
            number = " ".join(texts[at:])
            starts = any(c.isdigit() for c in texts[at]) and fold(texts[at - 1]) in labels
            if starts and len(number) >= _SHORTEST and is_code(number):
                return printed([Phrase(phrase.words[at:])], page.number)
    return None
