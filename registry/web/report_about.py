"""What a report's page says of the report itself: its file, its history, its address, and its relatives."""

from typing import Any

from django.utils.translation import gettext as _

from registry.corrections import result_target
from registry.models import Reader, Report
from registry.standing import standing_beside
from registry.web.history import public_history
from registry.web.qr import qr
from registry.web.report_page import ReportPage

_MOST_RELATIVES = 6


def about_report(page: ReportPage, address: str) -> dict[str, Any]:
    """The file and how to verify it, what was decided when, and the page's own address, as a QR code too."""
    report = page.report
    names = {result_target(line.row.sample.position, line.row.key): line.name for line in page.lines}
    kind = page.picture_type
    return {
        "description": _description(page),
        "address": address,
        "qr": qr(address),
        "file_name": f"report{kind.suffix if kind else '.pdf'}",
        "history": public_history(report, names),
    }


def relatives(page: ReportPage, reader: Reader) -> list[tuple[str, Report]]:
    """The reports that a report replaces, is replaced by, repeats or is repeated by, each with the word for it."""
    report = page.report
    batches = [part.sample.batch_id for part in page.samples if part.sample.batch_id is not None]
    beside = standing_beside(report, reader, batches=batches)
    if beside is None:
        return []
    own = next((one for one in beside.reports if one.report == report), None)
    found: list[tuple[str, Report]] = []
    if own is not None:
        found += [(_("Replaced by"), own.replaced_by)] if own.replaced_by else []
        found += [(_("A retest of the batch in"), one) for one in own.retest_of]
    found += [(_("Replaces"), one.report) for one in beside.reports if one.replaced_by == report]
    found += [(_("Batch tested again in"), one.report) for one in beside.reports if report in one.retest_of]
    return found[:_MOST_RELATIVES]


def _description(page: ReportPage) -> str:
    """One sentence for search engines and previews."""
    report = page.report
    batches = [str(part.sample.batch) for part in page.samples if part.sample.batch]
    parts = [
        _("Laboratory report of %(product)s") % {"product": page.title},
        _("batch %(batch)s") % {"batch": ", ".join(batches[:3])} if batches else "",
        str(report.laboratory or ""),
        report.reported_on.isoformat() if report.reported_on else "",
        _("panels tested: %(panels)s") % {"panels": ", ".join(page.tested_panels) or _("none read")},
    ]
    return "; ".join(part for part in parts if part) + "."
