"""What a browser may see of its own: the tracking tokens of the reports that were sent in from it."""

from django.http import HttpRequest

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
