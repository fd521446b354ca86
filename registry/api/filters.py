"""What lists may be asked for. Every condition stays within what the reader may see."""

import datetime as dt
import string
from typing import Any, cast

from django import forms
from django.db.models import Q, QuerySet
from django_filters import rest_framework as filters
from rest_framework.exceptions import ErrorDetail, ValidationError

from labs.coa import LabVerdict, Panel
from labs.quantities import Kind
from registry import search
from registry.api.parameters import (
    AboutSample,
    AboutSampleBatch,
    AmountFilter,
    AnalyteFilter,
    BatchNumberFilter,
    IsoDateFilter,
    IsoTimeFilter,
    ProductIdFilter,
    TrueOrFalseFilter,
    product_named,
)
from registry.api.words import is_unit, unknown_unit
from registry.comparable import scale_of
from registry.models import (
    OTHER_LETTERS,
    AnalyteResult,
    Batch,
    Brand,
    Flag,
    Laboratory,
    Product,
    Report,
    Sample,
    Status,
)
from registry.models.catalogue import BrandQuerySet
from registry.search import amounts

_PRODUCT = "A product's `id`."
_BATCH = "A batch number; spaces, dashes, case, O/0 and I/1/l do not matter."
_UNIT = (
    "A unit, such as ppm or mg/g. Finds what can be converted to it: ppm finds µg/g, mg/kg and % too. "
    "One that nobody knows is refused."
)
_VALUE = "An amount in `unit`, which must be given too. Only results that meet it for certain; see `include`."
_INCLUDE = (
    "`cannot_tell`: with a filter by value, also the results that leave it open, such as ND without a LOD or LOQ."
)


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=dt.UTC)


class ReportFilter(filters.FilterSet):
    """Reports by who tested what, when, and what looks wrong."""

    laboratory = filters.CharFilter(field_name="laboratory__slug", label="A laboratory's `slug`.")
    brand = AboutSample(label="A brand's `slug`.")
    product = AboutSample(label=_PRODUCT)
    batch = AboutSampleBatch(label=_BATCH)
    report_number = filters.CharFilter(lookup_expr="iexact", label="The laboratory's own number for it.")
    status = filters.ChoiceFilter(choices=Status.choices, label="Others than published: what you may see of them.")
    tested_on__gte = IsoDateFilter(field_name="tested_on", lookup_expr="gte", label="Tested on this day or later.")
    tested_on__lte = IsoDateFilter(field_name="tested_on", lookup_expr="lte", label="Tested on this day or earlier.")
    reported_on__gte = IsoDateFilter(
        field_name="reported_on", lookup_expr="gte", label="Reported on this day or later."
    )
    reported_on__lte = IsoDateFilter(
        field_name="reported_on", lookup_expr="lte", label="Reported on this day or earlier."
    )
    published_on__gte = IsoDateFilter(method="published_from", label="The day on which it was published here, in UTC.")
    published_on__lte = IsoDateFilter(method="published_to", label="The day on which it was published here, in UTC.")
    changed_at__gte = IsoTimeFilter(
        field_name="changed_at", lookup_expr="gte", label="Changed here at or after this time: to keep a copy fresh."
    )
    has_flags = TrueOrFalseFilter(method="with_flags", label="Whether any flag stands: not dismissed.")
    severity = filters.ChoiceFilter(
        choices=Flag.Severity.choices, method="with_severity", label="A flag of this severity stands."
    )

    class Meta:
        model = Report
        fields: tuple[str, ...] = ()

    def filter_queryset(self, queryset: "QuerySet[Report]") -> "QuerySet[Report]":
        """Apply the filters, those on samples to one and the same sample."""
        queryset = super().filter_queryset(queryset)
        asked, about = self.form.cleaned_data, Q()
        if asked["brand"]:
            about &= Q(product__brand__slug=asked["brand"])
        if asked["product"]:
            about &= product_named(asked["product"], "product__")
        if asked["batch"]:
            about &= Q(batch__key=asked["batch"])
        return queryset.filter(pk__in=Sample.objects.filter(about).values("report")) if about else queryset

    def published_from(self, queryset: "QuerySet[Report]", _name: str, day: dt.date) -> "QuerySet[Report]":
        """Keep what was published on that day or later."""
        return queryset.filter(published_at__gte=_midnight(day))

    def published_to(self, queryset: "QuerySet[Report]", _name: str, day: dt.date) -> "QuerySet[Report]":
        """Keep what was published on that day or earlier."""
        if day == dt.date.max:
            return queryset.filter(published_at__isnull=False)
        return queryset.filter(published_at__lt=_midnight(day + dt.timedelta(days=1)))

    def with_flags(self, queryset: "QuerySet[Report]", _name: str, wanted: bool) -> "QuerySet[Report]":
        """Keep what has, or has not, flags that stand."""
        flagged = Q(pk__in=_standing().values("report"))
        return queryset.filter(flagged if wanted else ~flagged)

    def with_severity(self, queryset: "QuerySet[Report]", _name: str, severity: str) -> "QuerySet[Report]":
        """Keep what has a flag of that severity that stands."""
        return queryset.filter(pk__in=_standing().filter(severity=severity).values("report"))


