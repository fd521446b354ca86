"""Measured values as the API tells them: what is printed, the claim that it makes, and where it stands on the paper.

An amount that makes no claim by a number has no number here either: ``value`` is null for ND, and never 0.
"""

from decimal import Decimal, localcontext
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request

from labs.quantities import Kind
from registry.api import links
from registry.models import AnalyteResult, PageImage, Report
from registry.models.reports import Evidence

_CORNERS = ("x0", "top", "x1", "bottom")
KINDS = [(kind.value, kind.value) for kind in Kind]


class EvidenceSerializer(serializers.Serializer[Any]):
    """Where something is printed. Null in place of all this: a person supplied it, and it stands on no page."""

    printed_text = serializers.CharField(help_text="The text as printed, whatever was corrected later.")
    page = serializers.IntegerField(min_value=1)
    box = serializers.ListField(
        child=serializers.FloatField(),
        min_length=4,
        max_length=4,
        help_text="x0, top, x1, bottom in PDF points from the page's top left corner.",
    )
    page_image = serializers.URLField(allow_null=True, help_text="A picture of that page.")


class ValueEvidenceSerializer(EvidenceSerializer):
    """Where a result is printed."""

    link = serializers.URLField(help_text="The public page that shows the value beside its print.")


class QuantitySerializer(serializers.Serializer[Any]):
    """One amount: its words, the claim that they make, and its number if it has one."""

    text = serializers.CharField(help_text="As printed, or as a moderator corrected it.")
    kind = serializers.ChoiceField(choices=KINDS, help_text="What sort of claim it is.")
    value = serializers.CharField(
        allow_null=True,
        help_text="The number, bound or lower end as a decimal in its printed precision; null where none is printed.",
    )
    upper = serializers.CharField(allow_null=True, help_text="The upper end of a range.")
    unit = serializers.CharField(help_text="As printed; empty if none is.")
    evidence = EvidenceSerializer(allow_null=True)


class MeasuredSerializer(QuantitySerializer):
    """A result's amount with the limits of its method, and the limit that the laboratory prints beside it."""

    lod = QuantitySerializer(allow_null=True, help_text="Limit of detection.")
    loq = QuantitySerializer(allow_null=True, help_text="Limit of quantification.")
    limit = QuantitySerializer(allow_null=True, help_text="The specification limit that the report prints.")
    uncertainty = QuantitySerializer(allow_null=True)
    evidence = ValueEvidenceSerializer()


@extend_schema_field(EvidenceSerializer(allow_null=True))
class PrintField(serializers.Field[Any, Any, Any, Any]):
    """A stored row of evidence, such as a field of the report's head."""

    def to_representation(self, row: Evidence) -> dict[str, Any] | None:
        """Where the row is printed."""
        return evidence_of_row(self.context["request"], row.report, row)  # type: ignore[attr-defined]


@extend_schema_field(EvidenceSerializer(many=True))
class PrintsField(serializers.Field[Any, Any, Any, Any]):
    """The prints that a flag rests on: `labs.coa.Printed` as JSON."""

    def to_representation(self, flag: Any) -> list[dict[str, Any]]:
        """Where each of them is printed; what a person supplied stands nowhere and is left out."""
        found = [evidence_of_print(self.context["request"], flag.report, printed) for printed in flag.evidence]
        return [evidence for evidence in found if evidence is not None]


@extend_schema_field(MeasuredSerializer)
class MeasuredField(serializers.Field[Any, Any, Any, Any]):
    """An `AnalyteResult` row as a measured value."""

    def to_representation(self, result: AnalyteResult) -> dict[str, Any]:
        """The value with its evidence and the amounts beside it."""
        request, report = self.context["request"], result.sample.report
        evidence = evidence_of_row(request, report, result)
        return {
            "text": result.text,
            "kind": result.kind,
            "value": _in_printed_precision(result.value, result.step),
            "upper": _in_printed_precision(result.upper, result.step),
            "unit": result.unit,
            **{name: _beside(request, report, getattr(result, name)) for name in _BESIDE},
            "evidence": evidence and {**evidence, "link": links.place_on_page(request, result)},
        }


_BESIDE = ("lod", "loq", "limit", "uncertainty")


def _beside(request: Request, report: Report, stored: dict[str, Any] | None) -> dict[str, Any] | None:
    """A `labs.coa.PrintedQuantity` as JSON, as the API tells it."""
    if stored is None:
        return None
    quantity = stored["quantity"]
    return {
        "text": quantity["text"],
        "kind": quantity["kind"],
        "value": quantity["value"],
        "upper": quantity["upper"],
        "unit": stored["unit"],
        "evidence": evidence_of_print(request, report, stored["printed"]),
    }


def evidence_of_row(request: Request, report: Report, row: Evidence) -> dict[str, Any] | None:
    """Where a stored row of evidence is printed."""
    box = {name: getattr(row, name) for name in _CORNERS}
    return evidence_of_print(request, report, {"text": row.printed_text, "page": row.page, "box": box})


def evidence_of_print(request: Request, report: Report, printed: dict[str, Any]) -> dict[str, Any] | None:
    """Where a `labs.coa.Printed` as JSON stands; None for what a person supplied and nobody printed."""
    if printed["page"] < 1:
        return None
    pictured = any(page.number == printed["page"] and page.image for page in _pages(report))
    return {
        "printed_text": printed["text"],
        "page": printed["page"],
        "box": [printed["box"][name] for name in _CORNERS],
        "page_image": links.page_picture(request, report, printed["page"]) if pictured else None,
    }


def _pages(report: Report) -> list[PageImage]:
    return list(report.pages.all())


def _in_printed_precision(value: Decimal | None, step: Decimal | None) -> str | None:
    """A stored number with the places it was printed in: 1.50 for a step of 0.01, 1.2E+5 for one of 10000.

    The ends of a range share a step, that of the coarser: the finer end keeps its digits.
    """
    if value is None:
        return None
    with localcontext(prec=60):
        exact = value.normalize()
        printed = exact if step is None else exact.quantize(step.normalize())
        return str(printed) if printed == exact else f"{exact:f}"
