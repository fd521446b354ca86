"""Addresses as they are now: what was renamed or merged, typed in capitals or as printed leads to the page (301)."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve, reverse

from registry.models import Batch, Brand, FormerName, Laboratory, Product, batch_key
from registry.web.outline import ANYONE

_SLUGS = ("brand", "product", "slug", "reference", "set_id", "analyte")
Kind = FormerName.Kind


class OldAddresses:
    """Middleware: where nothing is found, looks whether the address was once, or is written otherwise."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, or lead on from what is not there."""
        response = self.get_response(request)
        if response.status_code != HTTPStatus.NOT_FOUND or request.method not in ("GET", "HEAD"):
            return response
        path = _elsewhere(request)
        if path is None or path == request.path:
            return response
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)


def _elsewhere(request: HttpRequest) -> str | None:
    match = request.resolver_match
    if match is None:
        return _in_small_letters(request.path)
    if match.namespace or not match.kwargs:
        return None
    parts = now_at(match.url_name or "", match.kwargs)
    return reverse(match.view_name, kwargs=parts) if parts != match.kwargs else None


def _in_small_letters(path: str) -> str | None:
    """The path in small letters with a slash at its end, if there is such an address."""
    small = path.lower().rstrip("/") + "/"
    try:
        resolve(small)
    except Resolver404:
        return None
    return small if small != path else None


def now_at(name: str, parts: dict[str, Any]) -> dict[str, Any]:
    """The parts of an address as they are now: in small letters, a batch by its key, former names by today's."""
    found = {key: part.lower() if key in _SLUGS and isinstance(part, str) else part for key, part in parts.items()}
    if "product" in found:
        product = _product(found["brand"], found["product"])
        found |= {"brand": product.brand.slug, "product": product.slug} if product else {}
        return _with_batch(found) if "key" in found else found
    if "brand" in found:
        brand = _brand(found["brand"])
        return {**found, "brand": brand.slug} if brand else found
    if name.startswith("laboratory"):
        laboratory = _public(Laboratory, kind=Kind.LABORATORY, slug=found["slug"]).first()
        return {**found, "slug": laboratory.slug} if laboratory else found
    return found


def _with_batch(parts: dict[str, Any]) -> dict[str, Any]:
    """The parts with the batch by its key, if there is such a batch: else the page says that there is none."""
    key = batch_key(parts["key"])
    named = Batch.objects.visible_to(ANYONE).filter(product__brand__slug=parts["brand"], product__slug=parts["product"])
    return {**parts, "key": key} if key != parts["key"] and named.filter(key=key).exists() else parts


def _product(brand_slug: str, slug: str) -> Product | None:
    """The product that was once at an address, or is one of a brand that was."""
    former: Product | None = (
        _public(Product, kind=Kind.PRODUCT, brand_slug=brand_slug, slug=slug).select_related("brand").first()
    )
    brand = None if former else _brand(brand_slug)
    if brand is None:
        return former
    product: Product | None = brand.products.select_related("brand").filter(slug=slug).first()
    if product is None:
        product = _public(Product, kind=Kind.PRODUCT, brand_slug=brand.slug, slug=slug).select_related("brand").first()
    return product


def _brand(slug: str) -> Brand | None:
    brand: Brand | None = _public(Brand, kind=Kind.BRAND, slug=slug).first()
    return brand


def _public(model: type[Laboratory] | type[Brand] | type[Product], **former: str) -> Any:
    """The rows that everyone may see and that were once called so: what is hidden answers like what never was."""
    return model.objects.visible_to(ANYONE).filter(pk__in=FormerName.objects.filter(**former).values(former["kind"]))
