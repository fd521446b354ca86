"""Pages that say how we work: reading, what this is not, the checks, the yardsticks."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from labs.reference.analytes import by_slug
from labs.reference.limits import limit_set
from registry.precision import NOTHING_DECIDED, Precision, precision_of, precisions
from registry.processing import CATEGORIES, BaseRate, Check, all_checks, base_rates
from registry.web.flag_lines import steps_of
from registry.web.yardsticks import grouped


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
        "example": {"steps": steps_of(found.example)},
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
    rules = [(analyte.name if (analyte := by_slug(rule.analyte)) else rule.analyte, rule) for rule in found.rules]
    return render(request, "registry/limit.html", {"limits": found, "rules": rules})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers are asked to leave alone."""
    return render(request, "robots.txt", content_type="text/plain")
