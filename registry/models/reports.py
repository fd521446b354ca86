"""Reports: the uploaded file and its life with us, and what was read from it with the print it came from."""

import secrets
from collections.abc import Sequence
from functools import lru_cache
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.urls import get_script_prefix, reverse
from django.utils import timezone
from django.utils.translation import get_language

from labs.coa import LabVerdict, Panel, Source
from labs.quantities import Kind
from registry.models.catalogue import Batch, Laboratory, Product
from registry.models.ordering import LatestFirstIndex
from registry.models.stored_json import StoredJson
from registry.models.visibility import Reader, Status, visible_reports

_ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"  # no vowels but a and e, nothing that looks like something else
_LETTERS = 10
_lot = secrets.SystemRandom()


def new_reference() -> str:
    """A short public name for a report, to print and to read aloud: ten letters and digits."""
    return "".join(_lot.choice(_ALPHABET) for _ in range(_LETTERS))


def may_be_reference(text: str) -> bool:
    """Whether a text has the shape of a report's reference, in whatever case."""
    return len(text) == _LETTERS and set(text.lower()) <= set(_ALPHABET)


def new_token() -> str:
    """A secret that lets whoever sent a report in follow it: 128 bits."""
    return secrets.token_hex(16)


def original_path(report: "Report", _name: str) -> str:
    """Where an original lies: by its hash, never by the name it was sent under."""
    return f"originals/{report.sha256[:2]}/{report.sha256}.pdf"


def sent_path(report: "Report", _name: str) -> str:
    """Where a photo or scan lies that a report's PDF was made of: beside the PDF, without a name of its sender's."""
    return f"originals/{report.sha256[:2]}/{report.sha256}.sent"


def picture_path(picture: "PageImage", _name: str) -> str:
    """Where a page's picture lies."""
    return f"pages/{picture.report.sha256[:2]}/{picture.report.sha256}/{picture.number:03}.webp"


def page_of_report(reference: str) -> str:
    """The address of a report's page in the reader's language. Pages have dozens: it is resolved once a language."""
    before, after = _around_reference(get_language(), get_script_prefix())
    return f"{before}{reference}{after}"


@lru_cache(maxsize=64)
def _around_reference(_language: str | None, _prefix: str) -> tuple[str, str]:
    """What stands before and after the reference."""
    before, _, after = reverse("report", args=["reference"]).rpartition("reference")
    return before, after


class ReportQuerySet(models.QuerySet):  # type: ignore[type-arg]
    """Reports, in the registry's words."""

    def visible_to(self, user: Reader, claims: Sequence[str] = ()) -> Self:
        """The one door to reports: every page, feed, file and endpoint starts here."""
        return self.filter(visible_reports(user, claims))

    def published(self) -> Self:
        """Reports that everyone may see."""
        return self.filter(status=Status.PUBLISHED)

    def waiting(self) -> Self:
        """Reports that a worker has yet to read, or was reading when last heard of."""
        return self.filter(status__in=(Status.RECEIVED, Status.READING))


