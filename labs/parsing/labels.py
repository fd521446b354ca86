"""Labels and what stands beside them: ``Batch #: 1134``, a value to the right, or a value in the line below."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from labs.coa import Printed
from labs.parsing.dates import dates_in
from labs.parsing.phrases import Phrase, between, printed
from labs.parsing.words import Word
from labs.reference.words import fold
from labs.reference.words import phrases as known_phrases

DATE_FIELDS = ("sampled", "received", "tested", "reported", "manufactured", "expires")
_LONGEST = 7
_REACH = 4.0  # of a label's size: its value stands no further below it
_ORNAMENTS = " :#|;,✓✔✗✘☑●•"


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
            inline = _up_to_mark(phrase.words[label.end : end])
            if not inline and label.start and not _is_told_apart(phrase, label):
                continue
            value = [Phrase(inline)] if inline else _beside_or_below(place, cut, labels)
            text = " ".join(part.text for part in value).strip(_ORNAMENTS)
            if not text or (inline and not _is_told_apart(phrase, label) and not _speaks_for_itself(text, label)):
                continue
            for name, rank in label.fields:
                shown = printed(value, page, text)
                found.append(Labelled(name, rank, Phrase(phrase.words[label.start : label.end]), shown, value[0].size))
    return [*found, *_under_stacked_labels(cut, page)]


def _up_to_mark(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Words up to a mark that ends a value on a line of several: a bar, a double slash, a page number."""
    for number, word in enumerate(words):
        if word.text in ("|", "//", "·", "•") or (number and word.text.casefold() in ("page", "pages", "strana")):
            return words[:number]
        if number < len(words) - 1 and word.text.endswith(";"):
            return words[: number + 1]
    return words


def _speaks_for_itself(text: str, label: "_Label") -> bool:
    """Whether a value right after an unmarked label can be nothing else: a date, or a number after ``Report No.``."""
    fields = {name for name, _ in label.fields}
    words = text.split()
    if fields & set(DATE_FIELDS):
        dates = dates_in(text)
        return bool(dates) and dates[0].start == 0
    if fields & {"report_id", "sample_id", "batch"}:
        allowed = 3 if label.end - label.start > 1 else 1
        return len(words) <= allowed and any(c.isdigit() for c in text) and len(text) > 4
    return False


def _under_stacked_labels(phrases: Sequence[Phrase], page: int) -> Iterator[Labelled]:
    """Values under a label of two lines, as in small tables of dates: Received, Date, 02/19/26."""
    known = _known()
    beginnings = _beginnings()
    for upper in phrases:
        lower = _right_below(upper, phrases) if _fold(upper.text) in beginnings else None
        if lower is None:
            continue
        fields = known.get(_fold(f"{upper.text} {lower.text}"))
        value = _right_below(lower, phrases) if fields else None
        if fields and value is not None:
            for name, rank in fields:
                yield Labelled(name, rank, Phrase(upper.words + lower.words), printed([value], page), value.size)


def _right_below(phrase: Phrase, phrases: Sequence[Phrase]) -> Phrase | None:
    near = between(phrases, phrase.baseline, phrase.baseline + _REACH * phrase.size)
    below = [
        other
        for other in near
        if 0.6 * phrase.size < other.baseline - phrase.baseline < 1.9 * max(phrase.size, other.size)
        and abs(other.middle - phrase.middle) < 0.5 * max(phrase.x1 - phrase.x0, other.x1 - other.x0)
    ]
    return min(below, key=lambda other: other.baseline, default=None)


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


@cache
def _beginnings() -> frozenset[str]:
    """Every beginning of a label of several words: its first word, its first two, and so on."""
    return frozenset(" ".join(label.split()[:length]) for label in _known() for length in range(1, len(label.split())))


@lru_cache(maxsize=16384)
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
                if start == 0 or _is_marked(phrase, _Label(fields, start, end)) or _follows_mark(phrase, start):
                    found.append(_Label(fields, start, end))
                    start = end - 1
                    break
        start += 1
    return found


def _follows_mark(phrase: Phrase, start: int) -> bool:
    return phrase.words[start - 1].text in ("|", "//", "·", "•") or phrase.words[start - 1].text.endswith(";")


def _closes(word: Word) -> bool:
    return word.text.endswith(":")


def _is_told_apart(phrase: Phrase, label: _Label) -> bool:
    """Whether a label is plainly one: marked, or alone on its line."""
    return _is_marked(phrase, label) or (label.start == 0 and label.end >= len(phrase.words))


def _is_marked(phrase: Phrase, label: _Label) -> bool:
    """Whether a label has a colon or number sign after it, or is bold before a value that is not."""
    last = phrase.words[label.end - 1]
    if last.text.endswith((":", "#", "№")):
        return True
    return label.end < len(phrase.words) and last.bold and not phrase.words[label.end].bold


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


def _beside_or_below(place: int, phrases: Sequence[Phrase], labels: Sequence[list[_Label]]) -> list[Phrase]:
    """The value of a label that ends its phrase: the next phrase to the right, or else the one right below."""
    label = phrases[place]
    labels_of = dict(_near(label, phrases, labels))
    beside = [
        other
        for other in labels_of
        if abs(other.baseline - label.baseline) < 0.45 * label.size and -2 < other.x0 - label.x1 < 220
    ]
    if beside:
        nearest = min(beside, key=lambda other: other.x0)
        own = labels_of[nearest]
        if not own or own[0].start > 0:
            return [nearest, *_goes_on(label, nearest, phrases, labels)]
        if own[0].end < len(nearest.words) and not _is_told_apart(nearest, own[0]):
            return [nearest]
    below = [
        other
        for other, own in labels_of.items()
        if 0.6 * label.size < other.baseline - label.baseline < 2.4 * max(label.size, other.size)
        and abs(other.x0 - label.x0) < 6
        and not own
    ]
    if not below:
        return []
    lower = min(below, key=lambda other: other.baseline)
    is_headline = lower.size > 1.2 * label.size  # what is set like its label may be followed by an address
    return [lower, *(_goes_on(label, lower, phrases, labels) if is_headline else [])]


def _near(
    phrase: Phrase, phrases: Sequence[Phrase], labels: Sequence[list[_Label]]
) -> Iterator[tuple[Phrase, list[_Label]]]:
    """The phrases on a phrase's line and a little below, each with its labels."""
    above = phrase.baseline - 0.5 * phrase.size
    start = bisect_left(phrases, above, key=lambda other: other.baseline)
    for number in range(start, len(phrases)):
        if phrases[number].baseline > phrase.baseline + _REACH * phrase.size:
            return
        yield phrases[number], labels[number]


def _goes_on(label: Phrase, value: Phrase, phrases: Sequence[Phrase], labels: Sequence[list[_Label]]) -> list[Phrase]:
    """The next lines of a value: close below, flush with it, set like it, with nothing where a label would stand."""
    reach = 1.7 if value.text.endswith((",", "-", "–")) else 1.32
    near = list(_near(value, phrases, labels))
    below = [
        other
        for other, own in near
        if 0.6 * value.size < other.baseline - value.baseline < reach * value.size
        and abs(other.x0 - value.x0) < 3
        and abs(other.size - value.size) < 0.3
        and other.words[0].bold == value.words[0].bold
        and not own
        and not any(_is_beside(one, other) and one.x0 < label.x1 for one, _ in near)
    ][:1]
    return [*below, *_goes_on(label, below[0], phrases, labels)] if below else []


def _is_beside(one: Phrase, other: Phrase) -> bool:
    return abs(one.baseline - other.baseline) < 0.45 * other.size and one.x1 <= other.x0
