"""One batch on other sites: a badge as a picture, a small page for a frame, and oEmbed to find that."""

from http import HTTPStatus
from typing import Any

from csp.decorators import csp_replace
from django.db.models import Count, Max
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.translation import get_language_from_path, override
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from registry.models import Batch, Report
from registry.web.keeping import ASK_FIRST, tag_of, to_ask_first, unchanged
from registry.web.lettering import clipped, font
from registry.web.outline import ANYONE
from registry.web.statements import Statement, statement_of
from registry.web.xml_text import for_xml

_DRAWING = "1"  # part of the tag of badges and frames: another drawing, another tag
_LETTERS, _PADDING, _WIDEST_NAME = 12, 10, 200
FRAME_WIDTH, FRAME_HEIGHT = 400, 150


@require_safe
def badge(request: HttpRequest, brand: str, product: str, key: str) -> HttpResponseBase:
    """One line about the report of a batch: the one that ``?report=`` names, or the newest. 410 when it is gone."""
    batch = _batches().filter(product__brand__slug=brand, product__slug=product, key=key).first()
    tag = _tag_of(request, batch) if batch else ""
    if tag and (kept := unchanged(request, tag)):
        return kept
    said = statement_of(batch, timezone.localdate(), _reference(request)) if batch else None
    text = for_xml(_line(said)) if said else _("No report for this batch")
    title = for_xml(f"{_('Batch')} {batch.number}: {said}") if batch and said else text
    width = round(font(_LETTERS).getlength(text)) + 2 * _PADDING
    facts = {"text": text, "title": title, "width": width, "inner": width - 2 * _PADDING, "middle": width / 2}
    is_grey = said is None or bool(said.grey)
    answer = render(request, "registry/badge.svg", {**facts, "is_grey": is_grey}, content_type="image/svg+xml")
    answer.status_code = 200 if said else 410 if batch else 404
    return _tagged(answer, tag)


def _line(said: Statement) -> str:
    """The statement with the laboratory's name cut, so that a long one does not push the rest away."""
    day, laboratory, *rest = said.parts
    return " · ".join((day, clipped(laboratory, _WIDEST_NAME, font(_LETTERS)), *rest))


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]
def embed(request: HttpRequest, brand: str, product: str, key: str) -> HttpResponseBase:
    """A page for a frame of any site: the batch and what its report says, with a link to all of it."""
    batch = get_object_or_404(_batches(), product__brand__slug=brand, product__slug=product, key=key)
    tag = _tag_of(request, batch)
    if kept := unchanged(request, tag):
        return kept
    said = statement_of(batch, timezone.localdate(), _reference(request))
    answer = render(request, "registry/embed.html", {"batch": batch, "said": said}, status=200 if said else 410)
    return _tagged(answer, tag)


def _tag_of(request: HttpRequest, batch: Batch) -> str:
    """The tag of what is said of a batch: by what its reports last changed, how many are public, and the day.

    Whatever the line says changes with one of them, so that a badge which stands is answered without being made.
    """
    public = Report.objects.visible_to(ANYONE).filter(samples__batch=batch)
    now = public.aggregate(last=Max("changed_at"), count=Count("pk", distinct=True))
    return tag_of(_DRAWING, request.get_full_path(), batch.pk, now["last"], now["count"], timezone.localdate())


def _tagged(answer: HttpResponse, tag: str) -> HttpResponse:
    if answer.status_code == HTTPStatus.OK:
        answer["ETag"] = tag
    answer["Cache-Control"] = ASK_FIRST
    return answer


@require_safe
def oembed(request: HttpRequest) -> HttpResponseBase:
    """How to show the page of a batch elsewhere (oEmbed 1.0); 404 for any other address, 501 for any other format."""
    if request.GET.get("format", "json") != "json":
        return HttpResponse(status=501)
    batch = _named(request, request.GET.get("url", ""))
    facts: dict[str, Any] = {
        "version": "1.0",
        "type": "rich",
        "provider_name": "Leafproof",
        "provider_url": request.build_absolute_uri(reverse("home")),
        "title": f"{batch.product.name}, {batch.number}",
        "html": snippets(request, batch)["frame"],
        "width": FRAME_WIDTH,
        "height": FRAME_HEIGHT,
    }
    answer = JsonResponse(facts)
    answer["Access-Control-Allow-Origin"] = "*"
    return to_ask_first(request, answer)


def snippets(request: HttpRequest, batch: Batch) -> dict[str, str]:
    """The HTML to copy, as `picture` and as `frame`: bound to the batch's newest report. Empty without one."""
    said = statement_of(batch, timezone.localdate())
    if said is None:
        return {}
    parts = (batch.product.brand.slug, batch.product.slug, batch.key)
    asked = {"report": said.report.reference}
    facts = {
        "page": request.build_absolute_uri(batch.get_absolute_url()),
        "badge": request.build_absolute_uri(reverse("badge", args=parts, query=asked)),
        "frame": request.build_absolute_uri(reverse("embed", args=parts, query=asked)),
        "said": f"{batch.product.name}, {batch.number}: {said}",
        "width": FRAME_WIDTH,
        "height": FRAME_HEIGHT,
    }
    templates = {"picture": "registry/_parts/snippet_picture.html", "frame": "registry/_parts/snippet_frame.html"}
    return {name: render(request, template, facts).content.decode().strip() for name, template in templates.items()}


def _named(request: HttpRequest, url: str) -> Batch:
    """The batch whose page has this address on this site, or 404."""
    home = request.build_absolute_uri("/")
    path = "/" + url.removeprefix(home).partition("?")[0].partition("#")[0]
    try:
        with override(get_language_from_path(path)):
            match = resolve(path)
    except Resolver404:
        raise Http404 from None
    if not url.startswith(home) or match.url_name != "batch":
        raise Http404
    of = match.kwargs
    found = _batches().filter(product__brand__slug=of["brand"], product__slug=of["product"], key=of["key"])
    batch: Batch = get_object_or_404(found)
    return batch


def _batches() -> Any:
    return Batch.objects.visible_to(ANYONE).select_related("product__brand")


def _reference(request: HttpRequest) -> str:
    return request.GET.get("report", "")[:10]
