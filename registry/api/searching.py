"""One question over everything: batches, products, laboratories and reports, as the search page answers it."""

from collections.abc import Collection
from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from registry import search
from registry.api.base import ApiView
from registry.api.serializers import (
    BatchSerializer,
    LaboratorySerializer,
    ProductSerializer,
    ReportSerializer,
)
from registry.api.views import listed_reports
from registry.models import Laboratory

_MOST = 25


class FoundSerializer(serializers.Serializer[Any]):
    """What a question finds: at most 25 of each kind, the likest first."""

    words = serializers.CharField(help_text="What was searched for.")
    batches = BatchSerializer(many=True)
    products = ProductSerializer(many=True)
    laboratories = LaboratorySerializer(many=True)
    reports = ReportSerializer(many=True)


class Search(ApiView):
    """Anything by a word: a batch number or its last four characters, a product, brand, laboratory or report."""

    def parameters(self) -> Collection[str]:
        """The question."""
        return ("q",)

    @extend_schema(
        responses=FoundSerializer,
        operation_id="search_list",
        parameters=[OpenApiParameter("q", str, description="A batch number, a product, brand, laboratory or report.")],
    )
    def get(self, request: Request) -> Response:
        """What it finds; every list is empty where nothing is asked, or nothing found."""
        question = search.Question.from_query(request.query_params)
        told: dict[str, Any] = {
            "words": question.words,
            "batches": [],
            "products": [],
            "laboratories": [],
            "reports": [],
        }
        if question.words:
            found = search.find(question, reader=request.user)
            named = [name.parts[0] for name in found.names if name.kind == "laboratory"]
            told |= {
                "batches": found.batches,
                "products": search.products(question.words, request.user)[:_MOST],
                "laboratories": Laboratory.objects.visible_to(request.user).filter(slug__in=named),
                "reports": listed_reports(request.user).filter(pk__in=found.reports),
            }
        return Response(FoundSerializer(told, context={"request": request}).data)
