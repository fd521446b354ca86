"""The newest public flags: what disagrees in which report, with the way to its paper."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from registry.judging import Check, all_checks
from registry.models import Flag, Product, Status
from registry.web.claims import claims_of
from registry.web.paging import Stretch, stretch_of
from registry.web.places import Place, Places


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagInList:
    """One flag of the list: its report's products, the check that found it, and the first print that it rests on."""

    flag: Flag
    products: tuple[Product, ...]
    check: Check | None
    place: Place | None

    @property
    def url(self) -> str:
        """The flag on its report's page."""
        return f"{self.flag.report.get_absolute_url()}#flag-{self.flag.pk}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagFilter:
    """Which flags are asked for; empty for all. What an address asks that is not known here is left out of it."""

    severity: str = ""
    check: str = ""

    def query(self, **more: object) -> str:
        """The choice as it stands in an address, with more behind it."""
        parts = {"severity": self.severity, "check": self.check, **more}
        return urlencode({name: value for name, value in parts.items() if value not in ("", None)})


@require_safe
def flags(request: HttpRequest) -> HttpResponse:
    """Flags of published reports, the latest found first; ``?severity=`` and ``?check=`` narrow them."""
    asked = _asked(request.GET)
    found = Flag.objects.visible_to(request.user, claims_of(request)).filter(report__status=Status.PUBLISHED)
    found = found.standing()
    if asked.severity:
        found = found.filter(severity=asked.severity)
    if asked.check:
        found = found.filter(check_id=asked.check)
    found = found.select_related("report__laboratory").prefetch_related("report__samples__product__brand")
    stretch: Stretch = stretch_of(request.GET, found)
    context = {
        "lines": [_line(flag) for flag in stretch.rows],
        "stretch": stretch,
        "asked": asked,
        "older": f"?{asked.query(before=stretch.older)}" if stretch.older else "",
        "newest": f"?{asked.query()}",
        "severities": list(reversed(Flag.Severity.choices)),
        "check": next((one for one in all_checks() if one.id == asked.check), None),
    }
    return render(request, "registry/flags.html", context)


def _asked(query: QueryDict) -> FlagFilter:
    severity, check = query.get("severity", ""), query.get("check", "")
    return FlagFilter(
        severity=severity if severity in Flag.Severity.values else "",
        check=check if any(one.id == check for one in all_checks()) else "",
    )


def _line(flag: Flag) -> FlagInList:
    places = Places(url=flag.report.get_absolute_url())
    found = (places.of_print(printed, _("print that the flag rests on")) for printed in flag.evidence)
    samples = [sample.product for sample in flag.report.samples.all() if sample.product is not None]
    return FlagInList(
        flag=flag,
        products=tuple(dict.fromkeys(samples)),
        check=next((one for one in all_checks() if one.id == flag.check_id), None),
        place=next((place for place in found if place is not None), None),
    )
