"""The last few decisions of a moderator in this browser, to take back: a slip of the hand must not need a search."""

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse

from registry import review
from registry.models import Decision, Report, Status
from registry.web.answer_lines import MODELS, answer_line
from registry.web.claims import claims_of

_KEY = "undo"
_MOST = 5
_CAN_BE_UNDONE = (Status.PUBLISHED, Status.REJECTED, Status.WITHDRAWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Something that can be taken back: what it is, and the act that does so at `url`."""

    says: str
    url: str
    act: str


def remember(request: HttpRequest, name: str) -> None:
    """Offer to undo what was just decided: of a report by its reference, of a reply or objection by its name."""
    request.session[_KEY] = [name, *_others(request, name)][:_MOST]


def forget(request: HttpRequest, name: str) -> None:
    """Offer nothing more of it."""
    request.session[_KEY] = _others(request, name)


def undoable(request: HttpRequest) -> list[Offer]:
    """What was decided last and still stands as decided, the newest first; five at most."""
    names: list[str] = request.session.get(_KEY, [])
    if not names:
        return []
    found = _reports(request, names) | _answers(request, names)
    return [found[name] for name in names if name in found]


def _reports(request: HttpRequest, names: list[str]) -> dict[str, Offer]:
    visible = Report.objects.visible_to(request.user, claims_of(request))
    return {
        one.reference: Offer(
            says=f"{one} {one.get_status_display()}", url=reverse("decide", args=[one.reference]), act="undo"
        )
        for one in visible.filter(reference__in=names, status__in=_CAN_BE_UNDONE)
    }


def _answers(request: HttpRequest, names: list[str]) -> dict[str, Offer]:
    found = {}
    for kind, model in MODELS.items():
        keys = [name.removeprefix(f"{kind}-") for name in names if name.startswith(f"{kind}-")]
        if not keys:
            continue
        visible = model.objects.visible_to(request.user, claims_of(request)).exclude(state="waiting")
        for row in visible.filter(pk__in=keys).select_related("flag__report"):
            line = answer_line(row)
            says = f"{line.title} {row.get_state_display()}"
            found[line.name] = Offer(says=says, url=line.decide_url, act="reopen")
    return found


def undo(report: Report, *, by: User, reason: str) -> Decision:
    """Put a report that was published, rejected or withdrawn back into review."""
    with transaction.atomic():
        report.refresh_from_db()
        if report.status == Status.PUBLISHED:
            review.withdraw(report, by=by, reason=reason)
        return review.reopen(report, by=by, reason=reason)


def _others(request: HttpRequest, name: str) -> list[str]:
    return [one for one in request.session.get(_KEY, []) if one != name]
