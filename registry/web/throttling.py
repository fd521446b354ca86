"""How much one address may send in, and how often it may search: so many of a kind in a fixed window.

Counted in the shared cache. Who is signed in searches uncounted: moderators look things up all day.
"""

import time
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import ngettext_lazy

_HOUR, _MINUTE = 3600, 60
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
_TOO_MANY_SEARCHES = ngettext_lazy(
    "From your address %(limit)d searches came within a minute, the most we answer. "
    "Please go on in %(seconds)d second.",
    "From your address %(limit)d searches came within a minute, the most we answer. "
    "Please go on in %(seconds)d seconds.",
    "seconds",
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


def take_search(request: HttpRequest) -> Refusal | None:
    """Count one search of a stranger from the request's address; says how long to wait when that is one too many."""
    return _unless_known(request, "searches", settings.SEARCHES_PER_MINUTE)


def take_suggestion(request: HttpRequest) -> Refusal | None:
    """Count one look at what is being typed, as `take_search`: there are some of them to each search."""
    return _unless_known(request, "suggestions", settings.SUGGESTIONS_PER_MINUTE)


def _unless_known(request: HttpRequest, kind: str, most: int) -> Refusal | None:
    if request.user.is_authenticated:
        return None
    return _refusal(request, kind, most, _TOO_MANY_SEARCHES, within=_MINUTE)


def _refusal(request: HttpRequest, kind: str, most: int, sentence: Any, within: int = _HOUR) -> Refusal | None:
    """Count one more of a kind; `sentence` takes the `limit` and how long to wait where that is one too many."""
    wait = _wait(request, kind, most, within)
    if not wait:
        return None
    return Refusal(wait=wait, sentence=sentence % {"limit": most, "minutes": max(1, round(wait / 60)), "seconds": wait})


def _wait(request: HttpRequest, kind: str, most: int, within: int) -> int:
    """Count one more of a kind from the request's address; 0, or the seconds to wait where that is one too many."""
    now = int(time.time())
    window = now // within
    key = f"{kind}:{window}:{address_of(request)}"
    cache.add(key, 0, timeout=within)
    try:
        count = cache.incr(key)
    except ValueError:  # it ran out between the two calls
        return 0
    return 0 if count <= most else (window + 1) * within - now


def address_of(request: HttpRequest) -> str:
    """The sender's address: the last that our own proxy added, or the connection's where there is no proxy."""
    forwarded = str(request.META.get("HTTP_X_FORWARDED_FOR", "")) if settings.BEHIND_PROXY else ""
    return forwarded.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR", ""))
