"""How many published reports there are of something, of which day the newest test is, and which are new: one query."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Max, Window
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registry.models import LATEST_TEST_FIRST, Laboratory, Product, Report, Sample
from registry.standing import DAY
from registry.web.translating import long_day

ANYONE = AnonymousUser()
LAST = 20  # reports that are named one by one


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """`newest` is the day of the last test that is dated; None where none is."""

    reports: int
    newest: dt.date | None

    def __str__(self) -> str:
        said = _counted(self.reports)
        if self.newest is None:
            return said
        return _("%(reports)s, the newest test of %(day)s") % {"reports": said, "day": long_day(self.newest)}


@dataclass(frozen=True, slots=True, kw_only=True)
class LaboratoryOutline:
    """`last` is the day that the newest report is dated; None where none is."""

    reports: int
    last: dt.date | None

    def __str__(self) -> str:
        said = _counted(self.reports)
        if self.last is None:
            return said
        return _("%(reports)s, the last dated %(day)s") % {"reports": said, "day": long_day(self.last)}


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlinedProduct:
    """A product with its outline, and the references of the reports that were published last."""

    product: Product
    outline: Outline
    newest: tuple[str, ...]


def outline_of(**of: Any) -> Outline:
    """The outline of the published reports with these fields, such as ``samples__product__brand=...``."""
    found = Report.objects.visible_to(ANYONE).filter(**of).order_by()
    told = found.aggregate(count=Count("pk", distinct=True), newest=Max(DAY))
    return Outline(reports=told["count"], newest=told["newest"])


def outline_of_laboratory(laboratory: Laboratory) -> LaboratoryOutline:
    """The outline of a laboratory's published reports: of so many that an index has to answer it."""
    dated = Report.objects.published().filter(laboratory=laboratory, reported_on__isnull=False)
    last = dated.order_by(*LATEST_TEST_FIRST).values_list("reported_on", flat=True).first()
    return LaboratoryOutline(reports=laboratory.published_reports, last=last)


def outline_with_newest(**of: Any) -> tuple[Outline, list[str]]:
    """The outline of the published reports that have a sample with these fields, and the last by reference."""
    found = Report.objects.visible_to(ANYONE).filter(pk__in=Sample.objects.filter(**of).order_by().values("report"))
    last = found.order_by("-published_at", "-pk")
    told = list(last.values_list("reference", Window(Count("pk")), Window(Max(DAY)))[:LAST])
    if not told:
        return Outline(reports=0, newest=None), []
    _reference, count, newest = told[0]
    return Outline(reports=count, newest=newest), [reference for reference, *_ in told]


def _counted(reports: int) -> str:
    return ngettext("%(count)d laboratory report", "%(count)d laboratory reports", reports) % {"count": reports}
