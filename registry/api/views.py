"""The API's lists and details. Each starts at `visible_to`, so nobody finds here what the pages would not show."""

from collections.abc import Collection
from typing import Any, ClassVar

from django.db.models import Prefetch, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django_filters.rest_framework import FilterSet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import viewsets
from rest_framework.exceptions import NotFound
from rest_framework.serializers import BaseSerializer

from registry.api import filters, serializers
from registry.api.base import ApiView
from registry.api.pagination import CursorPagination
from registry.models import (
    AnalyteResult,
    Batch,
    Brand,
    Flag,
    Laboratory,
    Product,
    Reader,
    Reading,
    Reply,
    Report,
    Sample,
)

_REFERENCE = r"[0-9a-z]{10}"
_SLUG = r"[-\w]{1,300}"


def _named(name: str, says: str) -> Any:
    """The path parameter of a detail, for the schema."""
    parameter = OpenApiParameter(name, OpenApiTypes.STR, OpenApiParameter.PATH, description=says)
    return extend_schema_view(retrieve=extend_schema(parameters=[parameter], filters=False))


class Listing(ApiView, viewsets.ReadOnlyModelViewSet[Any]):
    """A list that can be filtered, in pages, and its details."""

    pagination_class = CursorPagination
    filterset_class: ClassVar[type[FilterSet]]
    cursor_ordering: ClassVar[tuple[str, ...]] = ("-pk",)

    def parameters(self) -> Collection[str]:
        """The filters and the page, for lists; none for details."""
        if self.action != "list":
            return ()
        return (*self.filterset_class.base_filters, *CursorPagination.parameters)


@_named("reference", "The report's `reference`.")
class ReportViewSet(Listing):
    """Certificates of analysis, the latest to arrive first."""

    lookup_field = "reference"
    lookup_value_regex = _REFERENCE
    filterset_class = filters.ReportFilter
    serializer_class = serializers.ReportSerializer

    def get_serializer_class(self) -> type[BaseSerializer[Any]]:
        """Details tell all that was read."""
        return serializers.ReportDetailSerializer if self.action == "retrieve" else serializers.ReportSerializer

    def get_queryset(self) -> "QuerySet[Report]":
        """The reports that the reader may see."""
        if self.action != "retrieve":
            return listed_reports(self.request.user)
        found = Report.objects.visible_to(self.request.user).select_related("laboratory")
        return found.prefetch_related(
            Prefetch("flags", _answered(Flag.objects.filter(is_current=True))),
            Prefetch("samples", _samples().prefetch_related("results")),
            "header_fields",
            "pages",
            "corrections__decision",
            Prefetch("readings", Reading.objects.only("report", "read_at", "unread", "codes")),
        )


def listed_reports(user: Reader) -> "QuerySet[Report]":
    """The reports that `user` may see, with what a list tells of them."""
    found = Report.objects.visible_to(user).select_related("laboratory")
    return found.prefetch_related(
        Prefetch("flags", Flag.objects.filter(is_current=True)), Prefetch("samples", _samples())
    )


def _samples() -> "QuerySet[Sample]":
    return Sample.objects.select_related("product__brand", "batch__product__brand")


class ByName(Listing):
    """Things whose name in the address is made of several fields."""

    lookup_field = "id"
    name_fields: ClassVar[tuple[str, ...]]

    def get_object(self) -> Any:
        """The thing of that name, if the reader may see it."""
        parts = self.kwargs["id"].split(".")
        return get_object_or_404(self.get_queryset(), **dict(zip(self.name_fields, parts, strict=True)))


@_named("id", "The result's `id`.")
class ResultViewSet(ByName):
    """Single results: by report, the latest first, and as they are printed there."""

    lookup_value_regex = rf"{_REFERENCE}\.[0-9]{{1,4}}\.{_SLUG}"
    name_fields = ("sample__report__reference", "sample__position", "key")
    cursor_ordering = ("-sample_id", "position")
    filterset_class = filters.ResultFilter
    serializer_class = serializers.AnalyteResultSerializer

    def get_queryset(self) -> "QuerySet[AnalyteResult]":
        """The results of reports that the reader may see."""
        found = AnalyteResult.objects.visible_to(self.request.user).select_related(
            "sample__report__laboratory", "sample__product__brand", "sample__batch__product__brand"
        )
        return found.prefetch_related("sample__report__pages", "sample__report__corrections__decision")


@_named("id", "The flag's `id`.")
class FlagViewSet(Listing):
    """What looks wrong in reports, the latest found first. Dismissed flags are told too, with their state."""

    lookup_field = "pk"
    lookup_url_kwarg = "id"
    lookup_value_regex = r"[0-9]{1,18}"
    filterset_class = filters.FlagFilter
    serializer_class = serializers.FlagSerializer

    def get_queryset(self) -> "QuerySet[Flag]":
        """The flags of reports that the reader may see, as far as the checks still find them."""
        found = Flag.objects.visible_to(self.request.user).filter(is_current=True).select_related("report")
        return _answered(found).prefetch_related("report__pages")


def _answered(flags: "QuerySet[Flag]") -> "QuerySet[Flag]":
    """The flags with the replies that everyone may read, whoever asks, as `told`."""
    return flags.prefetch_related(Prefetch("replies", Reply.objects.verified(), to_attr="told"))


@_named("id", "The product's `id`.")
class ProductViewSet(ByName):
    """Products that reports speak of, the latest to appear first."""

    lookup_value_regex = rf"{_SLUG}\.{_SLUG}"
    name_fields = ("brand__slug", "slug")
    filterset_class = filters.ProductFilter
    serializer_class = serializers.ProductSerializer

    def get_queryset(self) -> "QuerySet[Product]":
        """The products of reports that the reader may see."""
        return Product.objects.visible_to(self.request.user).select_related("brand")


@_named("id", "The batch's `id`.")
class BatchViewSet(ByName):
    """Batches that reports speak of, the latest to appear first."""

    lookup_value_regex = rf"{_SLUG}\.{_SLUG}\.[0-9a-z]{{1,120}}"
    name_fields = ("product__brand__slug", "product__slug", "key")
    filterset_class = filters.BatchFilter
    serializer_class = serializers.BatchSerializer

    def get_object(self) -> Batch:
        """The batch. That there is none is said as plainly as a result."""
        try:
            found: Batch = super().get_object()
        except Http404:
            raise NotFound("No report for this batch.") from None
        return found

    def get_queryset(self) -> "QuerySet[Batch]":
        """The batches of reports that the reader may see."""
        return Batch.objects.visible_to(self.request.user).select_related("product__brand")


@_named("slug", "The brand's `slug`.")
class BrandViewSet(Listing):
    """Brands whose products reports speak of."""

    lookup_field = "slug"
    lookup_value_regex = _SLUG
    filterset_class = filters.BrandFilter
    serializer_class = serializers.BrandDetailSerializer

    def get_queryset(self) -> "QuerySet[Brand]":
        """The brands of reports that the reader may see."""
        return Brand.objects.visible_to(self.request.user)


@_named("slug", "The laboratory's `slug`.")
class LaboratoryViewSet(Listing):
    """Laboratories whose reports are here."""

    lookup_field = "slug"
    lookup_value_regex = _SLUG
    filterset_class = filters.LaboratoryFilter
    serializer_class = serializers.LaboratorySerializer

    def get_queryset(self) -> "QuerySet[Laboratory]":
        """The laboratories of reports that the reader may see."""
        return Laboratory.objects.visible_to(self.request.user)
