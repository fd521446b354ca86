"""What may be the value of a field: numbers look unlike names, and neither looks like a date or a verdict."""

import re
from collections.abc import Callable
from functools import lru_cache

from labs.parsing.head.dates import dates_in
from labs.parsing.text.values import unit_within
from labs.reference.words import fold, phrases, verdict_of

DATE_FIELDS = ("sampled", "received", "tested", "completed", "reported", "manufactured", "expires")
NAME_FIELDS = ("product_name", "client", "matrix", "laboratory")
CODE_FIELDS = ("report_id", "sample_id", "batch")
_LONGEST_WORD = 3  # letters that a word without a digit may have within a number: ``Rev``, ``LOT``
_LONGEST_NUMBER = 45  # characters
_MOST_PARTS = 4  # words of a number
_LONGEST_NAME = 120
_MOST_WORDS = 20
_NUMBER_SIGN = re.compile(
    r"^(?:N\s?\.?\s?[º°o]\.?|Nr\.?|No\.?|Nummer|Number|Núm\.?|Č\.|Číslo|Nomor|#)[\s:]+(?=\S*\d)", re.IGNORECASE
)
_LONGEST_LETTERS = 6  # the same in capitals
_COUNTED = re.compile(r"cfu|kbe|ktj|ufc|[µμm]g/|\bppm\b|%", re.IGNORECASE)  # a unit: part of a table
_FIGURE = re.compile(r"[<>≤≥±~=]|\d{1,3}[.,]\d{1,3}$|(?:NMT|NLT|MIN|MAX)\b", re.IGNORECASE)  # a result or a limit
_REACHED_BY = re.compile(r"@|\bwww\.|https?://|\+?\(?\d{3}\)?[\s.-]\d{3}[\s.-]\d{4}\b", re.IGNORECASE)


@lru_cache(maxsize=8192)
def fits(field: str, text: str) -> bool:
    """Whether a text may be the value of a field; a field without a rule takes any text."""
    if verdict_of(text) in ("none", "not_tested"):
        return False
    check = _CHECKS.get(field)
    return check is None or check(text)


def is_code(text: str) -> bool:
    """Whether a text is a number or a code: ``S-0042``, ``MCR-S21-59483 Rev.01.00``."""
    return (
        _has_number(text)
        and _FIGURE.match(text) is None
        and not any(
            len(word) > (_LONGEST_LETTERS if word.isupper() else _LONGEST_WORD) and not any(c.isdigit() for c in word)
            for word in text.split()
        )
    )


def _has_number(text: str) -> bool:
    if not any(c.isdigit() for c in text) or len(text) >= _LONGEST_NUMBER or len(text.split()) > _MOST_PARTS:
        return False
    return _COUNTED.search(text) is None and not any(
        one.end == len(text) or text[one.end] == " "
        for one in dates_in(text)
        if one.start == 0 or text[one.start - 1] == " "
    )


def without_number_sign(text: str) -> str:
    """A number without the sign that says it is one: ``N° 26/004`` gives ``26/004``."""
    return _NUMBER_SIGN.sub("", text)


def is_heading(text: str) -> bool:
    """Whether a text is what documents and their parts are called: ``Certificate of Analysis``."""
    return fold(text) in phrases("fields")["headings"]


def is_legal_form(text: str) -> bool:
    """Whether a text is only what companies end their names with: ``LLC``, ``s.r.o.``"""
    return fold(text) in phrases("laboratories")["legal_form"]


def ends_with_legal_form(text: str) -> bool:
    """Whether a company's name is complete: it ends with its legal form, as no ``Result (mg/kg)`` does."""
    if "/" in unit_within(text):
        return False
    words = fold(text).split()
    return any(" ".join(words[-length:]) in phrases("laboratories")["legal_form"] for length in (1, 2, 3))


def _is_named(text: str) -> bool:
    letters = sum(c.isalpha() for c in text)
    return letters >= 2 and len(text) < _LONGEST_NAME and verdict_of(text) is None and not is_heading(text)


def _is_product(text: str) -> bool:
    return (
        _is_named(text) and len(text.split()) <= _MOST_WORDS and not _is_only_a_date(text) and not is_reached_by(text)
    )


def _is_client(text: str) -> bool:
    return (
        _is_named(text)
        and not (is_code(text) and not any(len(word) > 1 and word.isalpha() for word in text.split()))
        and not _is_street(text)
        and not _is_only_a_date(text)
        and not is_reached_by(text)
    )


def _is_street(text: str) -> bool:
    words = fold(text).split()
    return text[:1].isdigit() and any(word in phrases("fields")["streets"] for word in words[1:])


def _is_matrix(text: str) -> bool:
    return (
        _is_named(text)
        and len(text.split()) <= _MOST_WORDS
        and not is_code(text)
        and not dates_in(text)
        and not _COUNTED.search(text)
    )


def _is_only_a_date(text: str) -> bool:
    dates = dates_in(text)
    return bool(dates) and len(text) - sum(one.end - one.start for one in dates) < 12


def is_reached_by(text: str) -> bool:
    """Whether a text holds a telephone number or an address on the web."""
    return _REACHED_BY.search(text) is not None


def _is_batch(text: str) -> bool:
    return _has_number(text) or (text.isupper() and len(text.split()) == 1 and not is_verdict(text))


def is_verdict(text: str) -> bool:
    """Whether a text is a word on the whole: passed, failed, or only tested."""
    return verdict_of(text) in ("pass", "fail", "tested")


def judges(text: str) -> bool:
    """Whether a text is a judgement: passed or failed."""
    return verdict_of(text) in ("pass", "fail")


def _is_date(text: str) -> bool:
    return bool(dates_in(text))


_CHECKS: dict[str, Callable[[str], bool]] = {
    "report_id": is_code,
    "sample_id": is_code,
    "product_name": _is_product,
    "batch": _is_batch,
    "client": _is_client,
    "matrix": _is_matrix,
    "laboratory": _is_client,
    "overall": is_verdict,
    **dict.fromkeys(DATE_FIELDS, _is_date),
}
