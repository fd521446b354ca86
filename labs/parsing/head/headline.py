"""The product as a headline: a line in larger type that no label introduces, over the facts about the sample."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import takewhile
from statistics import median

from labs.coa import Printed
from labs.parsing.head.fits import fits, is_code, is_heading, is_reached_by
from labs.parsing.head.labels import is_flush, labels_in
from labs.parsing.head.seen import SeenPage
from labs.parsing.head.unlabelled import block_above, is_address, is_labelled, is_told, is_value_of_label
from labs.parsing.text.phrases import Phrase, between, printed
from labs.reference.words import fold, meanings, single_words
from labs.reference.words import phrases as known_phrases

_LOWEST = 0.5  # of the page: headlines stand above
_LARGER = 1.12  # than the line below it, or than most of the page
_AMOUNT = re.compile(r"\d\s?(?:g|mg|kg|ml|oz|ct|count|pack|caps?|x)\b", re.IGNORECASE)
_OF_SAMPLES = frozenset(("sample_id", "batch", "matrix", "product_name", "received", "sampled", "manufactured"))
_STRAINS = frozenset(("strain", "cultivar"))
_FEWEST_LETTERS = 4
_BAR = re.compile(r"\s[·•|/]\s")


def product_headline(page: SeenPage, taken: Sequence[str]) -> Printed | None:
    """The product's name in a headline; `taken` are the names of the laboratory and client, which may stand as one.

    A headline counts where the facts of a sample, or a form of product, stand right below it, or else where it names
    a form or an amount itself.
    """
    candidates = list(_candidates(page, taken))
    over_facts = [phrase for phrase in candidates if is_over_facts(phrase, page)]
    if over_facts:
        return _whole(max(over_facts, key=lambda phrase: (phrase.size, -phrase.baseline)), page)
    block = _over_matrix(page, taken[0] if taken else "")
    if block is not None:
        return block
    told = [phrase for phrase in candidates if names_product(phrase.text)]
    largest = max(told, key=lambda phrase: phrase.size, default=None)
    return None if largest is None else _whole(largest, page)


def matrix_under(product: Printed, page: SeenPage) -> Printed | None:
    """The line under a product's name, when it names a form of product."""
    left = product.box.x0
    for phrase in between(page.phrases, product.box.top, product.box.top + 60):
        beneath = 0 < phrase.top - product.box.top < 30 and phrase.x0 <= left + 3 and phrase.x1 > left - 60
        if (
            not beneath
            or phrase.bottom <= product.box.bottom + 1
            or _begins_with_label(phrase)
            or is_value_of_label(phrase, page)
        ):
            continue
        text = _BAR.split(phrase.text)[0]
        if len(text.split()) <= 5 and _has_form(text):
            return printed([phrase], page.number, text)
    return None


def _candidates(page: SeenPage, taken: Sequence[str]) -> Iterator[Phrase]:
    """Lines in large type in the upper part of a page that may name a product."""
    if not page.phrases:
        return
    usual = median(phrase.size for phrase in page.phrases)
    names = [_letters(name) for name in taken if name]
    for phrase in page.phrases:
        if phrase.baseline > _LOWEST * page.height:
            return
        if phrase.size < _LARGER * usual or not fits("product_name", phrase.text) or is_code(phrase.text):
            continue
        letters = _letters(phrase.text)
        if (
            sum(c.isalpha() for c in letters) < _FEWEST_LETTERS
            or any(name in letters or letters in name for name in names)
            or _is_plain(phrase.text)
        ):
            continue
        if not is_told(phrase, page) and not labels_in(phrase) and not _is_over_address(phrase, page):
            yield phrase


def _letters(text: str) -> str:
    return fold(text).replace(" ", "")


def _is_plain(text: str) -> bool:
    """Whether a line says nothing but what titles of documents and parts of them say, or what was tested."""
    folded = fold(text)
    words = [word for word in folded.split() if not word.isdigit()]
    if any(f" {heading} " in f" {folded} " for heading in _long_headings()) or is_address(text) or is_reached_by(text):
        return True
    known = _plain_words()
    return all(word in known for word in words)


@cache
def _long_headings() -> tuple[str, ...]:
    return tuple(heading for heading in known_phrases("fields")["headings"] if len(heading.split()) > 1)


