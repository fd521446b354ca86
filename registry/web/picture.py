"""The picture that shows a product where its address is shared: name, brand, number of reports, newest test."""

import io

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from PIL import Image, ImageDraw

from registry.models import Product
from registry.web.keeping import tag_of, to_ask_first, unchanged
from registry.web.lettering import clipped, font, wrapped
from registry.web.outline import ANYONE, outline_of

WIDTH, HEIGHT = 1200, 630
_MARGIN = 80
_PAPER, _INK, _QUIET, _LEAF = "#fdfdfb", "#1b1d1a", "#5c5c58", "#1d5c3a"
_DRAWING = "1"  # part of the name under which a picture is kept: another drawing, another name
_KEPT_SECONDS = 86_400


@require_safe
def product_picture(request: HttpRequest, brand: str, product: str) -> HttpResponseBase:
    """The picture of one product, 1200 by 630, as PNG."""
    visible = Product.objects.visible_to(ANYONE).select_related("brand")
    one = get_object_or_404(visible, brand__slug=brand, slug=product)
    says = (one.name, one.brand.name, str(outline_of(samples__product=one)), _("Leafproof: open laboratory reports"))
    tag = tag_of(_DRAWING, *says)
    if kept := unchanged(request, tag):
        return kept
    drawn = cache.get_or_set(f"picture:{tag[1:-1]}", lambda: draw(*says), _KEPT_SECONDS)
    answer = HttpResponse(drawn, content_type="image/png")
    answer["ETag"] = tag
    return to_ask_first(request, answer)


def draw(name: str, brand: str, outline: str, foot: str) -> bytes:
    """The picture as PNG; names that are too long end in an ellipsis."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, 24, HEIGHT), fill=_LEAF)
    width, top = WIDTH - 2 * _MARGIN, 90
    big, middle, small = font(72, bold=True), font(44), font(34)
    for line in wrapped(name, width, big, most=3):
        pen.text((_MARGIN, top), line, font=big, fill=_INK)
        top += 88
    pen.text((_MARGIN, top + 12), clipped(brand, width, middle), font=middle, fill=_QUIET)
    pen.text((_MARGIN, HEIGHT - 170), clipped(outline, width, small), font=small, fill=_INK)
    pen.text((_MARGIN, HEIGHT - 100), clipped(foot, width, small), font=small, fill=_LEAF)
    written = io.BytesIO()
    picture.quantize(64).save(written, "PNG", optimize=True)
    return written.getvalue()
