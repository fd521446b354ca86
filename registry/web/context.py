"""What every page knows."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """Whether this registry is the demonstration, which every page then says."""
    return {"is_demonstration": settings.DEMONSTRATION}
