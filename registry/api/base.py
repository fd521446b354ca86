"""What all views of the API share: known parameters only, open reading across origins, rates, revalidation."""

from collections.abc import Collection, Sequence
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, set_response_etag
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from registry.api import throttling
from registry.api.problems import KINDS
from registry.api.words import unknown_parameter

_READING = ("GET", "HEAD", "OPTIONS")
_KEPT = {"Access-Control-Allow-Origin", "Access-Control-Expose-Headers", "RateLimit", "RateLimit-Policy", "Retry-After"}
_EXPOSED = "ETag, Location, Retry-After, RateLimit, RateLimit-Policy"


class ApiView(APIView):
    """A view of the API."""

    throttle_classes: Sequence[type[BaseThrottle]] = (throttling.Reads,)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer a request; one whose `If-None-Match` holds gets 304, with the headers that its answer would have."""
        response = super().dispatch(request, *args, **kwargs)
        if request.method != "GET" or response.status_code != HTTPStatus.OK or not isinstance(response, Response):
            return response
        set_response_etag(response.render())
        answer = get_conditional_response(request, etag=response["ETag"], response=response) or response
        if answer is not response:
            for name in _KEPT & set(response.headers):
                answer[name] = response[name]
        return answer

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse what no part of the view would look at, before anything is done."""
        super().initial(request, *args, **kwargs)
        refuse_unknown(request, self.parameters(), self.repeated())

    def parameters(self) -> Collection[str]:
        """The query parameters that the request may have."""
        return ()

    def repeated(self) -> Collection[str]:
        """Those of them that may be given more than once."""
        return ()

    def get_throttles(self) -> list[BaseThrottle]:
        """The throttles of this request, kept for the headers that report them."""
        self.throttles = super().get_throttles()
        return self.throttles

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        """Add the headers that every answer has."""
        response = super().finalize_response(request, response, *args, **kwargs)
        for name, value in throttling.headers(getattr(self, "throttles", ())).items():
            response[name] = value
        if request.method in _READING:
            _open_to_other_origins(response)
            response["Cache-Control"] = "private, no-cache"  # what was public may be withdrawn: ask, with the ETag
        return response


def _open_to_other_origins(response: Response) -> None:
    """Let pages of other sites read; "*" never carries a reader's session along."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Methods"] = ", ".join(_READING)
    response["Access-Control-Allow-Headers"] = "If-None-Match"
    response["Access-Control-Expose-Headers"] = _EXPOSED
    response["Access-Control-Max-Age"] = "86400"


def refuse_unknown(request: Request, known: Collection[str], repeated: Collection[str] = ()) -> None:
    """Raise `ValidationError` for a query parameter that nothing would look at, is empty, or is one too many."""
    wrong = {}
    for name, values in request.query_params.lists():
        if name not in known:
            wrong[name] = [exceptions.ErrorDetail(unknown_parameter(name, known), code="unknown_parameter")]
        elif len(values) > 1 and name not in repeated:
            wrong[name] = [exceptions.ErrorDetail(f"{name} is given {len(values)} times.", code="repeated_parameter")]
        elif not all(values):
            wrong[name] = [exceptions.ErrorDetail(f"{name} is empty. Leave it out instead.", code="empty_parameter")]
    if wrong:
        raise exceptions.ValidationError(wrong)


class Root(ApiView):
    """What the API holds."""

    schema = None

    def get(self, request: Request) -> Response:
        """The addresses to start from."""
        records = ("reports", "results", "flags", "products", "batches", "brands", "laboratories")
        names = (*records, "search", "checks", "analytes", "limits", "problems", "schema", "docs")
        base = request.build_absolute_uri(request.path)
        return Response({name: f"{base}{name}/" for name in names})


class NoSuchAddress(ApiView):
    """Whatever lies under the API's address and is not there."""

    schema = None
    throttle_classes = ()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:  # noqa: ARG002 (DRF's signature)
        """There is nothing, whatever the method and whatever it accepts."""
        self.format_kwarg = None
        hint = "" if request.path.endswith("/") else " Addresses of the API end in a slash."
        raise exceptions.NotFound(f"{KINDS['not_found'].meaning}{hint}")


class Problems(ApiView):
    """The kinds of problems that the API answers with."""

    schema = None

    def get(self, request: Request, code: str | None = None) -> Response:  # noqa: ARG002 (DRF's signature)
        """All kinds, or the one of that code."""
        kinds = [
            {"type": kind.type, "code": kind.code, "status": kind.status, "title": kind.title, "meaning": kind.meaning}
            for kind in KINDS.values()
            if code in (None, kind.code)
        ]
        if not kinds:
            raise exceptions.NotFound
        return Response({"results": kinds} if code is None else kinds[0])
