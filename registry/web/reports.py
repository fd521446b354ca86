"""The page of one report, whole or with one value chosen; and what is left of one that was withdrawn."""

import datetime as dt
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from registry.models import AnalyteResult, Decision, Report, Status
from registry.web.claims import claims_of
from registry.web.report_about import about_report, relatives
from registry.web.report_page import ReportPage
from registry.web.yardsticks import chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """What stays public of a report that was published once: when it was withdrawn, and why."""

    on: dt.date
    reason: str


@require_safe
def report(request: HttpRequest, reference: str) -> HttpResponse:
    """A report; ``?at=`` chooses a print on its pages."""
    return _show(request, reference, at=request.GET.get("at", ""))


@require_safe
def value(request: HttpRequest, reference: str, sample: int, key: str) -> HttpResponse:
    """A report with one result chosen: the link to share."""
    found = AnalyteResult.objects.visible_to(request.user, claims_of(request))
    if not found.filter(sample__report__reference=reference, sample__position=sample, key=key).exists():
        return gone(request, reference)
    return _show(request, reference, at=f"{sample}/{key}")


def _show(request: HttpRequest, reference: str, *, at: str) -> HttpResponse:
    visible = Report.objects.visible_to(request.user, claims_of(request)).select_related("laboratory")
    one = visible.filter(reference=reference).first()
    if one is None:
        return gone(request, reference)
    page = ReportPage(
        one, url=one.get_absolute_url(), yardstick=chosen(request.GET), at=at, shows_unread="unread" in request.GET
    )
    context = {"page": page, "report": one, "relatives": relatives(page, request.user)}
    answer = render(request, "registry/report.html", context | about_report(page, request.build_absolute_uri(page.url)))
    if not page.is_public:
        answer["Cache-Control"] = "private, no-store"
    return answer


def gone(request: HttpRequest, reference: str) -> HttpResponse:
    """410 for a report that was published once and withdrawn; 404 for everything else."""
    notice = withdrawn(reference)
    if notice is None:
        raise Http404
    return render(request, "registry/withdrawn.html", {"withdrawn": notice, "reference": reference}, status=410)


def withdrawn(reference: str) -> Withdrawn | None:
    """When and why a report was withdrawn, which is all that anyone may know of it now."""
    decisions = Decision.objects.filter(
        report__reference=reference, report__status=Status.WITHDRAWN, act=Decision.Act.WITHDRAW
    )
    last = decisions.values_list("at", "reason").first()
    return Withdrawn(on=last[0].date(), reason=last[1]) if last else None
