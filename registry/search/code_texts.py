"""What the text of a code, or what stands beneath it, may mean: an address, GS1's own language, or a number.

Nothing here asks the database or the network: an address is taken apart as text, whoever's it is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from urllib.parse import parse_qsl, unquote, urlsplit

from labs.reference.words import fold, phrases
from registry.models import batch_key

LONGEST = 2_000  # characters of one code
_MOST_PARTS = 60
_RUN = 3  # words that one number may be printed as
_SHORTEST = 4  # signs of a number that no word announces
_GROUP = "\x1d"  # GS1's FNC1, as decoders give it
_SYMBOLOGY = re.compile(r"^\](?:C1|d2|Q3|e0|J1)")  # ISO/IEC 15424: what says that GS1's language follows
_BRACKETED = re.compile(r"\((\d{2,4})\)([^(]*)")
# GS1 General Specifications, 7.8: application identifiers whose values have a length of their own, by two digits.
_LENGTHS = {"00": 18, "01": 14, "02": 14, "03": 14, "04": 16, "11": 6, "12": 6, "13": 6, "14": 6, "15": 6, "16": 6,
            "17": 6, "18": 6, "19": 6, "20": 2, "41": 13}  # fmt: skip
_MEASURE = re.compile(r"3[1-6]\d\d")  # weights and sizes: four digits of identifier, six of value
_GTIN_LENGTHS = (8, 12, 13, 14)
_APART = re.compile(r"[\s:;,|=#<>\"'()\[\]{}]+")
_LINK = re.compile(r"https?://", re.IGNORECASE)
_HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,63}(?::\d+)?/", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An address on the web, taken apart and never opened. `host` with its port, in small letters."""

    host: str
    path: str
    query: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeText:
    """What a text says. `numbers` may each be the number of a batch or report, the likeliest first."""

    text: str
    address: Address | None = None
    gtin: str = ""
    batch: str = ""
    numbers: tuple[str, ...] = ()


def understand(text: str) -> CodeText:
    """Take a text apart; what it is not is left empty."""
    raw = text.replace("\x00", "").strip()[:LONGEST]
    plain = " ".join(raw.replace(_GROUP, " ").split())
    address = _address(plain)
    if address is not None:
        said = _digital_link(address)
        parts = [*address.path.split("/"), *(value for _, value in address.query)]
        numbers = [key for part in parts for key in _numbers(unquote(part), announced=False)]
    else:
        said = _gs1(raw)
        numbers = list(_numbers(plain, announced=True))
    gtin = said.get("01", "") or (plain if address is None and is_gtin(plain) else "")
    return CodeText(
        text=plain,
        address=address,
        gtin=gtin,
        batch=said.get("10", ""),
        numbers=tuple(dict.fromkeys(key for key in numbers if key)),
    )


def without_announcement(text: str) -> str:
    """What follows a word that announces the number of a batch or report ("Lot: 22B"), where a text begins with one.

    The text itself where no number follows.
    """
    words = [word for word in _APART.split(text) if word]
    for length in range(min(_RUN, len(words) - 1), 0, -1):
        rest = " ".join(words[length:])
        if fold(" ".join(words[:length])) in _announcing() and any(letter.isdigit() for letter in rest):
            return rest
    return text


def is_gtin(text: str) -> bool:
    """Whether a text is an article number, by length and check digit (GS1 General Specifications, 7.9)."""
    if not (text.isascii() and text.isdigit() and len(text) in _GTIN_LENGTHS):
        return False
    weighed = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(text[:-1])))
    return (10 - weighed % 10) % 10 == int(text[-1])


def _address(text: str) -> Address | None:
    if " " in text or not (_LINK.match(text) or _HOST.match(text)):
        return None
    try:
        parts = urlsplit(text if _LINK.match(text) else f"https://{text}")
        port = parts.port
    except ValueError:
        return None
    if not parts.hostname:
        return None
    is_usual = port in (None, {"http": 80, "https": 443}[parts.scheme.lower()])
    named = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    host = named if is_usual else f"{named}:{port}"
    if parts.username is not None or parts.password is not None:
        host = f"@{host}"  # whoever hides a host behind a name is never us
    query = tuple(parse_qsl(parts.query, max_num_fields=_MOST_PARTS)) if parts.query.count("&") < _MOST_PARTS else ()
    return Address(host=host, path=parts.path or "/", query=query)


def _digital_link(address: Address) -> dict[str, str]:
    """The identifiers of a GS1 Digital Link (ISO/IEC 18975): pairs in its path, the article number first."""
    parts = [unquote(part) for part in address.path.split("/") if part][:_MOST_PARTS]
    for place, part in enumerate(parts[:-1]):
        if part in ("01", "gtin") and is_gtin(parts[place + 1]):
            pairs = dict(zip(parts[place::2], parts[place + 1 :: 2], strict=False))
            batch = pairs.get("10") or pairs.get("lot") or dict(address.query).get("10", "")
            return {"01": parts[place + 1], "10": batch}
    return {}


def _gs1(raw: str) -> dict[str, str]:
    """The identifiers of a GS1 element string, in brackets as people read it or as a decoder gives it."""
    if bracketed := _BRACKETED.findall(raw):
        found = {name: value.strip() for name, value in bracketed}
        return found if raw.startswith("(") and found.keys() & {"01", "10"} else {}
    is_marked = bool(_SYMBOLOGY.match(raw)) or raw.startswith(_GROUP)
    bare = _SYMBOLOGY.sub("", raw).lstrip(_GROUP)
    if not (is_marked or (bare.startswith("01") and is_gtin(bare[2:16]))):
        return {}
    return dict(_elements(bare))


def _elements(bare: str) -> Iterator[tuple[str, str]]:
    """Identifier and value, one after the other; stops at what is not known to end."""
    while len(bare) > 2:
        name = bare[:2]
        if _MEASURE.match(bare):
            value, bare = bare[4:10], bare[10:]
            yield name, value
            continue
        if name in _LENGTHS:
            end = 2 + _LENGTHS[name]
            yield name, bare[2:end]
            bare = bare[end:].lstrip(_GROUP)
            continue
        value, _, bare = bare[2:].partition(_GROUP)
        yield name, value


def _numbers(text: str, *, announced: bool) -> Iterator[str]:
    """The keys that a text may hold: the whole, what a word such as "Lot" announces, then each run of words."""
    words = [word for word in _APART.split(text) if word][:_MOST_PARTS]
    if len(batch_key(text)) <= 60:
        yield batch_key(text)
    if announced:
        yield from _announced(words)
    for length in range(_RUN, 0, -1):
        for start in range(len(words) - length + 1):
            run = "".join(words[start : start + length])
            if any(letter.isdigit() for letter in run) and len(batch_key(run)) >= _SHORTEST:
                yield batch_key(run)


@cache
def _announcing() -> frozenset[str]:
    """The words that announce the number of a batch or report, folded."""
    return frozenset((*phrases("fields")["batch"], *phrases("fields")["report_id"]))


def _announced(words: list[str]) -> Iterator[str]:
    """What follows a word that announces the number of a batch or report, up to three words, the longest first."""
    known = _announcing()
    folded = [fold(word) for word in words]
    for start in range(len(words)):
        for length in (3, 2, 1):
            if " ".join(folded[start : start + length]) in known and start + length <= len(words):
                rest = words[start + length :]
                yield from (batch_key("".join(rest[:count])) for count in range(min(_RUN, len(rest)), 0, -1))
                break
