"""Days told in sentences: ``two samples which we received by courier on 19th November 2025``."""

import re
from collections.abc import Iterator, Sequence

from labs.coa import PrintedDate
from labs.parsing.head.dates import ReadDate, dates_in
from labs.parsing.head.seen import SeenPage
from labs.parsing.text.phrases import Phrase, between, printed
from labs.reference.words import fold, phrases

TOLD = ("sampled", "received", "tested")  # days that sentences tell; the report's own is as often of another report
_FEWEST = 5  # words of a line of running text
_SENTENCE = 8  # words of a sentence at the least
_END = re.compile(r"[.!?]\s+(?=[^\W\d_])")


def days_told(page: SeenPage, *, day_first: bool | None) -> dict[str, PrintedDate]:
    """The first day that the sentences of a page tell of each kind; of the tests the last of the first sentence."""
    found: dict[str, PrintedDate] = {}
    sentence_of: dict[str, int] = {}
    for lines in _paragraphs(page.phrases):
        text = " ".join(line.text for line in lines)
        dates = dates_in(text, day_first=day_first)
        used = ""  # the word after a day that told what happened on it
        for number, date in enumerate(dates):
            start, end = _sentence(text, date, dates)
            since = dates[number - 1].end if used and dates[number - 1].end > start else start
            before = fold(text[since : date.start]).replace(used, "", 1) if used else fold(text[start : date.start])
            name, used = _kind(before, fold(text[date.end : end]))
            if text[start : date.start].rstrip().endswith(":"):
                continue  # the value of a label
            if name not in TOLD or len(text[start:end].split()) < _SENTENCE:
                continue
            same = sentence_of.setdefault(name, _key(lines, start)) == _key(lines, start)
            if name not in found or (name == "tested" and same):
                shown = printed(_lines_of(lines, date), page.number)
                found[name] = PrintedDate(day=date.day, printed=shown, other=date.other)
    return found


def _key(lines: Sequence[Phrase], start: int) -> int:
    return id(lines[0]) + start


def _paragraphs(phrases: Sequence[Phrase]) -> Iterator[list[Phrase]]:
    """Lines of running text, each with those that go on flush below it."""
    taken: set[int] = set()
    for first in phrases:
        if id(first) in taken or len(first.words) < _FEWEST:
            continue
        lines = [first]
        while len(lines[-1].words) >= _FEWEST and (below := _line_below(lines[-1], phrases)) is not None:
            lines.append(below)
            taken.add(id(below))
        yield lines


def _line_below(line: Phrase, phrases: Sequence[Phrase]) -> Phrase | None:
    near = between(phrases, line.baseline + 0.6 * line.size, line.baseline + 1.7 * line.size)
    flush = (one for one in near if abs(one.x0 - line.x0) < 3 and abs(one.size - line.size) < 0.3)
    return next(flush, None)


def _sentence(text: str, date: ReadDate, dates: Sequence[ReadDate]) -> tuple[int, int]:
    """Where the sentence of a date starts and ends in a text; a point within a date ends none."""
    ends = [
        match.end()
        for match in _END.finditer(text)
        if not any(one.start < match.start() < one.end - 1 for one in dates)
    ]
    start = max((end for end in ends if end <= date.start), default=0)
    return start, min((end for end in ends if end >= date.end), default=len(text))


def _kind(before: str, after: str) -> tuple[str, str]:
    """What happened on a day, by the nearest word before it, or else the first after it, and the latter word."""
    told = _nearest(before, last=True)
    return (told[0], "") if told else _nearest(after, last=False) or ("", "")


def _nearest(folded: str, *, last: bool) -> tuple[str, str] | None:
    text = f" {folded} "
    places = [
        (at, kind, word)
        for kind, words in phrases("sentences").items()
        for word in words
        if (at := text.rfind(f" {word} ") if last else text.find(f" {word} ")) >= 0
    ]
    if not places:
        return None
    _, kind, word = max(places) if last else min(places)
    return kind, word


def _lines_of(lines: Sequence[Phrase], date: ReadDate) -> list[Phrase]:
    """The lines that a date stands on, one or two."""
    found, at = [], 0
    for line in lines:
        if at < date.end and date.start < at + len(line.text):
            found.append(line)
        at += len(line.text) + 1
    return found
