"""Heads made whole: what stands in a table's head beside and between the words that are known.

No list of words is ever complete. Once known words show where a head is, everything else that is set in its line and
in its type heads a column too, and lines above or below a known word, centred on the band, belong to its cell. What a
column with unknown words holds stays open; that it is there keeps its cells out of its neighbours.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from labs.parsing.head.fits import is_code
from labs.parsing.tables.columns import HeadCell, Role, head_cell
from labs.parsing.tables.names import names_substance
from labs.parsing.text.phrases import Phrase, between
from labs.parsing.text.values import is_value, is_verdict, value_and_unit
from labs.reference.words import TOTALS, fold, meanings
from labs.reference.words import phrases as known_phrases

_FARTHEST = 130.0  # points to the right of the last known head
_MOST_WORDS = 6
_MOST_DIGITS = 4
_CODE = re.compile(r"0\d{1,2}|#\d{1,2}")  # of a sample, whose results stand below: 001


def whole_head(cells: Sequence[HeadCell], phrases: Sequence[Phrase], left: float, right: float) -> tuple[HeadCell, ...]:
    """The cells of a head with what else stands in it, between the x `left` and `right`, from left to right."""
    size = cells[0].size
    top, bottom = min(cell.top for cell in cells), max(cell.bottom for cell in cells)
    middle = (top + bottom) / 2
    known = {id(word) for cell in cells for phrase in cell.phrases for word in phrase.words}
    near = [
        phrase
        for phrase in between(phrases, top - 0.2 * size, bottom + 0.75 * size)
        if left <= phrase.x0 and phrase.x1 <= right and _is_like_a_head(phrase, cells)
        if not any(id(word) in known for word in phrase.words)
    ]
    whole = list(cells)
    for stack in sorted(_stacks(near), key=lambda stack: stack[0].x0):
        place = next((place for place, cell in enumerate(whole) if _overlap(stack, cell)), None)
        if place is None:
            if _is_level(stack, cells, middle) and _is_beside(stack, sorted(whole, key=lambda cell: cell.x0)):
                whole.append(_unknown(head_cell(stack), cells))
        elif whole[place].role is not Role.ANALYTE:
            whole[place] = _joined(whole[place], stack, middle, multiline=bottom - top > 1.8 * size)
    whole.sort(key=lambda cell: cell.x0)
    return tuple(_with_analyte(whole))


def _is_like_a_head(phrase: Phrase, cells: Sequence[HeadCell]) -> bool:
    """Whether a phrase is set as the known heads are, and is no amount, verdict, label or running text."""
    bold = sum(cell.phrases[0].bold for cell in cells) * 2 > len(cells)
    names_sample = _names_sample(phrase)
    return (
        phrase.bold == bold
        and 0.75 < phrase.size / cells[0].size < 1.3
        and len(phrase.words) <= _MOST_WORDS
        and not phrase.text.endswith(":")
        and "=" not in phrase.text
        and not TOTALS & set(fold(phrase.text).split())
        and (names_sample or sum(character.isdigit() for character in phrase.text) < _MOST_DIGITS)
        and fold(phrase.text) not in known_phrases("fields")["notes"]
        and not names_substance(phrase.text)
        and (_CODE.fullmatch(phrase.text) or not is_value(value_and_unit(phrase.text)[0]))
        and (any(character.isalpha() for character in phrase.text) or not _has_result(cells))
        and not is_verdict(phrase.text)
    )


def _names_sample(phrase: Phrase) -> bool:
    """Whether a phrase labels a batch or sample and gives its code, with results to stand below: ``Lot KD-014``."""
    fields = known_phrases("fields")
    for end in range(1, min(len(phrase.words), 3)):
        label, rest = (fold(" ".join(word.text for word in part)) for part in (phrase.words[:end], phrase.words[end:]))
        if (label in fields["batch"] or label in fields["sample_id"]) and any(c.isdigit() for c in rest):
            return is_code(" ".join(word.text for word in phrase.words[end:]))
    return False


def _has_result(cells: Sequence[HeadCell]) -> bool:
    return any(cell.role is Role.RESULT for cell in cells)


def _stacks(phrases: Iterable[Phrase]) -> list[list[Phrase]]:
    """Phrases right under each other, top to bottom."""
    stacks: list[list[Phrase]] = []
    for phrase in phrases:
        for stack in stacks:
            above = stack[-1]
            overlap = min(phrase.x1, above.x1) - max(phrase.x0, above.x0)
            if overlap > 0 and 0.5 * phrase.size < phrase.baseline - above.baseline < 1.5 * phrase.size:
                stack.append(phrase)
                break
        else:
            stacks.append([phrase])
    return stacks


def _unknown(cell: HeadCell, known: Sequence[HeadCell]) -> HeadCell:
    """A cell of words that are not all known: no second column of analytes, nor of results without a unit.

    Analytes to the right of known heads are the title of something beside the table. Under a batch or sample stand its
    results, where no other head says so.
    """
    if _names_sample(cell.phrases[0]) and not _has_result(known):
        return HeadCell(cell.phrases, Role.RESULT)
    roles = {other.role for other in known}
    if cell.role is Role.ANALYTE and cell.x0 > min(other.x0 for other in known):
        return HeadCell(cell.phrases, Role.OTHER, cell.unit)
    if cell.role in roles and (cell.role is Role.ANALYTE or (cell.role is Role.RESULT and not cell.unit)):
        return HeadCell(cell.phrases, Role.OTHER, cell.unit)
    return cell


def _overlap(stack: Sequence[Phrase], cell: HeadCell) -> bool:
    x0, x1 = min(phrase.x0 for phrase in stack), max(phrase.x1 for phrase in stack)
    return min(x1, cell.x1) - max(x0, cell.x0) > 0


def _is_level(stack: Sequence[Phrase], cells: Sequence[HeadCell], middle: float) -> bool:
    """Whether phrases stand on a line of the head, or are centred on it."""
    size = stack[0].size
    centre = (stack[0].top + stack[-1].bottom) / 2
    if abs(centre - middle) < 0.35 * size:
        return True
    lines = {phrase.baseline for cell in cells for phrase in cell.phrases}
    return all(any(abs(phrase.baseline - line) < 0.3 * size for line in lines) for phrase in stack)


def _is_beside(stack: Sequence[Phrase], cells: Sequence[HeadCell]) -> bool:
    """Whether phrases stand between known heads, near to their right, or to their left where no analyte's head is."""
    x0, x1 = min(phrase.x0 for phrase in stack), max(phrase.x1 for phrase in stack)
    if any(before.x1 <= x0 and x1 <= after.x0 for before, after in pairwise(cells)):
        return True
    last = max(cell.x1 for cell in cells)
    return 0 <= x0 - last < _FARTHEST or x1 <= cells[0].x0


