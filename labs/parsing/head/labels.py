"""Labels in a line: ``Batch #:`` says that a batch's number follows. The words are data, fields.toml."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from labs.coa import Printed
from labs.parsing.head.fits import fits
from labs.parsing.text.phrases import Phrase, between
from labs.parsing.text.words import Word
from labs.reference.words import fold
from labs.reference.words import phrases as known_phrases

Fields = tuple[tuple[str, int], ...]
_NO_FIELDS = frozenset(("notes", "headings", "after_letters", "streets"))
_BAR = frozenset(("|", "//", "·", "•"))
_BETWEEN_LANGUAGES = frozenset(("/", "|"))
_COUNTS = re.compile(r"[\[(]\w{1,2}[\])]|\w{1,2}[.)]|[-–•●■▪►]")  # what numbers or marks a line of a list
_SIGNS_BETWEEN = 2  # words of a label that fold to nothing: ``Lot / Batch``
_COUNTED = 3  # digits: a number of more is a value
_ACRONYM = 6  # letters at most
_OF_SAMPLE: Fields = (("sample_id", 100),)
_AFTER_ACRONYM = 100  # added to a rank: ``CTL Report ID`` yields to a plain ``Report ID``


@dataclass(frozen=True, slots=True)
class Labelled:
    """A value and its label: the field that the label names, how early it stands in that field's list, its value.

    `row` is 0, or counts the rows (from 1) where labels are the head of a table that has a row for each sample;
    `column` does so where samples stand side by side.
    """

    field: str
    rank: int
    label: Phrase
    value: Printed
    row: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Label:
    """A label within a phrase: the fields it may name, and which words it takes up."""

    fields: Fields
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Tag:
    """A label that stands alone, on one line or on two: its words, and the baselines of its first and last line."""

    fields: Fields
    phrase: Phrase
    parts: tuple[Phrase, ...]

    @property
    def first(self) -> float:
        """The baseline of its first line, in points from the top."""
        return self.parts[0].baseline

    @property
    def last(self) -> float:
        """The baseline of its last line, in points from the top."""
        return self.parts[-1].baseline

    @property
    def marked(self) -> bool:
        """Whether a colon or a number sign ends it."""
        return ends_marked(self.parts[-1].words[-1])


def label_key(one: Labelled) -> str:
    """A label for comparison, without the number that tells one of several."""
    return fold(one.label.text).rstrip("0123456789 ")


def labels_in(phrase: Phrase) -> list[Label]:
    """The labels of one phrase, left to right; within a line only where a mark tells a label from plain words."""
    found: list[Label] = []
    words, start = phrase.words, 0
    while start < len(words):
        label = _label_at(phrase, start)
        if label is not None and (found or label.start == 0 or _opens(words[label.start - 1])):
            found.append(label)
            start = label.end
        else:
            start += 1
    return found


def _label_at(phrase: Phrase, start: int) -> Label | None:
    words = phrase.words
    if start == 0 and (own := _after_letters(phrase)) is not None:
        return own
    longest = _longest(_fold(words[start].text))
    for length in range(min(longest, len(words) - start), 0, -1):
        taken = words[start : start + length]
        if any(_closes(word) for word in taken[:-1]):
            continue
        fields = _known().get(_fold(" ".join(word.text for word in taken)))
        if not fields:
            continue
        end, fields = _in_both_languages(words, start + length, fields)
        while end < len(words) and (not words[end].text.strip(":#-.*⁺+") or _counts(words[end], end, words)):
            end += 1
        label = Label(fields, start, end)
        if _goes_on_as_other_label(words, end):
            return None
        if start == 1 and _COUNTS.fullmatch(words[0].text):
            return replace(label, start=0)
        alone = start == 1 and length > 1 and end == len(words) and _is_acronym(words[0].text)
        if start == 0 or alone or _opens(words[start - 1]) or is_marked(phrase, label):
            return _after_acronym(phrase, label) if start == 1 else label
    return None


def _in_both_languages(words: Sequence[Word], end: int, fields: Fields) -> tuple[int, Fields]:
    """Where a label ends that is printed again in another language after a slash or a bar, and the fields of both.

    Two labels of different fields are no such pair: ``Lot | Product`` stays two.
    """
    after = end - 1 if words[end - 1].text in _BETWEEN_LANGUAGES else end
    if after >= len(words) - 1 or words[after].text not in _BETWEEN_LANGUAGES:
        return end, fields
    rest = words[after + 1 :]
    for length in range(min(_longest(_fold(rest[0].text)), len(rest)), 0, -1):
        if any(_closes(word) for word in rest[: length - 1]):
            continue
        again = dict(_known().get(_fold(" ".join(word.text for word in rest[:length])), ()))
        shared = tuple((name, min(rank, again[name])) for name, rank in fields if name in again)
        if shared:
            return after + 1 + length, shared
    return end, fields


def _counts(word: Word, place: int, words: Sequence[Word]) -> bool:
    """Whether the last word of a label tells one of several: ``Sample 1``, ``Sample 2:``."""
    number = word.text.rstrip(":.")
    ends = place + 1 == len(words) or word.text.endswith(":")
    is_letter = len(number) == 1 and number.isupper() and place > 1
    return ends and (is_letter or (number.isdigit() and len(number) < _COUNTED))


def _goes_on_as_other_label(words: Sequence[Word], end: int) -> bool:
    """Whether an unmarked label is the beginning of a longer one that nobody knows: ``Batch Weight (g):``."""
    if ends_marked(words[end - 1]) or (end < len(words) and words[end - 1].bold and not words[end].bold):
        return False
    return any(_closes(word) and not word.text[:-1].isupper() for word in words[end : end + 3])


def _after_acronym(phrase: Phrase, label: Label) -> Label:
    """``CTL Report ID:`` from its first word on: a laboratory's letters before the label belong to it."""
    if not _is_acronym(phrase.words[0].text):
        return label
    return Label(tuple((name, rank + _AFTER_ACRONYM) for name, rank in label.fields), 0, label.end)


