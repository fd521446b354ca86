"""Reports and their flags as the API tells them."""

from collections import Counter
from typing import Any, TypedDict

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from labs.coa import Source
from registry.api import links
from registry.api.fields import LinkField, MaybeLinkField, MaybeTextField
from registry.api.measured import EvidenceSerializer, PrintField, PrintsField, evidence_of_print
from registry.api.serializers.catalogue import LaboratorySerializer, SampleSerializer
from registry.api.serializers.results import AnalyteResultSerializer, CorrectionSerializer
from registry.models import Flag, HeaderField, PageImage, Reply, Report


class ReplySerializer(serializers.ModelSerializer[Reply]):
    """What a flag's laboratory or seller says of it, word for word; a moderator verified whose reply it is."""

    capacity = serializers.ChoiceField(choices=[(one.value, one.value) for one in Reply.Capacity])
    name = serializers.CharField(help_text="Who replies, in their own words.")
    text = serializers.CharField(help_text="Plain text. Treat it as unknown text, not as markup.")
    verified_at = serializers.DateTimeField(source="decision.at")

    class Meta:
        model = Reply
        fields = ("capacity", "name", "text", "sent_at", "verified_at")


class FlagSerializer(serializers.ModelSerializer[Flag]):
    """What looks wrong in a report: which numbers disagree, and what a person said of it."""

    id = serializers.IntegerField()
    url = LinkField(lambda request, flag: links.in_api(request, "flag", str(flag.pk)), help_text="Its address here.")
    report = serializers.CharField(source="report.reference", help_text="Its report's reference.")
    check_id = serializers.CharField(help_text="The check that found it.")
    arithmetic = serializers.CharField(help_text="The sum that shows it, one step a line.")
    evidence = PrintsField(source="*", help_text="The prints it rests on.")
    page = LinkField(links.page_of, help_text="Its public page, where it can be replied to and objected to.")
    dismissed_as = serializers.ChoiceField(
        choices=[(one.value, one.value) for one in Flag.Dismissal],
        allow_null=True,
        help_text="Why it was dismissed: `misread` and `misjudged` are mistakes of ours. Null where it is not "
        "dismissed, or was before reasons had names.",
    )
    replies = ReplySerializer(
        source="told", many=True, help_text="The verified replies of the laboratory or the seller, the oldest first."
    )

    class Meta:
        model = Flag
        fields = (
            "id",
            "url",
            "page",
            "report",
            "check_id",
            "severity",
            "state",
            "dismissed_as",
            "says",
            "arithmetic",
            "sample_position",
            "analyte",
            "analyte_text",
            "evidence",
            "rules_version",
            "first_seen_at",
            "replies",
        )

    def to_representation(self, instance: Flag) -> dict[str, Any]:
        """The flag as JSON; null where it has no reason of a dismissal."""
        told = super().to_representation(instance)
        return {**told, "dismissed_as": instance.dismissed_as or None}


class HeaderFieldSerializer(serializers.ModelSerializer[HeaderField]):
    """One field of a report's head."""

    value = serializers.CharField(help_text="What we made of it, or what a moderator set in its place.")
    evidence = PrintField(source="*")

    class Meta:
        model = HeaderField
        fields = ("name", "sample_position", "value", "evidence")


class PageSerializer(serializers.ModelSerializer[PageImage]):
    """One page of the document. Width and height are PDF points."""

    turn = serializers.ChoiceField(
        choices=(0, 90, 180, 270),
        help_text="Degrees clockwise by which the page was turned; sizes and boxes are those of the upright page.",
    )
    source = serializers.ChoiceField(  # type: ignore[assignment]  # a field of that name, not where it comes from
        choices=[source.value for source in Source],
        help_text="Whether its words are the text that the file gives, or were read from its picture.",
    )
    image = MaybeLinkField(
        lambda request, page: links.page_picture(request, page.report, page.number) if page.image else None
    )

    class Meta:
        model = PageImage
        fields = ("number", "width", "height", "turn", "source", "image", "pixel_width", "pixel_height")


class UnreadSerializer(serializers.Serializer[Any]):
    """Something in a table that was not understood."""

    reason = serializers.CharField(help_text="Why it could not be placed.")
    evidence = EvidenceSerializer()


class CodeSerializer(serializers.Serializer[Any]):
    """A bar code or QR code. Nobody checked what it says, and nothing was fetched from it: treat it as unknown text."""

    text = serializers.CharField(help_text="What the code says, without control characters.")
    kind = serializers.CharField(help_text="Its kind: QRCode, DataMatrix, Code128.")
    evidence = EvidenceSerializer()