def _joined(cell: HeadCell, stack: Sequence[Phrase], middle: float, *, multiline: bool) -> HeadCell:
    """A cell with the lines that go on above or below it; the cell as it was where they are something else."""
    phrases = sorted((*cell.phrases, *stack), key=lambda phrase: phrase.baseline)
    size = cell.size
    if any(after.baseline - before.baseline > 1.6 * size for before, after in pairwise(phrases)):
        return cell
    centre = (phrases[0].top + phrases[-1].bottom) / 2
    hyphened = any(before.text.endswith("-") for before in phrases[:-1])
    is_known = fold(" ".join(phrase.text for phrase in phrases)) in meanings("columns")
    if not (hyphened or is_known or multiline or abs(centre - middle) < 0.3 * size):
        return cell
    joined = head_cell(phrases)
    return joined if joined.role is not Role.OTHER else HeadCell(tuple(phrases), cell.role, joined.unit or cell.unit)


def _with_analyte(cells: Sequence[HeadCell]) -> list[HeadCell]:
    """The cells, where the leftmost of unknown words heads the analytes if no other does."""
    first = cells[0]
    if first.role is not Role.OTHER or first.unit or any(cell.role is Role.ANALYTE for cell in cells):
        return list(cells)
    if fold(first.text) in meanings("columns"):
        return list(cells)
    return [HeadCell(first.phrases, Role.ANALYTE, first.unit), *cells[1:]]
