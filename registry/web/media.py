"""Pictures of pages, crops of values and original files: each through the same door as the report itself."""

import hashlib
import io

from django.db.models import Q
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe
from PIL import Image, ImageDraw

from registry.models import REVIEW_PERMISSION, AnalyteResult, PageImage, Report, Status
from registry.web.claims import claims_of
from registry.web.keeping import ASK_FIRST
from registry.web.places import Frame, around, surroundings
from registry.web.sent import picture_type

# A picture of a published report may be kept, but is asked for anew each time: it may have been withdrawn since.
_OWN = "private, no-cache"
_MOST_PIXELS = 60_000_000  # of a page's picture that a crop is cut from: 180 MB
_MARK = (29, 92, 58)


@require_safe
def page_image(request: HttpRequest, reference: str, number: int) -> HttpResponseBase:
    """The picture of one page."""
    page = _page(request, reference, number)
    etag = _etag(page)
    return _unchanged(request, etag) or _as_media(
        FileResponse(page.image.open("rb"), content_type="image/webp"), page.report, etag
    )


@require_safe
def crop(request: HttpRequest, reference: str, sample: int, key: str) -> HttpResponseBase:
    """The part of a page around one result, with its box drawn."""
    results = AnalyteResult.objects.visible_to(request.user, claims_of(request))
    row = get_object_or_404(results, sample__report__reference=reference, sample__position=sample, key=key)
    page = _page(request, reference, row.page)
    box = around(row.x0, row.top, row.x1, row.bottom)
    etag = _etag(page, str(box))
    return _unchanged(request, etag) or _as_media(
        HttpResponse(_cut(page, box), content_type="image/webp"), page.report, etag
    )


@require_safe
def original(request: HttpRequest, reference: str) -> HttpResponseBase:
    """The PDF that was read, for moderators and whoever sent it: to save, never to open inside this site."""
    report = _own(request, reference)
    return _to_save(report.original, name=f"{reference}.pdf", media_type="application/pdf")


@require_safe
def as_sent(request: HttpRequest, reference: str) -> HttpResponseBase:
    """The photo or scan that the PDF was made of, for the same people; it may say where it was taken."""
    report = _own(request, reference)
    kind = picture_type(report)
    if kind is None or not report.sent_file:
        raise Http404
    return _to_save(report.sent_file, name=f"{reference}{kind.suffix}", media_type=kind.media_type)


def _own(request: HttpRequest, reference: str) -> Report:
    """A report whose files this reader may have: a moderator, or whoever sent it."""
    claims = claims_of(request)
    visible = Report.objects.visible_to(request.user, claims)
    if not request.user.has_perm(REVIEW_PERMISSION):
        own = Q(tracking_token__in=claims)
        if request.user.is_authenticated:
            own |= Q(uploaded_by=request.user)
        visible = visible.filter(own)
    report: Report = get_object_or_404(visible, reference=reference)
    return report


def _to_save(file: FieldFile, *, name: str, media_type: str) -> HttpResponseBase:
    response = FileResponse(file.open("rb"), as_attachment=True, filename=name, content_type=media_type)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response


def _page(request: HttpRequest, reference: str, number: int) -> PageImage:
    pages = PageImage.objects.visible_to(request.user, claims_of(request)).select_related("report")
    page: PageImage = get_object_or_404(pages, report__reference=reference, number=number)
    if not page.image:
        raise Http404
    return page


def _etag(page: PageImage, part: str = "") -> str:
    """Changes when the page is drawn again."""
    report = page.report
    seed = f"{report.sha256}|{page.number}|{page.pixel_width}|{report.read_at}|{part}"
    return f'"{hashlib.sha256(seed.encode()).hexdigest()[:24]}"'


def _unchanged(request: HttpRequest, etag: str) -> HttpResponseBase | None:
    return get_conditional_response(request, etag=etag)


def _as_media(response: HttpResponseBase, report: Report, etag: str) -> HttpResponseBase:
    response["ETag"] = etag
    response["Cache-Control"] = ASK_FIRST if report.status == Status.PUBLISHED else _OWN
    return response


def _cut(page: PageImage, box: Frame) -> bytes:
    """The crop as WebP; 404 for a page whose picture is too large to be opened whole."""
    frame = surroundings(box, page.width, page.height)
    if page.pixel_width * page.pixel_height > _MOST_PIXELS:
        raise Http404
    with page.image.open("rb") as content, Image.open(content) as picture:
        scale_x, scale_y = picture.width / page.width, picture.height / page.height
        part = picture.convert("RGB").crop(_scaled(frame, scale_x, scale_y))
    inner = Frame(x=box.x - frame.x, y=box.y - frame.y, width=box.width, height=box.height)
    ImageDraw.Draw(part).rectangle(_scaled(inner, scale_x, scale_y), outline=_MARK, width=max(round(scale_x / 2), 1))
    cut = io.BytesIO()
    part.save(cut, "WEBP", quality=85)
    return cut.getvalue()


def _scaled(frame: Frame, scale_x: float, scale_y: float) -> tuple[int, int, int, int]:
    """A frame in points as the corners of a rectangle in pixels."""
    return (
        round(frame.x * scale_x),
        round(frame.y * scale_y),
        round((frame.x + frame.width) * scale_x),
        round((frame.y + frame.height) * scale_y),
    )
