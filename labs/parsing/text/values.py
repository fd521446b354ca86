"""What a table cell may hold: amounts, words that stand for amounts, units and verdicts."""

import re
from functools import lru_cache

from labs.quantities import Kind, read_quantity, read_unit
from labs.reference.words import fold, verdict_of

_PARENTHESISED = re.compile(r"[\(\[]([^()\[\]]*)[\)\]]")
_PLUS_MINUS = re.compile(r"^\s*(?:±|\+/-|\+-)")
# An amount with its uncertainty: 14.82 ± 0.31 mg/g, (1,38 ± 0,11) %.
_SPREAD = re.compile(
    r"\(?\s*(?P<amount>[^±+(]*\d)\s*(?:±|\+/-|\+-)\s*(?P<spread>[\d.,]+\s*%?)\s*\)?\s*(?P<unit>[^\d\s].*)?"
)
# Units that need no conversion: of times, temperatures, sieves and activities.
_OTHER_UNITS = frozenset(
    (
        "minutes",
        "minute",
        "minuten",
        "minut",
        "hours",
        "hour",
        "seconds",
        "°c",
        "mesh",
        "iu",
        "iu g",
        "mm",
        "cm",
        "kcal",
    )
)
_BETWEEN_UNITS = re.compile(r"\s+[/|;]\s*|\s*[|;]\s+")
_IN_BRACKETS = re.compile(r"([^()]+?)\s*\(([^()]+)\)")
_FOOTNOTE = re.compile(r"(?<=[\w%)])\s*(?:[(\[][a-z0-9][)\]]|[⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜ]?⁾|⁽[⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜ]⁾)$")
_TRAILING_MARKS = " *†‡§¹²³⁽⁾"


@lru_cache(maxsize=16384)
def is_value(text: str) -> bool:
    """Whether a text is, by itself, an amount or a word that stands in an amount's place (ND, <LOQ, absent)."""
    quantity = read_quantity(text)
    return quantity is not None and quantity.kind is not Kind.WORD


@lru_cache(maxsize=16384)
def is_number(text: str) -> bool:
    """Whether a text is an amount in digits, a bound or a range included."""
    quantity = read_quantity(text)
    return quantity is not None and quantity.kind.is_amount


def is_verdict(text: str) -> bool:
    """Whether a text is a laboratory's word on a result: pass, fail, tested, or not judged."""
    return verdict_of(text) is not None


def is_word_on_panel(text: str) -> bool:
    """Whether a text is what a laboratory says of a whole panel: pass, fail, tested or not tested, in full words."""
    return verdict_of(text) in ("pass", "fail", "tested", "not_tested") and len(fold(text)) > 1


def is_uncertainty(text: str) -> bool:
    """Whether a text is an amount after a plus-minus sign."""
    return bool(_PLUS_MINUS.match(text))


@lru_cache(maxsize=16384)
def is_unit(text: str) -> bool:
    """Whether a text, with or without brackets, is a unit."""
    return (read_unit(text.strip()) is not None and not text.strip().isdigit()) or fold(text) in _OTHER_UNITS


@lru_cache(maxsize=16384)
def unit_within(text: str) -> str:
    """The unit that a column head, a title or a cell names: in brackets, or as its last words; empty for none."""
    for inner in _PARENTHESISED.findall(text):
        for part in (inner, *re.split(r"[,;]\s*", inner)):
            if is_unit(part):
                return str(part).strip()
    words = text.strip().split()
    for start in range(len(words)):
        tail = " ".join(words[start:])
        # The brackets of ``% (w/w)`` belong to it; half a pair is left of what stands before.
        if start and (tail.count("(") != tail.count(")") or tail.count("[") != tail.count("]")):
            tail = tail.strip("()[]")
        if is_unit(tail):
            return tail.strip()
    return ""


@lru_cache(maxsize=16384)
def value_and_unit(text: str) -> tuple[str, str]:
    """A cell parted into its amount and the unit printed after it: ``19.2 %`` is ``("19.2", "%")``.

    A cell that holds no such pair comes back whole, without a unit.
    """
    whole = text.strip()
    spread = _SPREAD.fullmatch(whole)
    if spread and is_value(spread["amount"]) and (not spread["unit"] or is_unit(spread["unit"])):
        return spread["amount"], spread["unit"] or ""
    bare = whole.removesuffix("%").rstrip()
    if bare != whole and is_value(bare):
        return bare, "%"
    if is_value(whole):
        return whole, ""
    words = re.sub(r"(?<=\d)\s*\((?:est|estimated|approx|calc)\.?\)", "", whole).split()
    for start in range(1, len(words)):
        amount, unit = " ".join(words[:start]), " ".join(words[start:]).rstrip(_TRAILING_MARKS)
        if is_value(amount) and is_unit(unit):
            return amount, unit
    glued = re.fullmatch(r"([<>≤≥~]?\s*[\d.,]+)\s*([^\d\s.,].*)", whole)
    if glued and is_number(glued[1]) and is_unit(glued[2]):
        return glued[1], glued[2].strip()
    return whole, ""


@lru_cache(maxsize=16384)
def amount_and_verdict(text: str) -> tuple[str, str]:
    """A result cell parted into its amount and the laboratory's word after it: ``0.51 aw - Pass``.

    The word is empty when none is printed; a cell that is a word and no amount is both.
    """
    if is_verdict(text):
        return text, "" if is_value(text) else text
    words = text.split()
    for start in range(1, len(words)):
        amount, word = " ".join(words[:start]).rstrip(" -–—|,;:("), " ".join(words[start:]).strip(" -–—|,;:()")
        if verdict_of(word) in ("pass", "fail", "tested") and is_value(value_and_unit(amount)[0]):
            return amount, word
    return text, ""


@lru_cache(maxsize=16384)
def amounts_of(text: str) -> tuple[str, ...]:
    """A cell parted where it holds one amount in two units: ``1.38 % / 13.8 mg/g`` or ``1.38 % (13.8 mg/g)``.

    Each part must print a number and a unit of its own, and no two the same unit; another cell comes back whole.
    """
    bracketed = _IN_BRACKETS.fullmatch(text.strip())
    parts = bracketed.groups() if bracketed else tuple(_BETWEEN_UNITS.split(text.strip()))
    if len(parts) != 2:
        return (text,)
    (first, unit), (second, other) = map(value_and_unit, parts)
    if unit and other and unit != other and is_number(first) and is_number(second):
        return parts
    return (text,)


def uncertainty_in(text: str) -> str:
    """The amount after a plus-minus sign within a result's cell; empty when there is none."""
    spread = _SPREAD.fullmatch(text.strip())
    return spread["spread"].strip() if spread else ""


def without_footnote(text: str) -> str:
    """A cell without the mark of a footnote in brackets at its end: ``1,0¹⁾``, ``0,80 (1)``."""
    return _FOOTNOTE.sub("", text)


def holds_amount(text: str) -> bool:
    """Whether a cell holds an amount, with or without its unit, an uncertainty or a verdict after it, or two of one."""
    return is_value(value_and_unit(amount_and_verdict(text)[0])[0]) or len(amounts_of(text)) > 1
