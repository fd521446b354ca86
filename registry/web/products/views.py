"""The pages of a product, of one batch of it, and of several products side by side."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from registry import search as asking
from registry.models import Batch, Product, Report
from registry.standing import standing_of
from registry.web.claims import claims_of
from registry.web.lines import coverage_of, report_lines
from registry.web.products.comparing import MOST, address_of, asked, comparison_of
from registry.web.products.figures import figures_of
from registry.web.products.history import (
    DRAWN_AT_ONCE,
    PER_PAGE,
    coverage_of_product,
    freshness,
    history_of,
    printed_names,
)
from registry.web.products.one_batch import BatchReport, batch_reports, neighbours
from registry.web.products.open_flags import open_flags
from registry.web.products.results import main_measurements
from registry.web.products.samples import SeenSample, extent_of, groups_of, outlined, samples_seen
from registry.web.searching import no_such_batch
from registry.web.yardsticks import Yardstick, chosen, dated

_FOUND = 12  # products offered to add to a comparison


@require_safe
def product(request: HttpRequest, brand: str, product: str) -> HttpResponse:
    """One product: how fresh, what was tested, what disagrees, its numbers over time, and its batches."""
    claims = claims_of(request)
    one, samples = _with_samples(request, brand, product)
    groups = groups_of(samples)
    extent = extent_of(groups)
    page: Page[Any] = Paginator(groups, PER_PAGE).get_page(request.GET.get("page"))
    flags = open_flags(samples)
    history = history_of(list(page), one, flags, request.user, claims)
    yardstick = yardstick_of(request)
    reports = list(dict.fromkeys(line.standing.report for batch in history for line in batch.reports))
    figures = figures_of(main_measurements(reports, lambda sample: sample.product_id == one.pk, yardstick), yardstick)
    return render(
        request,
        "registry/product.html",
        {
            "product": one,
            "outlined": outlined(one, samples),
            "names": printed_names(one, samples),
            "page": page,
            "history": history,
            "batch_count": extent.batches,
            "report_count": extent.reports,
            "fresh": freshness(extent.newest, timezone.localdate()),
            "coverage": coverage_of_product(samples),
            "flags": flags,
            "figures": figures,
            "yardstick": yardstick,
        },
    )


@require_safe
def product_history(request: HttpRequest, brand: str, product: str) -> HttpResponse:
    """All that a product's reports say of its main alkaloids and metals, drawn at once; very many come in pages."""
    claims = claims_of(request)
    one, samples = _with_samples(request, brand, product)
    groups = groups_of(samples)
    extent = extent_of(groups)
    page: Page[Any] = Paginator(groups, DRAWN_AT_ONCE).get_page(request.GET.get("page"))
    shown = {report for group in page for report in group.reports}
    reports = list(Report.objects.visible_to(request.user, claims).filter(pk__in=shown).order_by("pk"))
    yardstick = yardstick_of(request)
    return render(
        request,
        "registry/product_history.html",
        {
            "product": one,
            "page": page,
            "shown": len(page),
            "report_count": extent.reports,
            "batch_count": extent.batches,
            "fresh": freshness(extent.newest, timezone.localdate()),
            "figures": figures_of(
                main_measurements(reports, lambda sample: sample.product_id == one.pk, yardstick), yardstick
            ),
            "yardstick": yardstick,
        },
    )


@require_safe
def batch(request: HttpRequest, brand: str, product: str, key: str) -> HttpResponse:
    """One batch: is there a report, how old, what it says and does not say, and whether its numbers hold together."""
    claims = claims_of(request)
    visible = Batch.objects.visible_to(request.user, claims).select_related("product__brand")
    one = visible.filter(product__brand__slug=brand, product__slug=product, key=key).first()
    if one is None:
        return no_such_batch(request, _seen(request, brand, product), key)
    seen = Report.objects.visible_to(request.user, claims)
    standing = standing_of(seen.filter(samples__batch=one))
    yardstick = yardstick_of(request)
    page: Page[Any] = Paginator(standing.reports, PER_PAGE).get_page(request.GET.get("page"))
    shown = [line.report for line in page.object_list]
    lines = report_lines(
        seen.filter(pk__in=[report.pk for report in shown]), of=lambda sample: sample.batch_id == one.pk
    )
    found = main_measurements(shown, lambda sample: sample.batch_id == one.pk, yardstick)
    listed: Sequence[BatchReport] = batch_reports(page.object_list, lines, found)
    return render(
        request,
        "registry/batch.html",
        {
            "batch": one,
            "page": page,
            "reports": listed,
            "fresh": freshness(standing.newest, timezone.localdate()),
            "coverage": coverage_of([line.report.pk for line in standing.reports], of=Q(batch=one)),
            "flags": open_flags(samples_seen(Q(batch=one), request.user, claims)),
            "around": neighbours(one, request.user, claims),
            "yardstick": yardstick,
        },
    )


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Up to four products side by side: ``?p=brand/product&p=…``; ``find`` looks for one more to add."""
    claims = claims_of(request)
    wanted = asked(request.GET.getlist("p"), request.user, claims)
    yardstick = yardstick_of(request)
    words = " ".join(request.GET.get("find", "").replace("\x00", " ").split())[:100]
    found = asking.products(words, request.user, claims)[:_FOUND] if words else []
    kept = [("p", address_of(one)) for one in wanted.products]
    extra = [("yardstick", yardstick.limits.id)] if yardstick.limits else []
    extra += [("grams", f"{yardstick.grams:f}")] if yardstick.grams else []
    comparison = comparison_of(wanted.products, request.user, claims, yardstick) if wanted.products else None
    return render(
        request,
        "registry/compare.html",
        {
            "asked": wanted,
            "most": MOST,
            "is_full": len(wanted.products) >= MOST,
            "comparison": comparison,
            "heads": [
                (column, urlencode([pair for pair in [*kept, *extra] if pair[1] != column.address]))
                for column in (comparison.columns if comparison else ())
            ],
            "found": [(one, urlencode([*kept, ("p", address_of(one)), *extra])) for one in found
                      if ("p", address_of(one)) not in kept],
            "words": words,
            "kept": kept,
            "kept_all": [*kept, *extra],
            "yardstick": yardstick,
        },
    )  # fmt: skip


def _seen(request: HttpRequest, brand: str, product: str) -> Product:
    """The product of an address, where the reader may see it; else 404."""
    visible = Product.objects.visible_to(request.user, claims_of(request)).select_related("brand")
    found: Product = get_object_or_404(visible, brand__slug=brand, slug=product)
    return found


def _with_samples(request: HttpRequest, brand: str, product: str) -> tuple[Product, list[SeenSample]]:
    """The product of an address with its samples, of which there is one where the reader may see it; else 404."""
    known = get_object_or_404(Product.objects.select_related("brand"), brand__slug=brand, slug=product)
    samples = samples_seen(Q(product=known), request.user, claims_of(request))
    if not samples:
        raise Http404
    return known, samples


def yardstick_of(request: HttpRequest) -> Yardstick:
    """The yardstick that the address chooses, as its text stands today; none without a choice."""
    return dated(chosen(request.GET), on=None, today=timezone.localdate())
