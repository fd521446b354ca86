"""Printed dates: ISO, 5.11.2023, 05/11/2023, 11-May-2023, May 11, 2023, and ranges of these."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from labs.reference.words import fold, meanings

_ISO = r"(?P<iso_year>\d{4})(?P<iso_mark>[-/.]\s?)(?P<iso_month>\d{1,2})(?P=iso_mark)(?P<iso_day>\d{1,2})"
_DOTTED = r"(?P<dot_day>\d{1,2})\.\s?(?P<dot_month>\d{1,2})\.\s?(?P<dot_year>\d{4}|\d{2}(?!\d))"
_SLASHED = r"(?P<first>\d{1,2})(?P<mark>[/-])(?P<second>\d{1,2})(?P=mark)(?P<slash_year>\d{4}|\d{2}(?!\d))"
_OF = r"(?:d[aei]l?\s+)?"  # 12 de marzo de 2026
_DAY_NAMED = (
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|º|\.)?[\s/-]*{_OF}(?P<month>[^\W\d_]{{3,10}})\.?,?[\s/-]*{_OF}"
    r"(?P<year>\d{4}|\d{2}(?!\d)(?![\s-]+[^\W\d_]{3}))"
)
_NAMED_DAY = (
    r"(?P<us_month>[^\W\d_]{3,10})\.?[\s-]+(?:\d{1,2}\s?[-–]\s?)?"
    r"(?P<us_day>\d{1,2})(?:st|nd|rd|th)?,?[\s-]+(?P<us_year>\d{4})"
)
_NAMED_ISO = r"(?P<ymd_year>\d{4})[\s-](?P<ymd_month>[^\W\d_]{3,10})\.?[\s-](?P<ymd_day>\d{1,2})"
_DATE = re.compile(rf"(?<![\d.])(?:{_ISO}|{_DOTTED}|{_SLASHED}|{_DAY_NAMED}|{_NAMED_ISO}|{_NAMED_DAY})(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadDate:
    """A day, the span of the text it was read from, and its second reading where the order is unclear."""

    day: dt.date
    start: int
    end: int
    other: dt.date | None = None


def dates_in(text: str, *, day_first: bool | None = None) -> list[ReadDate]:
    """Every date in a text, in order. `day_first` says how the document orders 03/04/2026; None when unknown."""
    found = []
    for match in _DATE.finditer(text):
        read = _read(match, day_first)
        if read is not None:
            found.append(read)
    return found


def is_day_first(texts: Iterable[str]) -> bool | None:
    """Whether a document writes 31/12/2026 or 12/31/2026, by its dates that can mean only one day; None if none can."""
    votes = {True: 0, False: 0}
    for text in texts:
        for match in _DATE.finditer(text):
            first, second = (
                int(match["first"] or match["dot_day"] or 0),
                int(match["second"] or match["dot_month"] or 0),
            )
            if first > 12 >= second:
                votes[True] += 1
            elif second > 12 >= first:
                votes[False] += 1
    if votes[True] == votes[False]:
        return None
    return votes[True] > votes[False]


def _read(match: re.Match[str], day_first: bool | None) -> ReadDate | None:
    if match["first"] is not None:
        return _slashed(match, day_first)
    if match["iso_year"] is not None:
        day = _day(match["iso_year"], int(match["iso_month"]), match["iso_day"])
    elif match["dot_year"] is not None:
        day = _dotted(match, day_first)
    elif match["year"] is not None:
        day = _day(match["year"], _month(match["month"]), match["day"])
    elif match["ymd_year"] is not None:
        day = _day(match["ymd_year"], _month(match["ymd_month"]), match["ymd_day"])
    else:
        day = _day(match["us_year"], _month(match["us_month"]), match["us_day"])
    return None if day is None else ReadDate(day=day, start=match.start(), end=match.end())


def _dotted(match: re.Match[str], day_first: bool | None) -> dt.date | None:
    """The day comes first before a point, but in a document that shows another order."""
    day_leads = _day(match["dot_year"], int(match["dot_month"]), match["dot_day"])
    month_leads = _day(match["dot_year"], int(match["dot_day"]), match["dot_month"])
    return month_leads or day_leads if day_first is False else day_leads or month_leads


def _slashed(match: re.Match[str], day_first: bool | None) -> ReadDate | None:
    month_first = _day(match["slash_year"], int(match["first"]), match["second"])
    day_leads = _day(match["slash_year"], int(match["second"]), match["first"])
    likely, unlikely = (day_leads, month_first) if day_first else (month_first, day_leads)
    day = likely or unlikely
    if day is None:
        return None
    unclear = day_first is None and likely is not None and unlikely is not None and likely != unlikely
    return ReadDate(day=day, start=match.start(), end=match.end(), other=unlikely if unclear else None)


def _month(name: str) -> int:
    names = meanings("months")
    folded = fold(name)
    return int(names.get(folded) or names.get(folded[:3]) or 0)


def _day(year: str, month: int, day: str) -> dt.date | None:
    full_year = int(year) + (2000 if len(year) == 2 else 0)
    if not 1990 <= full_year <= 2100:
        return None
    try:
        return dt.date(full_year, month, int(day))
    except ValueError:
        return None
