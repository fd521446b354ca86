"""Answers for what went wrong, in the site's own style and without a word of what was behind it."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import requires_csrf_token

from registry.web.negotiation import prefers_json, problem


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


@requires_csrf_token
def server_error(_request: HttpRequest) -> HttpResponse:
    """500: our fault. Plain on purpose: whatever broke may be what a fuller page would need."""
    return render(None, "500.html", status=500)