@cache
def _plain_words() -> frozenset[str]:
    forms = frozenset(meanings("matrices"))
    return (
        single_words("fields") | single_words("panels") | single_words("columns") | single_words("verdicts")
    ) - forms


def _is_over_address(phrase: Phrase, page: SeenPage) -> bool:
    below = between(page.phrases, phrase.baseline + 0.5 * phrase.size, phrase.baseline + 5.5 * phrase.size)
    flush = [other for other in below if is_flush(phrase, other, within=5)][:4]
    block = takewhile(lambda other: not _begins_with_label(other), flush)
    return any(is_address(other.text) or is_reached_by(other.text) for other in block)


def _begins_with_label(phrase: Phrase) -> bool:
    labels = labels_in(phrase)
    return bool(labels) and labels[0].start == 0


def is_over_facts(phrase: Phrase, page: SeenPage) -> bool:
    """Whether the next line under a headline begins with a label of a sample's facts, or names a form of product."""
    below = between(page.phrases, phrase.baseline + 0.5 * phrase.size, phrase.baseline + 2.6 * phrase.size)
    flush = [other for other in below if min(abs(other.x0 - phrase.x0), abs(other.x1 - phrase.x1)) < 5]
    nearest = min(flush, key=lambda other: other.baseline, default=None)
    if nearest is None or phrase.size < _LARGER * nearest.size:
        return False
    labels = labels_in(nearest)
    if labels and labels[0].start == 0:
        shown = fold(" ".join(word.text for word in nearest.words[: labels[0].end]))
        return shown in _STRAINS or any(name in _OF_SAMPLES for label in labels for name, _ in label.fields)
    return len(_BAR.split(nearest.text)[0].split()) <= 5 and _has_form(_BAR.split(nearest.text)[0])


def _has_form(text: str) -> bool:
    forms = meanings("matrices")
    return any(word in forms for word in fold(text).split())


def names_product(text: str) -> bool:
    """Whether a text names a form of product or an amount of it."""
    return (_has_form(text) or _AMOUNT.search(text) is not None) and not is_heading(text)


def _whole(phrase: Phrase, page: SeenPage) -> Printed:
    """A headline with its second line, if it has one in the same type."""
    below = [
        other
        for other in between(page.phrases, phrase.baseline + 0.6 * phrase.size, phrase.baseline + 1.35 * phrase.size)
        if is_flush(phrase, other, within=3)
        and abs(other.size - phrase.size) < 0.3
        and other.bold == phrase.bold
        and not is_labelled(other, page.labelled)
        and not labels_in(other)
    ]
    return printed([phrase, *below[:1]], page.number)


def _over_matrix(page: SeenPage, lab_name: str) -> Printed | None:
    """The unlabelled line on top of a block that says matrix, strain or type."""
    anchors = [one.label for one in page.labelled if one.field == "matrix" or fold(one.label.text) in _STRAINS]
    for anchor in sorted(anchors, key=lambda anchor: anchor.baseline):
        base = next((p for p in page.phrases if p.baseline == anchor.baseline and p.x0 <= anchor.x0 <= p.x1), None)
        if base is None:
            continue
        block = takewhile(lambda p: not is_told(p, page), block_above(base, page.phrases))
        names = [p for p in block if fold(p.text) != fold(lab_name) and fits("product_name", p.text)]
        if names:
            lines = _with_form(names[::-1])
            return printed([*_pieces_before(lines[0], page), *lines], page.number)
    return None


def _pieces_before(phrase: Phrase, page: SeenPage) -> list[Phrase]:
    """What a space alone parts from a phrase to its left: numbers that were cut off as values."""
    line = between(page.phrases, phrase.baseline - 0.2 * phrase.size, phrase.baseline + 0.2 * phrase.size)
    for other in line:
        if other is not phrase and -1 < phrase.x0 - other.x1 < 0.62 * phrase.size:
            return [*_pieces_before(other, page), other]
    return []


def _with_form(lines: Sequence[Phrase]) -> Sequence[Phrase]:
    """The first line of a block, and the second if it goes on with a form of product; a strain repeats the first."""
    words = [set(fold(line.text).split()) for line in lines[:2]]
    goes_on = len(words) > 1 and _has_form(lines[1].text) and not words[0] & words[1]
    return lines[: 2 if goes_on else 1]
