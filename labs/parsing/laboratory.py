"""The laboratory's name, which no label introduces."""

from collections import Counter
from collections.abc import Iterable, Sequence

from labs.coa import Printed
from labs.parsing.phrases import Phrase, printed
from labs.reference.words import fold, phrases as known_phrases

_COMPANY = frozenset("llc inc ltd gmbh srl s.r.l corp co".split())


def lab_name(pages: Sequence[tuple[int, Sequence[Phrase], float]]) -> Printed | None:
    """The phrase that looks most like a laboratory's name. Each page: its number, phrases and height in points.

    A name has a word such as laboratory or analytical, few words, large type, and stands at the head or foot, often
    on every page. Text after a bar or a double slash is an address.
    """
    name_words = frozenset(known_phrases("laboratories")["name"])
    other_words = frozenset(known_phrases("laboratories")["not_name"])
    repeats = Counter(fold(_first_part(phrase)) for _, phrases, _ in pages for phrase in phrases)
    best: tuple[float, Printed] | None = None
    for number, phrases, height in pages:
        usual = sorted(phrase.size for phrase in phrases)[len(phrases) // 2] if phrases else 1.0
        for phrase in phrases:
            text = _first_part(phrase)
            words = fold(text).split()
            if not words or len(words) > 8 or not _is_titled(text) or not name_words & set(words):
                continue
            if len(words) < 2 or other_words & set(words):
                continue
            score = min(phrase.size / usual, 2.5) + 0.3 * min(repeats[fold(text)], len(pages))
            score += 0.8 if phrase.baseline < 0.2 * height else 0.5 if phrase.baseline > 0.8 * height else 0.0
            score -= 0.1 * max(0, len(words) - 5) + 0.2 * (number - 1)
            if best is None or score > best[0]:
                best = score, printed([phrase], number, text)
    return None if best is None else best[1]


def _first_part(phrase: Phrase) -> str:
    text = phrase.text
    for mark in (" | ", " // ", " · ", " - ", " – "):
        text = text.split(mark, 1)[0]
    return text.strip(" ,;:©❧|")


def _is_titled(text: str) -> bool:
    """Whether most words begin with a capital, as in a name."""
    words = [word for word in text.split() if word[0].isalpha()]
    return bool(words) and sum(word[0].isupper() for word in words) * 2 > len(words)


def without_company(words: Iterable[str]) -> list[str]:
    """Words without the form of the company at their end."""
    return [word for word in words if word not in _COMPANY]
