"""How far what an engine says of a page is text that people could have meant.

Fonts may carry no map from their shapes to letters, or a wrong one: then an engine gives numbers of glyphs, control
characters, or letters that spell nothing. The first two are counted; the last shows in that hardly a word of the page
is one that reports are written with.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from labs.parsing.text.glyphs import unknown_in
from labs.parsing.text.words import Word
from labs.reference.words import single_words

LEGIBLE = 0.8  # a page below is not passed on as words
_FEWEST = 20  # words: fewer prove nothing
_KNOWN = 0.08  # of the words: real pages have from 0.18 on, pages in a wrong alphabet 0.02 at most
_WORD = re.compile(r"[a-z]{3,}")  # of other alphabets than the Latin nothing is known here
_SUBJECTS = ("columns", "common", "fields", "ligatures", "matrices", "months", "panels", "rows", "verdicts")


def legibility(words: Sequence[Word]) -> float:
    """From 0 to 1: the share of letters that have a text, less where hardly a word is known. 1 for a page without."""
    text = " ".join(word.text for word in words)
    letters = len(text) - text.count(" ")
    if not letters:
        return 1.0
    known = known_share(words)
    sense = 1.0 if known is None else min(1.0, known / _KNOWN)
    return (1 - len(unknown_in(text)) / letters) * sense


def known_share(words: Sequence[Word]) -> float | None:
    """The share of words of three letters or more that reports are written with; None where there are too few."""
    plain = unicodedata.normalize("NFKD", " ".join(word.text for word in words)).encode("ascii", "ignore").decode()
    found = _WORD.findall(plain.lower())
    return sum(word in _vocabulary() for word in found) / len(found) if len(found) >= _FEWEST else None


@cache
def _vocabulary() -> frozenset[str]:
    """The words that reports are written with, in all languages at hand."""
    return frozenset(word for subject in _SUBJECTS for word in single_words(subject))
