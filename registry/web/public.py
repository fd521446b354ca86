"""Pages for everyone: home and search."""

from django.db.models import Max, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from registry import search as asking
from registry.models import Product, Report, batch_key
from registry.models.visibility import visible_reports
from registry.web.claims import claims_of
from registry.web.lines import report_lines

_NEWEST = 8


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """One search box, what this is, and what is new."""
    published = Report.objects.visible_to(request.user, claims_of(request)).published()
    newest = report_lines(published.order_by("-published_at", "-pk")[:_NEWEST])
    return render(request, "registry/home.html", {"newest": newest, "count": published.count()})


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What a question finds: a single batch is shown at once, anything else as a list."""
    claims = claims_of(request)
    found = asking.find(request.GET.get("q", ""), reader=request.user, claims=claims)
    if found.count == 1 and found.batches and found.batches[0].key == batch_key(found.words):
        return redirect(found.batches[0])
    nearest = None
    if found.words and not found.count:
        nearest = asking.nearest(found.words, reader=request.user, claims=claims)
    seen = visible_reports(request.user, claims, path="samples__report__")
    last = _last_reports([*found.products, *(nearest.products if nearest else [])], seen)
    lines = report_lines(Report.objects.visible_to(request.user, claims).filter(pk__in=[r.pk for r in found.reports]))
    return render(
        request,
        "registry/search.html",
        {"found": found, "nearest": nearest, "last_reports": last, "lines": lines, "words": found.words},
    )


def _last_reports(products: list[Product], seen: Q) -> list[tuple[Product, object]]:
    """Each product with the day of its last report that may be seen."""
    days = dict(
        Product.objects.filter(seen, pk__in=[product.pk for product in products])
        .order_by()
        .values_list("pk")
        .annotate(Max("samples__report__reported_on"))
    )
    return [(product, days.get(product.pk)) for product in products]
