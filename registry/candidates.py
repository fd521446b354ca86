"""Which other reports a report is compared with: those that share a mark with it, as certificates.

A mark that very many reports bear is one of a template and tells nothing; each is asked for in the index, and no
further than to see that. Rejected reports are left out; what only moderators may see is compared all the same, and a
flag that rests on it is theirs alone (see `registry.models.flags`).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import msgspec
from django.db import connection
from django.db.models.functions import Left

from labs.checks.document import Document
from labs.checks.wording import LONGEST
from labs.coa import CertificateOfAnalysis
from registry.corrections import DROPPED, corrected, place
from registry.fingerprints import MARKS_VERSION, history_marks_of, marks_of
from registry.models import Correction, Fingerprint, PageImage, Reading, Report, Status, name_key

MOST = 40  # others that one report is compared with, those with the most telling marks in common first
HISTORY = 25  # published reports of the same product, and as many of the same laboratory and client, the latest
COMMON = 200  # reports that bear a mark: one of more is a template's
_LOOKED_AT = 4 * MOST  # reports that share a mark, of which some may have been rejected
_AT_ONCE = 100  # marks asked for in one query
_MANY = 5  # published reports of a laboratory, which stand for all more
_BEARERS = (
    "SELECT mark, report_id FROM (SELECT mark, report_id FROM registry_fingerprint WHERE mark = %s LIMIT %s) AS bearers"
)
_COMPARED = (Status.IN_REVIEW, Status.PUBLISHED, Status.WITHDRAWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Another report that a check may speak of, what it says with people's corrections, and its file.

    `document` is None for what is known as history alone.
    """

    pk: int
    reference: str
    coa: CertificateOfAnalysis
    document: Document | None
    is_public: bool


def keep_marks(report: Report, coa: CertificateOfAnalysis, document: Document | None) -> None:
    """Replace the marks of a report; runs in the caller's transaction."""
    marks = marks_of(coa, document) | history_marks_of(coa)
    before = set(Fingerprint.objects.filter(report=report).values_list("mark", flat=True))
    if gone := before - marks:
        Fingerprint.objects.filter(report=report, mark__in=gone).delete()
    Fingerprint.objects.bulk_create(Fingerprint(report=report, mark=mark) for mark in sorted(marks - before))
    if report.marks_version != MARKS_VERSION:
        report.marks_version = MARKS_VERSION
        Report.objects.filter(pk=report.pk).update(marks_version=MARKS_VERSION)


def candidates(
    coa: CertificateOfAnalysis, document: Document | None = None, *, besides: int | None = None
) -> tuple[Known, ...]:
    """The reports that share a mark with `coa` and its file, but for the report `besides`, ordered by their keys."""
    found = sharing(marks_of(coa, document), besides=besides)
    return _known(found, history(coa, besides=besides))


def sharing(marks: frozenset[int], *, besides: int | None = None) -> list[int]:
    """The keys of the reports that share the most telling marks, the latest first among equals, `MOST` at the most.

    A mark tells the more the fewer reports bear it, and nothing where more than `COMMON` do.
    """
    weights: Counter[int] = Counter()
    for bearers in _bearers(marks).values():
        if len(bearers) <= COMMON:
            weights.update(dict.fromkeys(bearers, 1 / len(bearers)))
    weights.pop(besides or 0, None)
    found = sorted(weights, key=lambda pk: (-weights[pk], -pk))[:_LOOKED_AT]
    compared = set(Report.objects.filter(pk__in=found, status__in=_COMPARED).values_list("pk", flat=True))
    return [pk for pk in found if pk in compared][:MOST]


def _bearers(marks: Iterable[int]) -> dict[int, list[int]]:
    """The reports that bear each mark, one more than `COMMON` of it at the most: read from the index alone."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    asked = sorted(marks)
    for number in range(0, len(asked), _AT_ONCE):
        some = asked[number : number + _AT_ONCE]
        with connection.cursor() as cursor:  # Django joins no limited queries for SQLite
            cursor.execute(
                " UNION ALL ".join([_BEARERS] * len(some)), [one for mark in some for one in (mark, COMMON + 1)]
            )
            for mark, report in cursor.fetchall():
                found[mark].append(report)
    return found


def history(coa: CertificateOfAnalysis, *, besides: int | None = None) -> list[int]:
    """The keys of the latest published reports of the same product, and of the same laboratory and client.

    Others are left out: checks of a history name no report, so that a flag of theirs may be public at once.
    """
    found: set[int] = set()
    for mark in sorted(history_marks_of(coa)):
        bearing = Fingerprint.objects.filter(mark=mark, report__status=Status.PUBLISHED).exclude(report=besides)
        found |= set(bearing.order_by("-report_id").values_list("report", flat=True)[:HISTORY])
    return sorted(found)


def reports_of_laboratory(coa: CertificateOfAnalysis, *, besides: int | None = None) -> int | None:
    """How many other published reports there are of a certificate's laboratory, counted to a few; None without one."""
    key = "" if coa.lab_name is None else name_key(coa.lab_name.text)
    if not key:
        return None
    return len(Report.objects.published().filter(laboratory__key=key).exclude(pk=besides).order_by()[:_MANY].only("pk"))


def _known(shared: list[int], past: list[int]) -> tuple[Known, ...]:
    keys = {*shared, *past}
    documents = _documents(shared)
    readings = Reading.objects.filter(report__in=keys).select_related("report").order_by("report_id", "read_at", "pk")
    last = {reading.report_id: reading for reading in readings.defer("text", "unread", "codes", "warnings")}
    corrections: defaultdict[int, list[Correction]] = defaultdict(list)
    for one in Correction.objects.filter(report__in=keys).exclude(target__startswith=DROPPED).order_by("pk"):
        corrections[one.report_id].append(one)
    return tuple(
        Known(
            pk=pk,
            reference=reading.report.reference,
            coa=coa,
            document=documents.get(pk),
            is_public=reading.report.status == Status.PUBLISHED,
        )
        for pk, reading in last.items()
        if (coa := _certificate(reading, corrections[pk])) is not None
    )


def _documents(keys: list[int]) -> dict[int, Document]:
    """The files of some reports, as they were last read: text and looks, which are what is compared."""
    looks: defaultdict[int, list[int | None]] = defaultdict(list)
    for report, look in PageImage.objects.filter(report__in=keys).order_by("number").values_list("report", "look"):
        looks[report].append(look)
    texts = Reading.objects.filter(report__in=keys).order_by("read_at", "pk")
    return {
        report: Document(text=text, pages=len(looks[report]), looks=tuple(looks[report]))
        for report, text in texts.values_list("report", Left("text", LONGEST))
    }


def _certificate(reading: Reading, corrections: list[Correction]) -> CertificateOfAnalysis | None:
    """What a report says now; None for a reading of another age that can no longer be understood."""
    try:
        read = msgspec.convert(reading.certificate, CertificateOfAnalysis)
    except msgspec.ValidationError:
        return None
    return corrected(read, place(read, corrections)) if corrections else read
