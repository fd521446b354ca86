"""What the head of a page tells machines: its feed, its JSON, a card with a picture, and schema.org's terms.

Only of what is published: a page that a moderator or sender sees alone tells machines nothing. The data is in English
on every page; titles and descriptions are in the language of the page.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import singledispatch
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override

from registry.models import Batch, Brand, Laboratory, Product
from registry.web.linked_data import (
    Node,
    batch_node,
    breadcrumbs,
    dataset_node,
    product_node,
    script_of,
    with_data,
)
from registry.web.outline import (
    LaboratoryOutline,
    Outline,
    OutlinedProduct,
    outline_of,
    outline_of_laboratory,
    outline_with_newest,
)
from registry.web.report_page import ReportPage


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """`feed`, `json`, `image` and `oembed` are absolute addresses, empty where there is none."""

    title: str
    description: str
    linked_data: SafeString
    url: str
    feed: str = ""
    json: str = ""
    image: str = ""
    oembed: str = ""


@singledispatch
def head_of(thing: Any, _request: HttpRequest) -> Head | None:
    """The head of the page about a brand, product, batch, report or laboratory; None where nothing of it is public."""
    raise TypeError(f"no head for a {type(thing).__name__}")


@head_of.register
def _of_product(outlined: OutlinedProduct, request: HttpRequest) -> Head | None:
    product, outline = outlined.product, outlined.outline
    if not outline.reports:
        return None
    image = _picture(request, product)
    with override(settings.LANGUAGE_CODE):
        node = with_data(product_node(request, product, image=image), request, outlined.newest)
    return _head(
        request, product, f"{product.name}, {product.brand.name}", _told(outline), [node], way=[product.brand, product],
        feed=reverse("product-feed", args=[product.brand.slug, product.slug]), image=image,
    )  # fmt: skip


@head_of.register
def _of_batch(batch: Batch, request: HttpRequest) -> Head | None:
    outline, newest = outline_with_newest(batch=batch)
    if not outline.reports:
        return None
    product = batch.product
    of = {"number": batch.number, "name": f"{product.name}, {product.brand.name}"}
    title = _("Batch %(number)s of %(name)s") % of
    with override(settings.LANGUAGE_CODE):
        node = with_data(batch_node(request, batch), request, newest)
    url = request.build_absolute_uri(batch.get_absolute_url())
    return _head(
        request, batch, title, _told(outline), [node], way=[product.brand, product, batch],
        feed=reverse("batch-feed", args=[product.brand.slug, product.slug, batch.key]),
        image=_picture(request, product), oembed=reverse("oembed", query={"url": url}),
    )  # fmt: skip


@head_of.register
def _of_report(page: ReportPage, request: HttpRequest) -> Head | None:
    if not page.is_public:
        return None
    report, samples = page.report, [part.sample for part in page.samples]
    product = next((sample.product for sample in samples if sample.product), None)
    batch = next((sample.batch for sample in samples if sample.batch), None)
    title = _named(page)
    description = _("The results of one laboratory report, as printed.")
    with override(settings.LANGUAGE_CODE):
        node = dataset_node(request, report, samples, (line.row for line in page.lines))
        described = {
            **node,
            "name": _named(page),
            "description": _("The results of one laboratory report, as printed."),
        }
    way: list[Any] = [one for one in (product and product.brand, product, batch, report) if one is not None]
    image = _picture(request, product) if product else ""
    return _head(request, report, title, description, [described], way=way, image=image)


def _named(page: ReportPage) -> str:
    return _("%(title)s, laboratory report %(reference)s") % {"title": page.title, "reference": page.report}


@head_of.register
def _of_brand(brand: Brand, request: HttpRequest) -> Head | None:
    outline = outline_of(samples__product__brand=brand)
    if not outline.reports:
        return None
    with override(settings.LANGUAGE_CODE):
        url = request.build_absolute_uri(brand.get_absolute_url())
    node: Node = {"@type": "Brand", "name": brand.name, "url": url}
    feed = reverse("brand-feed", args=[brand.slug])
    return _head(request, brand, brand.name, _told(outline), [node], way=[brand], feed=feed)


@head_of.register
def _of_laboratory(laboratory: Laboratory, request: HttpRequest) -> Head | None:
    outline = outline_of_laboratory(laboratory)
    if not outline.reports:
        return None
    with override(settings.LANGUAGE_CODE):
        url = request.build_absolute_uri(laboratory.get_absolute_url())
    node: Node = {"@type": "Organization", "@id": f"{url}#laboratory", "name": laboratory.name}
    feed = reverse("laboratory-feed", args=[laboratory.slug])
    return _head(request, laboratory, laboratory.name, _told(outline), [node], way=[laboratory], feed=feed)


def _head(
    request: HttpRequest,
    thing: Any,
    title: str,
    description: str,
    nodes: list[Node],
    *,
    way: Iterable[Any],
    feed: str = "",
    image: str = "",
    oembed: str = "",
) -> Head:
    with override(settings.LANGUAGE_CODE):
        path = thing.get_absolute_url()
        steps = [(str(step), step.get_absolute_url()) for step in way]
        linked_data = script_of([*nodes, breadcrumbs(request, steps)])
    return Head(
        title=title[:200],
        description=description[:300],
        linked_data=linked_data,
        url=request.build_absolute_uri(thing.get_absolute_url()),
        json=request.build_absolute_uri(f"{path.rstrip('/')}.json"),
        feed=feed and request.build_absolute_uri(feed),
        image=image,
        oembed=oembed and request.build_absolute_uri(oembed),
    )


def _told(outline: Outline | LaboratoryOutline) -> str:
    return _("%(outline)s. What they say, and which of their numbers disagree.") % {"outline": outline}


def _picture(request: HttpRequest, product: Product) -> str:
    return request.build_absolute_uri(reverse("product-picture", args=[product.brand.slug, product.slug]))
