"""Single results as the API tells them, with what was corrected in them."""

from typing import Any, TypedDict

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from labs.coa import SURE_ENOUGH
from registry.api import links
from registry.api.fields import LinkField, NameField
from registry.api.measured import MeasuredField
from registry.corrections import result_target
from registry.models import AnalyteResult, Batch, Correction, Product


class CorrectionSerializer(serializers.ModelSerializer[Correction]):
    """What a moderator set in place of what was read."""

    part = serializers.CharField(source="name", help_text="Which part: the text, the unit, the analyte, the batch.")
    at = serializers.DateTimeField(source="decision.at")

    class Meta:
        model = Correction
        fields = ("part", "before", "after", "at")


class Named(TypedDict):
    """A laboratory or brand: its `slug` and name."""

    slug: str
    name: str


class NamedProduct(TypedDict):
    """A product: its `id` and name."""

    id: str
    name: str


class NumberedBatch(TypedDict):
    """A batch: its `id` and number as printed."""

    id: str
    number: str


class AnalyteResultSerializer(serializers.ModelSerializer[AnalyteResult]):
    """One printed result."""

    id = NameField(links.result_id, help_text="Its name here, the same when its report is read again.")
    url = LinkField(
        lambda request, result: links.in_api(request, "result", links.result_id(result)), help_text="Its address here."
    )
    report = serializers.CharField(source="sample.report.reference", help_text="Its report's reference.")
    laboratory = serializers.SerializerMethodField(help_text="Who measured it.")
    reported_on = serializers.DateField(source="sample.report.reported_on", allow_null=True, read_only=True)
    tested_on = serializers.DateField(source="sample.report.tested_on", allow_null=True, read_only=True)
    brand = serializers.SerializerMethodField()
    product = serializers.SerializerMethodField()
    batch = serializers.SerializerMethodField()
    is_fictional = serializers.BooleanField(
        source="sample.report.is_fictional",
        read_only=True,
        help_text="Whether it came with the demonstration.",
    )
    sample_position = serializers.IntegerField(source="sample.position")
    analyte = serializers.CharField(
        allow_null=True, help_text="The analyte in our catalogue; null for a name that is not in it."
    )
    analyte_text = serializers.CharField(help_text="The analyte's name as printed.")
    measured = MeasuredField(source="*")
    lab_verdict = serializers.CharField(help_text="The laboratory's own word on it: pass, fail, tested, or none.")
    lab_status = serializers.SerializerMethodField(help_text="That word as it is printed.")
    doubts = serializers.ListField(
        child=serializers.CharField(), help_text="Why this reading may be wrong; empty if nothing speaks against it."
    )
    confidence = serializers.FloatField(
        min_value=0,
        max_value=1,
        help_text=(
            "How sure the reader is of it, as its doubts weigh: 1 without any. "
            f"Below {SURE_ENOUGH} no check rests on it. It is a weight, no probability."
        ),
    )
    is_corrected = serializers.SerializerMethodField(help_text="Whether a moderator corrected any part of it.")
    corrections = serializers.SerializerMethodField()
    match = serializers.SerializerMethodField(
        help_text="Under a filter by value: whether the claim meets it for certain. Null without such a filter."
    )

    class Meta:
        model = AnalyteResult
        fields = (
            "id",
            "url",
            "report",
            "laboratory",
            "reported_on",
            "tested_on",
            "brand",
            "product",
            "batch",
            "is_fictional",
            "sample_position",
            "panel",
            "analyte",
            "analyte_text",
            "measured",
            "lab_verdict",
            "lab_status",
            "method",
            "is_total",
            "doubts",
            "confidence",
            "is_corrected",
            "corrections",
            "match",
        )

    def to_representation(self, instance: AnalyteResult) -> dict[str, Any]:
        """The result; an analyte that is not in the catalogue is null."""
        told: dict[str, Any] = super().to_representation(instance)
        told["analyte"] = told["analyte"] or None
        return told

    def get_laboratory(self, result: AnalyteResult) -> Named | None:
        """Tell who measured it."""
        laboratory = result.sample.report.laboratory
        return {"slug": laboratory.slug, "name": laboratory.name} if laboratory else None

    def get_brand(self, result: AnalyteResult) -> Named | None:
        """Tell who sells what was tested."""
        product = _product_of(result)
        return {"slug": product.brand.slug, "name": product.brand.name} if product else None

    def get_product(self, result: AnalyteResult) -> NamedProduct | None:
        """Tell what was tested."""
        product = _product_of(result)
        return {"id": links.product_id(product), "name": product.name} if product else None

    def get_batch(self, result: AnalyteResult) -> NumberedBatch | None:
        """Tell which production run was tested."""
        batch: Batch | None = result.sample.batch
        return {"id": links.batch_id(batch), "number": batch.number} if batch else None

    def get_lab_status(self, result: AnalyteResult) -> str:
        """Tell the print of the laboratory's word."""
        return result.lab_status["text"] if result.lab_status else ""

    def get_is_corrected(self, result: AnalyteResult) -> bool:
        """Tell whether anything in it is another than was read."""
        return result.is_corrected or bool(_corrections_of(result))

    @extend_schema_field(CorrectionSerializer(many=True))
    def get_corrections(self, result: AnalyteResult) -> list[dict[str, Any]]:
        """Tell what was corrected, in its order."""
        return CorrectionSerializer(_corrections_of(result), many=True).data  # type: ignore[return-value]

    @extend_schema_field({"type": ["string", "null"], "enum": ["certain", "cannot_tell", None]})
    def get_match(self, result: AnalyteResult) -> str | None:
        """Tell what `registry.search.amounts.ask` found."""
        return getattr(result, "match", None)


def _product_of(result: AnalyteResult) -> Product | None:
    sample = result.sample
    return sample.product or (sample.batch.product if sample.batch else None)


def _corrections_of(result: AnalyteResult) -> list[Correction]:
    target = result_target(result.sample.position, result.key)
    return [correction for correction in result.sample.report.corrections.all() if correction.target == target]