def _standing() -> "QuerySet[Flag]":
    return Flag.objects.standing()


class ResultForm(forms.Form):
    """The filters by value make sense only together with a unit."""

    def clean(self) -> dict[str, Any]:
        """Raises `ValidationError` for an amount without a unit, and for `include` without an amount."""
        asked = cast(dict[str, Any], super().clean())
        has_bound = any(asked.get(f"value__{side}") is not None for side in amounts.SIDES)
        unit = asked.get("unit")
        if has_bound and not unit and "unit" not in self.errors:
            self.add_error("unit", "A filter by value needs a unit: 0.5 ppm and 0.5 mg/g are different amounts.")
        if unit and scale_of(unit) is None:
            self.add_error("unit", forms.ValidationError("%(says)s", "unknown_unit", {"says": unknown_unit(unit)}))
        if asked.get("include") and not has_bound:
            self.add_error("include", "This is for filters by value only.")
        return asked


class ResultFilter(filters.FilterSet):
    """Results by what was measured, where, and how much of it."""

    report = filters.CharFilter(field_name="sample__report__reference", label="A report's `reference`.")
    laboratory = filters.CharFilter(field_name="sample__report__laboratory__slug", label="A laboratory's `slug`.")
    brand = filters.CharFilter(field_name="sample__product__brand__slug", label="A brand's `slug`.")
    product = ProductIdFilter(field_name="sample__product", label=_PRODUCT)
    batch = BatchNumberFilter(field_name="sample__batch__key", label=_BATCH)
    reported_on__gte = IsoDateFilter(
        field_name="sample__report__reported_on", lookup_expr="gte", label="Reported on this day or later."
    )
    reported_on__lte = IsoDateFilter(
        field_name="sample__report__reported_on", lookup_expr="lte", label="Reported on this day or earlier."
    )
    analyte = AnalyteFilter(label="An analyte's `slug`, such as mitragynine or lead.")
    panel = filters.ChoiceFilter(choices=[(panel.value, panel.value) for panel in Panel], label="What it belongs to.")
    kind = filters.ChoiceFilter(
        choices=[(kind.value, kind.value) for kind in Kind], label="What sort of claim is printed."
    )
    is_total = TrueOrFalseFilter(label="Whether it sums others up.")
    lab_verdict = filters.ChoiceFilter(
        choices=[(verdict.value, verdict.value) for verdict in LabVerdict], label="The laboratory's own word on it."
    )
    unit = filters.CharFilter(method="in_unit", label=_UNIT)
    value__gt = AmountFilter(field_name="value", label=_VALUE)
    value__gte = AmountFilter(field_name="value", label=_VALUE)
    value__lt = AmountFilter(field_name="value", label=_VALUE)
    value__lte = AmountFilter(field_name="value", label=_VALUE)
    include = filters.ChoiceFilter(
        choices=[(amounts.CANNOT_TELL, "those that leave it open")], method="as_it_is", label=_INCLUDE
    )

    class Meta:
        model = AnalyteResult
        fields: tuple[str, ...] = ()
        form = ResultForm

    def filter_queryset(self, queryset: "QuerySet[AnalyteResult]") -> "QuerySet[AnalyteResult]":
        """Apply the filters, the bounds together in their unit."""
        queryset = super().filter_queryset(queryset)
        asked = self.form.cleaned_data
        scale = scale_of(asked["unit"])
        bounds = {side: asked[f"value__{side}"] for side in amounts.SIDES if asked[f"value__{side}"] is not None}
        if not bounds or scale is None:
            return queryset
        return amounts.ask(queryset, scale, bounds, with_undecided=bool(asked["include"]))

    def in_unit(self, queryset: "QuerySet[AnalyteResult]", _name: str, unit: str) -> "QuerySet[AnalyteResult]":
        """What can be compared in the unit; with a bound, `amounts.ask` decides that.

        Raises `ValidationError` for a unit that neither we nor any result that the reader may see know.
        """
        scale = scale_of(unit)
        if not is_unit(unit) and not (scale and self.queryset.filter(dimension=scale.dimension).exists()):
            raise ValidationError({"unit": [ErrorDetail(unknown_unit(unit), code="unknown_unit")]})
        if any(self.form.cleaned_data[f"value__{side}"] is not None for side in amounts.SIDES):
            return queryset
        return queryset.filter(dimension=scale.dimension) if scale else queryset.none()

    def as_it_is(self, queryset: "QuerySet[AnalyteResult]", _name: str, _value: str) -> "QuerySet[AnalyteResult]":
        """`include` is a word on the bounds, no condition of its own."""
        return queryset


