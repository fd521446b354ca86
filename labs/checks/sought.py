"""What checks look for in the texts of files: all of it is found in one pass, for one text is asked many things.

RE2 does the pass. It takes time by the length of a text alone, however many phrases are sought and whatever is printed.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import re2

from labs.reference.words import phrases

_SOUGHT: list["Sought"] = []


@dataclass(frozen=True, slots=True, eq=False)
class Sought:
    """One thing that is sought in every text; `pattern` gives it as RE2 writes it, once somebody looks."""

    pattern: Callable[[], str]


def sought(pattern: Callable[[], str]) -> Sought:
    """Have something sought in every text, from now on. Call it once for each, where a module is made."""
    one = Sought(pattern)
    _SOUGHT.append(one)
    _all.cache_clear()
    return one


def meaning(subject: str, name: str) -> Sought:
    """The phrases of one meaning in a file of words, as whole words: ``meaning("statements", "method")``."""
    return sought(lambda: _any_of(phrases(subject)[name]))


def found_in(spaced: bytes) -> frozenset[Sought]:
    """Of all that is sought, what stands in a text: folded, in UTF-8, one space or more before and after each word."""
    together, each = _all()
    return frozenset([each[place] for place in together.Match(spaced) or ()])


def says(spaced: bytes, words: tuple[str, ...]) -> bool:
    """Whether one of some folded phrases stands in such a text as whole words."""
    return bool(words) and _looking_for(words).search(spaced) is not None


@cache
def _all() -> tuple[re2.Set, tuple[Sought, ...]]:
    together, each = re2.Set.SearchSet(), tuple(_SOUGHT)
    for one in each:
        together.Add(one.pattern())
    together.Compile()
    return together, each


@lru_cache(maxsize=256)
def _looking_for(words: tuple[str, ...]) -> Any:  # a pattern of RE2, which has no types
    return re2.compile(_any_of(words).encode())


def _any_of(words: Iterable[str]) -> str:
    return f" (?:{'|'.join([' +'.join(map(re2.escape, phrase.split())) for phrase in words])}) "
