"""Which group of tests a table belongs to, what its title says of it, and the laboratory's word on the whole panel."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from labs.coa import Panel
from labs.parsing.tables.tables import TableHead
from labs.parsing.text.phrases import Phrase, between
from labs.parsing.text.values import is_unit, is_value, is_word_on_panel, unit_within, value_and_unit
from labs.reference.words import fold, longest_match, meanings
from labs.reference.words import phrases as known_phrases

_REACH = 150.0  # points above a head in which its title may stand

_UNIT_WORDS = frozenset(known_phrases("columns")["unit"])
# Techniques and collections of methods, written alike in every language.
_TECHNIQUE = re.compile(r"\b(?:U?HPLC|UPLC|[LG]C|ICP|q?PCR|USP|AOAC|HPTLC|AAS|KF)\b")
_SET_APART = ":-–—·•|"  # what parts a title from the word on its panel
_PARTS_OF_TITLE = re.compile(r"\s[-–—·•|]\s|[()\[\]]|[:,;]\s|\bby\s")
_LONGEST_STATUS = 3  # words
_SET_OFF = 1.15  # of the head's size: what is larger is a title, and the nearest is the table's


@dataclass(frozen=True, slots=True)
class Title:
    """The title of a table: its phrase, the panel it names, the verdict and method printed with it, its unit."""

    phrase: Phrase
    panel: Panel
    status: Phrase | None = None
    method: str = ""
    unit: str = ""
    quality_control: bool = False


def panel_in(text: str) -> Panel | None:
    """The panel that a title names, or None."""
    found = longest_match(fold(text).split(), meanings("panels"))
    return None if found is None or found[2] == "quality" else Panel(found[2])


@lru_cache(maxsize=16384)
def is_quality_control(text: str) -> bool:
    """Whether a title says that what follows is about the measurement itself."""
    known = {phrase: meaning for phrase, meaning in meanings("panels").items() if meaning == "quality"}
    return longest_match(fold(text).split(), known) is not None


def title_above(head: TableHead, phrases: Sequence[Phrase], top: float) -> Title | None:
    """The title of a table whose head begins at `top`: the nearest phrase above it that names a panel."""
    above = [phrase for phrase in phrases if top - _REACH < phrase.baseline <= top + 1 and _is_over(phrase, head)]
    named = [
        phrase
        for phrase in above
        if panel_in(phrase.text)
        and len(phrase.words) <= 10
        and not _is_prose(phrase)
        and phrase.text.count("(") >= phrase.text.count(")")
        and not _begins_a_row(phrase, phrases)
    ]
    if not named:
        return None
    set_off = [phrase for phrase in named if phrase.size > _SET_OFF * head.size]
    biggest = max(phrase.size for phrase in named)
    phrase = max(set_off or [p for p in named if p.size > 0.85 * biggest], key=lambda p: p.baseline)
    panel = panel_in(phrase.text) or Panel.OTHER
    below = [other for other in above if other.baseline > phrase.baseline - 0.8 * phrase.size and other is not phrase]
    return Title(
        phrase,
        panel,
        status=_status_within(phrase) or next((other for other in below if is_word_on_panel(other.text)), None),
        method=_method(below) or _method_beside(phrase, below) or _method_within(phrase.text),
        quality_control=is_quality_control(phrase.text),
        unit=unit_within(phrase.text)
        or _unit_among(phrase.text)
        or _unit_beside(phrase, below)
        or unit_note([*below, *_on_line_of(phrase, phrases)]),
    )


def _is_over(phrase: Phrase, head: TableHead) -> bool:
    return head.left - 3 <= phrase.middle <= head.right + 3 or (phrase.x0 >= head.left - 3 and phrase.x0 < head.x1)


def _begins_a_row(phrase: Phrase, phrases: Sequence[Phrase]) -> bool:
    """Whether amounts follow on a phrase's line, as after a total: then it is a row of another table, and no title."""
    line = between(phrases, phrase.baseline - 0.3 * phrase.size, phrase.baseline + 0.3 * phrase.size)
    after = min((other for other in line if other.x0 > phrase.x1), key=lambda other: other.x0, default=None)
    return after is not None and is_value(value_and_unit(after.text)[0])


