"""Structured logs: one event a line, with the report's reference on every line of its processing."""

from typing import Any

import structlog

_SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.format_exc_info,
]

# What these say at every start, sweep and page says nothing of a report.
_QUIETER = {
    "axes.apps": "WARNING",
    "celery.app.trace": "WARNING",
    "celery.beat": "WARNING",
    "celery.worker.strategy": "WARNING",
    "kombu.connection": "ERROR",
    "pdfminer": "ERROR",
}


def logging_config(*, readable: bool) -> dict[str, Any]:
    """Django's LOGGING: JSON lines for machines, or plain lines for a person at a terminal.

    Whatever is bound with `structlog.contextvars` (the report being processed) goes on every line, from every library.
    """
    structlog.configure(
        processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    # A line for a person leaves the time to whatever shows it: the terminal's supervisor prints it already.
    stamp = structlog.processors.TimeStamper(fmt="iso", utc=True)
    last: list[Any] = (
        [structlog.dev.ConsoleRenderer(colors=False)] if readable else [stamp, structlog.processors.JSONRenderer()]
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "events": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": _SHARED,
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
            }
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "events"}},
        "root": {"handlers": ["console"], "level": "INFO"},
        "loggers": {name: {"level": level} for name, level in _QUIETER.items()},
    }
