"""Every error of the API as a problem (RFC 9457): a stable code, a sentence, and what in the request is at fault."""

import logging
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.core.signals import got_request_exception
from django.http import Http404
from rest_framework import exceptions
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import set_rollback

from registry.processing import FAILURES, Unreadable

CONTENT_TYPE = "application/problem+json"
TYPE_PREFIX = "/api/v1/problems/"
REFUSED = "The file is refused"

log = logging.getLogger("registry.api")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemKind:
    """One kind of problem. `code` is stable; `meaning` says when it arises."""

    code: str
    status: int
    title: str
    meaning: str

    @property
    def type(self) -> str:
        """The problem's address, where it is explained."""
        return f"{TYPE_PREFIX}{self.code}/"


def _kinds() -> dict[str, ProblemKind]:
    general = (
        ("invalid", 400, "The request is not valid", "Some part of the request does not fit; `errors` names each."),
        ("parse_error", 400, "The request cannot be read", "The body or the address is malformed."),
        ("permission_denied", 403, "Not allowed", "You may not do this, or the session's CSRF token is missing."),
        ("not_found", 404, "Nothing here", "There is nothing at this address, or nothing that you may see."),
        ("method_not_allowed", 405, "Method not allowed", "The header `Allow` lists what this address takes."),
        ("not_acceptable", 406, "Format not available", "This address answers in JSON only."),
        ("body_too_large", 413, "The request is too large", "The body is larger than we take."),
        (
            "unsupported_media_type",
            415,
            "Body format not supported",
            "Send it as `multipart/form-data`, field `file`.",
        ),
        ("throttled", 429, "Too many requests", "Wait as long as the header `Retry-After` says."),
        ("error", 500, "Something went wrong", "The fault is ours, and it has been recorded."),
    )
    refusals = {"too_large": 413, "not_a_pdf": 415}
    kinds = [ProblemKind(code=code, status=status, title=title, meaning=says) for code, status, title, says in general]
    kinds += [
        ProblemKind(code=code, status=refusals.get(code, 422), title=REFUSED, meaning=failure.sentence)
        for code, failure in FAILURES.items()
    ]
    return {kind.code: kind for kind in kinds}


KINDS = _kinds()


def handle(error: Exception, context: dict[str, Any]) -> Response:
    """Answer any exception of the API's views as a problem.

    An error that nobody foresaw is logged, and answered without its details; with DEBUG on it is raised for Django's
    own page.
    """
    set_rollback()
    request: Request = context["request"]
    # The problem is JSON whatever the view would have answered in, even where nothing acceptable was found.
    request.accepted_renderer, request.accepted_media_type = JSONRenderer(), "application/json"
    if isinstance(error, Unreadable):
        kind = KINDS[error.code]
        return _answer(kind, kind.meaning, errors=[{"pointer": "#/file", "code": error.code, "detail": kind.meaning}])
    known = _as_api_exception(error)
    if known is not None:
        return _answer_known(known, request)
    if settings.DEBUG:
        raise error
    log.error("api.error", exc_info=error, extra={"path": request.path, "request": request})
    got_request_exception.send(sender=handle, request=request._request)
    return _answer(KINDS["error"], KINDS["error"].meaning)


def _as_api_exception(error: Exception) -> exceptions.APIException | None:
    if isinstance(error, exceptions.APIException):
        return error
    if isinstance(error, Http404):
        return exceptions.NotFound()
    if isinstance(error, PermissionDenied):
        return exceptions.PermissionDenied()
    if isinstance(error, RequestDataTooBig):
        return BodyTooLarge()
    if isinstance(error, SuspiciousOperation):
        return exceptions.ParseError("The request holds more fields or files than we take, or is malformed.")
    return None


class BodyTooLarge(exceptions.APIException):
    """A body larger than the API takes, refused before it is read."""

    status_code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    default_code = "body_too_large"
    default_detail = KINDS["body_too_large"].meaning


def _answer_known(error: exceptions.APIException, request: Request) -> Response:
    headers = {}
    if isinstance(error, exceptions.Throttled):
        headers["Retry-After"] = str(wait := max(1, int(getattr(error, "wait", None) or 1)))
        return _answer(KINDS["throttled"], f"Too many requests. Try again in {wait} seconds.", headers=headers)
    if isinstance(error, exceptions.ValidationError):
        where = "#" if request.method == "POST" else "#/query"
        errors = list(_leaves(error.detail, where))
        return _answer(KINDS["invalid"], " ".join(dict.fromkeys(leaf["detail"] for leaf in errors)), errors=errors)
    if isinstance(error, exceptions.UnsupportedMediaType):
        return _answer(KINDS["unsupported_media_type"], f"{error.detail} {_how_to_send(request)}")
    codes = error.get_codes()
    kind = KINDS.get(codes if isinstance(codes, str) else "") or _of_status(error.status_code)
    return _answer(kind, str(error.detail), headers=headers)


def _how_to_send(request: Request) -> str:
    address = request.build_absolute_uri(request.path)
    return f"Send the file as multipart/form-data, in the field `file`: curl -F file=@report.pdf {address}"


def _of_status(status: int) -> ProblemKind:
    return next((kind for kind in KINDS.values() if kind.status == status), KINDS["error"])


def _leaves(detail: Any, pointer: str) -> Any:
    """Each single complaint within a validation error, with the pointer to what it is about."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            yield from _leaves(inner, pointer if name in ("non_field_errors", "__all__") else f"{pointer}/{name}")
    elif isinstance(detail, list):
        for inner in detail:
            yield from _leaves(inner, pointer)
    else:
        yield {"pointer": pointer, "code": getattr(detail, "code", None) or "invalid", "detail": str(detail)}


def _answer(
    kind: ProblemKind, detail: str, *, errors: list[dict[str, str]] | None = None, headers: dict[str, str] | None = None
) -> Response:
    body: dict[str, Any] = {
        "type": kind.type,
        "title": kind.title,
        "status": kind.status,
        "detail": detail,
        "code": kind.code,
    }
    if errors:
        body["errors"] = errors
    return Response(body, status=kind.status, headers=headers, content_type=CONTENT_TYPE)
