"""The review desk: the queue, one report on one screen, and what a moderator does there.

Every act is a form that is sent here and calls one function of `registry.review`. What the rules do not allow comes
back as a sentence.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from labs.reference.analytes import all_analytes
from registry import review
from registry.corrections import result_target, unplaced
from registry.models import REVIEW_PERMISSION, AnalyteResult, Decision, Flag, Objection, Product, Reply, Report, Status
from registry.web import undoing
from registry.web.claims import claims_of
from registry.web.history import told
from registry.web.lines import report_lines
from registry.web.report_page import ReportPage
from registry.web.stages import stage_of

View = Callable[..., HttpResponse]
Act = Decision.Act
TABS = (Status.IN_REVIEW, Status.UNREADABLE, Status.PUBLISHED, Status.REJECTED, Status.WITHDRAWN)
# The usual reasons, kept in English and shown in the reader's language.
REASONS = {
    Act.REJECT: (
        gettext_noop("Not a certificate of analysis for a kratom product."),
        gettext_noop("The same test is here already, from another copy of the report."),
        gettext_noop("The pages cannot be read well enough to check the values."),
        gettext_noop("Values were read wrongly in too many places."),
    ),
    Act.WITHDRAW: (
        gettext_noop("The laboratory replaced this report."),
        gettext_noop("The laboratory says that it did not issue this report."),
        gettext_noop("A value was published wrongly and has to be read again."),
    ),
    Act.REOPEN: (
        gettext_noop("Undo: decided too early."),
        gettext_noop("New information from the laboratory or the seller."),
    ),
}
# What the button says, and the key that presses it.
_BUTTONS = {
    Act.PUBLISH: (gettext_lazy("Publish"), "p"),
    Act.REJECT: (gettext_lazy("Reject"), "r"),
    Act.WITHDRAW: (gettext_lazy("Withdraw"), "w"),
    Act.REOPEN: (gettext_lazy("Reopen"), "o"),
    Act.READ_AGAIN: (gettext_lazy("Read again"), ""),
}
MISTAKES = [(mistake.value, mistake.label) for mistake in Flag.MISTAKES]  # what an objection can be right about
_UNDO = "undo"
_TO_UNDO = frozenset({Act.PUBLISH, Act.REJECT, Act.WITHDRAW})
_QUEUE_PAGE = 50


def for_moderators(view: View) -> View:
    """Sign in first; without the permission it is forbidden."""
    allowed = permission_required(REVIEW_PERMISSION, raise_exception=True)(view)
    return cast(View, wraps(view)(never_cache(login_required(allowed))))


@for_moderators
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Reports by status: those that wait, the oldest first."""
    tab = request.GET.get("status", Status.IN_REVIEW)
    tab = tab if tab in TABS else Status.IN_REVIEW
    visible = Report.objects.visible_to(request.user, claims_of(request))
    waiting = visible.filter(status=tab)
    waiting = (
        waiting.order_by("created_at", "pk") if tab == Status.IN_REVIEW else waiting.order_by("-changed_at", "-pk")
    )
    page = Paginator(waiting, _QUEUE_PAGE).get_page(request.GET.get("page"))
    lines = report_lines(cast("QuerySet[Report]", page.object_list), for_moderators=True)
    return render(
        request,
        "registry/review_queue.html",
        {
            "tab": tab,
            "tab_name": Status(tab).label,
            "page": page,
            "lines": lines,
            "undo": undoing.undoable(request),
            **tabs_of(request),
        },
    )


def tabs_of(request: HttpRequest) -> dict[str, Any]:
    """The tabs of the queue with how much each holds: reports by status, and replies and objections that wait."""
    claims = claims_of(request)
    visible = Report.objects.visible_to(request.user, claims)
    counts = dict(visible.order_by().values_list("status").annotate(Count("pk")))
    waiting = [model.objects.visible_to(request.user, claims).waiting().count() for model in (Reply, Objection)]
    tabs = [(status, Status(status).label, counts.get(status, 0)) for status in TABS]
    return {"tabs": tabs, "answer_count": sum(waiting)}


@for_moderators
@require_safe
def desk(request: HttpRequest, reference: str) -> HttpResponse:
    """One report: the paper beside its values, and everything that may be done."""
    visible = Report.objects.visible_to(request.user, claims_of(request)).select_related("laboratory")
    report = get_object_or_404(visible, reference=reference)
    page = ReportPage(report, url=_desk(report), at=request.GET.get("at", ""), is_desk=True)
    context = {"page": page, "report": report, "undo": undoing.undoable(request)[:1], **_choices(report)}
    names = {result_target(line.row.sample.position, line.row.key): line.name for line in page.lines}
    decisions = report.decisions.select_related("by", "flag")
    context["decisions"] = [told(decision, names) for decision in decisions]
    return render(request, "registry/review_report.html", context)


def _choices(report: Report) -> dict[str, Any]:
    """What a moderator may do next, and with which words."""
    acts = review.allowed_acts(report)
    return {
        "acts": [(act.value, *_BUTTONS[act], REASONS.get(act, ()), act in review.NEED_A_REASON) for act in acts],
        "blockers": review.blockers(report) if Act.PUBLISH in acts else [],
        "unplaced": unplaced(report),
        "can_correct": report.status in (Status.IN_REVIEW, Status.PUBLISHED),
        "dismissals": Flag.Dismissal.choices,
        "mistakes": MISTAKES,
        "stage": stage_of(report),
        "analytes": all_analytes(),
        "forms": Product.Form.choices,
    }


