"""Fields that tell what a function makes of the whole thing: its name here, and addresses."""

from collections.abc import Callable
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request


@extend_schema_field({"type": "string"})
class NameField(serializers.Field[Any, Any, Any, Any]):
    """What a function calls the thing."""

    def __init__(self, name: Callable[[Any], str], **options: Any) -> None:
        super().__init__(source="*", read_only=True, **options)
        self.name_of = name

    def to_representation(self, value: Any) -> str:
        """The name."""
        return self.name_of(value)


@extend_schema_field({"type": "string", "format": "uri"})
class LinkField(serializers.Field[Any, Any, Any, Any]):
    """The absolute address that a function finds for the thing."""

    def __init__(self, address: Callable[[Request, Any], str | None], **options: Any) -> None:
        super().__init__(source="*", read_only=True, **options)
        self.address_of = address

    def to_representation(self, value: Any) -> str | None:
        """The address."""
        return self.address_of(self.context["request"], value)


@extend_schema_field({"type": ["string", "null"]})
class MaybeTextField(serializers.Field[Any, Any, Any, Any]):
    """A text, or null where it is empty."""

    def __init__(self, source: str, **options: Any) -> None:
        super().__init__(source="*", read_only=True, **options)
        self.attribute = source

    def to_representation(self, value: Any) -> str | None:
        """The text."""
        return getattr(value, self.attribute) or None


@extend_schema_field({"type": ["string", "null"], "format": "uri"})
class MaybeLinkField(LinkField):
    """An address, or null where there is none."""
