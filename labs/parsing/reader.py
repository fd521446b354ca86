"""One PDF read into a certificate of analysis: pages, then tables, then the head of the report."""

from collections.abc import Callable, Sequence
from pathlib import Path

from labs.coa import AnalyteResult, CertificateOfAnalysis, Sample
from labs.parsing.bodies import rows_of
from labs.parsing.columns import Role
from labs.parsing.failures import NoText
from labs.parsing.pages import Page, read_pages
from labs.parsing.parsed import PageSize, Parsed
from labs.parsing.phrases import Phrase, phrases_of
from labs.parsing.results import ReadTable, results_of
from labs.parsing.rows import placed_lines
from labs.parsing.tables import find_heads
from labs.parsing.titles import title_of


def parse(path: Path, *, on_progress: Callable[[int, int], None] = lambda done, total: None) -> Parsed:
    """Read one PDF in this process; `on_progress(done, total)` is called after each page.

    Raises the `labs.parsing.failures.Unreadable` that says why the file cannot be read.
    """
    pages = read_pages(path, on_progress=on_progress)
    if not any(page.words for page in pages):
        raise NoText
    results: list[AnalyteResult] = []
    for page in pages:
        phrases = phrases_of(page.words)
        for table in _tables(page, phrases, first=len(results)):
            results.extend(results_of(table, decimal_comma=None))
    return Parsed(
        coa=CertificateOfAnalysis(samples=(Sample(results=tuple(results)),)),
        pages=tuple(PageSize(number=page.number, width=page.width, height=page.height) for page in pages),
    )


def _tables(page: Page, phrases: Sequence[Phrase], first: int) -> list[ReadTable]:
    tables: list[ReadTable] = []
    for number, head in enumerate(find_heads(phrases, page.width, page.height)):
        columns, lines = placed_lines(head, phrases)
        rows = rows_of(columns, lines, page.rules)
        title = title_of(head, phrases, 0.0)
        names = [cell for cell in head.cells if cell.role is Role.ANALYTE]
        tables.append(
            ReadTable(
                page=page.number,
                number=first + number,
                heads=tuple(column.head for column in columns),
                rows=tuple(rows),
                panel=None if title is None else title.panel,
                unit=next((cell.unit for cell in names if cell.unit), "") or ("" if title is None else title.unit),
                method="" if title is None else title.method,
            )
        )
    return tables
