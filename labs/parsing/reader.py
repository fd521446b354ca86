"""One PDF read into a certificate of analysis: pages, then tables, then the head of the report."""

from collections.abc import Callable, Sequence
from pathlib import Path

from labs.coa import AnalyteResult, CertificateOfAnalysis, PanelReport, Sample
from labs.parsing.bodies import rows_of
from labs.parsing.columns import HeadCell, Role
from labs.parsing.dates import is_day_first
from labs.parsing.failures import NoText
from labs.parsing.headers import Head, completed, lone_verdict, read_head
from labs.parsing.labels import Labelled, labelled_values
from labs.parsing.laboratory import lab_name
from labs.parsing.pages import Page, read_pages
from labs.parsing.parsed import PageSize, Parsed
from labs.parsing.phrases import Phrase, phrases_of, printed
from labs.parsing.results import ReadTable, results_of, verdict
from labs.parsing.rows import Row, placed_lines
from labs.parsing.spelling import spelled
from labs.parsing.tables import TableHead, find_heads
from labs.parsing.titles import Title, title_above
from labs.parsing.transposed import find_transposed


def parse(path: Path, *, on_progress: Callable[[int, int], None] = lambda done, total: None) -> Parsed:
    """Read one PDF in this process; `on_progress(done, total)` is called after each page.

    Raises the `labs.parsing.failures.Unreadable` that says why the file cannot be read.
    """
    pages = read_pages(path, on_progress=on_progress)
    if not any(page.words for page in pages):
        raise NoText
    phrases = [phrases_of(words) for words in spelled([page.words for page in pages])]
    lines = [phrase.text for of_page in phrases for phrase in of_page]
    day_first = is_day_first(lines)
    labelled = [labelled_values(of_page, page.number) for page, of_page in zip(pages, phrases, strict=True)]
    results: list[list[AnalyteResult]] = []
    panels: list[PanelReport] = []
    first_table = pages[0].height
    tables = 0
    for page, of_page in zip(pages, phrases, strict=True):
        read, titles = _tables(page, of_page, first=tables)
        tables += len(read)
        results.append([result for table in read for result in results_of(table, decimal_comma=None)])
        panels.extend(_panel(title, page.number) for title in titles)
    name = lab_name([(p.number, f, p.height) for p, f in zip(pages, phrases, strict=True)])
    head = read_head([one for of_page in labelled for one in of_page], day_first=day_first)
    head = completed(head, pages, phrases, labelled, "" if name is None else name.text, day_first)
    overall = head.texts.get("overall") or lone_verdict(phrases[0], 1, first_table)
    coa = CertificateOfAnalysis(
        lab_name=name,
        report_id=head.texts.get("report_id") or head.texts.get("sample_id"),
        client=head.texts.get("client"),
        overall_status=overall,
        overall_verdict=None if overall is None else verdict(overall.text),
        panels=tuple(panels),
        samples=_samples(results, labelled, head, day_first),
        **head.dates,
    )
    return Parsed(
        coa=coa,
        pages=tuple(PageSize(number=page.number, width=page.width, height=page.height) for page in pages),
        text="\n".join(lines),
    )


def _samples(
    results: Sequence[Sequence[AnalyteResult]],
    labelled: Sequence[Sequence[Labelled]],
    whole: Head,
    day_first: bool | None,
) -> tuple[Sample, ...]:
    """One sample for each sample number that pages of results bear; pages without one go with the page before."""
    by_id: dict[str, tuple[Head, list[AnalyteResult]]] = {}
    current = ""
    for of_page, found in zip(results, labelled, strict=True):
        head = read_head(found, day_first=day_first)
        number = head.texts.get("sample_id")
        if number is not None:
            current = number.text
        by_id.setdefault(current, (head, []))[1].extend(of_page)
    with_results = {key: value for key, value in by_id.items() if value[1]}
    if len(with_results) < 2:
        return (_sample(whole, [result for of_page in results for result in of_page]),)
    return tuple(_sample(head, found) for head, found in with_results.values())


def _sample(head: Head, results: Sequence[AnalyteResult]) -> Sample:
    return Sample(
        sample_id=head.texts.get("sample_id"),
        product_name=head.texts.get("product_name"),
        batch=head.texts.get("batch"),
        matrix=head.texts.get("matrix"),
        results=tuple(results),
    )


def _panel(title: Title, page: int) -> PanelReport:
    status = None if title.status is None else printed([title.status], page)
    return PanelReport(
        panel=title.panel,
        title=printed([title.phrase], page),
        status=status,
        verdict=None if status is None else verdict(status.text),
        method=title.method,
    )


def _tables(page: Page, phrases: Sequence[Phrase], first: int) -> tuple[list[ReadTable], list[Title]]:
    lying = find_transposed(phrases)
    tables: list[ReadTable] = []
    titles: dict[Phrase, Title] = {}
    for on_its_side in lying:
        across = TableHead((on_its_side.heads[0],), on_its_side.left, on_its_side.right, on_its_side.bottom)
        title = title_above(across, phrases, on_its_side.top)
        if title is not None:
            titles[title.phrase] = title
        tables.append(_read_table(page.number, first + len(tables), on_its_side.heads, on_its_side.rows, title))
    for head in find_heads(phrases, page.width, page.height):
        if any(on_its_side.top - 2 < head.top < on_its_side.bottom for on_its_side in lying):
            continue
        title = title_above(head, phrases, head.top)
        if any(cell.role is Role.QUALITY for cell in head.cells) or (title is not None and title.quality_control):
            continue
        columns, lines = placed_lines(head, phrases)
        rows = rows_of(columns, lines, page.rules)
        if title is not None and rows:
            titles[title.phrase] = title
        heads = tuple(column.head for column in columns)
        names = [cell for cell in head.cells if cell.role is Role.ANALYTE]
        unit = next((cell.unit for cell in names if cell.unit), "")
        tables.append(_read_table(page.number, first + len(tables), heads, rows, title, unit))
    return tables, list(titles.values())


def _read_table(
    page: int, number: int, heads: Sequence[HeadCell], rows: Sequence[Row], title: Title | None, unit: str = ""
) -> ReadTable:
    return ReadTable(
        page=page,
        number=number,
        heads=tuple(heads),
        rows=tuple(rows),
        panel=None if title is None else title.panel,
        unit=unit or ("" if title is None else title.unit),
        method="" if title is None else title.method,
    )
