"""Files that hold more than one report: where the second begins."""

import datetime as dt
from collections.abc import Iterator, Sequence

from labs.coa import Printed
from labs.parsing.head.dates import dates_in
from labs.parsing.head.fits import fits
from labs.parsing.head.labels import Labelled, label_key
from labs.parsing.head.seen import SeenPage
from labs.reference.words import fold

_ALSO_OF_SAMPLES = frozenset(("sample_id", "batch"))


def numbers_of_reports(pages: Sequence[SeenPage]) -> list[Printed]:
    """The first print of each report's number.

    They stand under one label; under another only beside another day of issue, as two laboratories' reports have. A
    number that goes on from another, as ``26-014873/1`` does from ``26-014873``, is of the same report, and a label
    that names samples too may tell no more than several samples of one report.
    """
    own: list[Labelled] = []
    issued: set[dt.date] = set()
    for page in pages:
        days = _issued(page)
        is_new = bool(own and issued and days) and not issued & days and own[0].value.text not in page.text
        found = [one for one in _numbers(page) if not own or is_new or label_key(one) == label_key(own[0])]
        issued |= days if not own or not issued else set()
        if found:
            best = min(found, key=lambda one: (one.rank, one.label.baseline))
            if not any(_is_same(best.value.text, other.value.text) for other in own):
                own.append(best)
    return [one.value for one in own]


def first_report(pages: Sequence[SeenPage]) -> Sequence[SeenPage]:
    """The pages before the one that bears the number of another report: all of them in nearly every file."""
    numbers = numbers_of_reports(pages)
    return pages if len(numbers) < 2 else [page for page in pages if page.number < numbers[1].page]


def several_reports(pages: Sequence[SeenPage]) -> Iterator[str]:
    """A warning for a file with several reports."""
    numbers = numbers_of_reports(pages)
    if len(numbers) > 1:
        others = ", ".join(f"{one.text} (page {one.page})" for one in numbers[1:])
        yield (
            f"This file holds more than one report: {numbers[0].text}, then {others}. The laboratory, the client "
            "and the dates shown are those of the first. Send each report as a file of its own."
        )


def _numbers(page: SeenPage) -> Iterator[Labelled]:
    both = {id(one.label) for one in page.labelled if one.field in _ALSO_OF_SAMPLES}
    for one in page.labelled:
        plain = not one.row and not one.column and id(one.label) not in both
        if one.field == "report_id" and plain and fits("report_id", one.value.text):
            yield one


def _issued(page: SeenPage) -> set[dt.date]:
    return {date.day for one in page.labelled if one.field == "reported" for date in dates_in(one.value.text)}


def _is_same(one: str, other: str) -> bool:
    shorter, longer = sorted((fold(one), fold(other)), key=len)
    return longer.startswith(shorter)
