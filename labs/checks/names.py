"""Names and numbers of batches, products and companies, brought to a form in which the same are equal."""

import re
from functools import cache

from labs.reference.words import fold, phrases

_NOT_SIGN = re.compile(r"[^a-z0-9]")
_ALIKE = str.maketrans("oil", "011")
_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")
_LONGEST_FORM = 4  # words: ``sp z o o``


def batch_key(number: str) -> str:
    """A batch number as people type it: letters and digits, lower case, O as 0, I and l as 1, no leading zeros."""
    return _ZEROS.sub("", _NOT_SIGN.sub("", number.casefold()).translate(_ALIKE))


def company_words(name: str) -> tuple[str, ...]:
    """The words of a company's name before any comma or address, without its legal form: ``Acme Labs, LLC``."""
    words = fold(name.split(",", maxsplit=1)[0]).split()
    forms = _legal_forms()
    for length in range(_LONGEST_FORM, 0, -1):
        if len(words) > length and " ".join(words[-length:]) in forms:
            return tuple(words[:-length])
    return tuple(words)


@cache
def _legal_forms() -> frozenset[str]:
    return frozenset(phrases("laboratories")["legal_form"])


def telling_words(name: str) -> tuple[str, ...]:
    """The words of a company's name that another one would hardly bear: without Labs, Testing, Analytical."""
    common = phrases("laboratories")["name"]
    return tuple(word for word in company_words(name) if word not in common)


def is_blank(text: str) -> bool:
    """Whether a print holds the place of a name or number that was not given: ``N/A``, ``TBD``, ``--``."""
    folded = fold(text)
    return not folded or folded in phrases("statements")["blank"]
