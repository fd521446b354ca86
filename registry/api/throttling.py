"""How often the API may be asked, and the headers that say so (draft-ietf-httpapi-ratelimit-headers-10).

The rates are in the settings, under REST_FRAMEWORK; the schema's description is written from the same place.
"""

import math
from collections.abc import Iterable

from rest_framework.request import Request
from rest_framework.settings import api_settings
from rest_framework.throttling import BaseThrottle, SimpleRateThrottle
from rest_framework.views import APIView

_PERIODS = {1: "second", 60: "minute", 3600: "hour", 86400: "day"}


class Throttle(SimpleRateThrottle):
    """A rate of the settings, by its scope; counted for each account, or else for each address."""

    scope: str
    num_requests: int
    duration: int

    def get_rate(self) -> str:
        """The rate as the settings say it now."""
        return str(api_settings.DEFAULT_THROTTLE_RATES[self.scope])

    def get_cache_key(self, request: Request, view: APIView) -> str | None:  # noqa: ARG002 (the method's signature)
        """The counter that a request is added to; None for requests that are not counted."""
        if request.method == "OPTIONS":
            return None
        signed_in = request.user.is_authenticated
        who = f"account-{request.user.pk}" if signed_in else self.get_ident(request)
        return self.cache_format % {"scope": self.scope, "ident": who}

    @property
    def policy(self) -> str:
        """The rate as an item of `RateLimit-Policy`."""
        return f'"{self.scope}";q={self.num_requests};w={self.duration}'

    @property
    def state(self) -> str | None:
        """What is left as an item of `RateLimit`; None when this request was not counted."""
        if getattr(self, "key", None) is None:
            return None
        oldest = self.history[-1] if self.history else self.now
        reset = max(1, math.ceil(oldest + self.duration - self.now))
        return f'"{self.scope}";r={max(0, self.num_requests - len(self.history))};t={reset}'

    @property
    def words(self) -> str:
        """The rate in words."""
        period = _PERIODS.get(self.duration, f"{self.duration} seconds")
        return f"{self.num_requests} a {period}"


class Reads(Throttle):
    """Lists and details, read without an account."""

    scope = "reads"

    def get_cache_key(self, request: Request, view: APIView) -> str | None:
        """Reading is counted for those without an account only."""
        return None if request.user.is_authenticated else super().get_cache_key(request, view)


class Uploads(Throttle):
    """Files sent in."""

    scope = "uploads"


class Following(Throttle):
    """Asking how far a submission is: generous, since we ask senders to poll."""

    scope = "following"


THROTTLES: tuple[type[Throttle], ...] = (Reads, Uploads, Following)


def headers(throttles: Iterable[BaseThrottle]) -> dict[str, str]:
    """The rate limit headers for a request that passed, or was stopped by, these throttles."""
    counted = [throttle for throttle in throttles if isinstance(throttle, Throttle) and throttle.state]
    if not counted:
        return {}
    return {
        "RateLimit-Policy": ", ".join(throttle.policy for throttle in counted),
        "RateLimit": ", ".join(str(throttle.state) for throttle in counted),
    }
