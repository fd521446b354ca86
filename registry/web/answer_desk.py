"""What waits of replies and objections, and what moderators decide of each; see `registry.hearing`."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.paginator import Page, Paginator
from django.db.models import CharField, Value
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from registry import hearing
from registry.models import Decision
from registry.review import NotAllowed
from registry.web import undoing
from registry.web.answer_lines import MODELS, Answer, AnswerLine, answer_line
from registry.web.claims import claims_of
from registry.web.moderation import MISTAKES, for_moderators, reason_of, tabs_of

_PAGE = 30
_ACTS: dict[tuple[str, str], Callable[..., Decision]] = {
    ("reply", "verify"): hearing.verify_reply,
    ("reply", "decline"): hearing.decline_reply,
    ("reply", "reopen"): hearing.reopen_reply,
    ("objection", "uphold"): hearing.uphold,
    ("objection", "overrule"): hearing.overrule,
    ("objection", "reopen"): hearing.reopen_objection,
}


@for_moderators
@require_safe
def answers(request: HttpRequest) -> HttpResponse:
    """Replies and objections that wait, the oldest first."""
    page = _waiting(request)
    context = {"page": page, "mistakes": MISTAKES, "undo": undoing.undoable(request), "tab": "answers"}
    return render(request, "registry/review_answers.html", context | tabs_of(request))


def _waiting(request: HttpRequest) -> "Page[Any]":
    """A page of what waits: names first, of both kinds in one order, then the rows that are shown."""
    replies, objections = (
        model.objects.visible_to(request.user, claims_of(request))
        .waiting()
        .order_by()
        .values_list("sent_at", "pk", Value(kind, output_field=CharField()))
        for kind, model in MODELS.items()
    )
    page: Page[Any] = Paginator(replies.union(objections, all=True).order_by("sent_at", "pk"), _PAGE).get_page(
        request.GET.get("page")
    )
    page.object_list = _lines([(kind, pk) for _sent, pk, kind in page.object_list])
    return page


def _lines(names: list[tuple[str, int]]) -> list[AnswerLine]:
    found: dict[tuple[str, int], Answer] = {}
    for kind, model in MODELS.items():
        rows = model.objects.filter(pk__in=[pk for of, pk in names if of == kind])
        found |= {(kind, row.pk): row for row in rows.select_related("flag__report__laboratory", "decision__by")}
    return [answer_line(found[name]) for name in names if name in found]


@for_moderators
@require_POST
def decide_answer(request: HttpRequest, reference: str, answer: int, kind: str) -> HttpResponse:
    """Verify or decline a reply, uphold an objection or not, or take either up again."""
    visible = MODELS[kind].objects.visible_to(request.user, claims_of(request)).select_related("flag__report")
    row = get_object_or_404(visible, flag__report__reference=reference, pk=answer)
    act = _ACTS.get((kind, request.POST.get("act", "")))
    back = _back(request, row)
    if act is None:
        messages.error(request, _("Choose what to do."))
        return redirect(back)
    more = {"because": request.POST.get("because", "")} if act is hearing.uphold else {}
    try:
        decision = act(row, by=cast(User, request.user), reason=reason_of(request), **more)
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
        return redirect(back)
    messages.success(request, f"{answer_line(row).title}: {decision.get_act_display()}.")
    if decision.act == Decision.Act.REOPEN_ANSWER:
        undoing.forget(request, answer_line(row).name)
    else:
        undoing.remember(request, answer_line(row).name)
    return redirect(back)


def _back(request: HttpRequest, row: Answer) -> str:
    """Where the decision was made: the report's desk at the flag, or the queue."""
    if request.POST.get("at") == "desk":
        return f"{reverse('review-report', args=[row.flag.report.reference])}#flag-{row.flag_id}"
    return reverse("review-answers")
