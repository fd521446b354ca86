"""Labels and what stands beside them: ``Batch #: 1134``, a value to the right, or a value in the line below."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from labs.coa import Printed
from labs.parsing.phrases import Phrase, printed
from labs.parsing.words import Word
from labs.reference.words import fold, phrases as known_phrases

_LONGEST = 7


@dataclass(frozen=True, slots=True)
class Labelled:
    """A value and its label: the field that the label names, how early it stands in that field's list, its value."""

    field: str
    rank: int
    label: Phrase
    value: Printed
    size: float


@dataclass(frozen=True, slots=True)
class _Label:
    fields: tuple[tuple[str, int], ...]
    start: int
    end: int


def labelled_values(phrases: Sequence[Phrase], page: int) -> list[Labelled]:
    """Every labelled value of one page; one whose label names two fields comes once for each."""
    cut = [_with_glued_values_apart(phrase) for phrase in phrases]
    labels = [_labels(phrase) for phrase in cut]
    found: list[Labelled] = []
    for place, phrase in enumerate(cut):
        for number, label in enumerate(labels[place]):
            end = labels[place][number + 1].start if number + 1 < len(labels[place]) else len(phrase.words)
            inline = phrase.words[label.end : end]
            value = [Phrase(inline)] if inline else _beside_or_below(place, cut, labels)
            if not value or (inline and not _is_told_apart(phrase, label)):
                continue
            text = " ".join(part.text for part in value).strip(" :#|;")
            if not text:
                continue
            for name, rank in label.fields:
                shown = printed(value, page, text)
                found.append(Labelled(name, rank, Phrase(phrase.words[label.start : label.end]), shown, value[0].size))
    return found


@cache
def _known() -> dict[str, tuple[tuple[str, int], ...]]:
    """Each label and the fields that it names, with its rank among that field's labels."""
    known: dict[str, list[tuple[str, int]]] = {}
    for name, of_field in known_phrases("fields").items():
        if name == "notes":
            continue
        for rank, phrase in enumerate(of_field):
            known.setdefault(_fold(phrase), []).append((name, rank))
    return {phrase: tuple(fields) for phrase, fields in known.items()}


def _fold(text: str) -> str:
    return " ".join(fold(text.replace("#", " # ")).split())


def _labels(phrase: Phrase) -> list[_Label]:
    known = _known()
    found: list[_Label] = []
    start = 0
    while start < len(phrase.words):
        for length in range(min(_LONGEST, len(phrase.words) - start), 0, -1):
            words = phrase.words[start : start + length]
            fields = known.get(_fold(" ".join(word.text for word in words)))
            if fields and not any(_closes(word) for word in words[:-1]):
                end = start + length
                while end < len(phrase.words) and not phrase.words[end].text.strip(":#-.*⁺+"):
                    end += 1
                if start == 0 or _is_told_apart(phrase, _Label(fields, start, end)) or phrase.words[start].bold:
                    found.append(_Label(fields, start, end))
                    start = end - 1
                    break
        start += 1
    return [label for label in found if label.start == found[0].start or _is_told_apart(phrase, label)]


def _closes(word: Word) -> bool:
    return word.text.endswith(":")


def _is_told_apart(phrase: Phrase, label: _Label) -> bool:
    """Whether a label is marked as one: by a colon or number sign, by standing alone, or by being bold."""
    last = phrase.words[label.end - 1]
    if last.text.endswith((":", "#", "№")):
        return True
    if label.end >= len(phrase.words):
        return True
    return last.bold and not phrase.words[label.end].bold


def _with_glued_values_apart(phrase: Phrase) -> Phrase:
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


def _beside_or_below(
    place: int, phrases: Sequence[Phrase], labels: Sequence[list[_Label]]
) -> list[Phrase]:
    """The value of a label that ends its phrase: the next phrase to the right, or else the one right below."""
    label = phrases[place]
    beside = [
        (other.x0, number)
        for number, other in enumerate(phrases)
        if abs(other.baseline - label.baseline) < 0.45 * label.size and -2 < other.x0 - label.x1 < 220
    ]
    if beside:
        nearest = min(beside)[1]
        if not labels[nearest] or labels[nearest][0].start > 0:
            return [phrases[nearest], *_goes_on(phrases[nearest], phrases, labels)]
        if labels[nearest][0].end < len(phrases[nearest].words) and not _is_told_apart(
            phrases[nearest], labels[nearest][0]
        ):
            return [phrases[nearest]]
    below = [
        other
        for number, other in enumerate(phrases)
        if 0.6 * label.size < other.baseline - label.baseline < 2.4 * max(label.size, other.size)
        and abs(other.x0 - label.x0) < 6
        and not labels[number]
    ]
    return [min(below, key=lambda other: other.baseline)] if below else []


def _goes_on(value: Phrase, phrases: Sequence[Phrase], labels: Sequence[list[_Label]]) -> list[Phrase]:
    """The next line of a value that breaks after a comma or hyphen."""
    if not value.text.endswith((",", "-", "–")):
        return []
    return [
        other
        for number, other in enumerate(phrases)
        if 0.6 * value.size < other.baseline - value.baseline < 1.7 * value.size
        and abs(other.x0 - value.x0) < 3
        and not labels[number]
    ][:1]
