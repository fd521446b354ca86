"""Words to phrases: what stands together on one line, as far as the next wide gap."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial

from labs.coa import Box, Printed
from labs.parsing.text.values import is_value, value_and_unit
from labs.parsing.text.words import Word

_GAP = 0.62  # of the size: less is a space within a phrase, more parts columns


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """Neighbouring words of one line, left to right: never empty.

    `text` has single spaces between the words; edges, `middle` (between left and right) and `baseline` are PDF points
    from the page's top left; `size` is that of the largest letters; `bold` is that of the first word. All follow from
    the words, and are kept since tables ask for them many times. Two phrases are the same only if they are one object.
    """

    words: tuple[Word, ...]
    text: str = field(init=False)
    x0: float = field(init=False)
    x1: float = field(init=False)
    middle: float = field(init=False)
    top: float = field(init=False)
    bottom: float = field(init=False)
    baseline: float = field(init=False)
    size: float = field(init=False)
    bold: bool = field(init=False)

    def __post_init__(self) -> None:
        words = self.words
        first = words[0]
        keep = partial(object.__setattr__, self)
        if len(words) == 1:
            text, x1, top, bottom, size = first.text, first.x1, first.top, first.bottom, first.size
        else:
            text = " ".join([word.text for word in words])
            x1 = max([word.x1 for word in words])
            top, bottom = min([word.top for word in words]), max([word.bottom for word in words])
            size = max([word.size for word in words])
        keep("text", text)
        keep("x0", first.x0)
        keep("x1", x1)
        keep("middle", (first.x0 + x1) / 2)
        keep("top", top)
        keep("bottom", bottom)
        keep("baseline", first.baseline)
        keep("size", size)
        keep("bold", first.bold)

    @property
    def box(self) -> Box:
        """The place on the page, in PDF points from its top left."""
        return Box(x0=self.x0, top=self.top, x1=self.x1, bottom=self.bottom)


def printed(phrases: Sequence[Phrase], page: int, text: str | None = None) -> Printed:
    """Phrases as one print: their text in the order given and the box around them all."""
    box = Box(
        x0=min(phrase.x0 for phrase in phrases),
        top=min(phrase.top for phrase in phrases),
        x1=max(phrase.x1 for phrase in phrases),
        bottom=max(phrase.bottom for phrase in phrases),
    )
    scores = [word.certainty for phrase in phrases for word in phrase.words if word.certainty is not None]
    return Printed(
        text=" ".join(p.text for p in phrases) if text is None else text,
        page=page,
        box=box,
        certainty=min(scores, default=None),
    )


def between(phrases: Sequence[Phrase], low: float, high: float) -> Sequence[Phrase]:
    """Those of some phrases in reading order whose baselines lie from `low` to `high`, found without a full search."""
    return phrases[
        bisect_left(phrases, low, key=lambda phrase: phrase.baseline) : bisect_right(
            phrases, high, key=lambda phrase: phrase.baseline
        )
    ]


def phrases_of(words: Iterable[Word]) -> list[Phrase]:
    """The phrases of one page, from top to bottom and left to right."""
    open_runs: dict[int, list[list[Word]]] = defaultdict(list)
    runs: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.x0):
        run = _run_to_join(word, open_runs)
        if run is None:
            run = []
            runs.append(run)
            open_runs[round(word.baseline / 4)].append(run)
        run.append(word)
    phrases = [Phrase(tuple(part)) for run in runs for part in _values_apart(run)]
    return sorted(phrases, key=lambda phrase: (phrase.baseline, phrase.x0))


def _run_to_join(word: Word, open_runs: dict[int, list[list[Word]]]) -> list[Word] | None:
    shelf = round(word.baseline / 4)
    for near in (shelf, shelf - 1, shelf + 1):
        for run in open_runs[near]:
            last = run[-1]
            size = min(last.size, word.size)
            gap = word.x0 - last.x1
            if abs(last.baseline - word.baseline) < 0.2 * size and -0.4 * size < gap < _widest(last, word):
                return run
    return None


def _widest(last: Word, word: Word) -> float:
    """The widest gap that two words of one phrase may have."""
    return _GAP * max(last.size, word.size) + 2.2 * min(last.spacing, word.spacing)


def _values_apart(run: list[Word]) -> list[list[Word]]:
    """A run cut where one complete value follows another: two columns set so close that only a space parts them."""
    parts = [[run[0]]]
    for word in run[1:]:
        so_far = " ".join(part.text for part in parts[-1])
        complete = is_value(so_far) or bool(value_and_unit(so_far)[1])
        is_new = is_value(word.text) and any(character.isalnum() for character in word.text)
        apart = complete and is_new and word.x0 - parts[-1][-1].x1 > 0.12 * word.size
        if apart and not _is_one_word(so_far, word.text):
            parts.append([word])
        else:
            parts[-1].append(word)
    return parts


def _is_one_word(first: str, second: str) -> bool:
    """Whether two words that could stand alone are one result together, as "None" and "Detected" are."""
    together = f"{first} {second}"
    return is_value(together) and not any(character.isdigit() for character in together)
