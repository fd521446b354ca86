"""The registry's records as the API tells them."""

from registry.api.serializers.catalogue import (
    BatchSerializer,
    BrandDetailSerializer,
    LaboratorySerializer,
    ProductSerializer,
)
from registry.api.serializers.reports import FlagSerializer, ReportDetailSerializer, ReportSerializer
from registry.api.serializers.results import AnalyteResultSerializer

__all__ = [
    "AnalyteResultSerializer",
    "BatchSerializer",
    "BrandDetailSerializer",
    "FlagSerializer",
    "LaboratorySerializer",
    "ProductSerializer",
    "ReportDetailSerializer",
    "ReportSerializer",
]
