"""The page of one flag, and what anyone may say of it there: a reply, or that it is wrong.

The forms stand at addresses of their own, so that who only reads gets no cookie.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from registry import answering
from registry.models import Flag, Objection, Reply, Report
from registry.web.answer_forms import AnswerForm, ObjectionForm, ReplyForm
from registry.web.claims import claims_of
from registry.web.flag_history import flag_history
from registry.web.flag_lines import lines_of
from registry.web.report_page import ReportPage
from registry.web.reports import gone
from registry.web.throttling import take_answer

_WRONG, _TOO_MANY = 422, 429
_WAITING = "waiting"  # the state of either kind of answer before a moderator decided on it


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One of the two ways to answer: its name, which is that of its address, its form, and what keeps it."""

    name: str
    form: type[AnswerForm]
    keep: Callable[..., Reply | Objection]


KINDS = {
    kind.name: kind
    for kind in (
        Kind(name="reply", form=ReplyForm, keep=answering.reply),
        Kind(name="objection", form=ObjectionForm, keep=answering.object_to),
    )
}


@require_safe
def flag(request: HttpRequest, reference: str, flag: int) -> HttpResponse:
    """One flag: its sum and evidence, who replied, and what was decided."""
    return _with_flag(request, reference, flag, lambda one: _show(request, one))


@never_cache
@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, reference: str, flag: int, kind: str) -> HttpResponse:
    """The form for a reply or an objection, and what is sent with it."""
    return _with_flag(request, reference, flag, lambda one: _answer(request, one, KINDS[kind]))


@require_safe
def sent(request: HttpRequest, reference: str, flag: int, kind: str) -> HttpResponse:
    """Thanks for a reply or an objection, and what happens next."""
    page = f"registry/{kind}_sent.html"
    return _with_flag(request, reference, flag, lambda one: render(request, page, {"flag": one}))


def _with_flag(request: HttpRequest, reference: str, flag: int, show: Callable[[Flag], HttpResponse]) -> HttpResponse:
    """What `show` makes of the flag, if the reader may see it; 410 under a report that was withdrawn."""
    claims = claims_of(request)
    if not Report.objects.visible_to(request.user, claims).filter(reference=reference).exists():
        return gone(request, reference)
    visible = Flag.objects.visible_to(request.user, claims).select_related("report__laboratory")
    one = get_object_or_404(visible, report__reference=reference, pk=flag)
    response = show(one)
    if one.report.status != Report.Status.PUBLISHED:
        response["Cache-Control"] = "private, no-store"
    return response


def _show(request: HttpRequest, one: Flag) -> HttpResponse:
    page = ReportPage(one.report, url=one.report.get_absolute_url())
    (line,) = lines_of(Flag.objects.filter(pk=one.pk), page.report, page.places)
    context = {"page": page, "report": one.report, "line": line, "history": flag_history(line.flag)}
    return render(request, "registry/flag.html", context)


def _answer(request: HttpRequest, one: Flag, kind: Kind) -> HttpResponse:
    if not one.is_current:
        return redirect(one)
    if request.method != "POST":
        return _form(request, one, kind, kind.form())
    form = kind.form(request.POST)
    if form.is_from_a_machine:
        return _sent(one, kind)  # nothing is kept, and nothing tells the machine so
    if not form.is_valid():
        return _form(request, one, kind, form, status=_WRONG)
    if refusal := take_answer(request):
        return _form(request, one, kind, form, status=_TOO_MANY, refusal=refusal.sentence)
    if kind.keep(one, **form.said).state != _WAITING:
        said = _(
            "These very words were sent before, and a moderator has decided on them. If there is more, please add it."
        )
        return _form(request, one, kind, form, status=_WRONG, refusal=said)
    return _sent(one, kind)


def _form(
    request: HttpRequest, one: Flag, kind: Kind, form: AnswerForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"flag": one, "report": one.report, "form": form, **more}
    return render(request, f"registry/{kind.name}.html", context, status=status)


def _sent(one: Flag, kind: Kind) -> HttpResponse:
    return redirect(f"{kind.name}-sent", one.report.reference, one.pk)
