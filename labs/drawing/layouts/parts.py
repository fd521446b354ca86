"""What several letterheads share: labelled fields, dates in words, a signature."""

import calendar
import datetime as dt
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from labs.coa import Printed
from labs.drawing.content import Dates
from labs.drawing.record import Record
from labs.drawing.sheet import GREY, Sheet

_MONTHS = calendar.month_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """Labels with their values: a value begins `indent` right of its label, and wraps `width` right of it."""

    sheet: Sheet
    record: Record
    indent: float
    width: float
    size: float = 8
    step: float = 12
    label_colour: str = GREY
    bold_labels: bool = False

    def fields(self, x: float, top: float, rows: Sequence[tuple[str, str, str]]) -> float:
        """Print ``(label, value, field)`` below one another and record the values; answers with the bottom.

        `field` is a name of `labs.coa`, or empty for what nobody looks for. A label without a value stands alone.
        """
        for label, value, field in rows:
            self._label(x, top, label)
            if value:
                printed = self.sheet.paragraph(x + self.indent, top, value, self.width - self.indent, size=self.size)
                if field:
                    self.record.put(field, printed)
                top = max(top, printed.box.bottom - self.size * 0.96)
            top += self.step
        return top

    def dates(
        self,
        x: float,
        top: float,
        dates: Dates,
        rows: Sequence[tuple[str, str]],
        *,
        written: Callable[[dt.date], str],
        month_first: bool = False,
    ) -> float:
        """Print ``(label, date)`` below one another and record the dates; answers with the bottom."""
        for label, name in rows:
            day: dt.date = getattr(dates, name)
            self._label(x, top, label)
            printed = self.sheet.text(x + self.indent, top, written(day), size=self.size)
            self.record.put_date(name, day, printed, month_first=month_first)
            top += self.step
        return top

    def _label(self, x: float, top: float, label: str) -> None:
        self.sheet.text(x, top, label, size=self.size, bold=self.bold_labels, colour=self.label_colour)


def american(day: dt.date) -> str:
    """03/09/2026."""
    return f"{day:%m/%d/%Y}"


def short(day: dt.date) -> str:
    """Mar 9, 2026."""
    return f"{_MONTHS[day.month][:3]} {day.day}, {day.year}"


def british(day: dt.date) -> str:
    """9 March 2026."""
    return f"{day.day} {_MONTHS[day.month]} {day.year}"


def czech(day: dt.date) -> str:
    """9.3.2026."""
    return f"{day.day}.{day.month}.{day.year}"


def machine(day: dt.date) -> str:
    """09-MAR-2026."""
    return f"{day.day:02}-{_MONTHS[day.month][:3].upper()}-{day.year}"


def signature(sheet: Sheet, x: float, top: float, name: str, *, colour: str = "#22305f") -> None:
    """A scribble of about 90 points that is the same for the same name."""
    chance = random.Random(name)  # noqa: S311 a scribble, no secret
    points = [(x, top + 16)]
    for _ in range(5):
        step = chance.uniform(10, 20)
        last = points[-1][0]
        points += [
            (last + step * 0.3, top + chance.uniform(-6, 4)),
            (last + step * 0.7, top + chance.uniform(20, 30)),
            (last + step, top + chance.uniform(10, 18)),
        ]
    sheet.curve(points, colour=colour, width=1.1)


def small_print(sheet: Sheet, x: float, top: float, text: str, width: float, *, size: float = 6) -> Printed:
    """A paragraph in small grey letters."""
    return sheet.paragraph(x, top, text, width, size=size, colour=GREY)
