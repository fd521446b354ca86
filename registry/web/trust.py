"""Pages that say why one may trust this, and how far: an overview, how we check, who moderates."""

import datetime as dt
from collections import Counter

from django.contrib.auth.models import User
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from registry.judging import all_checks, base_rates
from registry.models import REVIEW_PERMISSION, Decision, Flag

_RECENT = dt.timedelta(days=90)
_PASSWORDS = "django.contrib.auth.backends.ModelBackend"  # whose rights count; the other one only counts attempts
_ACTS = (
    Decision.Act.PUBLISH,
    Decision.Act.REJECT,
    Decision.Act.WITHDRAW,
    Decision.Act.CORRECT,
    Decision.Act.CONFIRM_FLAG,
    Decision.Act.DISMISS_FLAG,
)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Where everything about the registry itself is said."""
    return render(request, "registry/about.html")


@require_safe
def how_we_check(request: HttpRequest) -> HttpResponse:
    """What a flag is, what its levels mean, how numbers are compared, and how often checks err."""
    checks = all_checks()
    levels = Counter(check.severity.value for check in checks)
    context = {
        "count": len(checks),
        "levels": {level: levels[level] for level in Flag.Severity.values},
        "ours": sum(1 for check in checks if check.ours),
        "rates": base_rates(),
    }
    return render(request, "registry/how_we_check.html", context)


@require_safe
def who_moderates(request: HttpRequest) -> HttpResponse:
    """Who decides what is published, by which rules, and how much was decided of late; counts only, no names."""
    since = timezone.now() - _RECENT
    done = Decision.objects.filter(at__gte=since, act__in=_ACTS).order_by()
    counts = dict(done.values_list("act").annotate(Count("pk")))
    context = {
        "moderators": User.objects.with_perm(REVIEW_PERMISSION, backend=_PASSWORDS).filter(is_active=True).count(),
        "days": _RECENT.days,
        "decided": {str(act.value): counts.get(act.value, 0) for act in _ACTS},
        "total": sum(counts.values()),
    }
    return render(request, "registry/who_moderates.html", context)