def _drop(report: Report, *, by: User, reason: str, correction: str) -> Decision:
    """Let go of a correction that the last reading holds no place for."""
    lost = next((one for one in unplaced(report) if str(one.pk) == correction), None)
    if lost is None:
        raise review.NotAllowed(_("That correction has its place, or was dropped before."))
    return review.drop_correction(lost, by=by, reason=reason)


_ACTS: dict[str, Callable[..., Decision]] = {
    Act.PUBLISH: review.publish,
    Act.REJECT: review.reject,
    Act.WITHDRAW: review.withdraw,
    Act.REOPEN: review.reopen,
    Act.READ_AGAIN: review.read_again,
    _UNDO: undoing.undo,
}


@for_moderators
@require_POST
def decide(request: HttpRequest, reference: str) -> HttpResponse:
    """Publish, reject, withdraw, reopen or have a report read again."""
    report = _report(request, reference)
    if correction := request.POST.get("correction", ""):
        return _try(request, report, lambda by: _drop(report, by=by, reason=reason_of(request), correction=correction))
    act = _ACTS.get(request.POST.get("act", ""))
    if act is None:
        return _refused(request, report, _("Choose what to do."))
    try:
        decision = act(report, by=cast(User, request.user), reason=reason_of(request))
    except review.NotAllowed as refusal:
        return _refused(request, report, str(refusal))
    _tell(request, report, decision)
    is_settled = decision.act in (Act.PUBLISH, Act.REJECT)
    return redirect(_next_in_queue(request, report) if is_settled else _desk(report))


@for_moderators
@require_POST
def decide_flag(request: HttpRequest, reference: str, flag: int) -> HttpResponse:
    """Confirm or dismiss one flag."""
    report = _report(request, reference)
    one = get_object_or_404(Flag.everything, report=report, pk=flag)
    act, reason, at = request.POST.get("act", ""), reason_of(request), f"#flag-{one.pk}"
    if act == "confirm":
        return _try(request, report, lambda by: review.confirm_flag(one, by=by, reason=reason), at)
    if act == "dismiss":
        because = request.POST.get("because", "")
        return _try(request, report, lambda by: review.dismiss_flag(one, by=by, because=because, reason=reason), at)
    return _refused(request, report, _("Choose whether the flag is right."))


@for_moderators
@require_POST
def correct_result(request: HttpRequest, reference: str, sample: int, key: str) -> HttpResponse:
    """Set the amount, unit or analyte of one result."""
    report = _report(request, reference)
    row = get_object_or_404(AnalyteResult, sample__report=report, sample__position=sample, key=key)
    changes = _changes(request, ("text", "unit", "analyte"))
    at = "?" + urlencode({"at": f"{sample}/{key}"})
    return _try(request, report, lambda by: review.correct_result(row, by=by, reason=reason_of(request), **changes), at)


@for_moderators
@require_POST
def correct_head(request: HttpRequest, reference: str) -> HttpResponse:
    """Set the laboratory, the report number or the client."""
    report = _report(request, reference)
    changes = _changes(request, ("lab_name", "report_id", "client"))
    return _try(request, report, lambda by: review.correct_report(report, by=by, reason=reason_of(request), **changes))


@for_moderators
@require_POST
def correct_sample(request: HttpRequest, reference: str, sample: int) -> HttpResponse:
    """Set the product or the batch of one sample."""
    report = _report(request, reference)
    get_object_or_404(report.samples, position=sample)
    changes = _changes(request, ("product_name", "batch"))
    return _try(
        request, report, lambda by: review.correct_sample(report, sample, by=by, reason=reason_of(request), **changes)
    )


def _report(request: HttpRequest, reference: str) -> Report:
    report: Report = get_object_or_404(Report.objects.visible_to(request.user, claims_of(request)), reference=reference)
    return report


def reason_of(request: HttpRequest) -> str:
    """The written reason, or else the chosen one; both when both were given."""
    given = (_written(request, "quick"), _written(request, "reason"))
    return " ".join(part for part in given if part)


def _changes(request: HttpRequest, names: tuple[str, ...]) -> dict[str, str]:
    return {name: _written(request, name) for name in names if name in request.POST}


def _written(request: HttpRequest, name: str) -> str:
    """A field of the form, without the null characters that a database refuses."""
    return request.POST.get(name, "").replace("\x00", "").strip()


def _try(request: HttpRequest, report: Report, act: Callable[[User], Decision], at: str = "") -> HttpResponse:
    try:
        decision = act(cast(User, request.user))
    except review.NotAllowed as refusal:
        return _refused(request, report, str(refusal), at)
    messages.success(request, _("Done: %(act)s.") % {"act": decision.get_act_display()})
    return redirect(_desk(report) + at)


def _refused(request: HttpRequest, report: Report, sentence: str, at: str = "") -> HttpResponse:
    messages.error(request, sentence)
    return redirect(_desk(report) + at)


def _tell(request: HttpRequest, report: Report, decision: Decision) -> None:
    """Say what was done; the next pages offer to undo it where that is possible."""
    messages.success(request, f"{report}: {decision.get_act_display()}.")
    if decision.act in _TO_UNDO:
        undoing.remember(request, report.reference)
    else:
        undoing.forget(request, report.reference)


def _next_in_queue(request: HttpRequest, report: Report) -> str:
    """The desk of the report that waits longest now, or the empty queue."""
    waiting = Report.objects.visible_to(request.user, claims_of(request)).filter(status=Status.IN_REVIEW)
    following = waiting.exclude(pk=report.pk).order_by("created_at", "pk").first()
    return _desk(following) if following else reverse("review")


def _desk(report: Report) -> str:
    return reverse("review-report", args=[report.reference])