class Report(models.Model):
    """One uploaded certificate of analysis. Each file is kept once, by its SHA-256."""

    Status = Status

    class Origin(models.TextChoices):
        """How the file came to us."""

        WEB = "web", "web form"
        API = "api", "API"
        DEMONSTRATION = "demonstration", "demonstration"

    reference = models.CharField(max_length=10, unique=True, default=new_reference, editable=False)
    tracking_token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    original = models.FileField(upload_to=original_path, max_length=200)
    file_name = models.CharField(max_length=255, help_text="As sent; shown to its sender and to moderators only.")
    size = models.PositiveIntegerField(help_text="Bytes.")
    sha256 = models.CharField(max_length=64, unique=True)  # of the bytes that were sent
    # A photo or scan that was sent in place of a PDF: `original` is then the PDF that was made of it.
    sent_file = models.FileField(upload_to=sent_path, max_length=200, blank=True)
    sent_type = models.CharField(max_length=20, blank=True, help_text="Media type of the photo or scan that was sent.")
    origin = models.CharField(max_length=13, choices=Origin.choices, default=Origin.WEB)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="reports"
    )

    status = models.CharField(max_length=10, choices=Status.choices, default=Status.RECEIVED)
    failure_code = models.CharField(max_length=40, blank=True, help_text="Why it is unreadable: a stable code.")
    attempts = models.PositiveSmallIntegerField(default=0, help_text="How often a worker began to read it.")
    lease_key = models.CharField(max_length=32, blank=True, help_text="Which worker is reading it now.")
    lease_until = models.DateTimeField(null=True, blank=True, help_text="When that worker counts as lost.")
    pages_done = models.PositiveSmallIntegerField(default=0)
    page_count = models.PositiveSmallIntegerField(default=0)

    created_at = models.DateTimeField(auto_now_add=True)
    waiting_since = models.DateTimeField(default=timezone.now, help_text="When it was last put in line to be read.")
    queued_at = models.DateTimeField(null=True, blank=True, help_text="When a worker was last called for it.")
    read_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(auto_now=True, db_index=True)

    reader_version = models.CharField(max_length=20, blank=True)
    rules_version = models.CharField(max_length=20, blank=True)
    marks_version = models.PositiveSmallIntegerField(default=0, help_text="See registry.fingerprints; 0: has no marks.")
    laboratory = models.ForeignKey(Laboratory, null=True, blank=True, on_delete=models.PROTECT, related_name="reports")
    report_number = models.CharField(max_length=200, blank=True, help_text="The laboratory's own report number.")
    client = models.CharField(max_length=300, blank=True)
    sampled_on = models.DateField(null=True, blank=True)
    received_on = models.DateField(null=True, blank=True)
    tested_on = models.DateField(null=True, blank=True)
    reported_on = models.DateField(null=True, blank=True)
    lab_verdict = models.CharField(max_length=6, blank=True, choices=[(v.value, v.value) for v in LabVerdict])

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        permissions = (("review_report", "Can review reports"),)
        indexes = (
            models.Index(fields=("status", "-published_at")),
            models.Index(fields=("status", "created_at")),
            # Other documents of one number.
            models.Index(fields=("report_number", "laboratory"), name="report_by_number"),
            # A laboratory's reports as its page lists them: the index alone answers how many, and which come next.
            LatestFirstIndex(
                fields=("laboratory", "status", "-reported_on", "-id"), name="report_of_laboratory_by_day"
            ),
        )
        constraints = (
            models.CheckConstraint(name="report_status_is_known", condition=models.Q(status__in=Status.values)),
            models.CheckConstraint(
                name="report_unreadable_has_a_reason",
                condition=~models.Q(status=Status.UNREADABLE) | ~models.Q(failure_code=""),
            ),
            models.CheckConstraint(
                name="report_published_has_a_date",
                condition=~models.Q(status=Status.PUBLISHED) | models.Q(published_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.report_number or self.reference

    def get_absolute_url(self) -> str:
        """The report's page."""
        return page_of_report(self.reference)

    @property
    def is_fictional(self) -> bool:
        """Whether the report is part of the demonstration."""
        return self.origin == self.Origin.DEMONSTRATION


class PartQuerySet(models.QuerySet):  # type: ignore[type-arg]
    """Parts of reports, seen as far as their report is. `REPORT` on the model leads to it."""

    def visible_to(self, user: Reader, claims: Sequence[str] = ()) -> Self:
        """The parts of the reports that `user` may see."""
        return self.filter(visible_reports(user, claims, path=f"{self.model.REPORT}__"))


class Reading(models.Model):
    """What one version of the reader made of a file: kept as it was, whatever a person corrects later.

    `certificate` is a `labs.coa.CertificateOfAnalysis` as JSON, `unread` the prints that it could not
    place, `codes` the `labs.parsing.Code` values that it found.
    """

    REPORT = "report"

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="readings")
    reader_version = models.CharField(max_length=20)
    certificate = StoredJson()
    unread = StoredJson(default=list)
    codes = StoredJson(default=list)
    pictures = StoredJson(null=True, help_text="Places of pictures: labs.parsing.Picture; null: not looked for.")
    warnings = StoredJson(default=list)
    text = models.TextField(blank=True)
    read_at = models.DateTimeField(auto_now=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ("report", "-read_at", "-pk")
        constraints = (models.UniqueConstraint(fields=("report", "reader_version"), name="reading_once_a_version"),)

    def __str__(self) -> str:
        return f"{self.report} by {self.reader_version}"


class PageImage(models.Model):
    """The picture of one page, to show where values stand. `width` and `height` are PDF points.

    `turn` and `source` are those of `labs.parsing.PageSize`.
    """

    REPORT = "report"

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveSmallIntegerField()
    width = models.FloatField()
    height = models.FloatField()
    turn = models.PositiveSmallIntegerField(default=0)
    source = models.CharField(max_length=7, default=Source.TEXT, choices=[(s.value, s.value) for s in Source])
    image = models.FileField(upload_to=picture_path, max_length=200, blank=True)
    pixel_width = models.PositiveIntegerField(default=0)
    pixel_height = models.PositiveIntegerField(default=0)
    look = models.BigIntegerField(null=True, help_text="Its look from afar: see labs.parsing.looks; null: not known.")

    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ("report", "number")
        constraints = (models.UniqueConstraint(fields=("report", "number"), name="page_once_in_report"),)

    def __str__(self) -> str:
        return f"{self.report}, page {self.number}"


class Evidence(models.Model):
    """A print: the text, the page it is on, and the box that it fills there, in PDF points from the top left."""

    printed_text = models.CharField(max_length=500)
    page = models.PositiveSmallIntegerField()
    x0 = models.FloatField()
    top = models.FloatField()
    x1 = models.FloatField()
    bottom = models.FloatField()

    class Meta:
        abstract = True
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.CheckConstraint(
                name="%(class)s_has_evidence",
                condition=~models.Q(printed_text="")
                & models.Q(page__gte=1, x1__gte=models.F("x0"), bottom__gte=models.F("top")),
            ),
        )


class HeaderField(Evidence):
    """One field of a report's head with its print: the laboratory, a date, a batch number.

    `name` is the field's name in `labs.coa` (`lab_name`, `reported`, `batch`), `value` what we made of it.
    """

    REPORT = "report"

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="header_fields")
    sample_position = models.PositiveSmallIntegerField(null=True, blank=True)
    name = models.CharField(max_length=30)
    value = models.CharField(max_length=500)

    objects = PartQuerySet.as_manager()

    class Meta(Evidence.Meta):
        ordering = ("report", "sample_position", "pk")

    def __str__(self) -> str:
        return f"{self.name}: {self.value}"


class Sample(models.Model):
    """The portion of a product that was tested."""

    REPORT = "report"

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="samples")
    position = models.PositiveSmallIntegerField()
    product = models.ForeignKey(Product, null=True, blank=True, on_delete=models.PROTECT, related_name="samples")
    batch = models.ForeignKey(Batch, null=True, blank=True, on_delete=models.PROTECT, related_name="samples")
    sample_number = models.CharField(max_length=200, blank=True, help_text="The laboratory's number for the sample.")
    matrix = models.CharField(max_length=200, blank=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ("report", "position")
        constraints = (models.UniqueConstraint(fields=("report", "position"), name="sample_once_in_report"),)

    def __str__(self) -> str:
        return self.sample_number or f"sample {self.position + 1} of {self.report}"


class AnalyteResult(Evidence):
    """One printed result. What stands in the evidence is as read; quantity and unit are as corrected, if they were.

    `key` names the result within its report, the same again when the report is read again. `lod`, `loq`, `limit`,
    `uncertainty` and `lab_status` are prints of their own: `labs.coa.PrintedQuantity` (or `Printed`) as JSON.
    """

    REPORT = "sample__report"

    sample = models.ForeignKey(Sample, on_delete=models.CASCADE, related_name="results")
    position = models.PositiveIntegerField(help_text="Reading order in the sample.")
    key = models.CharField(max_length=200)
    table = models.PositiveSmallIntegerField(default=0)
    row = models.PositiveSmallIntegerField(help_text="Results of one printed row share it.")
    panel = models.CharField(max_length=12, choices=[(p.value, p.value) for p in Panel])
    analyte = models.CharField(max_length=60, blank=True, db_index=True, help_text="Catalogue slug; empty if unknown.")
    analyte_text = models.CharField(max_length=300, help_text="The analyte's name as printed.")
    text = models.CharField(max_length=500, help_text="The amount: as printed, or as a moderator corrected it.")
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in Kind])
    value = models.DecimalField(max_digits=36, decimal_places=15, null=True, blank=True)
    upper = models.DecimalField(max_digits=36, decimal_places=15, null=True, blank=True)
    step = models.DecimalField(max_digits=36, decimal_places=15, null=True, blank=True)
    unit = models.CharField(max_length=60, blank=True)
    # The amounts that the claim allows, for questions in SQL: see registry.comparable.
    dimension = models.CharField(max_length=80, blank=True, help_text="What it can be compared with; empty: nothing.")
    low = models.DecimalField(max_digits=40, decimal_places=18, null=True, blank=True)
    high = models.DecimalField(max_digits=40, decimal_places=18, null=True, blank=True)
    high_open = models.BooleanField(default=False, help_text="Whether the high end itself is left out.")
    lod = StoredJson(null=True, blank=True)
    loq = StoredJson(null=True, blank=True)
    limit = StoredJson(null=True, blank=True)
    uncertainty = StoredJson(null=True, blank=True)
    lab_status = StoredJson(null=True, blank=True)
    lab_verdict = models.CharField(max_length=6, blank=True, choices=[(v.value, v.value) for v in LabVerdict])
    method = models.CharField(max_length=300, blank=True)
    is_total = models.BooleanField(default=False)
    doubts = StoredJson(default=list)
    confidence = models.FloatField(default=1.0, help_text="0 to 1: how sure the reader is, as its doubts weigh.")
    is_corrected = models.BooleanField(default=False)

    objects = PartQuerySet.as_manager()

    class Meta(Evidence.Meta):
        ordering = ("sample", "position")
        indexes = (models.Index(fields=("analyte", "dimension", "high")),)
        constraints = (
            *Evidence.Meta.constraints,
            models.UniqueConstraint(fields=("sample", "key"), name="result_once_in_sample"),
            # "Not detected is never zero": a claim without a number has none in the database either.
            models.CheckConstraint(
                name="result_without_a_number_has_none",
                condition=models.Q(kind__in=[k.value for k in Kind if k.is_amount]) | models.Q(value__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.analyte_text}: {self.text} {self.unit}".rstrip()
