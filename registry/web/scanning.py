"""Scanning: the code on a bag or a report leads to the batch, the report or the product.

A photo is decoded by a bounded child and is not kept; it changes nothing here, so that the form needs no token and its
reader gets no cookie. Other sites cannot send one for their visitors: see `is_from_here`.
"""

import tempfile
from collections.abc import Sequence
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import TooManyFilesSent
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from django_permissions_policy.decorators import permissions_policy_override

from registry import search as asking
from registry.models import Batch
from registry.processing import PICTURES, Unreadable, codes_in
from registry.search import Lead, Question
from registry.web.claims import claims_of
from registry.web.errors import too_many
from registry.web.throttling import take_scan, take_search

_MOST_CODES = 5  # of one photo that are asked about
_FORM_ROOM = 100_000  # bytes of a form beside its photo
_CAMERA = permissions_policy_override({**settings.PERMISSIONS_POLICY, "camera": "self"})
_LIKE_A_SEARCH = 100  # characters that the search box takes


class Refused(Exception):
    """Why a photo leads nowhere: the answer's status, a stable code, a sentence."""

    def __init__(self, status: HTTPStatus, code: str, sentence: str) -> None:
        super().__init__(code)
        self.status, self.code, self.sentence = status, code, sentence


@csrf_exempt  # it changes nothing, and a token would be a cookie: see is_from_here
@never_cache
@_CAMERA
@require_http_methods(("GET", "HEAD", "POST"))
def scan(request: HttpRequest) -> HttpResponse:
    """The camera, a photo or the text beneath a code; ``?code=`` is the text of one that was read."""
    if request.method == "POST":
        return _from_photo(request)
    codes = list(dict.fromkeys(filter(None, (_line(code) for code in request.GET.getlist("code")))))[:_MOST_CODES]
    if codes and (refusal := take_search(request)):
        return too_many(request, refusal)
    return _answer(request, codes) if codes else _page(request)


def is_from_here(request: HttpRequest) -> bool:
    """Whether a form was sent by a page of this site, as far as the browser says."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is None or origin == f"{request.scheme}://{request.get_host()}"


def _line(code: str) -> str:
    return code.replace("\x00", "").strip()[:2_000]


def _answer(request: HttpRequest, codes: Sequence[str]) -> HttpResponse:
    """To the page that the codes certainly mean; else what they may mean, what a search finds, or that it is none."""
    leads = _leads(request, codes)
    if certain := next((one for one in leads if one.path), None):
        return redirect(certain.path)
    things = list(dict.fromkeys(thing for one in leads for thing in one.things))
    if not things and (found := _searched(request, leads)):
        return redirect(reverse("search", query={"q": found}))
    choices = [(thing, isinstance(thing, Batch)) for thing in things]
    return _page(request, leads=leads, choices=choices, status=HTTPStatus.OK if things else HTTPStatus.NOT_FOUND)


def _leads(request: HttpRequest, codes: Sequence[str]) -> list[Lead]:
    hosts = (request.get_host().lower(), *(one.lower() for one in settings.ALLOWED_HOSTS))
    claims = claims_of(request)
    return [asking.lead(code, hosts=hosts, reader=request.user, claims=claims) for code in codes]


def _searched(request: HttpRequest, leads: Sequence[Lead]) -> str:
    """The first text that the search finds something for; addresses and article numbers are no words to search for."""
    for one in leads:
        text = one.said.text
        if one.said.address is None and not one.said.gtin and len(text) <= _LIKE_A_SEARCH:
            found = asking.find(Question(words=text), reader=request.user, claims=claims_of(request))
            if not found.is_empty:
                return text
    return ""


def _near(request: HttpRequest, leads: Sequence[Lead]) -> list[Batch]:
    """The batches with a number like those that were read."""
    numbers = [one.said.batch or one.said.text for one in leads if one.said.batch or one.said.address is None]
    claims = claims_of(request)
    near = [b for number in numbers for b in asking.nearest_batches(number, reader=request.user, claims=claims)]
    return list(dict.fromkeys(near))[:_MOST_CODES]


def _page(
    request: HttpRequest,
    *,
    leads: Sequence[Lead] = (),
    choices: Sequence[Any] = (),
    refused: Refused | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    context = {
        "leads": leads,
        "choices": choices,
        "near": _near(request, leads) if leads and not choices else [],
        "typed": leads[0].said.text if leads else "",
        "refused": refused,
        "accepted": ",".join(sorted(PICTURES)),
        "most_megabytes": settings.READING_SIZE // 1_000_000,
    }
    return render(request, "registry/scan.html", context, status=refused.status if refused else status)


def _from_photo(request: HttpRequest) -> HttpResponse:
    """Read the codes of a photo and lead on; as JSON for the page's own script."""
    is_script = request.accepts("application/json") and not request.accepts("text/html")
    try:
        codes = _codes_of(request)
    except Refused as refused:
        if is_script:
            told = {"code": refused.code, "sentence": refused.sentence}
            return JsonResponse(told, status=refused.status)
        return _page(request, refused=refused)
    address = reverse("scan", query=[("code", code) for code in codes])
    if is_script:
        return JsonResponse({"codes": codes, "url": address})
    return redirect(address)


def _codes_of(request: HttpRequest) -> list[str]:
    """What the codes in the photo that was sent say; raises `Refused` where there is none, or none is taken."""
    if not is_from_here(request):
        raise Refused(
            status=HTTPStatus.FORBIDDEN,
            code="other_site",
            sentence=_("This photo was not sent by a page of this site, so it was not opened."),
        )
    if refusal := take_scan(request):
        raise Refused(status=HTTPStatus.TOO_MANY_REQUESTS, code="too_many_scans", sentence=refusal.sentence)
    photo = _photo_of(request)
    try:
        with tempfile.NamedTemporaryFile(prefix="scan-") as file:
            for chunk in photo.chunks():
                file.write(chunk)
            file.flush()
            codes = codes_in(Path(file.name))
    except Unreadable as failure:
        raise Refused(status=HTTPStatus.UNPROCESSABLE_ENTITY, code=failure.code, sentence=_(failure.sentence)) from None
    if not codes:
        raise Refused(
            status=HTTPStatus.UNPROCESSABLE_ENTITY,
            code="no_code",
            sentence=_("No code was found in this photo. Hold it flat, fill the picture with it, and avoid shine."),
        )
    return list(dict.fromkeys(codes))[:_MOST_CODES]


def _photo_of(request: HttpRequest) -> "UploadedFile[bytes]":
    """The photo of the form; refused before it is read where the form is too large."""
    too_large = Refused(
        status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        code="too_large",
        sentence=_("This photo is larger than %(most)d MB, the most we take.")
        % {"most": settings.READING_SIZE // 1_000_000},
    )
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.READING_SIZE + _FORM_ROOM:
        raise too_large
    try:
        photo = request.FILES.get("photo")
    except TooManyFilesSent:
        raise too_large from None
    if photo is None:
        raise Refused(status=HTTPStatus.BAD_REQUEST, code="no_file", sentence=_("No photo was chosen."))
    return photo
