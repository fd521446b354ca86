"""Sending a report in, and following what becomes of it."""

from collections.abc import Collection
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.shortcuts import get_object_or_404
from django.urls import reverse
from drf_spectacular.utils import (
    OpenApiParameter,
    OpenApiResponse,
    PolymorphicProxySerializer,
    extend_schema,
    extend_schema_field,
)
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle

from registry import intake, processing
from registry.api import links, throttling
from registry.api.base import ApiView
from registry.api.fields import LinkField, MaybeLinkField, MaybeTextField
from registry.api.views import ReportViewSet
from registry.models import Report, Status

# What a multipart body may add to its file: boundaries and headers.
_WRAPPING = 100_000
_ASK_AGAIN = {Status.RECEIVED: 2, Status.READING: 2, Status.IN_REVIEW: 60}  # seconds
_STAGES = {
    Status.RECEIVED: "received, waiting for a reader",
    Status.READING: "being read",
    Status.IN_REVIEW: "read; waiting for a moderator",
    Status.PUBLISHED: "published",
    Status.REJECTED: "a moderator decided not to publish it",
    Status.WITHDRAWN: "published once, and withdrawn by a moderator",
    Status.UNREADABLE: "it could not be read",
}


def status_url(request: Request, report: Report) -> str:
    """Where the sender of a report follows it."""
    return request.build_absolute_uri(reverse("api:submission", args=[report.tracking_token]))


class UploadSerializer(serializers.Serializer[Any]):
    """A file to take in."""

    file = serializers.FileField(
        allow_empty_file=True,  # an empty one gets a sentence of its own from intake
        help_text="The laboratory's own PDF of one report, or a photo or scan of it (JPEG, PNG, HEIC, TIFF or WebP), "
        "at most 25 MB. What it is, its first bytes say, whatever its name and type.",
    )


class SubmissionSerializer(serializers.ModelSerializer[Report]):
    """What became of a submission. It tells no value: those are public once a moderator published the report."""

    status_url = LinkField(status_url, help_text="Where to ask again.")
    stage = serializers.SerializerMethodField(help_text="The status in words.")
    code = serializers.CharField(
        source="failure_code", allow_null=True, help_text="Why it could not be read: a stable code."
    )
    detail = serializers.SerializerMethodField(help_text="The same as a sentence.")
    received_at = serializers.DateTimeField(source="created_at")
    sent_type = MaybeTextField(
        "sent_type", help_text="The media type of the photo or scan that was sent; null for a PDF."
    )
    report_url = MaybeLinkField(
        lambda request, report: _once_published(report, links.in_api(request, "report", report.reference)),
        help_text="The report here, once it is published.",
    )
    page = MaybeLinkField(
        lambda request, report: _once_published(report, links.page_of(request, report)),
        help_text="The report's public page, once it is published.",
    )

    class Meta:
        model = Report
        fields = (
            "reference",
            "status_url",
            "status",
            "stage",
            "pages_done",
            "page_count",
            "code",
            "detail",
            "received_at",
            "sent_type",
            "read_at",
            "published_at",
            "report_url",
            "page",
        )

    def to_representation(self, instance: Report) -> dict[str, Any]:
        """The submission; what does not apply is null."""
        told: dict[str, Any] = super().to_representation(instance)
        told["code"] = told["code"] or None
        return told

    def get_stage(self, report: Report) -> str:
        """Tell the status in words."""
        if report.status == Status.READING and report.page_count:
            return f"reading page {min(report.pages_done + 1, report.page_count)} of {report.page_count}"
        return _STAGES[Status(report.status)]

    def get_detail(self, report: Report) -> str | None:
        """Tell the failure's sentence."""
        failure = processing.FAILURES.get(report.failure_code)
        return failure.sentence if failure else None


def _once_published(report: Report, address: str) -> str | None:
    return address if report.status == Status.PUBLISHED else None


class HeldSerializer(serializers.Serializer[Any]):
    """A file that someone else sent before. What becomes of it is theirs to follow: nothing else is told of it."""

    reference = serializers.CharField(allow_null=True, help_text="Null unless you may see the report.")
    status_url = serializers.SerializerMethodField(help_text="Always null: its first sender was given it.")
    status = serializers.SerializerMethodField()
    stage = serializers.CharField(help_text="The status in words.")
    report_url = serializers.URLField(allow_null=True, help_text="The report here, if you may see it.")
    page = serializers.URLField(allow_null=True, help_text="The report's public page, if you may see it.")

    @extend_schema_field({"type": "null"})
    def get_status_url(self, _held: Any) -> None:
        """Tell no secret of another's."""

    @extend_schema_field({"type": "string", "const": "held"})
    def get_status(self, _held: Any) -> str:
        """Tell that we have it."""
        return "held"


