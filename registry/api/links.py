"""Absolute addresses of what the API speaks of, in the API and on the public pages."""

from django.urls import reverse
from rest_framework.request import Request

from registry.models import AnalyteResult, Batch, Brand, Flag, Laboratory, Product, Report


def product_id(product: Product) -> str:
    """A product's name in the API: brand and product, as in its page's address."""
    return f"{product.brand.slug}.{product.slug}"


def batch_id(batch: Batch) -> str:
    """A batch's name in the API: its product's, and its number folded as by `batch_key`."""
    return f"{product_id(batch.product)}.{batch.key}"


def result_id(result: AnalyteResult) -> str:
    """A result's name in the API: the same again when its report is read again."""
    return f"{result.sample.report.reference}.{result.sample.position}.{result.key}"


def in_api(request: Request, name: str, key: str) -> str:
    """The address of one thing in the API."""
    return request.build_absolute_uri(reverse(f"api:{name}-detail", args=[key]))


def page_of(request: Request, thing: Report | Flag | Product | Batch | Laboratory | Brand) -> str:
    """The address of its public page."""
    return request.build_absolute_uri(thing.get_absolute_url())


def listing(request: Request, name: str, **asked: str) -> str:
    """The address of a list in the API, filtered."""
    return request.build_absolute_uri(reverse(f"api:{name}-list", query=asked))


def page_picture(request: Request, report: Report, number: int) -> str:
    """The address of the picture of one page."""
    return request.build_absolute_uri(reverse("page-image", args=[report.reference, number]))


def place_on_page(request: Request, result: AnalyteResult) -> str:
    """The link to one value on its report's public page, beside its print."""
    sample = result.sample
    address = reverse("value", args=[sample.report.reference, sample.position, result.key])
    return f"{request.build_absolute_uri(address)}#evidence"
