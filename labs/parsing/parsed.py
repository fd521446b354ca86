"""What reading a file gives: the certificate, the size of each page, and what was seen but not understood."""

from dataclasses import dataclass

from labs.coa import Box, CertificateOfAnalysis, Printed, Source

READER_VERSION = "2026.11.6"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSize:
    """One page: its number from 1, and its size in PDF points as it was read.

    `turn` (0, 90, 180 or 270 degrees clockwise) is what stands the page upright beyond its own /Rotate, for pages that
    lie on their side; the size and every box on the page are those of the upright page.
    """

    number: int
    width: float
    height: float
    turn: int = 0
    source: Source = Source.TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A bar code or QR code: what it says, its kind (``QRCode``, ``DataMatrix``), its page and place.

    It is kept as a fact. Nothing is ever fetched from the address that it may name.
    """

    text: str
    kind: str
    page: int
    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Where a picture lies on a page: a photograph, a logo, a code, a scan of the whole page. Not what it shows."""

    page: int
    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """Something in a table that could not be placed, and why."""

    printed: Printed
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """One file, read. `text` is the plain text of all pages, for search; `warnings` are sentences for people."""

    coa: CertificateOfAnalysis
    pages: tuple[PageSize, ...]
    text: str = ""
    unread: tuple[Unread, ...] = ()
    warnings: tuple[str, ...] = ()
    codes: tuple[Code, ...] = ()
    pictures: tuple[Picture, ...] | None = None  # None where nobody looked for them
    reader_version: str = READER_VERSION
