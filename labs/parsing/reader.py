"""One PDF read into a certificate of analysis: pages, then tables, then the head of the report."""

from collections.abc import Callable
from pathlib import Path

from labs.coa import CertificateOfAnalysis
from labs.parsing.failures import NoText
from labs.parsing.pages import read_pages
from labs.parsing.parsed import PageSize, Parsed


def parse(path: Path, *, on_progress: Callable[[int, int], None] = lambda done, total: None) -> Parsed:
    """Read one PDF in this process; `on_progress(done, total)` is called after each page.

    Raises the `labs.parsing.failures.Unreadable` that says why the file cannot be read.
    """
    pages = read_pages(path, on_progress=on_progress)
    if not any(page.words for page in pages):
        raise NoText
    return Parsed(
        coa=CertificateOfAnalysis(),
        pages=tuple(PageSize(number=page.number, width=page.width, height=page.height) for page in pages),
    )
