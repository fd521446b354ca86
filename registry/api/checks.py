"""The checks as the API tells them: what each asks, how often genuine reports show it, and how often it was right."""

from typing import Any

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from registry.api.base import ApiView
from registry.judging import Check, all_checks, base_rates
from registry.models import Flag
from registry.precision import NOTHING_DECIDED, precisions


class CheckSourceSerializer(serializers.Serializer[Any]):
    """Where a check's rule comes from."""

    text = serializers.CharField()
    url = serializers.CharField(help_text="Empty where there is no address.")


class BaseRateSerializer(serializers.Serializer[Any]):
    """How often a check speaks on genuine certificates."""

    asked = serializers.IntegerField(help_text="In how many certificates it could be asked.")
    found = serializers.IntegerField(help_text="In how many of these it found something.")
    measured_on = serializers.DateField(help_text="The day on which that was counted.")
    rules_version = serializers.CharField(help_text="The rules with which it was counted.")


class PrecisionSerializer(serializers.Serializer[Any]):
    """How often a check was right, by what moderators decided of its flags in published reports.

    Right are flags that were confirmed, or dismissed as true; mistakes those dismissed as read or judged wrongly.
    """

    decided = serializers.IntegerField(help_text="How many flags the share is of.")
    right = serializers.IntegerField()
    mistakes = serializers.IntegerField()
    share = serializers.FloatField(
        source="proportion.share", allow_null=True, help_text="From 0 to 1; null while none is decided."
    )
    low = serializers.FloatField(
        source="proportion.low", allow_null=True, help_text="The low end of its interval of 95 % (Wilson)."
    )
    high = serializers.FloatField(source="proportion.high", allow_null=True, help_text="The high end.")


class CheckSerializer(serializers.Serializer[Any]):
    """One question that is put to every report. `check_id` of flags is its `id`."""

    id = serializers.CharField()
    title = serializers.CharField()
    severity = serializers.ChoiceField(
        choices=Flag.Severity.choices, source="severity.value", help_text="The most that a finding of it weighs."
    )
    explanation = serializers.CharField(help_text="What is asked, and why it matters.")
    formula = serializers.CharField(help_text="The rule.")
    example = serializers.CharField(help_text="The sum that it sets out for made-up numbers, one step a line.")
    innocent = serializers.ListField(child=serializers.CharField(), help_text="What would make a finding harmless.")
    remedy = serializers.ListField(
        child=serializers.CharField(), help_text="What the laboratory or the seller can do about a finding."
    )
    ours = serializers.CharField(help_text="What we chose ourselves in it; empty where nothing is.")
    sources = CheckSourceSerializer(many=True)
    base_rate = serializers.SerializerMethodField(help_text="Null where it was not measured.")
    precision = serializers.SerializerMethodField()

    @extend_schema_field(BaseRateSerializer(allow_null=True))
    def get_base_rate(self, check: Check) -> dict[str, Any] | None:
        """The figures that come with this version."""
        measured = base_rates()
        rate = measured.of(check.id)
        if rate is None:
            return None
        facts = {"asked": rate.asked, "found": rate.found}
        when = {"measured_on": measured.measured_on, "rules_version": measured.rules_version}
        return dict(BaseRateSerializer(facts | when).data)

    @extend_schema_field(PrecisionSerializer)
    def get_precision(self, check: Check) -> dict[str, Any]:
        """What moderators decided until now."""
        return dict(PrecisionSerializer(self.context["precisions"].get(check.id, NOTHING_DECIDED)).data)


class ChecksSerializer(serializers.Serializer[Any]):
    """All of them."""

    results = CheckSerializer(many=True)


class Checks(ApiView):
    """The questions that are put to every report."""

    @extend_schema(responses=ChecksSerializer, operation_id="checks_list")
    def get(self, _request: Request) -> Response:
        """Every check, whole, with how often genuine reports show it and how often it was right."""
        context = {"precisions": precisions()}
        return Response(ChecksSerializer({"results": all_checks()}, context=context).data)


class OneCheck(ApiView):
    """One question."""

    @extend_schema(
        responses=CheckSerializer,
        operation_id="checks_retrieve",
        parameters=[OpenApiParameter("id", str, OpenApiParameter.PATH, description="The check's `id`.")],
    )
    def get(self, _request: Request, id: str) -> Response:  # noqa: A002 (what it is called in the address)
        """One check with its sources, how often genuine reports show it and how often it was right."""
        found = next((check for check in all_checks() if check.id == id), None)
        if found is None:
            raise Http404
        return Response(CheckSerializer(found, context={"precisions": precisions()}).data)
