"""Names in a letterhead: set in two styles or on two lines, letter-spaced, or with no word that says laboratory."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median

from labs.parsing.head.fits import ends_with_legal_form, fits, is_code, is_heading
from labs.parsing.head.headline import is_over_facts, names_product
from labs.parsing.head.labels import is_flush, labels_in
from labs.parsing.head.seen import SeenPage
from labs.parsing.head.unlabelled import is_labelled
from labs.parsing.text.phrases import Phrase, between
from labs.reference.words import fold
from labs.reference.words import phrases as known_phrases

_DEPTH = 0.16  # of the page: letterheads stand above
_LARGE = 1.25  # than most of the page
_MOST_WORDS = 6


def logos(page: SeenPage) -> Iterator[tuple[str, Phrase]]:
    """Names in two pieces, the second such as ``LABS`` or ``Testing Services``: beside the first, or below it."""
    top = _closed_up([phrase for phrase in page.phrases if phrase.baseline < _DEPTH * page.height])
    for phrase in top:
        words = fold(phrase.text).split()
        names, others = (set(known_phrases("laboratories")[kind]) for kind in ("name", "not_name"))
        if not 1 <= len(words) <= 3 or words[0] not in names or others & set(words) or is_heading(phrase.text):
            continue
        for other in top:
            if other is not phrase and _joins(other, phrase) and _is_plain_name(other.text):
                yield f"{other.text} {phrase.text}", Phrase(other.words + phrase.words)


def _closed_up(phrases: Sequence[Phrase]) -> list[Phrase]:
    """Phrases with letters set apart closed up to words, and such words on one line joined: ``L A B   W O R K S``."""
    joined: list[Phrase] = []
    last: Phrase | None = None  # the phrase before, if it was of letters set apart
    for phrase in phrases:
        whole = unspaced(phrase.text)
        if whole == phrase.text:
            joined.append(phrase)
            last = None
            continue
        word = replace(phrase.words[0], text=whole, x1=phrase.x1)
        goes_on = last is not None and abs(last.baseline - phrase.baseline) < 1 and phrase.x0 - last.x1 < phrase.size
        if goes_on:
            joined[-1] = Phrase((*joined[-1].words, word))
        else:
            joined.append(Phrase((word,)))
        last = phrase
    return joined


def _joins(first: Phrase, second: Phrase) -> bool:
    """Whether a phrase is the first part of a name that another goes on: larger, on its left or right above it."""
    beside = abs(first.baseline - second.baseline) < 3 and 0 <= second.x0 - first.x1 < 2.5 * second.size
    drop = second.baseline - first.baseline
    above = 0.5 * second.size < drop < 1.7 * max(first.size, second.size) and is_flush(first, second, within=6)
    in_two_weights = beside and first.bold != second.bold and first.size > 0.9 * second.size
    return in_two_weights or ((beside or above) and first.size > 1.15 * second.size)


def _is_plain_name(text: str) -> bool:
    words = fold(text).split()
    others = set(known_phrases("laboratories")["not_name"])
    return 1 <= len(text.split()) <= 4 and not others & set(words) and not is_heading(text) and fits("client", text)


def unspaced(text: str) -> str:
    """Letters set apart as one word: ``L A B S`` gives ``LABS``."""
    words = text.split()
    return "".join(words) if len(words) > 2 and all(len(word) == 1 for word in words) else text


def largest_name(page: SeenPage, others: frozenset[str]) -> tuple[str, Phrase] | None:
    """The largest line of a letterhead that may be a company's name, for want of any that looks like a laboratory's.

    `others` are names, as letters, that are known to be somebody else's.
    """
    if not page.phrases:
        return None
    usual = median(phrase.size for phrase in page.phrases)
    top = [
        phrase
        for phrase in between(page.phrases, 0.0, _DEPTH * page.height)
        if (phrase.size > _LARGE * usual or ends_with_legal_form(phrase.text))
        and len(phrase.words) <= _MOST_WORDS
        and _is_plain_name(" ".join(phrase.text.split()[:4]))
        and sum(c.isalpha() for c in phrase.text) > 4
        and not is_code(phrase.text)
        and not labels_in(phrase)
        and not is_labelled(phrase, page.labelled)
        and fold(phrase.text).replace(" ", "") not in others
        and not names_product(phrase.text)
        and not is_over_facts(phrase, page)
    ]
    best = max(top, key=lambda phrase: (phrase.size, -phrase.baseline), default=None)
    return None if best is None else (best.text, best)
