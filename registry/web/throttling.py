"""How much one address may send in: so many in a fixed window, counted in the shared cache."""

import time
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import ngettext

_WINDOW_SECONDS = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Too much was sent; `wait` is how many seconds until more is taken."""

    wait: int

    @property
    def sentence(self) -> str:
        """For the sender."""
        minutes = max(1, round(self.wait / 60))
        return ngettext(
            "From your address %(limit)d files were sent within the hour, the most we take. "
            "Please go on in %(minutes)d minute.",
            "From your address %(limit)d files were sent within the hour, the most we take. "
            "Please go on in %(minutes)d minutes.",
            minutes,
        ) % {"limit": settings.UPLOADS_PER_HOUR, "minutes": minutes}


def take_upload(request: HttpRequest) -> Refusal | None:
    """Count one file from the request's address; says how long to wait when that is one too many."""
    now = int(time.time())
    window = now // _WINDOW_SECONDS
    key = f"uploads:{window}:{address_of(request)}"
    cache.add(key, 0, timeout=_WINDOW_SECONDS)
    try:
        count = cache.incr(key)
    except ValueError:  # it ran out between the two calls
        return None
    if count <= settings.UPLOADS_PER_HOUR:
        return None
    return Refusal(wait=(window + 1) * _WINDOW_SECONDS - now)


def address_of(request: HttpRequest) -> str:
    """The sender's address: the last that our own proxy added, or the connection's where there is no proxy."""
    forwarded = str(request.META.get("HTTP_X_FORWARDED_FOR", "")) if settings.BEHIND_PROXY else ""
    return forwarded.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR", ""))
