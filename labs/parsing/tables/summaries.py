"""Names with the laboratory's word beside or right below them: the tiles and rows of a report's summary.

``Pesticides PASSED`` stands on many front pages though the pages that hold the numbers are not in the file.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from labs.coa import AnalyteResult, Box, LabVerdict, Panel, PanelReport, Printed
from labs.parsing.head.seen import SeenPage
from labs.parsing.tables.results import WHOLE, verdict
from labs.parsing.text.phrases import Phrase, between, printed
from labs.parsing.text.values import is_value, is_word_on_panel, value_and_unit
from labs.reference.analytes import match
from labs.reference.words import TOTALS, fold, longest_match, meanings

_FARTHEST = 260.0  # points from a name to the word on its line
_MOST_BETWEEN = 2  # a date and a method may stand between them
_LONGEST_WORD = 4  # words that a verdict has at most: ``does not comply``
_RESULT = "result:"
_JUDGED = frozenset((LabVerdict.PASS, LabVerdict.FAIL))
_MEASURED_AS_ONE = frozenset((Panel.MOISTURE, Panel.FOREIGN))  # panels that are named by what they measure


@dataclass(frozen=True, slots=True)
class _Pair:
    name: Phrase
    word: Phrase


def panels_in_summary(page: SeenPage, results: Iterable[AnalyteResult]) -> Iterator[PanelReport]:
    """Each panel that a page names with a word on it, outside the rows of `results`."""
    for pair in _pairs(_outside(results, page), lambda text: _panel(text) is not None):
        panel = _panel(pair.name.text)
        if panel is not None:
            title, word = printed([pair.name], page.number), printed([pair.word], page.number)
            yield PanelReport(panel=panel, title=title, status=word, verdict=verdict(pair.word.text))


def whole_in_summary(page: SeenPage, results: Iterable[AnalyteResult]) -> Printed | None:
    """The pass or fail in a summary's row for the whole batch, outside the rows of `results`.

    A batch that is complete was only tested.
    """
    for pair in _pairs(_outside(results, page), lambda text: fold(text) in WHOLE):
        if verdict(pair.word.text) in _JUDGED:
            return printed([pair.word], page.number)
    return None


def whole_after_results(pages: Sequence[SeenPage], results: Iterable[AnalyteResult]) -> Printed | None:
    """The one ``Result: Pass`` of a report, below its last result; the words on its panels would be several."""
    last = max(((one.printed.page, one.printed.box.bottom) for one in results), default=None)
    marked = [(page, one) for page in pages for one in page.phrases if _is_marked_result(one)]
    if last is None or len(marked) != 1:
        return None
    [(page, phrase)] = marked
    for pair in _pairs(page.phrases, lambda text: text.casefold() == _RESULT):
        is_of_it = pair.name.box.top == phrase.box.top and pair.name.x0 == phrase.x0
        if is_of_it and (page.number, phrase.box.top) > last and verdict(pair.word.text) in _JUDGED:
            return printed([pair.word], page.number)
    return None


def _is_marked_result(phrase: Phrase) -> bool:
    return any(word.text.casefold() == _RESULT for word in phrase.words)


def _outside(results: Iterable[AnalyteResult], page: SeenPage) -> list[Phrase]:
    taken = {_corner(one.box) for result in results for one in (result.name, result.printed, result.status) if one}
    return [phrase for phrase in page.phrases if _corner(phrase.box) not in taken]


def _corner(box: Box) -> tuple[float, float]:
    return round(box.x0, 1), round(box.top, 1)


def _pairs(phrases: Sequence[Phrase], is_name: Callable[[str], bool]) -> Iterator[_Pair]:
    """Names and words that belong together; each word goes with one name."""
    for phrase in phrases:
        if is_word_on_panel(phrase.text):
            name = _name_beside(phrase, phrases, is_name) or _name_above(phrase, phrases, is_name)
            if name is not None:
                yield _Pair(name, phrase)
            continue
        texts = [word.text for word in phrase.words]
        for start in range(max(1, len(texts) - _LONGEST_WORD), len(texts)):
            if is_word_on_panel(" ".join(texts[start:])) and is_name(" ".join(texts[:start])):
                yield _Pair(Phrase(phrase.words[:start]), Phrase(phrase.words[start:]))
                break


def _panel(text: str) -> Panel | None:
    """The panel that a text names, if it says little else and names no single analyte or total."""
    words = fold(text).split()
    found = longest_match(words, meanings("panels"))
    if found is None or found[2] == "quality" or found[1] * 3 < len(words) * 2 or TOTALS & set(words):
        return None
    panel = Panel(found[2])
    return None if panel not in _MEASURED_AS_ONE and match(text, panel) is not None else panel


def _name_beside(word: Phrase, phrases: Sequence[Phrase], is_name: Callable[[str], bool]) -> Phrase | None:
    """The nearest name to the left on a word's line, with no amount and no other word between them."""
    line = between(phrases, word.baseline - 0.5 * word.size, word.baseline + 0.5 * word.size)
    left = sorted((one for one in line if 0 <= word.x0 - one.x1 < _FARTHEST), key=lambda one: -one.x1)
    for one in left[: _MOST_BETWEEN + 1]:
        if is_name(one.text):
            return one
        if is_word_on_panel(one.text) or is_value(value_and_unit(one.text)[0]):
            return None
    return None


def _name_above(word: Phrase, phrases: Sequence[Phrase], is_name: Callable[[str], bool]) -> Phrase | None:
    """The name that a word stands right below, middle under middle or flush with it."""
    above = [
        one
        for one in between(phrases, word.baseline - 2.6 * word.size, word.baseline - 0.6 * word.size)
        if min(one.x1, word.x1) > max(one.x0, word.x0)
        and min(abs(one.middle - word.middle), abs(one.x0 - word.x0)) < 0.25 * max(one.x1 - one.x0, word.x1 - word.x0)
    ]
    nearest = max(above, key=lambda one: one.baseline, default=None)
    return nearest if nearest is not None and is_name(nearest.text) else None
