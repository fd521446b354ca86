"""Texts of two files beside each other: whether they are one text, and how much alike without numbers and names.

Reports of one laboratory are printed on one template, so their words are alike by nature. What is compared here says
that two files are of one kind; whether they are one measurement is for their numbers to say.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from labs.checks.document import folded
from labs.coa import CertificateOfAnalysis, Printed

LONGEST = 100_000  # characters of a text that are compared
FEWEST_WORDS = 40  # of a text that can be told from others
_LENGTH = 5  # words of a shingle
_MASK = "#"
_LONGEST_SHOWN = 40  # characters of a word
_DATES = ("manufactured", "sampled", "received", "tested", "completed", "reported", "expires")

Shingle = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Differing:
    """The words, as printed, that stand in one text and not in the other, or more often, in reading order."""

    here: tuple[str, ...]
    there: tuple[str, ...]


def normalised(text: str) -> str:
    """A text as every saving of one file gives it: its letters, digits and marks, without spaces and case.

    "" for a text of too few words to be told from others.
    """
    words = text[:LONGEST].casefold().split()
    return "".join(words) if len(words) >= FEWEST_WORDS else ""


def shingles(text: str, coa: CertificateOfAnalysis) -> frozenset[Shingle]:
    """Each five words in a row, with numbers, dates and the names that a certificate prints masked.

    Empty for a text of too few words.
    """
    words = tuple(_masked(text[:LONGEST], coa))
    if len(words) < FEWEST_WORDS:
        return frozenset()
    return frozenset(words[first : first + _LENGTH] for first in range(len(words) - _LENGTH + 1))


def likeness(one: frozenset[Shingle], other: frozenset[Shingle]) -> float:
    """The share of the shingles of both that both have (Jaccard's index), 0 to 1; 0 where one has none."""
    return len(one & other) / len(one | other) if one and other else 0.0


def differing(here: str, there: str) -> Differing:
    """The words that two texts do not share, each as often as it stands more in one of them."""
    ours, theirs = here[:LONGEST].split(), there[:LONGEST].split()
    return Differing(here=tuple(_beyond(ours, Counter(theirs))), there=tuple(_beyond(theirs, Counter(ours))))


def _masked(text: str, coa: CertificateOfAnalysis) -> Iterator[str]:
    words = folded(text)
    for name in sorted({folded(one.text).strip() for one in _names(coa)} - {""}, key=len, reverse=True):
        words = words.replace(f" {name} ", f" {_MASK} ")
    masked = (_MASK if any(map(str.isdigit, word)) else word for word in words.split())
    for before, word in pairwise(("", *masked)):
        if not before == word == _MASK:
            yield word


def _names(coa: CertificateOfAnalysis) -> Iterator[Printed]:
    """What a certificate prints that is another on every one: names, numbers and dates."""
    printed = [coa.report_id, coa.client]
    printed += [date.printed for name in _DATES if (date := getattr(coa, name)) is not None]
    for sample in coa.samples:
        printed += [sample.sample_id, sample.product_name, sample.batch]
    return (one for one in printed if one is not None)


def _beyond(words: Iterable[str], others: Counter[str]) -> Iterator[str]:
    for word in words:
        if others[word]:
            others[word] -= 1
        else:
            yield word if len(word) <= _LONGEST_SHOWN else f"{word[: _LONGEST_SHOWN - 1]}…"
