"""The Celery application: `celery -A registry.celery worker`."""

import os

from celery import Celery
from celery.signals import setup_logging

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "registry.settings")
app = Celery("leafproof")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["registry"])


@setup_logging.connect
def keep_djangos_logging(**_kwargs: object) -> None:
    """Leave logging as Django set it up: Celery would replace it with its own."""
