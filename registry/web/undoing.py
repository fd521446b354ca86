"""The last few decisions of a moderator in this browser, to take back: a slip of the hand must not need a search."""

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse

from registry import forming, review
from registry.models import Decision, Report, Status
from registry.web.answer_lines import MODELS, answer_line
from registry.web.claims import claims_of

_KEY = "undo"
_FORM = "form-"  # begins the name of a decision on a product's form
_MOST = 5
_CAN_BE_UNDONE = (Status.PUBLISHED, Status.REJECTED, Status.WITHDRAWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Something that can be taken back: what it is, and the act that does so at `url`."""

    says: str
    url: str
    act: str


def remember(request: HttpRequest, name: str) -> None:
    """Offer to undo what was just decided: of a report by its reference, of all else by its name."""
    request.session[_KEY] = [name, *_others(request, name)][:_MOST]


def forget(request: HttpRequest, name: str) -> None:
    """Offer nothing more of it."""
    request.session[_KEY] = _others(request, name)


def undoable(request: HttpRequest) -> list[Offer]:
    """What was decided last and still stands as decided, the newest first; five at most."""
    names: list[str] = request.session.get(_KEY, [])
    if not names:
        return []
    found = _reports(request, names) | _answers(request, names) | _forms(request, names)
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


def name_of_form(decision: Decision) -> str:
    """What a decision on a product's form is remembered by."""
    return f"{_FORM}{decision.pk}"


def _forms(request: HttpRequest, names: list[str]) -> dict[str, Offer]:
    """What was said of products and still holds."""
    keys = [name.removeprefix(_FORM) for name in names if name.startswith(_FORM)]
    if not keys:
        return {}
    found = {}
    for one in (
        Decision.objects.visible_to(request.user, claims_of(request)).filter(pk__in=keys).select_related("report")
    ):
        position = int(str(one.after["target"]).partition(":")[2])
        sample = one.report.samples.filter(position=position).select_related("product").first()
        if sample is None or sample.product is None or not forming.still_holds(one, sample.product):
            continue
        says = f"{sample.product}: {sample.product.get_form_display()}"
        found[name_of_form(one)] = Offer(
            says=says, url=reverse("say-form", args=[one.report.reference, position]), act="undo"
        )
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
