"""The tokens of the search index: words as people type them, and what reports are filtered by.

A filter is a token like a word, so that the database answers words and filters at once from one index; no word that
is typed can be one, since words hold letters and digits only. A report's place is its day and its key in one number:
the order of places is the order of days, the newest last.
"""

import datetime as dt
import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator

ANY, PUBLIC = ":any", ":public"
UNKNOWN = "?"  # stands for "not stated" in a filter's token
_LONGEST_WORD = 100
_GRAM = 4
_KEYS = 32  # bits of a report's key within its place
_ZEROS = re.compile(r"(?<=[a-z])0*(?=[1-9])")  # where a number may be filled up with zeros: pw 282 is PW00282


def words_of(*texts: str) -> list[str]:
    """The different words of some texts, in their order: without case and accents, letters and digits only."""
    found: dict[str, None] = {}
    for text in texts:
        plain = unicodedata.normalize("NFKD", text).casefold()
        plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
        found.update(dict.fromkeys(word[:_LONGEST_WORD] for word in re.findall(r"[^\W_]+", plain)))
    return list(found)


def token(name: str, value: object) -> str:
    """The token of one filter: ``:form:leaf``. Slugs and codes only: no space may be in it."""
    return f":{name}:{value}"


def grams(key: str) -> list[str]:
    """The tokens by which a batch number is found by a part of its key: every four signs, and the last three."""
    parts = {key[start : start + _GRAM] for start in range(len(key) - _GRAM + 1)}
    tail = [token("end", key[-3:])] if len(key) >= 3 else []
    return [*(token("gram", part) for part in sorted(parts)), *tail]


def asked_grams(key: str) -> list[str]:
    """The tokens that every batch has whose key holds `key`; of a key of three signs, every batch that ends in it."""
    return grams(key)[:-1] if len(key) >= _GRAM else grams(key)


def without_zeros(key: str) -> str:
    """A batch key without the zeros that fill up its numbers: ``pw00282`` is ``pw282``."""
    return _ZEROS.sub("", key)


def batch_tokens(pk: int, key: str) -> Iterator[str]:
    """Everything that a batch is found by."""
    yield token("batch", pk)
    yield from dict.fromkeys([*grams(key), *grams(without_zeros(key))])


def code_token(text: str) -> str:
    """The token of a bar code or QR code on a report, by what it says, letter for letter."""
    return token("code", hashlib.sha256(text.encode()).hexdigest()[:20])


def number_token(key: str) -> str:
    """The token of a laboratory's number for a report or sample, folded as a batch number is."""
    return token("number", key)


def reference_token(word: str) -> str:
    """The token of a report's own reference: it is found whole only, since its letters are drawn by lot.

    As a word, one in 900 reports would answer whatever ends in two letters or digits.
    """
    return token("reference", word)


def place_of(day: dt.date | None, pk: int) -> int:
    """The place of a report of a day in the order of all; one without a day comes before all others."""
    return ((day.toordinal() if day else 0) << _KEYS) + pk


def day_of(place: int) -> dt.date | None:
    """The day of a place; None where none is known."""
    return dt.date.fromordinal(place >> _KEYS) if place >> _KEYS else None


def key_of(place: int) -> int:
    """The key of the report at a place."""
    return place & ((1 << _KEYS) - 1)


def mask(chosen: Iterable[str], order: tuple[str, ...]) -> int:
    """A bit for each of `chosen`, by its position in `order`."""
    return sum(1 << order.index(one) for one in set(chosen))


def unmask(bits: int, order: tuple[str, ...]) -> list[str]:
    """What `mask` was made of, in the order of `order`."""
    return [one for position, one in enumerate(order) if bits >> position & 1]
