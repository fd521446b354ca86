"""Answers for what went wrong, in the site's own style and without a word of what was behind it."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.csrf import requires_csrf_token

from registry.web.negotiation import prefers_json, problem
from registry.web.throttling import Refusal

View = Callable[..., HttpResponseBase]


def _answer(request: HttpRequest, status: int) -> HttpResponse:
    if prefers_json(request):
        return problem(request, HTTPStatus(status))
    return render(request, f"{status}.html", status=status)


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 (Django's name for it)
    """400: the request makes no sense."""
    return _answer(request, 400)


@requires_csrf_token
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 (Django's name for it)
    """403: signed in, but not allowed."""
    return _answer(request, 403)


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 (Django's name for it)
    """404: nothing here, or nothing that this reader may see."""
    return _answer(request, 404)


def limited(take: Callable[[HttpRequest], Refusal | None], *, is_page: bool = True) -> Callable[[View], View]:
    """Let a view answer as long as `take` does not refuse the request; where no page is seen, it is told in short."""

    def around(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            refusal = take(request)
            return too_many(request, refusal, is_page=is_page) if refusal else view(request, *args, **kwargs)

        return answer

    return around


def too_many(request: HttpRequest, refusal: Refusal, *, is_page: bool = True) -> HttpResponse:
    """429: more than one address may ask for, and when there is more."""
    status = HTTPStatus.TOO_MANY_REQUESTS
    if is_page:
        answer = render(request, "429.html", {"sentence": refusal.sentence}, status=status)
    else:
        answer = HttpResponse(refusal.sentence, status=status, content_type="text/plain; charset=utf-8")
    answer["Retry-After"] = str(refusal.wait)
    answer["Cache-Control"] = "no-store"
    return answer


@requires_csrf_token
def server_error(_request: HttpRequest) -> HttpResponse:
    """500: our fault. Plain on purpose: whatever broke may be what a fuller page would need."""
    return render(None, "500.html", status=500)
