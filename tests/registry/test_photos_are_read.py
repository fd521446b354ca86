"""A photo's whole way: sent in as a telephone takes it, read from its picture, and shown with its evidence."""

import io

import PIL.Image
import pypdfium2
import pytest
from django.core.files.base import ContentFile

from labs.coa import Source
from registry import intake, processing
from registry.models import AnalyteResult, Report, Status
from tests.labs.certificates import certificate
from tests.registry.factories import a_moderator

pytestmark = pytest.mark.django_db


def a_photo_of_a_certificate() -> bytes:
    """The certificate as a telephone held sideways takes it."""
    page = pypdfium2.PdfDocument(certificate())[0].render(scale=200 / 72).to_pil()
    exif = PIL.Image.Exif()
    exif[0x0112] = 6
    content = io.BytesIO()
    page.transpose(PIL.Image.Transpose.ROTATE_90).save(content, "JPEG", quality=85, exif=exif)
    return content.getvalue()


def test_a_photo_is_read_and_its_values_stand_on_its_page(client):
    sent = ContentFile(a_photo_of_a_certificate())
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
