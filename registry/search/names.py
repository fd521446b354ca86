"""The names of the public catalogue: a small vocabulary that is kept in memory, and forgives a wrong letter.

Reports are never compared by spelling: words are, and there are few. Each process reads the names anew when their mark
in the database has changed (`registry.indexing.forget_names`).
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, override
from rapidfuzz import process
from rapidfuzz.distance import OSA

from labs.reference.analytes import all_analytes
from registry.indexing.tokens import words_of
from registry.models import Brand, Laboratory, Product, SearchNames

_ORDER = {"brand": 0, "product": 1, "laboratory": 2, "analyte": 3}
_SHORTEST_MISSPELT, _LONG = 4, 8  # letters from which one wrong letter is forgiven, and from which two are
_MOST_SPELLINGS = 4
_MOST_BEGINNING = 400  # words that one beginning may stand for
_MOST_TOGETHER = 6  # words that one name of an analyte has


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One name. `parts` are what its page is found by; `of` is what it belongs to: the brand of a product."""

    kind: str
    text: str
    parts: tuple[str, ...]
    of: str = ""
    reports: int = 0
    words: tuple[str, ...] = ()
    own: frozenset[str] = frozenset()  # the words of the name itself
    wholes: frozenset[str] = frozenset()  # an analyte's names, each without what parts its words

    @property
    def url(self) -> str:
        """Its own page; of an analyte, the search for reports that tested it."""
        match self.kind:
            case "product":
                return reverse("product", args=self.parts)
            case "analyte":
                return f"{reverse('search')}?analyte={self.parts[0]}"
            case _:
                return reverse(self.kind, args=self.parts)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All names, and where each of their words is used."""

    names: list[Name]
    words: list[str] = field(default_factory=list)
    uses: dict[str, list[int]] = field(default_factory=dict)
    wholes: dict[str, list[int]] = field(default_factory=dict)

    def runs(self, meant: Mapping[str, Sequence[str]]) -> Iterable[tuple[Sequence[str], list[Name]]]:
        """The words, those together that are one name of an analyte, the longest first; each with these analytes.

        `meant` are the words in their order with the `spellings` of each. Spaces do not matter: "7 oh" is "7oh".
        """
        words, start = list(meant), 0
        while start < len(words):
            for length in range(min(_MOST_TOGETHER, len(words) - start), 0, -1):
                run = words[start : start + length]
                called = self._called(meant[run[0]] if length == 1 else run)
                if called or length == 1:
                    yield run, [self.names[use] for use in called]
                    start += length
                    break

    def _called(self, words: Sequence[str]) -> Sequence[int]:
        """The analytes that some words together are a whole name of."""
        return self.wholes.get("".join(words), ())

    def spellings(self, word: str) -> list[str]:
        """What a word stands for: itself where it is known or begins a known one, else those it is likely meant as."""
        if word in self.uses or not word.isalpha() or len(word) < _SHORTEST_MISSPELT or self._beginning(word):
            return [word]
        most = 2 if len(word) >= _LONG else 1
        near = process.extract(word, self.words, scorer=OSA.distance, score_cutoff=most, limit=_MOST_SPELLINGS)
        least = min((distance for _, distance, _ in near), default=0)
        return [one for one, distance, _ in near if distance == least] or [word]

    def _beginning(self, word: str) -> list[str]:
        start = bisect_left(self.words, word)
        found = self.words[start : start + _MOST_BEGINNING]
        return [one for one in found if one.startswith(word)]

    def find(self, words: Sequence[str], limit: int) -> list[Name]:
        """The names that hold all words, the last perhaps as a beginning: brands first, the closest first."""
        if not words:
            return []
        sets: list[set[int]] = []
        for place, word in enumerate(words):
            meant = self.spellings(word)
            if place == len(words) - 1:
                meant = [*meant, *self._beginning(word)]
            sets.append({use for one in meant for use in self.uses.get(one, ())})
        whole = set(self._called(words))
        found = set.intersection(*sets) | whole
        asked = set(words)

        def order(use: int) -> tuple[object, ...]:
            name = self.names[use]
            return (
                not (use in whole or asked <= name.own),
                _ORDER[name.kind],
                len(name.own - asked),
                -name.reports,
                name.text,
            )

        return [self.names[use] for use in sorted(found, key=order)[:limit]]


def vocabulary() -> Vocabulary:
    """The names that everyone may see."""
    mark = SearchNames.objects.filter(pk=1).values_list("mark", flat=True).first()
    return _kept(mark) if mark else _read()


@lru_cache(maxsize=2)
def _kept(_mark: str) -> Vocabulary:
    return _read()


def _read() -> Vocabulary:
    names = list(_names())
    uses: defaultdict[str, list[int]] = defaultdict(list)
    wholes: defaultdict[str, list[int]] = defaultdict(list)
    for place, name in enumerate(names):
        for word in name.words:
            uses[word].append(place)
        for whole in name.wholes:
            wholes[whole].append(place)
    return Vocabulary(names, sorted(uses), dict(uses), dict(wholes))


def _names() -> Iterable[Name]:
    for brand in Brand.objects.filter(published_reports__gt=0):
        yield _name("brand", brand.name, (brand.slug,), reports=brand.published_reports)
    for one in Product.objects.filter(published_reports__gt=0).select_related("brand"):
        parts = (one.brand.slug, one.slug)
        yield _name("product", one.name, parts, one.brand.name, of=one.brand.name, reports=one.published_reports)
    for lab in Laboratory.objects.filter(published_reports__gt=0):
        yield _name("laboratory", lab.name, (lab.slug,), reports=lab.published_reports)
    yield from _names_of_analytes()


@cache
def _names_of_analytes() -> tuple[Name, ...]:
    """Every analyte, by what laboratories and the pages call it in each of their languages."""
    names = []
    for analyte in all_analytes():
        others = [*analyte.synonyms]
        for language, _ in settings.LANGUAGES:
            with override(language):
                others.append(gettext(analyte.name))
        name = _name("analyte", analyte.name, (analyte.slug,), *others)
        names.append(replace(name, wholes=frozenset("".join(words_of(one)) for one in (analyte.name, *others))))
    return tuple(names)


def _name(kind: str, text: str, parts: tuple[str, ...], *others: str, of: str = "", reports: int = 0) -> Name:
    """A name that is found by its own words, and by those of `others`."""
    own, words = frozenset(words_of(text)), tuple(words_of(text, *others))
    return Name(kind=kind, text=text, parts=parts, of=of, reports=reports, words=words, own=own)
