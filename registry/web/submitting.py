"""Sending files in, and following what becomes of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django.conf import settings
from django.core.exceptions import TooManyFilesSent
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from registry import intake
from registry.models import Report
from registry.processing import Unreadable
from registry.web.claims import claim, claims_of
from registry.web.sent import accepted, picture_names, picture_type
from registry.web.stages import stage_of
from registry.web.throttling import take_upload

_READS = ("GET", "HEAD", "POST")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one file: taken, known already, or refused with a code and a sentence; `url` leads on."""

    file_name: str
    kind: str  # taken, known, refused
    sentence: str
    url: str = ""
    code: str = ""
    status: int = 200


@csrf_exempt  # so that a form that is far too large is refused before anything reads it; see _upload
def upload(request: HttpRequest) -> HttpResponse:
    """The form, and what became of each file that was sent with it; JSON for those who ask for it."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.UPLOAD_REQUEST_SIZE:
        most = settings.UPLOAD_REQUEST_SIZE // 1_000_000
        sentence = _("All files together are larger than %(most)d MB. Send fewer at once.") % {"most": most}
        return _answer(
            request, [Outcome(file_name="", kind="refused", sentence=sentence, code="too_large", status=413)]
        )
    try:
        request.FILES  # noqa: B018 (reading the form is what finds too many files)
    except TooManyFilesSent:
        most = settings.DATA_UPLOAD_MAX_NUMBER_FILES
        sentence = _("That are more than %(most)d files. Send fewer at once.") % {"most": most}
        return _answer(
            request, [Outcome(file_name="", kind="refused", sentence=sentence, code="too_many_files", status=413)]
        )
    return cast(Callable[[HttpRequest], HttpResponse], _upload)(request)


@never_cache
@csrf_protect
@require_http_methods(_READS)
def _upload(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return render(request, "registry/upload.html", _form())
    files = request.FILES.getlist("files")
    if not files:
        nothing = Outcome(file_name="", kind="refused", sentence=_("No file was chosen."), code="no_file", status=400)
        return _answer(request, [nothing])
    return _answer(request, [_take(request, file) for file in files])


def _take(request: HttpRequest, file: "UploadedFile[bytes]") -> Outcome:
    """Take in one file and say what became of it."""
    name = (file.name or "").replace("\x00", "") or "report.pdf"
    if refusal := take_upload(request):
        return Outcome(file_name=name, kind="refused", sentence=refusal.sentence, code="too_many_uploads", status=429)
    try:
        submission = intake.submit(file, file_name=name, origin=Report.Origin.WEB, by=request.user)
    except Unreadable as failure:
        return Outcome(file_name=name, kind="refused", sentence=_(failure.sentence), code=failure.code, status=422)
    if submission.is_new:
        claim(request, submission.report)
        sentence = _("Received. It is waiting to be read.")
        return Outcome(file_name=name, kind="taken", sentence=sentence, url=_status_url(submission.report), status=201)
    return _known(request, name, submission)


def _known(request: HttpRequest, name: str, submission: intake.Submission) -> Outcome:
    """The same file again: its sender may follow it; anyone else learns only whether it is public.

    Whoever has a copy of a file must not get hold of what its sender alone may see, so a stranger gets no token.
    """
    report = submission.report
    is_seen = Report.objects.visible_to(request.user, claims_of(request)).filter(pk=report.pk).exists()
    url = _status_url(report) if is_seen or submission.may_follow else ""
    if is_seen and report.read_at:
        url = report.get_absolute_url()
    sentence = _("We hold this file already.") if url else _("We hold this file already; it is not public.")
    return Outcome(file_name=name, kind="known", sentence=sentence, url=url)


def _status_url(report: Report) -> str:
    return reverse("status", args=[report.tracking_token])


def _answer(request: HttpRequest, outcomes: list[Outcome]) -> HttpResponse:
    """One outcome is the answer's own status; several are each told in the page."""
    status = outcomes[0].status if len({outcome.status for outcome in outcomes}) == 1 else 200
    if request.accepts("application/json") and not request.accepts("text/html"):
        told = [
            {"file_name": o.file_name, "kind": o.kind, "sentence": o.sentence, "url": o.url, "code": o.code}
            for o in outcomes
        ]
        return JsonResponse({"outcomes": told}, status=status)
    return render(request, "registry/upload.html", _form() | {"outcomes": outcomes}, status=status)


def _form() -> dict[str, Any]:
    """What the form says that it takes."""
    return {
        "accepted": accepted(),
        "picture_names": picture_names(),
        "most_megabytes": settings.READING_SIZE // 1_000_000,
        "most_pages": settings.READING_PAGES,
    }


@never_cache
@require_safe
def status(request: HttpRequest, token: str) -> HttpResponse:
    """How far a report is, for whoever holds its token; its values only for those who may see it anyway."""
    report, is_own = _followed(request, token)
    context = {"report": report, "is_own": is_own, "stage": stage_of(report), "picture_type": picture_type(report)}
    return render(request, "registry/status.html", context)


@never_cache
@require_safe
def status_json(request: HttpRequest, token: str) -> JsonResponse:
    """The same for the page's own script."""
    report, is_own = _followed(request, token)
    stage = stage_of(report)
    return JsonResponse(
        {
            "stage": stage.name,
            "reached": stage.reached,
            "sentence": stage.sentence,
            "done": stage.pages_done,
            "total": stage.pages,
            "is_final": stage.is_final,
            "report_url": report.get_absolute_url() if is_own and report.read_at else "",
        }
    )


def _followed(request: HttpRequest, token: str) -> tuple[Report, bool]:
    """The report of a token, and whether this reader may see more of it than how far it is."""
    report = get_object_or_404(Report.objects.visible_to(request.user, [token]), tracking_token=token)
    is_own = Report.objects.visible_to(request.user, claims_of(request)).filter(pk=report.pk).exists()
    return report, is_own
