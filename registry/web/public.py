"""The page that everyone begins at."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from registry.counting import published_count
from registry.models import Report
from registry.web.claims import claims_of
from registry.web.lines import report_lines

_NEWEST = 8


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """One search box, what this is, and what is new."""
    published = Report.objects.visible_to(request.user, claims_of(request)).published()
    newest = report_lines(published.order_by("-published_at", "-pk")[:_NEWEST])
    return render(request, "registry/home.html", {"newest": newest, "count": published_count()})
