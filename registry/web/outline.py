"""How many published reports there are of something, and of which day the newest test is: one query."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Max
from django.db.models.functions import Coalesce
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registry.models import Report

ANYONE = AnonymousUser()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """`newest` is the day of the last test that is dated; None where none is."""

    reports: int
    newest: dt.date | None

    def __str__(self) -> str:
        count = ngettext("%(count)d laboratory report", "%(count)d laboratory reports", self.reports)
        said = count % {"count": self.reports}
        if self.newest is None:
            return said
        return _("%(reports)s, the newest test of %(day)s") % {
            "reports": said,
            "day": date_format(self.newest),
        }


def outline_of(**of: Any) -> Outline:
    """The outline of the published reports with these fields, such as ``samples__product=...``."""
    day = Coalesce("tested_on", "reported_on", "received_on", "sampled_on")
    found = Report.objects.visible_to(ANYONE).filter(**of).order_by()
    told = found.aggregate(count=Count("pk", distinct=True), newest=Max(day))
    return Outline(reports=told["count"], newest=told["newest"])
