"""One question over everything: batches, products, brands, laboratories and reports, as the search page answers it."""

from collections.abc import Collection, Iterable
from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from registry import search
from registry.api.base import ApiView
from registry.api.serializers.found import FoundSerializer
from registry.api.views import listed_reports
from registry.models import Brand, Laboratory, Report
from registry.search.question import KNOWN, MANY, MOST, ONE

_MOST = 25
_SAYS = {
    "form": "What the product is sold as.",
    "brand": "A brand's `slug`, or `unknown`.",
    "lab": "A laboratory's `slug`, or `unknown`.",
    "panel": "Panels that the report has results of: all of those given.",
    "flag": "The gravest flag that stands.",
    "verdict": "How the report ends against `yardstick`, which must be given too.",
    "tested_within": "At most so many days ago, such as `180d`; or `unknown`: no day was read.",
    "pdf": "Whether the file is the PDF as the laboratory made it.",
    "yardstick": "The `id` of a limit set to hold the reports against.",
    "analyte": "An analyte's `slug`: reports that tested it.",
    "min": "The least amount of `analyte`, in `unit`; both must be given too.",
    "max": "The greatest amount of `analyte`, in `unit`; both must be given too.",
    "unit": "The unit of `min` and `max`, such as `ppm`.",
    "answer": "Whether the amount is between them: for certain, certainly not, or left open. `yes` if left out.",
    "sort": "The order of the reports: those of a batch that was typed first, or all by their day.",
}


def _described() -> list[OpenApiParameter]:
    filters = [
        OpenApiParameter(name, str, enum=KNOWN.get(name), many=name in MANY, description=_SAYS[name])
        for name in (*MANY, *ONE)
    ]
    return [
        OpenApiParameter("q", str, description="A batch number, a product, brand, laboratory, analyte or report."),
        *filters,
        OpenApiParameter("after", str, description="From `next` of another page, as it is.", pattern="^[0-9]{1,18}$"),
    ]


class Search(ApiView):
    """Anything by a word: a batch number or its last four characters, a product, brand, laboratory or report."""

    def parameters(self) -> Collection[str]:
        """The question, with the filters of the search page, and the page."""
        return ("q", *MANY, *ONE, "after")

    def repeated(self) -> Collection[str]:
        """Filters that may have several values."""
        return MANY

    @extend_schema(responses=FoundSerializer, operation_id="search_list", parameters=_described())
    def get(self, request: Request) -> Response:
        """What it finds: a page of reports with counts of what to narrow them by; the newest where nothing is asked.

        The filters, their meaning and the counts are those of the search page.
        """
        after = _after(request)
        question = _question(request)
        found = search.find(question, reader=request.user, after=after)
        told: dict[str, Any] = {
            "words": question.words,
            "filters": [{"name": name, "value": value} for name, value in question.pairs],
            "spelt": [{"typed": typed, "taken": taken} for typed, taken in found.spelt],
            "count": found.count,
            "is_more": found.is_more,
            "next": _next(request, found),
            "facets": found.facets,
            "reports": _in_order(listed_reports(request.user).filter(pk__in=found.reports), found.reports),
            **{kind: [] for kind in ("batches", "products", "brands", "laboratories", "nearest")},
        }
        if question.words and after is None:
            told |= {
                "batches": found.batches,
                "products": search.products(question.words, request.user)[:_MOST],
                "brands": Brand.objects.visible_to(request.user).filter(slug__in=_named(found, "brand")),
                "laboratories": Laboratory.objects.visible_to(request.user).filter(
                    slug__in=_named(found, "laboratory")
                ),
            }
            if found.is_empty and found.is_like_a_batch:
                told["nearest"] = search.nearest_batches(question.words, reader=request.user)
        return Response(FoundSerializer(told, context={"request": request}).data)


def _question(request: Request) -> search.Question:
    """The question; raises `ValidationError` for a value that is not understood, and for too many of one filter."""
    query = request.query_params
    question = search.Question.from_query(query)
    wrong: dict[str, list[ErrorDetail]] = {}
    for trouble in question.troubles:
        wrong.setdefault(trouble.name, []).append(ErrorDetail(trouble.says, code="invalid"))
    for name in MANY:
        if len(query.getlist(name)) > MOST:
            wrong[name] = [ErrorDetail(f"{name} takes at most {MOST} values.", code="invalid")]
    if wrong:
        raise ValidationError(wrong)
    return question


def _after(request: Request) -> int | None:
    """The place after which the page begins; None for the first page. Raises `ValidationError` for what is none."""
    text = request.query_params.get("after")
    if text is None:
        return None
    after = search.place_in(text)
    if after is None:
        says = "This is not one of ours. Follow `next` as it is."
        raise ValidationError({"after": [ErrorDetail(says, code="invalid")]})
    return after


def _next(request: Request, found: search.Found) -> str | None:
    if not found.after:
        return None
    return replace_query_param(request.build_absolute_uri(), "after", found.after)


def _named(found: search.Found, kind: str) -> list[str]:
    return [name.parts[0] for name in found.names if name.kind == kind]


def _in_order(reports: Iterable[Report], keys: list[int]) -> list[Report]:
    return sorted(reports, key=lambda report: keys.index(report.pk))
