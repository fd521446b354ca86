"""Leafproof, the website: the only place that knows Django."""

# Every process that may queue work needs the configured application, or Celery makes itself one without a broker.
from registry.celery import app as celery_app

__all__ = ["celery_app"]
