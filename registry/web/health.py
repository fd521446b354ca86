"""Whether the site is alive, and whether it can do its work: for load balancers and people on call."""

import datetime as dt
import secrets
from collections.abc import Callable

import structlog
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from kombu.connection import Connection

from registry.models import Report

log = structlog.get_logger(__name__)
_SECONDS = 2


@never_cache
@require_safe
def healthz(_request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def readyz(_request: HttpRequest) -> JsonResponse:
    """Database, broker and storage do their work; 503 names what does not.

    How long reports wait is told, but a long queue is no failure: a site taken out of service would not shorten it.
    """
    parts: dict[str, Callable[[], None]] = {"database": _database, "broker": _broker, "storage": _storage}
    failed = [name for name, ask in parts.items() if not _answers(name, ask)]
    waited = None if "database" in failed else _oldest_wait()
    return JsonResponse(
        {
            "status": "failed" if failed else "ok",
            "failed": failed,
            "oldest_queued_seconds": None if waited is None else round(waited.total_seconds()),
        },
        status=503 if failed else 200,
    )


def _answers(name: str, ask: Callable[[], None]) -> bool:
    try:
        ask()
    except Exception as error:  # noqa: BLE001 (whatever goes wrong there, the answer is "not ready")
        log.warning("ready.failed", part=name, error=type(error).__name__)
        return False
    return True


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _broker() -> None:
    options = getattr(settings, "CELERY_BROKER_TRANSPORT_OPTIONS", {})
    with Connection(settings.CELERY_BROKER_URL, transport_options=options) as broker:  # type: ignore[no-untyped-call]
        broker.ensure_connection(max_retries=1, timeout=_SECONDS)


def _storage() -> None:
    """Write a small file and take it away again: a full or read-only storage still answers questions."""
    name = default_storage.save(f"readiness/{secrets.token_hex(8)}", ContentFile(b"ready"))
    default_storage.delete(name)


def _oldest_wait() -> dt.timedelta | None:
    """How long the report that waits longest has been waiting to be read; None when none waits."""
    oldest = Report.objects.waiting().order_by("waiting_since").values_list("waiting_since", flat=True).first()
    return timezone.now() - oldest if oldest else None
