"""The private shelf: a page that the browser fills from what it keeps, and how each thing on it stands.

The list is kept in the browser alone. Each thing is asked for at its own address, as anyone may ask, and the answer
is the same for everyone: what the public may see, whoever asks.
"""

from http import HTTPStatus
from typing import Any

from django.db.models import F, Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from registry.models import Batch, Product, Report
from registry.standing import DAY, standing_beside
from registry.web.keeping import to_ask_first
from registry.web.outline import ANYONE
from registry.web.products.open_flags import open_flags
from registry.web.products.samples import samples_seen
from registry.web.reports import withdrawn

_LEVELS = ("alert", "warning", "note")


@require_safe
def shelf(request: HttpRequest) -> HttpResponse:
    """The page. It says the same to everyone: what is on the shelf never leaves the browser."""
    return render(request, "registry/shelf.html")


@require_safe
def product_standing(request: HttpRequest, brand: str, product: str) -> HttpResponseBase:
    """How a product stands: its reports, the newest of them, its newest test and open flags."""
    visible = Product.objects.visible_to(ANYONE).select_related("brand")
    one = get_object_or_404(visible, brand__slug=brand, slug=product)
    told = _told(
        "product", one, name=one.name, of=one.brand.name, reports=Q(samples__product=one), samples=Q(product=one)
    )
    return _answer(request, told)


@require_safe
def batch_standing(request: HttpRequest, brand: str, product: str, key: str) -> HttpResponseBase:
    """How a batch stands."""
    visible = Batch.objects.visible_to(ANYONE).select_related("product__brand")
    one = get_object_or_404(visible, product__brand__slug=brand, product__slug=product, key=key)
    of = f"{one.product.name}, {one.product.brand.name}"
    told = _told("batch", one, name=one.number, of=of, reports=Q(samples__batch=one), samples=Q(batch=one))
    return _answer(request, told)


@require_safe
def report_standing(request: HttpRequest, reference: str) -> HttpResponseBase:
    """How a report stands: its flags, and the report that replaces it; 410 where it was withdrawn."""
    one = Report.objects.visible_to(ANYONE).select_related("laboratory").filter(reference=reference).first()
    if one is None:
        return _gone(reference)
    samples = list(one.samples.select_related("product").order_by("position"))
    batches = [sample.batch_id for sample in samples if sample.batch_id is not None]
    beside = standing_beside(one, ANYONE, batches=batches)
    newer = next((line.replaced_by for line in beside.reports if line.report == one), None) if beside else None
    name = next((sample.product.name for sample in samples if sample.product), str(one))
    of = one.laboratory.name if one.laboratory else ""
    told = _told("report", one, name=name, of=of, reports=Q(pk=one.pk), samples=Q(report=one))
    return _answer(request, told | {"replaced_by": newer.get_absolute_url() if newer else None})


def _told(kind: str, one: Any, *, name: str, of: str, reports: Q, samples: Q) -> dict[str, Any]:
    """What is told of each thing: how many reports, the one with the newest test, and the flags that stand."""
    counts = dict(open_flags(samples_seen(samples, ANYONE, ())).counts)
    visible = Report.objects.visible_to(ANYONE).filter(reports).select_related("laboratory").distinct()
    newest = visible.annotate(day=DAY).order_by(F("day").desc(nulls_last=True), "-pk")[0]
    return {
        "kind": kind,
        "page": one.get_absolute_url(),
        "name": name,
        "of": of,
        "reports": visible.count(),
        "newest": {
            "page": newest.get_absolute_url(),
            "laboratory": newest.laboratory.name if newest.laboratory else "",
            "day": newest.day,
        },
        "newest_test": newest.day,
        "flags": {level: counts.get(level, 0) for level in _LEVELS},
    }


def _gone(reference: str) -> JsonResponse:
    notice = withdrawn(reference)
    if notice is None:
        raise Http404
    return JsonResponse({"withdrawn_on": notice.on, "reason": notice.reason}, status=HTTPStatus.GONE)


def _answer(request: HttpRequest, told: dict[str, Any]) -> HttpResponseBase:
    return to_ask_first(request, JsonResponse(told))
