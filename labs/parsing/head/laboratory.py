"""The laboratory's name, which often no label introduces.

Names are looked for in every line, since a laboratory whose heading is a picture still writes its name in the small
print: a run of capitalised words with one such as laboratory or analytical, with a legal form such as GmbH, or spelt
like the report's web address. It counts for a name that it stands alone in large type, at the head or foot, on every
page, that a web address spells it, and that a sentence names it as whoever must agree to a copy.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from labs.coa import Printed
from labs.parsing.head.fits import ends_with_legal_form, fits, is_heading
from labs.parsing.head.letterhead import largest_name, logos
from labs.parsing.head.seen import SeenPage
from labs.parsing.text.phrases import Phrase, printed
from labs.reference.words import fold
from labs.reference.words import phrases as known_phrases

_DOMAIN = re.compile(r"(?:www\.|@|https?://(?:www\.)?)((?:[\w-]+\.)+)[a-z]{2,8}\b", re.IGNORECASE)
_BARE_DOMAIN = re.compile(r"\b([a-z][\w-]{3,}\.)(?:com|org|net|lab|labs|example|cz|de|at|ch|it|es|fr|pt|pl|eu|us|uk)\b")
_PARTS = re.compile(r" \| | // | · | • | [-–] |[;:©®❧|•(]")
_JOINERS = frozenset(["of", "and", "&", "a", "de", "der", "für", "di", "e", "y", "et", "the", "do", "da"])
_LONGEST = 7
_UNSURE = 1.0  # taken off what only a web address makes a name
_ENOUGH = 1.0  # of likeness: less is no name, and the largest of the letterhead is tried
_SHORTEST = 4  # letters that a web address and a name must share at the least


@dataclass(frozen=True, slots=True)
class _Candidate:
    text: str
    phrase: Phrase
    page: int
    alone: bool
    at_edge: bool
    worth: float  # by its own words, before where it stands is looked at


def lab_name(pages: Sequence[SeenPage]) -> Printed | None:
    """The text that a label calls the laboratory, or else the one that looks most like its name."""
    named = [
        one
        for page in pages
        for one in page.labelled
        if one.field == "laboratory" and fits("laboratory", one.value.text) and _is_surely(one.value.text)
    ]
    if named:
        return min(named, key=lambda one: (one.value.page, one.rank)).value
    others = _names_of_others(pages)
    domains = _domains(pages) - others
    candidates = [
        candidate
        for page in pages
        for candidate in _candidates(page, domains)
        if _letters(candidate.text) not in others and not is_heading(candidate.text)
    ]
    likeness = _likeness(candidates, pages, domains)
    best = max(candidates, key=likeness, default=None)
    if best is not None and likeness(best) >= _ENOUGH:
        return printed([best.phrase], best.page, best.text)
    name = largest_name(pages[0], others)
    return None if name is None else printed([name[1]], pages[0].number, name[0])


def _is_surely(text: str) -> bool:
    """Whether what a label calls the laboratory looks like one: a person may stand there too."""
    return _is_name(text.split()) or ends_with_legal_form(text)


def _likeness(
    candidates: Sequence[_Candidate], pages: Sequence[SeenPage], domains: frozenset[str]
) -> Callable[[_Candidate], float]:
    """A measure of how much a candidate looks like the laboratory's name, among these candidates on these pages."""
    times = Counter(_letters(candidate.text) for candidate in candidates)
    sizes = sorted(phrase.size for page in pages for phrase in page.phrases)
    usual = sizes[len(sizes) // 2]
    owners = _owners(pages)

    def likeness(candidate: _Candidate) -> float:
        letters = _letters(candidate.text)
        score = min(candidate.phrase.size / usual, 2.5) if candidate.alone else 0.6
        score += 0.15 * min(times[letters], 2 * len(pages))
        score += 0.5 if candidate.at_edge else 0.0
        score += 1.5 * _spelled_by(candidate.text, domains)
        score += 1.2 if any(letters in owner for owner in owners) else 0.0
        return score + candidate.worth - 0.2 * (candidate.page - 1)

    return likeness


def _letters(text: str) -> str:
    return fold(text).replace(" ", "")


def _domains(pages: Iterable[SeenPage]) -> frozenset[str]:
    """The names in the addresses on the web that pages print: ``ma.quillbrook`` gives both parts."""
    text = "\n".join(page.text for page in pages)
    found = _DOMAIN.findall(text.casefold()) + _BARE_DOMAIN.findall(text.casefold())
    return frozenset(
        letters for name in found for part in name.split(".") if len(letters := _letters(part).replace("-", "")) > 3
    )


def _names_of_others(pages: Iterable[SeenPage]) -> frozenset[str]:
    """Names that are surely not the laboratory's: clients with a label, and who made the software."""
    found = {
        _letters(one.value.text)
        for page in pages
        for one in page.labelled
        if one.field in ("client", "maker") and fits("client", one.value.text)
    }
    powered = known_phrases("laboratories")["software_before"]
    for page in pages:
        for phrase in page.phrases:
            folded = fold(phrase.text)
            found |= {_letters(folded[len(before) :]) for before in powered if folded.startswith(before + " ")}
    return frozenset(name for name in found if name)


def _owners(pages: Iterable[SeenPage]) -> list[str]:
    """What follows words such as ``written approval of``, and what stands before ``makes no claims``, as letters."""
    owners = []
    for page in pages:
        text = fold(page.text)
        owners += [_letters(text[found.end() :][:80]) for found in _any_of("owner_after").finditer(text)]
        starts = [found.start() for found in _any_of("owner_before").finditer(text)]
        owners += [_letters(text[max(0, start - 60) : start]) for start in starts]
    return owners


@cache
def _any_of(kind: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, known_phrases('laboratories')[kind]))})\b")


