"""What pages say of their own number: “page 2 of 5”."""

import re
from functools import lru_cache

from labs.checks.document import unaccented

# Plain letters are quick to look for, so words of one beginning are sought together; whether a word begins there is
# asked of what was found.
_NAMES = {"pag": "(?:es?|ina|ine)", "pg": "s?", "seite": "n?", "str": "(?:ana|anka)?", "list": "", "hal": "(?:aman)?"}
_COUNT = r"[\W_]{0,3}(\d{1,3})\s*(?:of|von|z|ze|di|de|van|sur|dari|/)\s*(\d{1,3})(?!\d|\s*/|\.\d)"
_PAGE_OF = {begins: re.compile(begins + ends + _COUNT) for begins, ends in _NAMES.items()}
_BARE = re.compile(r"\d\s*(?:of|von|z|ze|di|de|van|sur|/)\s*\d")


@lru_cache(maxsize=16)
def page_counts(text: str) -> frozenset[tuple[int, int]]:
    """Every “page n of m” in print as n and m, from 1 <= n <= m."""
    plain = unaccented(text)
    places = (one for begins, pattern in _PAGE_OF.items() if begins in plain for one in pattern.finditer(plain))
    found = (one for one in places if not plain[max(one.start() - 1, 0) : one.start()].isalpha())
    counts = ((int(one[1]), int(one[2])) for one in found)
    return frozenset((number, of) for number, of in counts if 1 <= number <= of)


def may_count_pages(text: str) -> bool:
    """Whether anything in a text may be a count of its pages, such as a bare ``2/5``."""
    return bool(page_counts(text)) or _BARE.search(unaccented(text)) is not None
