"""Files that programs look for by name: robots.txt, security.txt, llms.txt."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_safe

from registry.licence import data_licence

_PLAIN = "text/plain; charset=utf-8"
_VALID_DAYS = 180  # RFC 9116 asks for less than a year


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers are asked to leave alone, and where all public addresses are listed."""
    facts = {"sitemap": request.build_absolute_uri(reverse("sitemap"))}
    return render(request, "robots.txt", facts, content_type=_PLAIN)


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a hole (RFC 9116); 404 where the site names no contact."""
    contact: str = settings.CONTACT
    if not contact:
        raise Http404
    facts = {
        "contact": contact if ":" in contact else f"mailto:{contact}",
        "expires": _end_of_day(timezone.now() + dt.timedelta(days=_VALID_DAYS)),
        "canonical": request.build_absolute_uri(reverse("security")),
    }
    return render(request, "security.txt", facts, content_type=_PLAIN)


def _end_of_day(moment: dt.datetime) -> str:
    """The day of a moment, at its last second: the file changes once a day."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT23:59:59Z")


@require_safe
def llms(request: HttpRequest) -> HttpResponse:
    """What this registry is, for language models and those who build with them: how to read it and where."""
    names = ("home", "newest-feed", "flags-feed", "corrections-feed", "sitemap", "checks", "limits", "how-we-read")
    api = ("root", "docs", "schema", "report-list", "result-list", "batch-list", "product-list", "flag-list")
    with override(None):
        facts = {name.replace("-", "_"): request.build_absolute_uri(reverse(name)) for name in names}
        facts |= {f"api_{name.replace('-', '_')}": request.build_absolute_uri(reverse(f"api:{name}")) for name in api}
    rates: Any = settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"]
    facts["reads"] = rates["reads"]
    owner = {"contact": settings.CONTACT, "licence": data_licence()}
    return render(request, "llms.txt", facts | owner, content_type=_PLAIN)
