"""The registry as a Django app."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


class RegistryConfig(AppConfig):
    """The one app of the site."""

    name = "registry"
    verbose_name = "Leafproof"

    def ready(self) -> None:
        """Have SQLite look at its tables again after a migration."""
        post_migrate.connect(_analyse, sender=self)


def _analyse(*, using: str, plan: Sequence[Any] = (), **_others: Any) -> None:
    """Count anew what SQLite's planner goes by.

    A migration that changes a table copies it and drops the old one, and with it all that was known of its indexes:
    until they are counted again, a list of flags reads every report.
    """
    connection = connections[using]
    if plan and connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
