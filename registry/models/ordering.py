"""The latest first, and what has no day at the end: as an order, and as an index that holds rows in it."""

from typing import Any

from django.db.models import F, Index
from django.db.models.expressions import OrderBy

LATEST_TEST_FIRST = (F("reported_on").desc(nulls_last=True), F("id").desc())


class LatestFirstIndex(Index):
    """An index whose descending columns have their nulls at the end.

    SQLite has them there by itself and takes no word on it; PostgreSQL does the opposite unless it is told.
    """

    def create_sql(self, model: Any, schema_editor: Any, using: str = "", **kwargs: Any) -> Any:
        """The statement that makes the index, on each database its own."""
        if schema_editor.connection.vendor != "postgresql":
            return super().create_sql(model, schema_editor, using, **kwargs)
        columns = [
            OrderBy(F(name), descending=True, nulls_last=True) if order else F(name)
            for name, order in self.fields_orders
        ]
        return Index(*columns, name=self.name).create_sql(model, schema_editor, using, **kwargs)