def _candidates(page: SeenPage, domains: frozenset[str]) -> Iterator[_Candidate]:
    for phrase in page.phrases:
        at_edge = phrase.baseline < 0.22 * page.height or phrase.baseline > 0.78 * page.height
        for part in _PARTS.split(phrase.text):
            for text, worth in _names_in(part.strip(" ,."), domains):
                yield _Candidate(text, phrase, page.number, text == phrase.text.strip(" ,.©®❧|•"), at_edge, worth)
    for text, whole in logos(page):
        yield _Candidate(text, whole, page.number, True, True, 0.5)


def _names_in(part: str, domains: frozenset[str]) -> Iterator[tuple[str, float]]:
    """The runs of capitalised words that may be a laboratory's name, each with what it is worth by its words."""
    for run in map(_without_joiner, _runs(part.split())):
        if _is_name(run):
            yield _shown(run), 0.0 if _has_strong_word(run) else -_UNSURE
        elif spelled := _start_spelled_by(run, domains):
            yield spelled, -_UNSURE
    words = part.split()
    if 3 <= len(words) <= _LONGEST and part[0].isupper() and _is_name(words):
        yield part, 0.0 if _has_strong_word(words) else -_UNSURE


def _without_joiner(run: list[str]) -> list[str]:
    while len(run) > 1 and run[-1].casefold() in _JOINERS:
        run = run[:-1]
    return run


def _has_strong_word(words: Sequence[str]) -> bool:
    """Whether words hold one that hardly anything but a laboratory has in its name."""
    weak = set(known_phrases("laboratories")["weak_name"])
    return any(word not in weak for word in _name_words(words)) or fold(words[-1]) in _legal_forms()


def _name_words(words: Sequence[str]) -> set[str]:
    return set(known_phrases("laboratories")["name"]) & set(fold(" ".join(words)).split())


def _shown(run: Sequence[str]) -> str:
    text = " ".join(run).strip(" ,")
    return text if fold(run[-1]) in _legal_forms() else text.strip(".")


def _runs(words: Sequence[str]) -> Iterator[list[str]]:
    """Runs of words that begin with a capital, joined by words such as of and &; a comma ends one, a legal form too."""
    run: list[str] = []
    for number, word in enumerate(words):
        after = fold(words[number + 1]) if number + 1 < len(words) else ""
        is_form = fold(word) in _legal_forms()
        capital = word[0].isupper() or (word.isdigit() and len(word) < 3 and not run)
        if capital or (run and (is_form or word.casefold() in _JOINERS or word == "s")):
            run.append(word)
        elif run:
            yield run
            run = []
        goes_on = after in _legal_forms() or (is_form and after == "s")
        if run and not goes_on and (is_form or (word.endswith((",", ".")))):
            yield run
            run = []
    if run:
        yield run


@cache
def _legal_forms() -> frozenset[str]:
    return frozenset(known_phrases("laboratories")["legal_form"])


def _is_name(words: Sequence[str]) -> bool:
    """Whether words hold one of laboratories' names and none that says they are something else."""
    folded = fold(" ".join(words)).split()
    if not 2 <= len(folded) <= _LONGEST or any(any(c.isdigit() for c in word) for word in folded[1:]):
        return False
    own = [word for word in words if fold(word) not in _legal_forms()]
    return len(own) > 1 and bool(_name_words(words)) and not _is_other(folded)


def _is_other(folded: Sequence[str]) -> bool:
    return bool(set(known_phrases("laboratories")["not_name"]) & set(folded))


def _start_spelled_by(run: Sequence[str], domains: frozenset[str]) -> str | None:
    """The first words of a run that a web address spells out, with what else belongs to the name."""
    if len(run) > _LONGEST or _is_other(fold(" ".join(run)).split()):
        return None
    letters = ""
    for number, word in enumerate(run[:4], start=1):
        letters += _letters(word)
        if len(letters) >= _SHORTEST and letters in domains:
            whole = number + 2 >= len(run) or fold(run[-1]) in _legal_forms()
            return _shown(run if whole else run[:number])
    return None


def _spelled_by(text: str, domains: frozenset[str]) -> float:
    """How well a web address spells a name: 1 wholly, 0.8 by its beginning, 0.6 by its first word, 0 not at all."""
    letters = _letters(text)
    if any(letters in domain or domain in letters for domain in domains):
        return 1.0
    first = fold(text).split()[0]
    shared = max((_length_shared(letters, domain) for domain in domains), default=0)
    if shared >= _SHORTEST + 2 or (len(first) >= _SHORTEST and shared >= len(first)):
        return 0.8 if shared > len(first) else 0.6
    return 0.0


def _length_shared(one: str, other: str) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
