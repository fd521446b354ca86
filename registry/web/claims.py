"""What a browser may see of its own: the tracking tokens of the reports that were sent in from it."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from registry.models import Report

_KEY = "claims"
_MOST = 200


def claims_of(request: HttpRequest) -> tuple[str, ...]:
    """The tracking tokens that this browser holds, for `visible_to`."""
    return tuple(request.session.get(_KEY, ()))


def claim(request: HttpRequest, report: Report) -> None:
    """Let this browser see a report that it has just sent in."""
    held = [token for token in claims_of(request) if token != report.tracking_token]
    request.session[_KEY] = [*held, report.tracking_token][-_MOST:]


class KeepOwnPrivate:
    """Middleware: what was shown to somebody who may see more than a stranger is for their own browser alone.

    Only where the answer asked who reads, and says nothing of caches itself.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and let no shared cache keep it."""
        response = self.get_response(request)
        is_undecided = request.session.accessed and not response.has_header("Cache-Control")
        if is_undecided and (request.user.is_authenticated or claims_of(request)):
            response["Cache-Control"] = "private, no-cache"
        return response