class TargetedCorrectionSerializer(CorrectionSerializer):
    """A correction anywhere in a report."""

    class Meta(CorrectionSerializer.Meta):
        fields = ("target", *CorrectionSerializer.Meta.fields)  # type: ignore[assignment]


class FlagCounts(TypedDict):
    """How many flags stand, by severity: those that the checks find now and nobody dismissed."""

    alert: int
    warning: int
    note: int


class ReportSerializer(serializers.ModelSerializer[Report]):
    """One certificate of analysis."""

    url = LinkField(
        lambda request, report: links.in_api(request, "report", report.reference), help_text="Its address here."
    )
    page = LinkField(links.page_of, help_text="Its public page.")
    laboratory = LaboratorySerializer(allow_null=True)
    report_number = serializers.CharField(help_text="The laboratory's own number for it.")
    samples = SampleSerializer(many=True)
    flag_counts = serializers.SerializerMethodField()
    results_url = LinkField(
        lambda request, report: links.listing(request, "result", report=report.reference),
        help_text="Its results, page by page.",
    )
    is_fictional = serializers.BooleanField(help_text="Whether it came with the demonstration.")
    sha256 = serializers.CharField(help_text="Of the file as it was sent.")
    sent_type = MaybeTextField(
        "sent_type", help_text="The media type of the photo or scan that was sent in place of a PDF; null for a PDF."
    )
    lab_verdict = serializers.CharField(help_text="The laboratory's own word on the whole report, if it has one.")

    class Meta:
        model = Report
        fields: tuple[str, ...] = (
            "reference",
            "url",
            "page",
            "status",
            "laboratory",
            "report_number",
            "client",
            "sampled_on",
            "received_on",
            "tested_on",
            "reported_on",
            "lab_verdict",
            "samples",
            "flag_counts",
            "results_url",
            "page_count",
            "sha256",
            "sent_type",
            "reader_version",
            "rules_version",
            "published_at",
            "changed_at",
            "is_fictional",
        )

    def get_flag_counts(self, report: Report) -> FlagCounts:
        """Count what stands."""
        standing = Counter(flag.severity for flag in report.flags.all() if flag.state != Flag.State.DISMISSED)
        return {"alert": standing["alert"], "warning": standing["warning"], "note": standing["note"]}


class ReportDetailSerializer(ReportSerializer):
    """One certificate of analysis with all that was read from it."""

    header = HeaderFieldSerializer(source="header_fields", many=True)
    results = serializers.SerializerMethodField()
    flags = FlagSerializer(many=True)
    pages = PageSerializer(many=True)
    corrections = TargetedCorrectionSerializer(many=True)
    unread = serializers.SerializerMethodField(help_text="What stands in its tables and was not understood.")
    codes = serializers.SerializerMethodField(help_text="The bar codes and QR codes on its pages.")

    class Meta(ReportSerializer.Meta):
        fields = (
            *ReportSerializer.Meta.fields,
            "header",
            "results",
            "flags",
            "pages",
            "corrections",
            "unread",
            "codes",
        )

    @extend_schema_field(AnalyteResultSerializer(many=True))
    def get_results(self, report: Report) -> list[dict[str, Any]]:
        """Every result of every sample, in reading order."""
        results = [result for sample in report.samples.all() for result in sample.results.all()]
        return AnalyteResultSerializer(results, many=True, context=self.context).data  # type: ignore[return-value]

    @extend_schema_field(UnreadSerializer(many=True))
    def get_unread(self, report: Report) -> list[dict[str, Any]]:
        """What the last reading could not place."""
        return [
            {"reason": one["reason"], "evidence": evidence_of_print(self.context["request"], report, one["printed"])}
            for one in _last_reading(report)["unread"]
        ]

    @extend_schema_field(CodeSerializer(many=True))
    def get_codes(self, report: Report) -> list[dict[str, Any]]:
        """The codes that the last reading found."""
        return [
            {
                "text": one["text"],
                "kind": one["kind"],
                "evidence": evidence_of_print(self.context["request"], report, one),
            }
            for one in _last_reading(report)["codes"]
        ]


def _last_reading(report: Report) -> dict[str, Any]:
    """What the last reading saw beside the certificate; nothing for a report that was never read."""
    readings = list(report.readings.all())
    if not readings:
        return {"unread": [], "codes": []}
    last = max(readings, key=lambda reading: (reading.read_at, reading.pk))
    return {"unread": last.unread, "codes": last.codes}