def _after_letters(phrase: Phrase) -> Label | None:
    """``CTL ID:`` as a label of the sample's number."""
    words = phrase.words
    if len(words) < 2 or not _is_acronym(words[0].text) or not words[1].text.endswith(":"):
        return None
    return Label(_OF_SAMPLE, 0, 2) if fold(words[1].text) in known_phrases("fields")["after_letters"] else None


def _is_acronym(word: str) -> bool:
    return word.isalpha() and word.isupper() and 2 <= len(word) <= _ACRONYM and not _longest(_fold(word))


def is_told_apart(phrase: Phrase, label: Label) -> bool:
    """Whether a label is plainly one: marked, or alone on its line."""
    return is_marked(phrase, label) or (label.start == 0 and label.end >= len(phrase.words))


def is_marked(phrase: Phrase, label: Label) -> bool:
    """Whether a label has a colon or number sign after it, or is bold before a value that is not."""
    last = phrase.words[label.end - 1]
    if ends_marked(last):
        return True
    return label.end < len(phrase.words) and last.bold and not phrase.words[label.end].bold


def ends_marked(word: Word) -> bool:
    """Whether a word ends with a colon or a number sign."""
    return word.text.endswith((":", "#", "№"))


def is_bar(word: Word) -> bool:
    """Whether a word is a mark that parts what stands on one line."""
    return word.text in _BAR


def _opens(word: Word) -> bool:
    return is_bar(word) or word.text.endswith(";")


def _closes(word: Word) -> bool:
    return word.text.endswith(":")


def tags(phrases: Sequence[Phrase], labels: Sequence[Sequence[Label]]) -> list[Tag]:
    """Every label that stands alone, on one line or broken over two."""
    found: list[Tag] = []
    taken: set[int] = set()
    for phrase, own in zip(phrases, labels, strict=True):
        if id(phrase) in taken:
            continue
        stacked = _stacked(phrase, phrases) if len(phrase.words) < 4 and not _closes(phrase.words[-1]) else None
        if stacked is not None:
            found.append(stacked)
            taken.add(id(stacked.parts[1]))
        elif own and own[0].start == 0 and own[0].end >= len(phrase.words):
            found.append(Tag(own[0].fields, phrase, (phrase,)))
    return [tag for tag in found if len(tag.parts) > 1 or id(tag.phrase) not in taken]


