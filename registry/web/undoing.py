"""The last few decisions of a moderator in this browser, to take back: a slip of the hand must not need a search."""

from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest

from registry import review
from registry.models import Decision, Report, Status
from registry.web.claims import claims_of

_KEY = "undo"
_MOST = 5
_CAN_BE_UNDONE = (Status.PUBLISHED, Status.REJECTED, Status.WITHDRAWN)


def remember(request: HttpRequest, report: Report) -> None:
    """Offer to undo what was just decided of this report."""
    request.session[_KEY] = [report.reference, *_others(request, report)][:_MOST]


def forget(request: HttpRequest, report: Report) -> None:
    """Offer nothing more of this report."""
    request.session[_KEY] = _others(request, report)


def undoable(request: HttpRequest) -> list[Report]:
    """The reports that were decided last and still stand as decided, the newest first; five at most."""
    references = request.session.get(_KEY, [])
    if not references:
        return []
    visible = Report.objects.visible_to(request.user, claims_of(request))
    found = {one.reference: one for one in visible.filter(reference__in=references, status__in=_CAN_BE_UNDONE)}
    return [found[reference] for reference in references if reference in found]


def undo(report: Report, *, by: User, reason: str) -> Decision:
    """Put a report that was published, rejected or withdrawn back into review."""
    with transaction.atomic():
        report.refresh_from_db()
        if report.status == Status.PUBLISHED:
            review.withdraw(report, by=by, reason=reason)
        return review.reopen(report, by=by, reason=reason)


def _others(request: HttpRequest, report: Report) -> list[str]:
    return [reference for reference in request.session.get(_KEY, []) if reference != report.reference]
