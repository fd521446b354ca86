"""Pages of a list by an opaque cursor: rows that arrive meanwhile neither repeat nor hide others.

A cursor names the row that the last page ended with, so the next page starts behind that row wherever it now stands.
"""

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Max, Q, QuerySet
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param
from rest_framework.views import APIView

from registry.licence import data_licence
from registry.models import Report

DISCLAIMER = (
    "What laboratories printed, as read by a program and looked over by people. Not medical advice, no endorsement; "
    "not detected does not mean zero."
)
FICTIONAL = "A demonstration: the laboratories, brands, products and numbers that it came with are fictional."
_HIGHEST = 2**63 - 1
_FIELD = re.compile(r"-?[0-9]{1,19}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """A place in a list: behind the row with these values of the ordering's fields, or before it."""

    values: tuple[int, ...]
    backwards: bool = False

    def encode(self) -> str:
        """The cursor as it stands in an address."""
        text = ("b" if self.backwards else "f") + ",".join(map(str, self.values))
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    @classmethod
    def decode(cls, text: str, length: int) -> "Cursor":
        """The cursor that an address holds; raises `ValueError` if it is none of ours."""
        try:
            plain = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode("ascii")
        except (binascii.Error, UnicodeError) as error:
            raise ValueError("not a cursor") from error
        fields = plain[1:].split(",")
        if plain[:1] not in ("f", "b") or len(fields) != length or not all(map(_FIELD.fullmatch, fields)):
            raise ValueError("not a cursor")
        values = tuple(map(int, fields))
        if any(abs(value) > _HIGHEST for value in values):
            raise ValueError("not a cursor")
        return cls(values=values, backwards=plain[0] == "b")


class CursorPagination(BasePagination):
    """Pages in the order that the view names in `cursor_ordering`: whole-number fields that together are unique."""

    default_size = 100
    largest_size = 500
    parameters = ("cursor", "page_size")

    def paginate_queryset(  # type: ignore[override]  # our views hand in querysets, never lists
        self, queryset: "QuerySet[Any]", request: Request, view: APIView | None = None
    ) -> list[Any]:
        """The rows of the page that the request asks for. Raises `ValidationError` for a bad cursor or size."""
        self.request = request
        self.ordering: tuple[str, ...] = getattr(view, "cursor_ordering", ("-pk",))
        size, cursor = self._size(), self._cursor()
        backwards = cursor is not None and cursor.backwards
        ordering = _reversed(self.ordering) if backwards else self.ordering
        if cursor is not None:
            queryset = queryset.filter(_behind(ordering, cursor.values))
        rows = list(queryset.order_by(*ordering)[: size + 1])
        more, rows = len(rows) > size, rows[:size]
        if backwards:
            rows.reverse()
        self.next = self._link(rows, backwards=False) if more or backwards else None
        self.previous = self._link(rows, backwards=True) if (more if backwards else cursor is not None) else None
        return rows

    def get_paginated_response(self, data: Any) -> Response:
        """One page, its neighbours, and what holds for all of it."""
        visible = Report.objects.visible_to(self.request.user)
        updated = visible.aggregate(latest=Max("changed_at"))["latest"]
        disclaimer = f"{FICTIONAL} {DISCLAIMER}" if settings.DEMONSTRATION else DISCLAIMER
        licence = data_licence()
        named = {"name": licence.name, "url": licence.url or None} if licence else None
        meta = {"last_updated": updated, "disclaimer": disclaimer, "licence": named}
        return Response({"results": data, "next": self.next, "previous": self.previous, "meta": meta})

    def _size(self) -> int:
        text = self.request.query_params.get("page_size", str(self.default_size))
        if not (text.isascii() and text.isdecimal() and len(text) < 10 and 1 <= int(text) <= self.largest_size):
            raise _invalid("page_size", f"page_size is a whole number from 1 to {self.largest_size}.")
        return int(text)

    def _cursor(self) -> Cursor | None:
        text = self.request.query_params.get("cursor")
        if text is None:
            return None
        try:
            return Cursor.decode(text, len(self.ordering))
        except ValueError:
            raise _invalid(
                "cursor", "This cursor is not one of ours. Follow `next` and `previous` as they are."
            ) from None

    def _link(self, rows: list[Any], *, backwards: bool) -> str:
        """The address of the page behind, or before, these rows; from the start where there are none."""
        address = self.request.build_absolute_uri()
        if not rows:
            return remove_query_param(address, "cursor")
        row = rows[0] if backwards else rows[-1]
        values = tuple(getattr(row, name.removeprefix("-")) for name in self.ordering)
        return replace_query_param(address, "cursor", Cursor(values=values, backwards=backwards).encode())

    def get_schema_operation_parameters(self, view: APIView) -> list[dict[str, Any]]:  # noqa: ARG002 (DRF's signature)
        """The parameters as the schema tells them."""
        return [
            {
                "name": "cursor",
                "in": "query",
                "required": False,
                "description": "From `next` or `previous` of another page, as it is.",
                "schema": {"type": "string"},
            },
            {
                "name": "page_size",
                "in": "query",
                "required": False,
                "description": "Rows in a page.",
                "schema": {
                    "type": "integer",
                    "minimum": 1,
                    "maximum": self.largest_size,
                    "default": self.default_size,
                },
            },
        ]

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """A page as the schema tells it."""
        link = {"type": ["string", "null"], "format": "uri"}
        meta = {
            "type": "object",
            "required": ["last_updated", "disclaimer", "licence"],
            "properties": {
                "last_updated": {
                    "type": ["string", "null"],
                    "format": "date-time",
                    "description": "When anything you may see last changed.",
                },
                "disclaimer": {"type": "string"},
                "licence": {
                    "type": ["object", "null"],
                    "description": "The licence of the data; null while none has been granted.",
                    "required": ["name", "url"],
                    "properties": {
                        "name": {"type": "string"},
                        "url": {"type": ["string", "null"], "format": "uri"},
                    },
                },
            },
        }
        return {
            "type": "object",
            "required": ["results", "next", "previous", "meta"],
            "properties": {"results": schema, "next": link, "previous": link, "meta": meta},
        }


def _reversed(ordering: Sequence[str]) -> tuple[str, ...]:
    return tuple(name[1:] if name.startswith("-") else f"-{name}" for name in ordering)


def _behind(ordering: Sequence[str], values: Sequence[int]) -> Q:
    """The condition on rows that come after the row with these values, field by field."""
    condition, same = Q(), Q()
    for name, value in zip(ordering, values, strict=True):
        field, side = (name[1:], "lt") if name.startswith("-") else (name, "gt")
        condition |= same & Q(**{f"{field}__{side}": value})
        same &= Q(**{field: value})
    return condition


def _invalid(parameter: str, says: str) -> ValidationError:
    return ValidationError({parameter: [ErrorDetail(says, code="invalid")]})