def _held(request: Request, report: Report) -> dict[str, Any]:
    """What whoever sends another's file may know: that we hold it, and its report if they may see that anyway."""
    is_visible = Report.objects.visible_to(request.user).filter(pk=report.pk).exists()
    told = {
        "reference": report.reference if is_visible else None,
        "stage": "held already: somebody sent this very file before",
        "report_url": links.in_api(request, "report", report.reference) if is_visible else None,
        "page": links.page_of(request, report) if is_visible else None,
    }
    return dict(HeldSerializer(told).data)


_LOCATION = OpenApiParameter(
    "Location",
    str,
    OpenApiParameter.HEADER,
    response=[200, 202],
    description="The submission's status URL; of another's file, the report's address if you may see it, or nothing.",
)


class ReportsViewSet(ReportViewSet):
    """Certificates of analysis, the latest to arrive first; and the way to send one in."""

    parser_classes = (MultiPartParser,)

    def parameters(self) -> Collection[str]:
        """Sending in takes none."""
        return () if self.action == "create" else super().parameters()

    def get_throttles(self) -> list[BaseThrottle]:
        """Files are counted apart from reading."""
        self.throttle_classes = (throttling.Uploads,) if self.request.method == "POST" else (throttling.Reads,)
        return super().get_throttles()

    @extend_schema(
        request={"multipart/form-data": UploadSerializer},
        parameters=[_LOCATION],
        filters=False,
        responses={
            202: OpenApiResponse(SubmissionSerializer, "Taken, and waiting to be read."),
            200: OpenApiResponse(
                PolymorphicProxySerializer(
                    component_name="Known",
                    serializers=[SubmissionSerializer, HeldSerializer],
                    resource_type_field_name=None,
                ),
                "We have this very file already: your own submission, or that somebody else's is held.",
            ),
        },
    )
    def create(self, request: Request) -> Response:
        """Send in one PDF, or one photo or scan (a TIFF may hold several pages), without an account or with one.

        A photo or scan becomes a PDF, which is read, and is kept as it was sent beside it.

        Keep its `status_url`: it is told once. A file is kept once, whoever sends it: the same bytes again answer 200,
        with your submission if you sent it from your account, else with no more than that it is held. A file that is
        refused leaves nothing behind, and the problem's `code` says why.
        """
        _refuse_large_body(request)
        sent = UploadSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        file = sent.validated_data["file"]
        taken = intake.submit(file, file_name=file.name, origin=Report.Origin.API, by=request.user)
        if not taken.may_follow:
            held = _held(request, taken.report)
            return Response(held, headers={"Location": held["report_url"]} if held["report_url"] else None)
        body = SubmissionSerializer(taken.report, context=self.get_serializer_context()).data
        return Response(
            body,
            status=HTTPStatus.ACCEPTED if taken.is_new else HTTPStatus.OK,
            headers={"Location": body["status_url"], **_retry_after(taken.report)},
        )


def _refuse_large_body(request: Request) -> None:
    """Raise the failure for a file that is too large from the announced length, before a byte of it is read."""
    announced = str(request.META.get("CONTENT_LENGTH") or "0")
    if announced.isdecimal() and int(announced) > settings.READING_SIZE + _WRAPPING:
        raise processing.FAILURES["too_large"]


def _retry_after(report: Report) -> dict[str, str]:
    """How soon it is worth asking again; no header once nothing will change by itself."""
    seconds = _ASK_AGAIN.get(Status(report.status))
    return {"Retry-After": str(seconds)} if seconds else {}


class SubmissionView(ApiView):
    """What became of a submission."""

    throttle_classes = (throttling.Following,)

    @extend_schema(
        responses=SubmissionSerializer,
        parameters=[
            OpenApiParameter("tracking_token", str, OpenApiParameter.PATH, description="From the submission's answer.")
        ],
        operation_id="submissions_retrieve",
    )
    def get(self, request: Request, tracking_token: str) -> Response:
        """How far the reading of a file is, and why it failed if it did. Ask as often as `Retry-After` says."""
        visible = Report.objects.visible_to(request.user, claims=[tracking_token])
        report = get_object_or_404(visible, tracking_token=tracking_token)
        body = SubmissionSerializer(report, context={"request": request}).data
        return Response(body, headers=_retry_after(report))
