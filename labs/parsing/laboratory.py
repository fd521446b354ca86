"""The laboratory's name, which no label introduces.

Names are looked for in every line, since a laboratory whose heading is a picture still writes its name in the small
print: a run of capitalised words with one such as laboratory or analytical. It counts for a name that it stands
alone in large type, at the head or foot, on every page, and that the report's web address spells it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from labs.coa import Printed
from labs.parsing.phrases import Phrase, printed
from labs.parsing.seen import SeenPage
from labs.reference.words import fold
from labs.reference.words import phrases as known_phrases

_DOMAIN = re.compile(r"(?:www\.|@|https?://(?:www\.)?)([\w-]{4,})\.\w", re.IGNORECASE)
_BARE_DOMAIN = re.compile(r"\b([a-z][\w-]{3,})\.(?:com|org|net|lab|example|cz|de|it|eu|us)\b")
_JOINERS = frozenset(["of", "and", "&", "a", "de"])
_LONGEST = 7


@dataclass(frozen=True, slots=True)
class _Candidate:
    text: str
    phrase: Phrase
    page: int
    alone: bool
    at_edge: bool


def lab_name(pages: Sequence[SeenPage]) -> Printed | None:
    """The text that looks most like the laboratory's name."""
    candidates = [candidate for page in pages for candidate in _candidates(page.number, page.phrases, page.height)]
    if not candidates:
        return None
    text = "\n".join(page.text for page in pages)
    domains = {fold(name).replace(" ", "") for name in _DOMAIN.findall(text) + _BARE_DOMAIN.findall(text.casefold())}
    times: dict[str, int] = {}
    for candidate in candidates:
        times[fold(candidate.text)] = times.get(fold(candidate.text), 0) + 1
    usual = sorted(phrase.size for page in pages for phrase in page.phrases)
    middle = usual[len(usual) // 2]

    def likeness(candidate: _Candidate) -> float:
        score = min(candidate.phrase.size / middle, 2.5) if candidate.alone else 0.6
        score += 0.15 * min(times[fold(candidate.text)], 2 * len(pages))
        score += 0.5 if candidate.at_edge else 0.0
        score += 1.5 * _spelled_by(candidate.text, domains)
        return score - 0.2 * (candidate.page - 1)

    best = max(candidates, key=likeness)
    return printed([best.phrase], best.page, best.text)


def _candidates(page: int, phrases: Sequence[Phrase], height: float) -> Iterator[_Candidate]:
    for phrase in phrases:
        at_edge = phrase.baseline < 0.22 * height or phrase.baseline > 0.78 * height
        for part in re.split(r" \| | // | · | [-–] |[;:©❧|]", phrase.text):
            for text in _names_in(part.strip(" ,.")):
                yield _Candidate(text, phrase, page, text == phrase.text.strip(" ,.©❧|"), at_edge)
        if phrase.baseline < 0.15 * height and (whole := _with_left_neighbour(phrase, phrases)):
            yield _Candidate(whole.text, whole, page, True, at_edge)


def _with_left_neighbour(phrase: Phrase, phrases: Sequence[Phrase]) -> Phrase | None:
    """A heading in two styles, such as a name in large type and ``Testing Services`` beside it, as one."""
    for other in phrases:
        gap = phrase.x0 - other.x1
        if other is phrase or abs(other.baseline - phrase.baseline) > 3 or not 0 <= gap < 2.5 * phrase.size:
            continue
        if other.size > 1.15 * phrase.size and _is_name([*other.text.split(), *phrase.text.split()]):
            return Phrase(other.words + phrase.words)
    return None


def _names_in(part: str) -> Iterator[str]:
    """The runs of capitalised words that hold a word of laboratories' names."""
    run: list[str] = []
    for word in [*part.split(), ""]:
        if word and (
            word[0].isupper() or (run and word.casefold() in _JOINERS) or (word.isdigit() and len(word) < 3 and not run)
        ):
            run.append(word)
        if word.endswith((",", ".")) or not word or (run and word != run[-1]):
            if _is_name(run):
                yield " ".join(run).strip(" ,.")
            run = []
    words = part.split()
    if words and part[0].isupper() and 3 <= len(words) <= _LONGEST and _is_name(words):
        yield part


def _is_name(words: Sequence[str]) -> bool:
    name_words = known_phrases("laboratories")["name"]
    other_words = known_phrases("laboratories")["not_name"]
    folded = fold(" ".join(words)).split()
    if not 2 <= len(folded) <= _LONGEST or any(any(c.isdigit() for c in word) for word in folded[1:]):
        return False
    return bool(set(name_words) & set(folded)) and not set(other_words) & set(folded)


def _spelled_by(text: str, domains: set[str]) -> float:
    """How well a web address spells a name: 1 wholly, 0.6 by its first word, 0 not at all."""
    letters = fold(text).replace(" ", "")
    if any(letters in domain or domain in letters for domain in domains):
        return 1.0
    first = fold(text).split()[0]
    return 0.6 if len(first) > 3 and any(domain.startswith(first) for domain in domains) else 0.0
