"""Whether a PDF opens at all, and with how many pages: asked of qpdf, which repairs what can be repaired."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from labs.parsing.failures import Damaged, NoPages, PasswordNeeded, TooManyPages
from labs.parsing.files.admission import Bounds


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A PDF that opens: its number of pages, and whether its structure had to be repaired first."""

    pages: int
    is_repaired: bool


def look_inside(path: Path, bounds: Bounds) -> Opened:
    """Open a file that begins like a PDF and count its pages.

    An empty password is tried, which opens the many PDFs that are encrypted against changes only. Raises
    `PasswordNeeded`, `Damaged`, `NoPages` or `TooManyPages`.
    """
    try:
        with pikepdf.open(path) as pdf:
            pages, is_repaired = len(pdf.pages), bool(pdf.get_warnings())
    except pikepdf.PasswordError:
        raise PasswordNeeded from None
    except (pikepdf.PdfError, pikepdf.DataDecodingError) as error:
        raise Damaged(type(error).__name__) from None
    if not pages:
        raise Damaged("no page survived the repair") if is_repaired else NoPages
    if pages > bounds.pages:
        raise TooManyPages(f"{pages} pages")
    return Opened(pages=pages, is_repaired=is_repaired)


@contextmanager
def repaired(path: Path) -> Iterator[Path]:
    """Lend the same document, written anew by qpdf with its structure repaired.

    The copy has no name on disk, so that nothing is left of it when this process is killed.
    """
    with tempfile.TemporaryFile() as copy, pikepdf.open(path) as pdf:
        pdf.save(copy)
        copy.flush()
        yield Path(f"/dev/fd/{copy.fileno()}")
