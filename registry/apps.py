"""The registry as a Django app."""

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


class RegistryConfig(AppConfig):
    """The one app of the site."""

    name = "registry"
    verbose_name = "Leafproof"

    def ready(self) -> None:
        """Have SQLite look at its tables after each migration, and so at each start."""
        post_migrate.connect(_look_at_tables, sender=self)


def _look_at_tables(sender: AppConfig, using: str, **_: Any) -> None:
    """Have SQLite see how rows spread, by a thousand of each index: without, it walks through tables for ten rows.

    PostgreSQL does so by itself.
    """
    connection = connections[using]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit=1000")
            for model in sender.get_models():
                cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")
