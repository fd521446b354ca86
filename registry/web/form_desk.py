"""What a product is made as, on the review desk: said, and taken back."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from registry import forming
from registry.models import Product, Report
from registry.review import NotAllowed
from registry.web import undoing
from registry.web.claims import claims_of
from registry.web.moderation import for_moderators, reason_of


@for_moderators
@require_POST
def say_form(request: HttpRequest, reference: str, sample: int) -> HttpResponse:
    """Say what the product of one sample is made as, or take back what was said of it last."""
    report: Report = get_object_or_404(Report.objects.visible_to(request.user, claims_of(request)), reference=reference)
    desk = reverse("review-report", args=[report.reference])
    by, reason = cast(User, request.user), reason_of(request)
    is_undo = request.POST.get("act") == "undo"
    before = forming.last_said(report, sample)
    try:
        if is_undo:
            decision = forming.take_back(report, sample, by=by, reason=reason)
        else:
            decision = forming.say(report, sample, request.POST.get("form", ""), by=by, reason=reason)
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
        return redirect(desk)
    if before is not None:
        undoing.forget(request, undoing.name_of_form(before))
    if not is_undo:
        undoing.remember(request, undoing.name_of_form(decision))
    form = Product.Form(decision.after["form"]).label
    messages.success(request, f"{report}: {form}.")
    return redirect(desk)
