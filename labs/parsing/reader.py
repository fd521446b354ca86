"""One PDF read into a certificate of analysis: pages, then tables, then the head of the report."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from labs.coa import AnalyteResult, Box, CertificateOfAnalysis, Panel, PanelReport
from labs.parsing.failures import NoText
from labs.parsing.head.headers import completed, lone_verdict, orders_day_first, read_head
from labs.parsing.head.laboratory import lab_name
from labs.parsing.head.samples import samples_of
from labs.parsing.head.seen import SeenPage, see
from labs.parsing.head.several_reports import first_report, several_reports
from labs.parsing.parsed import PageSize, Parsed, Picture, Unread
from labs.parsing.sight.leaning import as_shown, leans_of
from labs.parsing.sight.picture_pages import MOST_PAGES, PicturePages, picture_warnings
from labs.parsing.tables.lone import lone_values
from labs.parsing.tables.page_tables import FoundTable, tables_of
from labs.parsing.tables.results import results_of, verdict
from labs.parsing.tables.summaries import panels_in_summary, whole_after_results, whole_in_summary
from labs.parsing.text.pages import Page, read_pages
from labs.parsing.text.phrases import printed
from labs.reference.words import fold
from labs.translatable import gettext_noop

_COMMA = re.compile(r"(?<![\d.,])\d{1,3},(?!\d{3}(?!\d))\d+(?![\d.,])|(?<![\d.,])0,\d+(?![\d.,])")
_MOST_PICTURES = 200  # of a page
_POINT = re.compile(r"(?<![\d.,/])\d+\.\d+(?![\d.,/])")


def parse(
    path: Path,
    *,
    on_progress: Callable[[int, int], None] = lambda _done, _total: None,
    before_picture: Callable[[int], None] = lambda _number: None,
    most_pictures: int = MOST_PAGES,
) -> Parsed:
    """Read one PDF in this process; `on_progress(done, total)` is called after each page.

    At most `most_pictures` pages are read from their pictures, `before_picture` called with the number of each.
    Raises the `labs.parsing.failures.Unreadable` that says why the file cannot be read.
    """
    with PicturePages(path, most=most_pictures, before=before_picture) as pictures:
        read = read_pages(path, on_progress=on_progress, look=pictures)
    pages = see(read)
    if not any(page.phrases for page in pages):
        raise NoText
    tables: list[list[FoundTable]] = []
    for page in pages:
        tables.append(tables_of(page, first=sum(map(len, tables)), before=tables[-1] if tables else ()))
    comma = writes_decimal_comma(pages)
    results = [
        [result for found in of_page for result in results_of(found.table, decimal_comma=comma)] for of_page in tables
    ]
    _add_lone(results, pages, comma)
    parsed = Parsed(
        coa=_certificate(pages, tables, results),
        pages=tuple(
            PageSize(number=page.number, width=page.width, height=page.height, turn=page.turn, source=page.source)
            for page in read
        ),
        text="\n".join(page.text for page in pages),
        unread=tuple(_unread(pages, tables)),
        warnings=(
            *_warnings(pages, results),
            *several_reports(pages),
            *_guesses(read),
            *picture_warnings(read, pictures.skipped),
        ),
    )
    return replace(as_shown(parsed, leans_of(read)), pictures=tuple(_pictures(read)))


def _pictures(pages: Iterable[Page]) -> Iterator[Picture]:
    """The pictures on each page, as far as they lie on it: so many of each, since some pages are made of crumbs."""
    for page in pages:
        for left, top, right, bottom in page.pictures[:_MOST_PICTURES]:
            x0, x1 = max(left, 0.0), min(right, page.width)
            above, below = max(top, 0.0), min(bottom, page.height)
            if x0 < x1 and above < below:
                box = Box(x0=round(x0, 1), top=round(above, 1), x1=round(x1, 1), bottom=round(below, 1))
                yield Picture(page=page.number, box=box)


def _add_lone(results: Sequence[list[AnalyteResult]], pages: Sequence[SeenPage], comma: bool | None) -> None:
    """Add the values outside tables to each page's results, each analyte that no table gives once."""
    known = {result.analyte for of_page in results for result in of_page if result.analyte is not None}
    number = 1 + max((result.table for of_page in results for result in of_page), default=-1)
    for of_page, page in zip(results, pages, strict=True):
        for table in lone_values(page, first=number, known=known):
            of_page.extend(results_of(table, decimal_comma=comma))
            number += 1
        known |= {result.analyte for result in of_page if result.analyte is not None}


