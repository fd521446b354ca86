"""What pages say of their own number: “page 2 of 5”."""

import re
from collections.abc import Iterator
from functools import lru_cache

from labs.checks.document import unaccented

# Plain letters are quick to look for, so words of one beginning are sought together; the rest is asked where one is.
_NAMES = {"pag": "(?:es?|ina|ine)", "pg": "s?", "seite": "n?", "str": "(?:ana|anka)?", "list": "", "hal": "(?:aman)?"}
_COUNT = r"[\W_]{0,3}(\d{1,3})\s*(?:of|von|z|ze|di|de|van|sur|dari|/)\s*(\d{1,3})(?!\d|\s*/|\.\d)"
_PAGE_OF = {begins: re.compile(begins + ends + _COUNT) for begins, ends in _NAMES.items()}
_BARE = re.compile(r"\d\s*(?:of|von|z|ze|di|de|van|sur|/)\s*\d")


@lru_cache(maxsize=4)
def page_counts(text: str) -> frozenset[tuple[int, int]]:
    """Every “page n of m” in print as n and m, from 1 <= n <= m."""
    plain = unaccented(text)
    found = [_PAGE_OF[begins].match(plain, place) for begins in _NAMES for place in _word_begins(plain, begins)]
    counts = [(int(one[1]), int(one[2])) for one in found if one is not None]
    return frozenset([(number, of) for number, of in counts if 1 <= number <= of])


def may_count_pages(text: str) -> bool:
    """Whether anything in a text may be a count of its pages, such as a bare ``2/5``."""
    return bool(page_counts(text)) or _BARE.search(unaccented(text)) is not None


def _word_begins(text: str, letters: str) -> Iterator[int]:
    """Each place in a text where a word begins with some letters."""
    place = text.find(letters)
    while place >= 0:
        if not text[max(place - 1, 0) : place].isalpha():
            yield place
        place = text.find(letters, place + 1)
