"""Whether the site is alive, and whether it can do its work: for load balancers and people on call."""

import datetime as dt
from collections.abc import Callable

import structlog
from django.conf import settings
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
_OLDEST = dt.timedelta(minutes=15)


@never_cache
@require_safe
def healthz(_request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def readyz(_request: HttpRequest) -> JsonResponse:
    """Database, broker and storage answer, and no report has waited too long; 503 names what does not."""
    parts: dict[str, Callable[[], None]] = {"database": _database, "broker": _broker, "storage": _storage}
    failed = [name for name, ask in parts.items() if not _answers(name, ask)]
    waited = None if "database" in failed else _oldest_wait()
    if waited is not None and waited > _OLDEST:
        failed.append("queue")
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
    default_storage.exists("readiness")


def _oldest_wait() -> dt.timedelta | None:
    """How long the report that waits longest has been waiting to be read; None when none waits."""
    oldest = Report.objects.waiting().order_by("created_at").values_list("created_at", flat=True).first()
    return timezone.now() - oldest if oldest else None
