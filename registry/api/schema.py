"""Where the API's description is served, and the page that shows it."""

from typing import Any

from django.views.generic import TemplateView
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from registry.api.base import ApiView


class SchemaView(ApiView, SpectacularAPIView):
    """The description itself: YAML, or JSON for those who accept that."""

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The OpenAPI document."""
        return super().get(request, *args, **kwargs)  # type: ignore[no-any-return, no-untyped-call]


class DocsView(TemplateView):
    """The description as a page, with everything that it loads from our own address."""

    template_name = "registry/api_docs.html"
