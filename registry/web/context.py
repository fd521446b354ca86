"""What every page knows."""

from django.conf import settings
from django.http import HttpRequest

from registry.licence import data_licence
from registry.models import REVIEW_PERMISSION
from registry.web.languages import languages_of


def site(request: HttpRequest) -> dict[str, object]:
    """What the owner set for every page, the page's languages, and whether the reader may review."""
    user = getattr(request, "user", None)
    return {
        "contact": settings.CONTACT,
        "licence": data_licence(),
        "has_worker": settings.SERVICE_WORKER,
        "is_demonstration": settings.DEMONSTRATION,
        "languages": languages_of(request),
        "can_review": user is not None and user.is_active and user.has_perm(REVIEW_PERMISSION),
    }