class FlagFilter(filters.FilterSet):
    """Flags by report, check and what was said of them."""

    report = filters.CharFilter(field_name="report__reference", label="A report's `reference`.")
    laboratory = filters.CharFilter(field_name="report__laboratory__slug", label="A laboratory's `slug`.")
    check_id = filters.CharFilter(label="The check that found it.")
    severity = filters.ChoiceFilter(choices=Flag.Severity.choices, label="How much it matters.")
    state = filters.ChoiceFilter(choices=Flag.State.choices, label="What a moderator said of it.")
    standing = TrueOrFalseFilter(method="that_stand", label="Whether it stands: not dismissed.")
    analyte = AnalyteFilter(label="An analyte's `slug`.")

    class Meta:
        model = Flag
        fields: tuple[str, ...] = ()

    def that_stand(self, queryset: "QuerySet[Flag]", _name: str, wanted: bool) -> "QuerySet[Flag]":
        """Keep what stands, or what was dismissed."""
        dismissed = Q(state=Flag.State.DISMISSED)
        return queryset.exclude(dismissed) if wanted else queryset.filter(dismissed)


class ProductFilter(filters.FilterSet):
    """Products by brand, words and form; by laboratory as far as the reader may see its reports."""

    q = filters.CharFilter(method="with_words", label="Words that its name and brand hold together.")
    brand = filters.CharFilter(field_name="brand__slug", label="A brand's `slug`.")
    form = filters.ChoiceFilter(choices=Product.Form.choices, label="What it is sold as.")
    laboratory = filters.CharFilter(method="tested_by", label="The `slug` of a laboratory that tested it.")

    class Meta:
        model = Product
        fields: tuple[str, ...] = ()

    def with_words(self, queryset: "QuerySet[Product]", _name: str, words: str) -> "QuerySet[Product]":
        """Keep what `registry.search` finds."""
        found = search.products(" ".join(words.split())[:100], self.request.user)
        return queryset.filter(pk__in=found.order_by().values("pk"))

    def tested_by(self, queryset: "QuerySet[Product]", _name: str, slug: str) -> "QuerySet[Product]":
        """Keep what a visible report of that laboratory speaks of."""
        seen = Sample.objects.visible_to(self.request.user).filter(report__laboratory__slug=slug)
        return queryset.filter(pk__in=seen.values("product"))


class BatchFilter(filters.FilterSet):
    """Batches by product and number."""

    brand = filters.CharFilter(field_name="product__brand__slug", label="A brand's `slug`.")
    product = ProductIdFilter(field_name="product", label=_PRODUCT)
    number = filters.CharFilter(method="numbered", label=f"{_BATCH} The last four characters or more are enough.")

    class Meta:
        model = Batch
        fields: tuple[str, ...] = ()

    def numbered(self, queryset: "QuerySet[Batch]", _name: str, number: str) -> "QuerySet[Batch]":
        """Keep what `registry.search` finds."""
        found = search.batches(number, self.request.user)
        return queryset.filter(pk__in=found.order_by().values("pk"))


class BrandFilter(filters.FilterSet):
    """Brands by name."""

    name = filters.CharFilter(lookup_expr="icontains", label="Part of its name.")
    letter = filters.ChoiceFilter(
        choices=[(letter, letter) for letter in (*string.ascii_lowercase, OTHER_LETTERS)],
        method="beginning_with",
        label=f"What its name begins with; `{OTHER_LETTERS}` for none of these letters.",
    )

    class Meta:
        model = Brand
        fields: tuple[str, ...] = ()

    def beginning_with(self, queryset: "QuerySet[Brand]", _name: str, letter: str) -> "QuerySet[Brand]":
        """Keep what begins so."""
        return cast(BrandQuerySet, queryset).beginning_with(letter)


class LaboratoryFilter(filters.FilterSet):
    """Laboratories by name."""

    name = filters.CharFilter(lookup_expr="icontains", label="Part of its name.")

    class Meta:
        model = Laboratory
        fields: tuple[str, ...] = ()
