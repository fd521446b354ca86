"""What a search finds, as the API tells it: the records themselves, and how many have what."""

from typing import Any

from rest_framework import serializers

from registry.api.serializers.catalogue import (
    BatchSerializer,
    BrandDetailSerializer,
    LaboratorySerializer,
    ProductSerializer,
)
from registry.api.serializers.reports import ReportSerializer
from registry.search.facets import NAMES


class AskedSerializer(serializers.Serializer[Any]):
    """One filter as it was understood."""

    name = serializers.CharField(help_text="The parameter.")
    value = serializers.CharField()


class SpeltSerializer(serializers.Serializer[Any]):
    """A word that no name has, and what was searched for instead."""

    typed = serializers.CharField()
    taken = serializers.CharField(help_text="The words it was taken for, with ` / ` between them.")


class OptionSerializer(serializers.Serializer[Any]):
    """One value of a filter, and how many of the reports have it."""

    value = serializers.CharField(help_text="As the parameter takes it; `unknown` where no report says.")
    name = serializers.CharField(source="label", help_text="Name of a brand or laboratory; empty for other filters.")
    count = serializers.IntegerField(min_value=0)
    is_chosen = serializers.BooleanField(help_text="Whether it is asked for.")


class FacetSerializer(serializers.Serializer[Any]):
    """One filter with counts. A filter that is asked for is counted among what the others find, panels excepted."""

    name = serializers.ChoiceField(
        choices=[(name, name) for name in (*NAMES, "verdict")],
        help_text="The parameter; `verdict` is told with a yardstick only.",
    )
    is_more = serializers.BooleanField(help_text="Whether only the newest thousand reports were counted.")
    options = OptionSerializer(many=True)


class FoundSerializer(serializers.Serializer[Any]):
    """What a question finds: a page of reports, and beside the first page at most 25 of each other kind."""

    words = serializers.CharField(help_text="What was searched for.")
    filters = AskedSerializer(many=True, help_text="The filters as they were understood.")
    spelt = SpeltSerializer(many=True, help_text="Words that were taken for others.")
    count = serializers.IntegerField(min_value=0, help_text="How many reports there are, counted up to a thousand.")
    is_more = serializers.BooleanField(help_text="Whether there are more than were counted.")
    next = serializers.URLField(allow_null=True, help_text="The next page of reports; null on the last.")
    facets = FacetSerializer(many=True, help_text="What to narrow the reports by.")
    batches = BatchSerializer(many=True)
    products = ProductSerializer(many=True)
    brands = BrandDetailSerializer(many=True)
    laboratories = LaboratorySerializer(many=True)
    reports = ReportSerializer(many=True, help_text="Those of a batch that was typed first, then the newest tested.")
    nearest = BatchSerializer(many=True, help_text="Where nothing is found: batches with numbers most like it.")
