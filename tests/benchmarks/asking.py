"""A page as the site's server makes it: by the application that it serves, compressed, its body written out.

Django's test client is left out. It keeps a copy of the context of each template, which on pages of many small ones
costs a third of the time.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import RequestFactory


@cache
def _site() -> Callable[..., Any]:
    from registry.wsgi import application  # noqa: PLC0415 pytest has to set Django up first

    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)  # the connection holds the transaction that the bench rolls back
    return application


def status_of(address: str) -> int:
    """Ask an address as a browser does that takes gzip; gives the status once the whole answer is there."""
    environ: dict[str, Any] = RequestFactory().get(address, headers={"accept-encoding": "gzip"}).environ
    statuses: list[str] = []
    answer = _site()(environ, lambda status, _headers, _error=None: statuses.append(status))
    try:
        for _ in answer:
            pass
    finally:
        answer.close()
    return int(statuses[0].split()[0])
