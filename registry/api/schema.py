"""Where the API's description is served, and the pages that show it."""

from typing import Any

from django.views.generic import TemplateView
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from registry.api.base import ApiView
from registry.api.overview import overview


class SchemaView(ApiView, SpectacularAPIView):
    """The description itself: YAML, or JSON for those who accept that."""

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The OpenAPI document."""
        return super().get(request, *args, **kwargs)  # type: ignore[no-any-return, no-untyped-call]


class DocsView(TemplateView):
    """The description as a plain page, with an example for every operation."""

    template_name = "registry/api_docs.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The overview, and the server's name for its examples."""
        server = self.request.build_absolute_uri("/").rstrip("/")
        return super().get_context_data(overview=overview(), server=server, **kwargs)


class TryView(TemplateView):
    """The description as a page that asks for you, with everything that it loads from our own address."""

    template_name = "registry/api_try.html"
