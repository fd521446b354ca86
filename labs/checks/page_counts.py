"""What pages say of their own number: “page 2 of 5”."""

import re
from collections.abc import Set as AbstractSet
from functools import partial

from labs.checks.sought import Sought, sought

# Each begins with letters that are quick to look for, and none of them can stand within a count that another begins.
_NAMES = ("p(?:ag(?:es?|ina|ine)|gs?)", "seiten?", "str(?:ana|anka)?", "list", "hal(?:aman)?")
_COUNT = r"[\W_]{0,3}(\d{1,3})\s*(?:of|von|z|ze|di|de|van|sur|dari|/)\s*(\d{1,3})(?!\d|\s*/|\.\d)"
_BEFORE_A_DIGIT = r"{}[ \x{{80}}-\x{{10ffff}}]{{0,3}}[0-9\x{{80}}-\x{{10ffff}}]"  # or before what may be one
_PAGE_OF = {sought(partial(_BEFORE_A_DIGIT.format, name)): re.compile(name + _COUNT) for name in _NAMES}
_BARE = re.compile(r"\d\s*(?:of|von|z|ze|di|de|van|sur|/)\s*\d")


def page_counts(plain: str, found: AbstractSet[Sought]) -> frozenset[tuple[int, int]]:
    """Every “page n of m” in a text as n and m, from 1 <= n <= m.

    The text is one as `document.unaccented` gives it, `found` what was sought and stands in it.
    """
    asked = [page_of for name, page_of in _PAGE_OF.items() if name in found]
    counts = [(int(one[1]), int(one[2])) for page_of in asked for one in page_of.finditer(plain) if _begins_a_word(one)]
    return frozenset([(number, of) for number, of in counts if 1 <= number <= of])


def has_bare_count(plain: str) -> bool:
    """Whether anything in such a text may be a count of pages without the word for it, as ``2/5``."""
    return _BARE.search(plain) is not None


def _begins_a_word(found: re.Match[str]) -> bool:
    return not found.string[max(found.start() - 1, 0) : found.start()].isalpha()
