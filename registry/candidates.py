"""Which other reports a report is compared with: those that share a mark with it, as certificates.

Rejected reports are left out; what only moderators may see is compared all the same, and a flag that rests on it is
theirs alone (see `registry.models.flags`).
"""

from collections import defaultdict
from dataclasses import dataclass

import msgspec
from django.db.models import Count

from labs.coa import CertificateOfAnalysis
from registry.corrections import DROPPED, corrected, place
from registry.fingerprints import history_marks_of, marks_of
from registry.models import Correction, Fingerprint, Reading, Report, Status

MOST = 40  # others that one report is compared with, those with the most marks in common first
HISTORY = 25  # published reports of the same product, and as many of the same laboratory and client, the latest
_LOOKED_AT = 4 * MOST  # reports that share a mark, of which some may have been rejected
_COMPARED = (Status.IN_REVIEW, Status.PUBLISHED, Status.WITHDRAWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Another report that a check may speak of, and what it says with people's corrections."""

    pk: int
    reference: str
    coa: CertificateOfAnalysis


def keep_marks(report: Report, coa: CertificateOfAnalysis) -> None:
    """Replace the marks of a report; runs in the caller's transaction."""
    marks = marks_of(coa) | history_marks_of(coa)
    before = set(Fingerprint.objects.filter(report=report).values_list("mark", flat=True))
    if gone := before - marks:
        Fingerprint.objects.filter(report=report, mark__in=gone).delete()
    Fingerprint.objects.bulk_create(Fingerprint(report=report, mark=mark) for mark in sorted(marks - before))


def candidates(coa: CertificateOfAnalysis, *, besides: int | None = None) -> tuple[Known, ...]:
    """The reports that share a mark with `coa`, but for the report of the key `besides`, in the order of their keys."""
    return _known([*sharing(marks_of(coa), besides=besides), *history(coa, besides=besides)])


def sharing(marks: frozenset[int], *, besides: int | None = None) -> list[int]:
    """The keys of the reports that share the most marks, the latest first among equals, `MOST` at the most."""
    shared = Fingerprint.objects.filter(mark__in=marks).exclude(report=besides).values("report").order_by()
    most = shared.annotate(hits=Count("pk")).order_by("-hits", "-report_id").values_list("report", flat=True)
    found = list(most[:_LOOKED_AT])
    compared = set(Report.objects.filter(pk__in=found, status__in=_COMPARED).values_list("pk", flat=True))
    return [pk for pk in found if pk in compared][:MOST]


def history(coa: CertificateOfAnalysis, *, besides: int | None = None) -> list[int]:
    """The keys of the latest published reports of the same product, and of the same laboratory and client.

    Others are left out: checks of a history name no report, so that a flag of theirs may be public at once.
    """
    found: set[int] = set()
    for mark in sorted(history_marks_of(coa)):
        bearing = Fingerprint.objects.filter(mark=mark, report__status=Status.PUBLISHED).exclude(report=besides)
        found |= set(bearing.order_by("-report_id").values_list("report", flat=True)[:HISTORY])
    return sorted(found)


def _known(keys: list[int]) -> tuple[Known, ...]:
    readings = Reading.objects.filter(report__in=keys).select_related("report").order_by("report_id", "read_at", "pk")
    last = {reading.report_id: reading for reading in readings.defer("text", "unread", "codes", "warnings")}
    corrections: defaultdict[int, list[Correction]] = defaultdict(list)
    for one in Correction.objects.filter(report__in=keys).exclude(target__startswith=DROPPED).order_by("pk"):
        corrections[one.report_id].append(one)
    return tuple(
        Known(pk=pk, reference=reading.report.reference, coa=coa)
        for pk, reading in last.items()
        if (coa := _certificate(reading, corrections[pk])) is not None
    )


def _certificate(reading: Reading, corrections: list[Correction]) -> CertificateOfAnalysis | None:
    """What a report says now; None for a reading of another age that can no longer be understood."""
    try:
        read = msgspec.convert(reading.certificate, CertificateOfAnalysis)
    except msgspec.ValidationError:
        return None
    return corrected(read, place(read, corrections)) if corrections else read
