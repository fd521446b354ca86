"""Pages that say how we work: reading, what this is not, the checks, the yardsticks."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from labs.quantities import Kind
from labs.reference.limits import LimitSet, all_limit_sets, limit_set
from registry.judging import CATEGORIES, BaseRate, Check, all_checks, base_rates
from registry.models import AnalyteResult
from registry.precision import NOTHING_DECIDED, Precision, precision_of, precisions
from registry.web.analyte_names import name_by_slug
from registry.web.flag_lines import steps_of
from registry.web.translating import in_language, stays_english
from registry.web.yardsticks import grouped

_MOST_HELD = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """How many results a text can be held against; `is_more` where counting stopped."""

    count: int
    is_more: bool


@require_safe
def how_we_read(request: HttpRequest) -> HttpResponse:
    """How numbers come from the paper to the page."""
    return render(request, "registry/how_we_read.html")


@require_safe
def what_this_is_not(request: HttpRequest) -> HttpResponse:
    """What nobody should take this registry for."""
    return render(request, "registry/what_this_is_not.html")


@require_safe
def checks(request: HttpRequest) -> HttpResponse:
    """Every question that is asked of a report, by what it is about."""
    rates = base_rates()
    measured = precisions()
    of_category: dict[str, list[tuple[Check, BaseRate | None, Precision]]] = {}
    for one in all_checks():
        row = (one, rates.of(one.id), measured.get(one.id, NOTHING_DECIDED))
        of_category.setdefault(one.category.prefix, []).append(row)
    groups = [(category, of_category[category.prefix]) for category in CATEGORIES if category.prefix in of_category]
    return render(request, "registry/checks.html", {"groups": groups, "rates": rates})


@require_safe
def check(request: HttpRequest, check_id: str) -> HttpResponse:
    """One question: how it is worked out, how often genuine reports raise it, and what may explain it harmlessly."""
    found = next((check for check in all_checks() if check.id == check_id), None)
    if found is None:
        raise Http404
    rates = base_rates()
    facts = {
        "check": found,
        "example": {
            "steps": steps_of(found.example, shown=in_language(found.example)),
            "is_translated": not stays_english(found.example),
        },
        "rate": rates.of(check_id),
        "rates": rates,
        "precision": precision_of(check_id),
    }
    return render(request, "registry/check.html", facts)


@require_safe
def limits(request: HttpRequest) -> HttpResponse:
    """Every limit set that results can be held against."""
    return render(request, "registry/limits.html", {"groups": grouped()})


@require_safe
def limit(request: HttpRequest, set_id: str) -> HttpResponse:
    """One limit set with its rules, source and dates."""
    found = limit_set(set_id)
    if found is None:
        raise Http404
    rules = [(name_by_slug(rule.analyte, rule.analyte), rule) for rule in found.rules]
    facts = {"limits": found, "rules": rules, "held": _held_by(found), "series": _series_of(found)}
    return render(request, "registry/limit.html", facts)


def _held_by(limits: LimitSet) -> Held:
    """The published results of what a text limits, counted up to a thousand."""
    analytes = {slug for rule in limits.rules for slug in (rule.analyte, rule.included_in) if slug is not None}
    results = AnalyteResult.objects.visible_to(AnonymousUser()).filter(analyte__in=analytes).order_by()
    count = results.exclude(kind=Kind.NOT_TESTED)[: _MOST_HELD + 1].count()
    return Held(count=min(count, _MOST_HELD), is_more=count > _MOST_HELD)


def _series_of(limits: LimitSet) -> list[LimitSet]:
    """The texts that follow one another, with this one among them, in their order; none where it stands alone."""
    texts = [one for one in all_limit_sets() if limits.series and one.series == limits.series]
    return sorted(texts, key=lambda one: (one.effective_from or one.checked_on, one.id)) if len(texts) > 1 else []
