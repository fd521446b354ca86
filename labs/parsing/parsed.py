"""What reading a file gives: the certificate, the size of each page, and what was seen but not understood."""

from dataclasses import dataclass

from labs.coa import CertificateOfAnalysis, Printed

READER_VERSION = "2026.11.2"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSize:
    """One page: its number from 1, and its size in PDF points as it is shown (after /Rotate)."""

    number: int
    width: float
    height: float


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
    reader_version: str = READER_VERSION
