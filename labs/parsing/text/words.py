"""Glyphs to words: where one word ends and the next begins, and which small digits are powers.

Words are parted by spaces and by gaps. Letter-spaced type has gaps everywhere, so a gap counts only for what it has
over the usual gap of its font on this page.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from statistics import median

from labs.coa import Box
from labs.parsing.text.glyphs import Glyph

_GAP = 0.17  # of the size: less is kerning, more is a space that nobody wrote
_NARROW = 0.09  # of the size: the gap of a space where something else speaks for one
_LONGEST_POWER = 5  # letters
_SMALL = 0.82  # of the size of what it stands on: a power is set no larger
_SUPERSCRIPTS = str.maketrans("0123456789-−+()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻⁺⁽⁾")
_RAISED_LETTERS = str.maketrans("abcdefgh", "ᵃᵇᶜᵈᵉᶠᵍʰ")  # alone at the shoulder of a word: a footnote's mark
_FLAT_TIMES = re.compile(r"(?<=[.,]\d)\.(?=10$)|(?<=[.,]\d\d)\.(?=10$)")  # 1,0.10³: the second point is a times sign


@dataclass(frozen=True, slots=True)
class Word:
    """Letters without a space: their text, box, baseline (PDF points from the page's top left), size and weight.

    `certainty` (0 to 1) is how sure the reader of pictures is of the letters; None for text that the file itself gives.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    size: float
    bold: bool = False
    spacing: float = 0.0  # the usual gap between two letters: zero but for letter-spaced type
    certainty: float | None = None
    may_be_raised: bool = False  # a digit in it, where a picture does not show whether it is

    @property
    def box(self) -> Box:
        """The place on the page."""
        return Box(x0=self.x0, top=self.top, x1=self.x1, bottom=self.bottom)


def words_of(glyphs: Sequence[Glyph]) -> list[Word]:
    """The words of one page, in the order they were written, with raised digits joined to what they raise."""
    spacing = _letter_spacing(glyphs)
    words = [_word(run, spacing) for run in _runs(glyphs, spacing)]
    return _with_powers(words)


def _letter_spacing(glyphs: Sequence[Glyph]) -> dict[tuple[str, int], float]:
    """The usual gap between two letters of one word, by font and size: zero but for letter-spaced type."""
    gaps: dict[tuple[str, int], list[float]] = defaultdict(list)
    for before, after in pairwise(glyphs):
        gap = after.x0 - before.x1
        near = -0.2 * before.size < gap < before.size and abs(before.baseline - after.baseline) <= 0.5
        if near and before.text != " " != after.text:
            gaps[before.font, round(before.size)].append(gap)
    return {key: max(0.0, median(found)) for key, found in gaps.items() if len(found) >= 8}


def _runs(glyphs: Iterable[Glyph], spacing: dict[tuple[str, int], float]) -> Iterator[list[Glyph]]:
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and (glyph.text == " " or _parted(run[-1], glyph, spacing)):
            yield run
            run = []
        if glyph.text.strip():
            run.append(glyph)
    if run:
        yield run


def _parted(before: Glyph, after: Glyph, spacing: dict[tuple[str, int], float]) -> bool:
    if abs(before.baseline - after.baseline) > 0.12 * before.size or not 0.7 < after.size / before.size < 1.4:
        return True
    gap = after.x0 - before.x1 - spacing.get((before.font, round(before.size)), 0.0)
    least = _NARROW if after.apart or after.font != before.font else _GAP
    return gap > least * min(before.size, after.size) or after.x0 < before.x0 - 0.3 * before.size


def _word(run: Sequence[Glyph], spacing: dict[tuple[str, int], float]) -> Word:
    return Word(
        text="".join([glyph.text for glyph in run]),
        x0=run[0].x0,
        top=min([glyph.top for glyph in run]),
        x1=max([glyph.x1 for glyph in run]),
        bottom=max([glyph.bottom for glyph in run]),
        baseline=run[0].baseline,
        size=max([glyph.size for glyph in run]),
        bold=_is_bold(run[0].font),
        spacing=spacing.get((run[0].font, round(run[0].size)), 0.0),
    )


@lru_cache(maxsize=256)
def _is_bold(font: str) -> bool:
    return any(weight in font.lower() for weight in ("bold", "black", "heavy", "semibold", "demi"))


def _with_powers(words: list[Word]) -> list[Word]:
    """Small raised words joined to the word they stand on: 10 and 5 become 10⁵; letters that follow come along."""
    by_right_edge: dict[int, list[int]] = defaultdict(list)
    for i, word in enumerate(words):
        by_right_edge[round(word.x1)].append(i)
    merged: list[Word | None] = list(words)
    largest = max((word.size for word in words), default=0.0)
    for i, small in enumerate(words):
        if len(small.text) > _LONGEST_POWER or small.size >= _SMALL * largest:
            continue
        near = [j for x in range(round(small.x0) - 2, round(small.x0) + 4) for j in by_right_edge.get(x, ())]
        base = next((j for j in near if j != i and _raises(small, words[j])), None)
        if base is None or (whole := merged[base]) is None:
            continue
        if small.text[0] in "([":  # the mark of a footnote: a word of its own on the line that it belongs to
            merged[i] = replace(small, baseline=whole.baseline)
            continue
        raised = small.text.translate(_RAISED_LETTERS if len(small.text) == 1 else {}).translate(_SUPERSCRIPTS)
        text = _FLAT_TIMES.sub("·", whole.text) + raised
        whole = replace(whole, text=text, x1=max(whole.x1, small.x1))
        merged[i] = None
        after = next((k for k in (i + 1, base + 1) if k < len(words) and _goes_on(whole, merged[k])), None)
        if after is not None:
            rest = words[after]
            whole = replace(whole, text=whole.text + rest.text, x1=rest.x1)
            merged[after] = None
        merged[base] = whole
    return [word for word in merged if word is not None]


def _raises(small: Word, base: Word) -> bool:
    """Whether a short small word stands at the shoulder of a bigger one, as an exponent does."""
    return (
        len(small.text) <= _LONGEST_POWER
        and small.size < _SMALL * base.size
        and -0.15 * base.size <= small.x0 - base.x1 <= 0.25 * base.size
        and 0.15 * base.size < _rise(small, base) < 0.8 * base.size
    )


def _rise(small: Word, base: Word) -> float:
    """How far a word stands above another's line: by its baseline, or by its box where only the box was raised."""
    level = base.baseline + (base.bottom - base.baseline) * small.size / base.size
    return max(base.baseline - small.baseline, level - small.bottom)


def _goes_on(whole: Word, rest: Word | None) -> bool:
    return (
        rest is not None
        and abs(rest.baseline - whole.baseline) < 0.12 * whole.size
        and abs(rest.x0 - whole.x1) < 0.15 * whole.size
    )
