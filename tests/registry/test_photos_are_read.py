"""A photo's whole way: sent in as a telephone takes it, read from its picture, and shown with its evidence."""

import io

import PIL.Image
import pytest
from django.core.files.base import ContentFile

from labs.coa import Source
from registry import intake, processing
from registry.models import AnalyteResult, Report, Status
from tests.labs import photographs
from tests.labs.certificates import certificate
from tests.registry.factories import a_moderator

pytestmark = pytest.mark.django_db


def test_a_photo_is_read_and_its_values_stand_on_its_page(client):
    sent = ContentFile(photographs.photo_of(certificate()))
    report = intake.submit(sent, file_name="IMG_0042.JPG", origin=Report.Origin.WEB, queue=False).report
    assert processing.process(report.pk) is processing.Outcome.READ
    report.refresh_from_db()
    assert (report.status, report.sent_type) == (Status.IN_REVIEW, "image/jpeg")
    assert report.pages.get().source == Source.PICTURE
    read = {row.analyte: (row.text, row.unit) for row in AnalyteResult.objects.filter(sample__report=report)}
    assert read["mitragynine"] == ("1.50", "%")
    assert read["7_hydroxymitragynine"] == ("ND", "%")
    client.force_login(a_moderator())
    row = AnalyteResult.objects.get(sample__report=report, analyte="mitragynine")
    crop = client.get(f"/reports/{report.reference}/values/0/{row.key}.webp")
    assert crop["Content-Type"] == "image/webp"
    darkest, _ = PIL.Image.open(io.BytesIO(crop.getvalue())).convert("L").getextrema()
    assert darkest < 50  # ink, beside the green of the box
