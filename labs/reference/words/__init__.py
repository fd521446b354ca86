"""Words that reports are written with: column heads, labels, panel titles, verdicts. Facts are the TOML files here.

Each file maps a meaning to phrases by language; a reader never asks which language a report is in, since the same
word seldom means two things. To teach the reader a language, add its phrases.
"""

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

_FOLDER = Path(__file__).parent
TOTALS = frozenset(
    [
        "total",
        "totals",
        "sum",
        "suma",
        "soucet",
        "celkem",
        "summe",
        "gesamt",
        "totale",
        "totali",
        "somma",
        "soma",
        "somme",
    ]
)  # words of rows that sum others
_APART = re.compile(r"[^\w%#°]+")


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """A text for comparison: lower case, no accents, words parted by single spaces, punctuation gone but % and #."""
    plain = text
    if not text.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _APART.sub(" ", plain.casefold().replace("_", " ")).strip()


@cache
def phrases(subject: str) -> dict[str, tuple[str, ...]]:
    """The folded phrases of one file by meaning, in the order they stand there: ``phrases("columns")["lod"]``."""
    with (_FOLDER / f"{subject}.toml").open("rb") as file:
        tables = tomllib.load(file)
    return {
        meaning: tuple(dict.fromkeys(fold(phrase) for of_language in languages.values() for phrase in of_language))
        for meaning, languages in tables.items()
    }


@cache
def meanings(subject: str) -> dict[str, str]:
    """Each folded phrase of one file and what it means; where two meanings share a phrase the first keeps it."""
    found: dict[str, str] = {}
    for meaning, of_meaning in phrases(subject).items():
        for phrase in of_meaning:
            found.setdefault(phrase, meaning)
    return found


@cache
def finder(subject: str, meaning: str) -> re.Pattern[str]:
    """What finds any phrase of one meaning, as whole words, in folded text that has a space before and after it."""
    return re.compile(f" (?:{'|'.join(map(re.escape, phrases(subject)[meaning]))}) ")


@cache
def languages(subject: str) -> dict[str, frozenset[str]]:
    """Each folded phrase of one file and the languages that it stands under."""
    with (_FOLDER / f"{subject}.toml").open("rb") as file:
        tables = tomllib.load(file)
    found: dict[str, set[str]] = {}
    for of_meaning in tables.values():
        for language, of_language in of_meaning.items():
            for phrase in of_language:
                found.setdefault(fold(phrase), set()).add(language)
    return {phrase: frozenset(of_phrase) for phrase, of_phrase in found.items()}


@cache
def single_words(subject: str) -> frozenset[str]:
    """Every single word that occurs in the phrases of one file."""
    return frozenset(word for phrase in meanings(subject) for word in phrase.split())


def longest_match(words: list[str], known: dict[str, str]) -> tuple[int, int, str] | None:
    """The longest run of `words` that is a known phrase: where it starts, how many words, and what it means."""
    for length in range(min(len(words), 7), 0, -1):
        for start in range(len(words) - length + 1):
            meaning = known.get(" ".join(words[start : start + length]))
            if meaning is not None:
                return start, length, meaning
    return None


@cache
def verdict_of(text: str) -> str | None:
    """What a status text says: ``pass``, ``fail``, ``tested``, ``not_tested``, ``none`` for not judged, or None."""
    return meanings("verdicts").get(fold(text)) if fold(text) else ("none" if text.strip() else None)
