"""How much one address may send in: so many of a kind in a fixed window, counted in the shared cache."""

import time
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import ngettext_lazy

_WINDOW_SECONDS = 3600
_TOO_MANY_FILES = ngettext_lazy(
    "From your address %(limit)d files were sent within the hour, the most we take. "
    "Please go on in %(minutes)d minute.",
    "From your address %(limit)d files were sent within the hour, the most we take. "
    "Please go on in %(minutes)d minutes.",
    "minutes",
)
_TOO_MANY_ANSWERS = ngettext_lazy(
    "From your address %(limit)d replies and objections were sent within the hour, the most we take. "
    "Please send it in %(minutes)d minute.",
    "From your address %(limit)d replies and objections were sent within the hour, the most we take. "
    "Please send it in %(minutes)d minutes.",
    "minutes",
)
_TOO_MANY_SCANS = ngettext_lazy(
    "From your address %(limit)d photos of codes were sent within the hour, the most we take. "
    "Please go on in %(minutes)d minute, or type what stands beneath the code.",
    "From your address %(limit)d photos of codes were sent within the hour, the most we take. "
    "Please go on in %(minutes)d minutes, or type what stands beneath the code.",
    "minutes",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Too much was sent; `wait` is how many seconds until more is taken, `sentence` says so to the sender."""

    wait: int
    sentence: str


def take_upload(request: HttpRequest) -> Refusal | None:
    """Count one file from the request's address; says how long to wait when that is one too many."""
    return _refusal(request, "uploads", settings.UPLOADS_PER_HOUR, _TOO_MANY_FILES)


def take_answer(request: HttpRequest) -> Refusal | None:
    """Count one reply or objection from the request's address; says how long to wait when that is one too many."""
    return _refusal(request, "answers", settings.ANSWERS_PER_HOUR, _TOO_MANY_ANSWERS)


def take_scan(request: HttpRequest) -> Refusal | None:
    """Count one photo of a code from the request's address; says how long to wait when that is one too many."""
    return _refusal(request, "scans", settings.SCANS_PER_HOUR, _TOO_MANY_SCANS)


def _refusal(request: HttpRequest, kind: str, most: int, sentence: Any) -> Refusal | None:
    """Count one more of a kind; `sentence` takes the `limit` and the `minutes` to wait where that is one too many."""
    wait = _wait(request, kind, most)
    if not wait:
        return None
    return Refusal(wait=wait, sentence=sentence % {"limit": most, "minutes": max(1, round(wait / 60))})


def _wait(request: HttpRequest, kind: str, most: int) -> int:
    """Count one more of a kind from the request's address; 0, or the seconds to wait where that is one too many."""
    now = int(time.time())
    window = now // _WINDOW_SECONDS
    key = f"{kind}:{window}:{address_of(request)}"
    cache.add(key, 0, timeout=_WINDOW_SECONDS)
    try:
        count = cache.incr(key)
    except ValueError:  # it ran out between the two calls
        return 0
    return 0 if count <= most else (window + 1) * _WINDOW_SECONDS - now


def address_of(request: HttpRequest) -> str:
    """The sender's address: the last that our own proxy added, or the connection's where there is no proxy."""
    forwarded = str(request.META.get("HTTP_X_FORWARDED_FOR", "")) if settings.BEHIND_PROXY else ""
    return forwarded.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR", ""))