def _stacked(upper: Phrase, phrases: Sequence[Phrase]) -> Tag | None:
    folded = _fold(upper.text)
    if folded not in _beginnings():
        return None
    lower = _line_below(upper, phrases)
    fields = None if lower is None else _known().get(_fold(f"{upper.text} {lower.text}"))
    if lower is None or not fields:
        return None
    if _fold(lower.text) in _known() and _has_own_value(upper, _known().get(folded, ()), phrases):
        return None
    return Tag(fields, Phrase(upper.words + lower.words), (upper, lower))


def _has_own_value(upper: Phrase, fields: Fields, phrases: Sequence[Phrase]) -> bool:
    """Whether the first line is a label by itself, with a value that looks like its own beside it."""
    line = between(phrases, upper.baseline - 0.45 * upper.size, upper.baseline + 0.45 * upper.size)
    beside = min((other for other in line if other.x0 > upper.x1), key=lambda other: other.x0, default=None)
    return beside is not None and any(fits(name, beside.text) for name, _ in fields)


def _line_below(phrase: Phrase, phrases: Sequence[Phrase]) -> Phrase | None:
    """The phrase set like this one on the very next line, flush with it or centred under it."""
    near = between(phrases, phrase.baseline + 0.6 * phrase.size, phrase.baseline + 1.6 * phrase.size)
    below = [
        other
        for other in near
        if abs(other.size - phrase.size) < 0.1 * phrase.size
        and other.bold == phrase.bold
        and is_flush(phrase, other, within=3)
    ]
    return min(below, key=lambda other: other.baseline, default=None)


def is_flush(one: Phrase, other: Phrase, *, within: float) -> bool:
    """Whether two phrases have their left edges, their right edges or their middles under each other."""
    return min(abs(one.x0 - other.x0), abs(one.x1 - other.x1), abs(one.middle - other.middle)) < within


@cache
def _known() -> dict[str, Fields]:
    """Each label and the fields that it names, with its rank among that field's labels."""
    known: dict[str, list[tuple[str, int]]] = {}
    for name, of_field in known_phrases("fields").items():
        if name not in _NO_FIELDS:
            for rank, phrase in enumerate(of_field):
                known.setdefault(_fold(phrase), []).append((name, rank))
    return {phrase: tuple(fields) for phrase, fields in known.items()}


@cache
def _beginnings() -> frozenset[str]:
    """Every beginning of a label of several words: its first word, its first two, and so on."""
    return frozenset(" ".join(label.split()[:length]) for label in _known() for length in range(1, len(label.split())))


@cache
def _lengths() -> dict[str, int]:
    """The words of the longest label by the label's first word."""
    lengths: dict[str, int] = {}
    for label in _known():
        first, *rest = label.split()
        lengths[first] = max(lengths.get(first, 0), 1 + len(rest))
    return lengths


@lru_cache(maxsize=16384)
def _longest(folded: str) -> int:
    """How many words a label may have that begins with a folded word; a word may fold to several, as ``Lot/Batch``."""
    first = folded.split(" ", 1)[0]
    known = _lengths().get(first)
    return 0 if known is None else known + _SIGNS_BETWEEN


@lru_cache(maxsize=16384)
def _fold(text: str) -> str:
    return " ".join(fold(text.replace("#", " # ")).split())


def with_glued_values_apart(phrase: Phrase) -> Phrase:
    """A phrase whose words hold either label or value: ``Sample:DA30`` becomes two."""
    if not any(":" in word.text[:-1] for word in phrase.words):
        return phrase
    return Phrase(tuple(piece for word in phrase.words for piece in _pieces(word)))


def _pieces(word: Word) -> Iterator[Word]:
    """``Sample:DA30`` as two words; times and addresses on the web stay whole."""
    label, colon, value = word.text.partition(":")
    if not colon or not value or value.startswith("//") or not any(c.isalpha() for c in label):
        yield word
        return
    cut = word.x0 + (word.x1 - word.x0) * (len(label) + 1) / len(word.text)
    yield replace(word, text=label + ":", x1=cut)
    yield replace(word, text=value, x0=cut)
