"""What the world agrees on, as the API tells it: analytes, and limits with the text that sets them."""

from typing import Any

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from labs.coa import Panel
from labs.reference.analytes import all_analytes, by_slug
from labs.reference.limits import (
    APPLIES_TO,
    Basis,
    Confidence,
    LimitKind,
    Operator,
    Standing,
    all_limit_sets,
    limit_set,
)
from registry.api.base import ApiView


def _choices(words: Any) -> list[tuple[str, str]]:
    return [(word.value, word.value) for word in words]


class AnalyteSerializer(serializers.Serializer[Any]):
    """One thing that laboratories report. `analyte` elsewhere is its `slug`."""

    slug = serializers.CharField()
    name = serializers.CharField()
    panel = serializers.ChoiceField(choices=_choices(Panel))
    synonyms = serializers.ListField(child=serializers.CharField(), help_text="Names in print.")
    cas = serializers.CharField(allow_null=True, help_text="Its CAS number, where we read the source of it.")
    cas_citation = serializers.CharField()


class AnalytesSerializer(serializers.Serializer[Any]):
    """All of them."""

    results = AnalyteSerializer(many=True)


class RuleSerializer(serializers.Serializer[Any]):
    """One limit."""

    analyte = serializers.CharField()
    op = serializers.ChoiceField(choices=_choices(Operator))
    value = serializers.DecimalField(
        max_digits=None,
        decimal_places=None,
        allow_null=True,
        help_text="As its text prints it; null where nothing may be detected.",
    )
    upper = serializers.DecimalField(
        max_digits=None, decimal_places=None, allow_null=True, help_text="The end of an observed range."
    )
    unit = serializers.CharField(help_text="Empty where nothing may be detected, and for a ratio.")
    basis = serializers.ChoiceField(choices=_choices(Basis), help_text="What the amount refers to.")
    package_grams = serializers.DecimalField(max_digits=None, decimal_places=None, allow_null=True)
    included_in = serializers.CharField(allow_null=True, help_text="The wider analyte that bounds this one.")
    about = serializers.CharField(help_text="For whom or for what form it is, where it is not for all.")
    meaning = serializers.CharField(help_text="What being over it means, where that is no breach.")
    words = serializers.CharField(help_text="The limit as people say it.")

    def to_representation(self, instance: Any) -> Any:
        """A rule as JSON: without a number where it has none."""
        told = super().to_representation(instance)
        return {**told, "value": None} if instance.op is Operator.NOT_DETECTED else told


class LimitSetSerializer(serializers.Serializer[Any]):
    """Limits that one authority set in one text, with its citation and dates."""

    id = serializers.CharField()
    title = serializers.CharField()
    authority = serializers.CharField()
    jurisdiction = serializers.CharField()
    kind = serializers.ChoiceField(choices=_choices(LimitKind), help_text="How much it binds.")
    standing = serializers.ChoiceField(
        choices=_choices(Standing), help_text="Whether it binds, as far as was read: a proposal is no law in force."
    )
    citation = serializers.CharField()
    url = serializers.URLField(help_text="Where the text was read.")
    also = serializers.ListField(child=serializers.URLField(), help_text="Further places.")
    effective_from = serializers.DateField(allow_null=True, help_text="Null where the day was not read.")
    effective_says = serializers.CharField(help_text="What is known instead of that day.")
    amended_on = serializers.DateField(allow_null=True)
    effective_to = serializers.DateField(allow_null=True, help_text="Its last day; null if no end is known.")
    known_until = serializers.DateField(allow_null=True, help_text="The last day for which it is known to hold.")
    checked_on = serializers.DateField(help_text="When our notes of it were made.")
    confidence = serializers.ChoiceField(choices=_choices(Confidence), help_text="How it came to be known.")
    status = serializers.CharField()
    series = serializers.CharField(help_text="The same for texts that followed one another.")
    applies_to = serializers.ListField(
        child=serializers.ChoiceField(choices=[(word, word) for word in sorted(APPLIES_TO)])
    )
    notes = serializers.ListField(child=serializers.CharField())
    rules = RuleSerializer(many=True)


class LimitSetsSerializer(serializers.Serializer[Any]):
    """All of them."""

    results = LimitSetSerializer(many=True)


class Analytes(ApiView):
    """The catalogue of analytes."""

    @extend_schema(responses=AnalytesSerializer, operation_id="analytes_list")
    def get(self, _request: Request) -> Response:
        """Every analyte that we know, whole: it is a short list."""
        return Response(AnalytesSerializer({"results": all_analytes()}).data)


class OneAnalyte(ApiView):
    """One analyte."""

    @extend_schema(
        responses=AnalyteSerializer,
        operation_id="analytes_retrieve",
        parameters=[OpenApiParameter("slug", str, OpenApiParameter.PATH, description="The analyte's `slug`.")],
    )
    def get(self, _request: Request, slug: str) -> Response:
        """One analyte with its names in print."""
        found = by_slug(slug)
        if found is None:
            raise Http404
        return Response(AnalyteSerializer(found).data)


class LimitSets(ApiView):
    """The limits that results are held against."""

    @extend_schema(responses=LimitSetsSerializer, operation_id="limits_list")
    def get(self, _request: Request) -> Response:
        """Every limit set, whole. No number of them means anything without its `citation` and dates."""
        return Response(LimitSetsSerializer({"results": all_limit_sets()}).data)


class OneLimitSet(ApiView):
    """One limit set."""

    @extend_schema(
        responses=LimitSetSerializer,
        operation_id="limits_retrieve",
        parameters=[OpenApiParameter("id", str, OpenApiParameter.PATH, description="The limit set's `id`.")],
    )
    def get(self, _request: Request, id: str) -> Response:  # noqa: A002 (what it is called in the address)
        """One limit set with its limits."""
        found = limit_set(id)
        if found is None:
            raise Http404
        return Response(LimitSetSerializer(found).data)
