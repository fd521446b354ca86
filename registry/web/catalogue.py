"""Pages of the catalogue: browse, laboratories, brands, and products by form."""

import string
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Substr
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from registry.cataloguing import BRAND_NOT_STATED
from registry.models import OTHER_LETTERS, Brand, Laboratory, Product, Report, name_key
from registry.models.visibility import sees_published_only
from registry.web.brand_page import product_lines
from registry.web.claims import claims_of
from registry.web.laboratory_page import FLAGS_OF, METHODS_OF, facts_of
from registry.web.paging import page_of, reports_page

_MOST_TESTERS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One part of a list that can be browsed: what an address calls it, what a page calls it, and how many it holds."""

    key: str
    name: str
    count: int
    is_chosen: bool = False


@require_safe
def browse(request: HttpRequest) -> HttpResponse:
    """The ways into the registry for those who search for nothing in particular."""
    facts = {
        "forms": _forms(""),
        "letters": _letters(""),
        "brand_count": _told(Brand.objects.all()).count(),
        "laboratory_count": _told(Laboratory.objects.all()).count(),
    }
    return render(request, "registry/browse.html", facts)


@require_safe
def laboratories(request: HttpRequest) -> HttpResponse:
    """Every laboratory with a published report, by name."""
    page = page_of(request, _told(Laboratory.objects.all()).order_by("name", "pk"))
    return render(request, "registry/laboratories.html", {"laboratories": page})


@require_safe
def laboratory(request: HttpRequest, slug: str) -> HttpResponse:
    """One laboratory: what it prints, how often checks ask something about its reports, and the reports themselves."""
    claims = claims_of(request)
    one = get_object_or_404(Laboratory.objects.visible_to(request.user, claims), slug=slug)
    reports = Report.objects.visible_to(request.user, claims).filter(laboratory=one)
    facts = facts_of(one, today=timezone.localdate())
    most = {"flags_of": FLAGS_OF, "methods_of": METHODS_OF}
    count = one.published_reports if sees_published_only(request.user, claims) else None
    context = {"laboratory": one, "facts": facts, "most": most, **reports_page(request, reports, count=count)}
    return render(request, "registry/laboratory.html", context)


@require_safe
def brands(request: HttpRequest) -> HttpResponse:
    """Every brand with a published report, by name; ``?letter=`` for those that begin with it."""
    letter = request.GET.get("letter", "")
    letters = _letters(letter)
    found = Brand.objects.filter(published_reports__gt=0)
    if any(one.is_chosen for one in letters):
        found = found.beginning_with(letter)
    told = Count("products", filter=Q(products__published_reports__gt=0))
    page = page_of(request, found.annotate(product_count=told).order_by("key", "pk"))
    return render(request, "registry/brands.html", {"brands": page, "letters": letters, "letter": letter})


@require_safe
def brand(request: HttpRequest, brand: str) -> HttpResponse:
    """One brand: its products, how newly each was tested, and what disagrees in the reports."""
    claims = claims_of(request)
    one = get_object_or_404(Brand.objects.visible_to(request.user, claims), slug=brand)
    visible = Product.objects.visible_to(request.user, claims).filter(brand=one).select_related("brand")
    page = page_of(request, visible.order_by("key", "pk"))
    lines = product_lines(list(page.object_list), request.user, claims)
    reports = Report.objects.visible_to(request.user, claims).filter(samples__product__brand=one)
    testers = Laboratory.objects.filter(reports__in=reports.values("pk")).annotate(n=Count("reports"))
    context = {
        "brand": one,
        "is_nobody": one.key == name_key(BRAND_NOT_STATED),
        "page": page,
        "lines": lines,
        "testers": testers.order_by("-n", "name")[:_MOST_TESTERS],
    }
    return render(request, "registry/brand.html", context)


@require_safe
def brand_of_products(request: HttpRequest, brand: str) -> HttpResponse:
    """The address above a product's: it leads to the brand."""
    claims = claims_of(request)
    return redirect(get_object_or_404(Brand.objects.visible_to(request.user, claims), slug=brand), permanent=True)


@require_safe
def products(request: HttpRequest) -> HttpResponse:
    """Every product with a published report, by brand and name; ``?form=`` for those of one form."""
    form = request.GET.get("form", "")
    forms = _forms(form)
    found = _told(Product.objects.all())
    if any(one.is_chosen for one in forms):
        found = found.filter(form=form)
    page = page_of(request, found.order_by("brand__key", "key", "pk").values_list("pk", flat=True))
    shown = Product.objects.visible_to(request.user).filter(pk__in=list(page.object_list)).select_related("brand")
    lines = product_lines(list(shown.order_by("brand__key", "key", "pk")), request.user)
    context = {"page": page, "lines": lines, "forms": forms, "chosen": next((o for o in forms if o.is_chosen), None)}
    return render(request, "registry/products.html", context)


def _told(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    """The rows that a published report speaks of: what every reader may see, counted beforehand."""
    return rows.filter(published_reports__gt=0)


def _forms(chosen: str) -> list[Share]:
    """Every form with how many products have it, those of unknown form too."""
    counts = dict(_told(Product.objects.all()).order_by().values_list("form").annotate(Count("pk")))
    return [
        Share(key=form.value, name=str(form.label), count=counts.get(form.value, 0), is_chosen=chosen == form.value)
        for form in Product.Form
    ]


def _letters(chosen: str) -> list[Share]:
    """Every letter with how many brands begin with it, and those that begin with none."""
    firsts = _told(Brand.objects.all()).order_by().annotate(first=Substr("key", 1, 1)).values_list("first")
    counts = dict(firsts.annotate(Count("pk")))
    others = sum(count for first, count in counts.items() if first not in string.ascii_lowercase)
    letters = [
        Share(key=one, name=one.upper(), count=counts.get(one, 0), is_chosen=chosen == one)
        for one in string.ascii_lowercase
    ]
    return [*letters, Share(key=OTHER_LETTERS, name="#", count=others, is_chosen=chosen == OTHER_LETTERS)]
