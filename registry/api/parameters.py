"""Kinds of query parameters, read strictly: what is not meant for us is refused, never overlooked."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django_filters import rest_framework as filters
from django_filters.fields import IsoDateTimeField

from registry.api.words import is_analyte, unknown_analyte
from registry.models import batch_key


class IsoDateField(forms.DateField):
    """A date as ISO 8601 writes it, and no other way."""

    input_formats = ("%Y-%m-%d",)

    def to_python(self, value: Any) -> dt.date | None:
        """The date; raises `ValidationError` for years of less than four digits too."""
        if value and len(str(value)) != len("2026-01-31"):
            raise forms.ValidationError("A date is written as 2026-01-31.", code="invalid")
        return super().to_python(value)


class IsoDateFilter(filters.DateFilter):
    """A filter by date."""

    field_class = IsoDateField


class IsoTimeField(IsoDateTimeField):
    """A time as ISO 8601 writes it; in UTC where it names no offset."""

    def clean(self, value: Any) -> dt.datetime | None:
        """The time in UTC; raises `ValidationError` for one that the calendar does not hold there."""
        time: dt.datetime | None = super().clean(value)
        try:
            return time and time.astimezone(dt.UTC)
        except OverflowError:
            raise forms.ValidationError("This time is beyond the calendar.", code="invalid") from None


class IsoTimeFilter(filters.IsoDateTimeFilter):
    """A filter by time."""

    field_class = IsoTimeField


class TrueOrFalseField(forms.NullBooleanField):
    """``true`` or ``false``, and no other word that would be overlooked."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> bool | None:  # type: ignore[override]  # the stubs forget None
        """The word's meaning; raises `ValidationError` for any other."""
        if value in (None, ""):
            return None
        if value not in ("true", "false"):
            raise forms.ValidationError("This is true or false.", code="invalid")
        return bool(value == "true")


class TrueOrFalseFilter(filters.BooleanFilter):
    """A filter by ``true`` or ``false``."""

    field_class = TrueOrFalseField

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **({"widget": forms.TextInput} | options))


class BatchNumberField(forms.CharField):
    """A batch number as people type it; its cleaned value is its key."""

    def clean(self, value: Any) -> str:
        """The key; raises `ValidationError` where nothing is left of the number."""
        text = super().clean(value)
        key = batch_key(text)
        if text and not key:
            raise forms.ValidationError("A batch number has letters or digits.", code="invalid")
        return key


class BatchNumberFilter(filters.CharFilter):
    """A filter by batch number."""

    field_class = BatchNumberField


class ProductIdFilter(filters.CharFilter):
    """A filter by a product's id, ``brand.product``, on the product that `field_name` leads to."""

    def filter(self, qs: "QuerySet[Any]", value: str) -> "QuerySet[Any]":
        """The rows of that product."""
        return qs.filter(product_named(value, f"{self.field_name}__" if self.field_name else "")) if value else qs


def product_named(name: str, path: str = "") -> Q:
    """The condition for the product with this id; `path` leads to it."""
    brand, _, product = name.partition(".")
    return Q(**{f"{path}brand__slug": brand, f"{path}slug": product})


class AnalyteFilter(filters.CharFilter):
    """A filter by an analyte's slug: of the catalogue, or of some row that the reader may see."""

    def filter(self, qs: "QuerySet[Any]", value: str) -> "QuerySet[Any]":
        """The rows of that analyte; raises `ValidationError` for one that nobody knows."""
        if not value:
            return qs
        if not is_analyte(value) and not self.parent.queryset.filter(analyte=value).exists():
            raise unknown_analyte(value)
        return qs.filter(analyte=value)


class AboutSample(filters.CharFilter):
    """A filter on a report's samples, which `ReportFilter` applies together with the others of its kind."""

    def filter(self, qs: "QuerySet[Any]", value: str) -> "QuerySet[Any]":  # noqa: ARG002 (the method's signature)
        """Nothing yet: one sample has to meet them all."""
        return qs


class AboutSampleBatch(AboutSample):
    """The same, by batch number."""

    field_class = BatchNumberField


class AmountField(forms.DecimalField):
    """An amount, small and coarse enough to be compared exactly in any unit."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**(options | {"max_digits": 24, "decimal_places": 9}))


class AmountFilter(filters.NumberFilter):
    """A bound, which `ResultFilter` applies in the unit that is asked for."""

    field_class = AmountField

    def get_max_validator(self) -> None:
        """No further bound than the field's own."""

    def filter(self, qs: "QuerySet[Any]", value: Decimal | None) -> "QuerySet[Any]":  # noqa: ARG002
        """Nothing yet: all bounds are applied together."""
        return qs