def writes_decimal_comma(pages: Iterable[SeenPage]) -> bool | None:
    """Whether a document writes 1,5 or 1.5, by the numbers that can be nothing else; None when none can tell."""
    commas = points = 0
    for page in pages:
        for phrase in page.phrases:
            if len(phrase.words) <= 4:
                commas += len(_COMMA.findall(phrase.text))
                points += len(_POINT.findall(phrase.text))
    return None if commas == points == 0 else commas > points


def _certificate(
    pages: Sequence[SeenPage], tables: Sequence[Sequence[FoundTable]], results: Sequence[Sequence[AnalyteResult]]
) -> CertificateOfAnalysis:
    day_first = orders_day_first(pages)
    own = first_report(pages)
    name = lab_name(own)
    labelled = [one for page in own for one in page.labelled]
    head = completed(
        read_head(labelled, day_first=day_first), own, "" if name is None else name.text, day_first=day_first
    )
    first = pages[0]
    overall = (
        head.texts.get("overall")
        or whole_in_summary(first, results[0])
        or lone_verdict(first, above=min((found.top for found in tables[0]), default=first.height))
        or whole_after_results(own, chain.from_iterable(results))
    )
    return CertificateOfAnalysis(
        lab_name=name,
        report_id=head.texts.get("report_id"),
        client=head.texts.get("client"),
        overall_status=overall,
        overall_verdict=None if overall is None else verdict(overall.text),
        panels=tuple(_panels(pages, tables, results)),
        samples=samples_of(pages, results, head, day_first=day_first),
        **head.dates,
    )


def _panels(
    pages: Sequence[SeenPage], tables: Iterable[Iterable[FoundTable]], results: Sequence[Sequence[AnalyteResult]]
) -> list[PanelReport]:
    """Each titled panel, then what summaries say beyond the titles, each once."""
    titled = list(_titled(tables))
    known = {(one.panel, fold(one.status.text)) for one in titled if one.status is not None}
    summed_up: dict[tuple[Panel, str, str], PanelReport] = {}
    for page, of_page in zip(pages, results, strict=True):
        for one in panels_in_summary(page, of_page):
            word = "" if one.status is None else fold(one.status.text)
            if (one.panel, word) not in known:
                summed_up.setdefault((one.panel, fold(one.title.text), word), one)
    return [*titled, *summed_up.values()]


def _titled(tables: Iterable[Iterable[FoundTable]]) -> Iterator[PanelReport]:
    """Each titled panel once, though several tables may stand under one title."""
    for of_page in tables:
        titled = {found.title.phrase: found for found in of_page if found.title is not None}
        for found in titled.values():
            title, page = found.title, found.table.page
            if title is None:
                continue
            status = None if title.status is None else printed([title.status], page)
            yield PanelReport(
                panel=title.panel,
                title=printed([title.phrase], page),
                status=status,
                verdict=None if status is None else verdict(status.text),
                method=title.method,
            )


def _unread(pages: Iterable[SeenPage], tables: Iterable[Iterable[FoundTable]]) -> Iterator[Unread]:
    for page, of_page in zip(pages, tables, strict=True):
        for found in of_page:
            for phrase in found.unplaced:
                reason = str(gettext_noop("A value in a table that has no row's name."))
                yield Unread(printed=printed([phrase], page.number), reason=reason)


def _guesses(pages: Iterable[Page]) -> Iterator[str]:
    for page in pages:
        if page.guessed:
            yield (
                f"The file does not say which letters page {page.number} shows. They were worked out from the order of "
                "their shapes: compare them with the picture."
            )


def _warnings(pages: Iterable[SeenPage], results: Sequence[Sequence[AnalyteResult]]) -> Iterator[str]:
    if not any(results):
        yield "No table of results was recognised in this report."
    for page in pages:
        if not page.phrases:
            yield f"Page {page.number} holds no text that can be read."
