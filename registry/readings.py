"""What the reader made of a file, kept as it was read: the certificate, and the file as the checks ask for it."""

import msgspec

from labs.checks.document import Document, places_of
from labs.coa import CertificateOfAnalysis, Printed
from labs.parsing import Parsed
from labs.parsing.parsed import Picture
from registry.models import Reading, Report


def keep_reading(report: Report, parsed: Parsed) -> None:
    """Keep what this version of the reader read, as it read it."""
    Reading.objects.update_or_create(
        report=report,
        reader_version=parsed.reader_version,
        defaults={
            "certificate": msgspec.to_builtins(parsed.coa),
            "unread": msgspec.to_builtins(parsed.unread),
            "codes": msgspec.to_builtins(parsed.codes),
            "pictures": msgspec.to_builtins(parsed.pictures),
            "warnings": list(parsed.warnings),
            "text": parsed.text[:1_000_000],
        },
    )


def certificate_of(report: Report) -> CertificateOfAnalysis:
    """The certificate as it was last read. Raises `Reading.DoesNotExist` for a report that was never read."""
    reading = _last(report, "certificate")
    if reading is None:
        raise Reading.DoesNotExist(report.reference)
    return msgspec.convert(reading.certificate, CertificateOfAnalysis)


def document_of(report: Report) -> Document | None:
    """What is known of the file itself, as it was last read; None for a report that was never read."""
    reading = _last(report, "codes", "pictures", "text")
    if reading is None:
        return None
    codes = msgspec.convert(reading.codes, tuple[Printed, ...])
    looks = tuple(report.pages.order_by("number").values_list("look", flat=True))
    pictures = places_of(msgspec.convert(reading.pictures, tuple[Picture, ...] | None))
    return Document(text=reading.text, pages=report.page_count, codes=codes, looks=looks, pictures=pictures)


def _last(report: Report, *columns: str) -> Reading | None:
    """The last reading of a report, these columns of it: its certificate and its text may be large."""
    last: Reading | None = report.readings.only(*columns).order_by("-read_at", "-pk").first()
    return last
