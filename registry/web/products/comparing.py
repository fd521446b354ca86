"""Several products side by side."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Up to four products side by side: what the newest reports of each say."""
    return render(request, "registry/compare.html", {})
