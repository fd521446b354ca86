"""The list of all public addresses for crawlers: an index by kind, each kind in parts of neighbouring rows.

A part holds the rows whose ids lie between two bounds, so that the last part costs no more than the first. Times of
change are true: that of the report which changed last.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.contrib.sitemaps import Sitemap, views
from django.core.cache import cache
from django.db.models import F, IntegerField, Max, Model, QuerySet
from django.db.models.expressions import ExpressionWrapper
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import cache_page
from django.views.decorators.http import require_safe

from labs.reference.analytes import all_analytes
from labs.reference.limits import all_limit_sets
from registry.judging import all_checks
from registry.models import Batch, Brand, Laboratory, Product, Report, SearchNames
from registry.models.visibility import visible_reports
from registry.web.keeping import to_ask_first
from registry.web.outline import ANYONE

PART = 5000  # ids in one part: of the 50,000 addresses that a file may hold
_KEPT_SECONDS = 3600
_PAGES = (
    "home", "browse", "laboratories", "brands", "products", "flags", "checks", "limits", "analytes", "about",
    "how-we-read", "how-well-we-read", "how-we-check", "who-moderates", "corrections", "what-this-is-not",
)  # fmt: skip
_KINDS: dict[str, tuple[type[Model], str, str]] = {
    # what it is called -> model, the way from it to its reports, what its addresses need
    "laboratories": (Laboratory, "reports__", ""),
    "brands": (Brand, "products__samples__report__", ""),
    "products": (Product, "samples__report__", "brand"),
    "batches": (Batch, "samples__report__", "product__brand"),
    "reports": (Report, "", ""),
}


class _Pages(Sitemap):  # type: ignore[type-arg]
    """What is there whatever was sent in: the explaining pages, checks, limit sets and analytes."""

    def items(self) -> list[str]:
        checks = (reverse("check", args=[check.id]) for check in all_checks())
        limits = (reverse("limit", args=[limits.id]) for limits in all_limit_sets())
        analytes = (reverse("analyte", args=[analyte.slug]) for analyte in all_analytes())
        return [*(reverse(name) for name in _PAGES), *checks, *limits, *analytes]

    def location(self, item: str) -> str:
        return item


class _Rows(Sitemap):  # type: ignore[type-arg]
    """One part of one kind of rows."""

    limit = 50_000

    def __init__(self, kind: str, part: int, last: dt.datetime | None = None) -> None:
        self.kind, self.part, self.last = kind, part, last

    def items(self) -> "QuerySet[Any]":
        model, path, needed = _KINDS[self.kind]
        first = self.part * PART
        rows = _public(model, path).filter(pk__gte=first, pk__lt=first + PART)
        rows = rows.annotate(last_change=Max(f"{path}changed_at")).order_by("pk")
        found: QuerySet[Any] = rows.select_related(needed) if needed else rows
        return found

    def lastmod(self, item: Any) -> dt.datetime:
        changed: dt.datetime = item.last_change
        return changed

    def get_latest_lastmod(self) -> dt.datetime | None:
        return self.last


def _whole(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Sends whoever adds a question to the address without: each would be reckoned, and kept, anew."""

    @wraps(view)
    def answer(request: HttpRequest, **parts: Any) -> HttpResponseBase:
        if request.META.get("QUERY_STRING"):
            return HttpResponsePermanentRedirect(request.path)
        return view(request, **parts)

    return answer


@require_safe
@_whole
@cache_page(_KEPT_SECONDS)
def index(request: HttpRequest) -> HttpResponseBase:
    """Every part of every kind, with the time of its last change. It names no report, so it may be an hour old."""
    sections: dict[str, Any] = {"pages": _Pages(), **dict(_parts())}
    return views.index(request, sections, sitemap_url_name="sitemap-part")


def _while_it_stands(view: Callable[..., TemplateResponse]) -> Callable[..., HttpResponseBase]:
    """Keeps an answer here until anything public changes: what was withdrawn is listed no longer.

    Others may keep it too, if they ask first.
    """

    @wraps(view)
    def answer(request: HttpRequest, **parts: Any) -> HttpResponseBase:
        mark = SearchNames.objects.filter(pk=1).values_list("mark", flat=True).first()  # another with every change
        name = f"sitemap:{mark}:{request.build_absolute_uri()}"
        kept: HttpResponse | None = cache.get(name) if mark else None
        if kept is None:
            kept = view(request, **parts).render()
            if mark:
                cache.set(name, kept, _KEPT_SECONDS)
        return to_ask_first(request, kept)

    return answer


@require_safe
@_whole
@_while_it_stands
def part(request: HttpRequest, section: str) -> TemplateResponse:
    """The addresses of one part."""
    kind, _dash, number = section.partition("-")
    if section != "pages" and (kind not in _KINDS or not number.isdigit() or len(number) > 12):
        raise Http404
    found = _Pages() if section == "pages" else _Rows(kind, int(number))
    return views.sitemap(request, {section: found}, section)


def _parts() -> Iterable[tuple[str, _Rows]]:
    """The parts that hold anything, each with its last change: one query a kind."""
    for kind, (model, path, _needed) in _KINDS.items():
        number = ExpressionWrapper(F("pk") / PART, output_field=IntegerField())
        rows = _public(model, path).annotate(part=number).values("part").annotate(last=Max(f"{path}changed_at"))
        for found in rows.order_by("part"):
            yield f"{kind}-{found['part']}", _Rows(kind, found["part"], found["last"])


def _public(model: type[Model], path: str) -> "QuerySet[Any]":
    rows: QuerySet[Any] = model._default_manager.filter(visible_reports(ANYONE, path=path)).order_by()
    return rows