def _is_prose(phrase: Phrase) -> bool:
    rest = phrase.text.partition(":")[2]
    says_more = any(character.isalnum() for character in rest) and _status_within(phrase) is None
    return phrase.text.rstrip().endswith((".", ",")) or says_more


def _status_within(title: Phrase) -> Phrase | None:
    """The word on the panel that stands behind a colon or dash of its title: ``Heavy Metals — Pass``."""
    for start in range(1, len(title.words)):
        if title.words[start - 1].text[-1] not in _SET_APART:
            continue
        for end in range(min(len(title.words), start + _LONGEST_STATUS), start, -1):
            words = title.words[start:end]
            ends = end == len(title.words) or title.words[end].text.startswith(("(", "["))
            if ends and is_word_on_panel(" ".join(word.text for word in words)):
                return Phrase(words)
    return None


def _method(phrases: Iterable[Phrase]) -> str:
    """What is printed after the word method, or a code that looks like a procedure's."""
    for phrase in phrases:
        label, colon, rest = phrase.text.partition(":")
        if colon and "method" in fold(label).split():
            return rest.strip()
    for phrase in phrases:
        if any(c.isdigit() for c in phrase.text) and any(c in phrase.text for c in "(/") and len(phrase.words) < 8:
            return phrase.text.removeprefix("Method").strip()
    return ""


def _method_beside(title: Phrase, phrases: Iterable[Phrase]) -> str:
    """What stands on the title's line after the word method, or names a technique or a collection of methods."""
    for phrase in phrases:
        if abs(phrase.baseline - title.baseline) > 0.6 * title.size or len(phrase.words) > 8:
            continue
        if fold(phrase.words[0].text) == "method" and len(phrase.words) > 1:
            return " ".join(word.text for word in phrase.words[1:])
        if _TECHNIQUE.search(phrase.text):
            return phrase.text
    return ""


def _method_within(title: str) -> str:
    """The technique that stands in brackets, between dashes or after a by in a title: ``Metals by ICP-MS – Pass``."""
    parts = (part.strip() for part in _PARTS_OF_TITLE.split(title))
    return next((part for part in parts if _TECHNIQUE.search(part) and panel_in(part) is None), "")


def _unit_among(title: str) -> str:
    """The unit that stands between commas, dashes or brackets of a title: ``Metals, mg/kg (ICP-MS)``."""
    return next((part for one in re.split(r"[,;]\s|\s[-–—·•|]\s|\s[(\[]", title) if is_unit(part := one.strip())), "")


def _unit_beside(title: Phrase, phrases: Iterable[Phrase]) -> str:
    """The unit printed in brackets on the title's line."""
    beside = (p.text for p in phrases if abs(p.baseline - title.baseline) < 0.4 * title.size)
    return next((unit_within(text) for text in beside if text.startswith(("(", "["))), "")


def unit_note(phrases: Iterable[Phrase]) -> str:
    """The unit of a note such as ``All values in mg/kg``, ``Units: mg/kg``, or of a sentence among others."""
    for phrase in phrases:
        for sentence in re.split(r"(?<=[^\d][.;,])\s+|\s[·•|]\s", phrase.text):
            words = fold(sentence).split()
            says = "in" in words or (words and words[0] in _UNIT_WORDS)
            unit = _unit_told(sentence.strip(" .;,")) if says and len(words) < 10 else ""
            if unit:
                return unit
    return ""


def _unit_told(sentence: str) -> str:
    """The unit of a sentence: that of ``in µg/g (ppm)`` is µg/g, and of ``in parts per million (ppm)`` it is ppm."""
    outside = unit_within(re.sub(r"\([^()]*\)", "", sentence).strip())
    return outside if "/" in outside or "%" in outside else unit_within(sentence)


def _on_line_of(title: Phrase, phrases: Sequence[Phrase]) -> Sequence[Phrase]:
    """What stands right of a title on its line, wherever the columns below end."""
    line = between(phrases, title.baseline - 0.4 * title.size, title.baseline + 0.4 * title.size)
    return [phrase for phrase in line if phrase.x0 > title.x1]


def panel_of_names(panels: Iterable[Panel]) -> Panel | None:
    """The panel that most of a table's analytes belong to, when it is more than half of those that are known."""
    known = [panel for panel in panels if panel is not Panel.OTHER]
    if not known:
        return None
    panel, count = Counter(known).most_common(1)[0]
    return panel if count * 2 > len(known) else None
