"""What may be said of one batch in one line on another site: which report, of which day, by whom, how many flags.

It is bound to that report and its day. When a newer report of the batch is published, or the day is more than twelve
months ago, it says so and turns grey, by the date on which it is asked for. It praises nothing.
"""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registry.models import Batch, Flag, Report
from registry.standing import ReportStanding, day_of, standing_of_batch
from registry.web.outline import ANYONE
from registry.web.translating import long_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One report of a batch in words. `grey` says why it may no longer speak for the batch; empty while it may."""

    report: Report
    day: dt.date | None
    laboratory: str
    flags: int
    grey: str

    @property
    def parts(self) -> tuple[str, ...]:
        """Day, laboratory, flags, and why it is grey."""
        day = long_day(self.day) if self.day else _("no date read")
        flags = ngettext("%(count)d flag", "%(count)d flags", self.flags) % {"count": self.flags}
        said = (_("CoA %(day)s") % {"day": day}, self.laboratory, flags if self.flags else _("no flags"), self.grey)
        return tuple(part for part in said if part)

    def __str__(self) -> str:
        return " · ".join(self.parts)


def statement_of(batch: Batch, today: dt.date, reference: str = "") -> Statement | None:
    """The statement of the report with that reference, or of the newest; None where no such report is public."""
    reports = standing_of_batch(batch, ANYONE).reports
    one = next((line for line in reports if reference in ("", line.report.reference)), None)
    if one is None:
        return None
    standing = Flag.objects.filter(report=one.report).standing()
    laboratory = one.report.laboratory
    return Statement(
        report=one.report,
        day=day_of(one.report),
        laboratory=laboratory.name if laboratory else _("laboratory not known"),
        flags=standing.count(),
        grey=_grey(one, reports, today),
    )


def _grey(one: ReportStanding, reports: tuple[ReportStanding, ...], today: dt.date) -> str:
    day = day_of(one.report)
    if one.replaced_by is not None:
        return _("replaced by a newer report")
    if any((other := day_of(line.report)) and (day is None or other > day) for line in reports):
        return _("there is a newer report")
    if day is None:
        return _("age not known")
    return _("older than 12 months") if _a_year_after(day) < today else ""


def _a_year_after(day: dt.date) -> dt.date:
    """The same day a year later; 1 March for 29 February."""
    return dt.date(day.year + 1, 3, 1) if (day.month, day.day) == (2, 29) else day.replace(year=day.year + 1)
