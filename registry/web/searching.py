"""The search page, what it suggests while one types, and the page for a batch that no report is of."""

from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from labs.reference.limits import limit_set
from registry import search as asking
from registry.models import Product, Report, batch_key
from registry.search import Facet, Found, Question
from registry.web.choices import analyte_options, yardstick_options
from registry.web.claims import claims_of
from registry.web.errors import limited
from registry.web.facet_lines import facet_lines
from registry.web.lines import ReportLine, report_lines
from registry.web.search_words import FILTER_NAMES, catalogue_names, chip_text, value_name
from registry.web.throttling import take_search, take_suggestion
from registry.web.translating import number

_SHOWN = ("reference", "status", "origin", "laboratory", "reported_on", "published_at")  # of a report in the list
_UNITS = ("%", "mg/g", "ppm", "ppb", "mg/mL", "CFU/g")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """One filter as it is shown: what it is, what it says, and the address without it."""

    name: str
    label: str
    text: str
    address: str
    count: str = ""


@require_safe
@limited(take_search)
def search(request: HttpRequest) -> HttpResponse:
    """What a question finds. A batch that is typed in full is shown at once; one that is not there answers 404."""
    claims = claims_of(request)
    question = Question.from_query(request.GET)
    found = asking.find(
        question, reader=request.user, claims=claims, after=asking.place_in(request.GET.get("after", ""))
    )
    if _is_one_batch(found):
        return redirect(found.batches[0])
    missing = None
    if not found.count and not question.is_empty:
        missing = asking.missing(found)
    names = catalogue_names(found)
    context = {
        "question": question,
        "found": found,
        "words": question.words,
        "asked": dict(question.pairs),
        "is_later": "after" in request.GET,
        "lines": _lines(request, found),
        "chips": [_chip(question, name, value, names) for name, value in question.filters],
        "facets": [_facet(facet, question) for facet in found.facets],
        "yardsticks": yardstick_options(get_language()),
        "analytes": analyte_options(get_language()),
        "chosen_yardstick": limit_set(question.one("yardstick")),
        "chosen_analyte": value_name("analyte", question.one("analyte")),
        "units": _UNITS,
        "first_page": _with_query(question.address),
        "next_page": _with_query(f"{question.address}&after={found.after}".lstrip("&")) if found.after else "",
        "best": _with_query(question.without("sort").address),
        "newest": _with_query(question.having("sort", "newest").address),
        "feed": f"{reverse('search-feed')}?{question.address}".rstrip("?"),
        "missing": missing,
        "emptied_by": [_emptying(question, names, one) for one in missing.filters] if missing else [],
        "last_days": _last_days(request, [batch.product for batch in missing.batches]) if missing else [],
    }
    is_missing_batch = bool(missing and found.is_empty and found.is_like_a_batch and not question.filters)
    return render(request, "registry/search.html", context, status=404 if is_missing_batch else 200)


@require_safe
@limited(take_suggestion, is_page=False)
def suggestions(request: HttpRequest) -> HttpResponse:
    """A few lines below the box, for what is being typed."""
    words = " ".join(request.GET.get("q", "").replace("\x00", " ").split())[:100]
    names, batches = (
        asking.suggest(words, reader=request.user, claims=claims_of(request)) if len(words) > 1 else ([], [])
    )
    box = "top-q" if request.GET.get("box") == "top-q" else "q"
    answer = render(request, "registry/_parts/suggestions.html", {"names": names, "batches": batches, "box": box})
    answer["Cache-Control"] = "private, max-age=60"
    return answer


def no_such_batch(request: HttpRequest, product: Product, number: str) -> HttpResponse:
    """That no report is of this batch of a product, what is nearest, and when the product was last reported."""
    claims = claims_of(request)
    context = {
        "product": product,
        "number": number,
        "batches": asking.nearest_of_product(product, number, reader=request.user, claims=claims),
        "day": asking.last_day(product, reader=request.user, claims=claims),
    }
    return render(request, "registry/no_such_batch.html", context, status=404)


def _is_one_batch(found: Found) -> bool:
    """Whether the whole number of one batch was typed, and nothing else goes by it."""
    if found.question.pairs or len(found.batches) != 1 or found.names:
        return False
    return found.batches[0].key == batch_key(found.question.asked_for)


def _lines(request: HttpRequest, found: Found) -> list[ReportLine]:
    order = {pk: place for place, pk in enumerate(found.reports)}
    visible = Report.objects.visible_to(request.user, claims_of(request)).filter(pk__in=found.reports)
    # In the usual order SQLite would walk through all that is published.
    lines = report_lines(visible.only(*_SHOWN).order_by(), kept=found.kept)
    return sorted(lines, key=lambda line: order[line.report.pk])


def _with_query(query: str) -> str:
    return f"{reverse('search')}?{query}" if query else reverse("search")


def _chip(question: Question, name: str, value: str, names: dict[tuple[str, str], str]) -> Chip:
    return Chip(
        name=name,
        label=str(FILTER_NAMES[name]),
        text=chip_text(question, name, value, names),
        address=_with_query(question.without(name, value).address),
    )


def _emptying(question: Question, names: dict[tuple[str, str], str], without: tuple[str, str, int, bool]) -> Chip:
    """A filter without which there would be reports, and how many."""
    name, value, count, is_more = without
    return replace(_chip(question, name, value, names), count=f"{number(count)}{'+' if is_more else ''}")


def _facet(facet: Facet, question: Question) -> dict[str, object]:
    return {"label": FILTER_NAMES[facet.name], "lines": facet_lines(facet, question)}


def _last_days(request: HttpRequest, products: list[Product]) -> list[tuple[Product, object]]:
    """Each product once, with the day of its newest report."""
    once = {product.pk: product for product in products}
    claims = claims_of(request)
    return [(one, asking.last_day(one, reader=request.user, claims=claims)) for one in once.values()]
