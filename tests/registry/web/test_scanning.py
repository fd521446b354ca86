"""The scan page: a photo or a text leads to a page of ours, or says plainly that there is none."""

import io
import tempfile
from pathlib import Path

import numpy as np
import PIL.Image
import pytest
import zxingcpp
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from labs.parsing.bounds import bounded
from labs.parsing.failures import DamagedPicture, NotAPdf, TooManyPixels
from labs.parsing.files.admission import Bounds
from registry.models import Batch
from tests.registry.factories import a_coa, a_published_report

pytestmark = pytest.mark.django_db
SCAN = "/scan/"
AS_SCRIPT = {"Accept": "application/json"}


def a_photo(*texts: str, kind: str = "QRCode", saved_as: str = "JPEG", turn: float = 8) -> SimpleUploadedFile:
    """A photo with codes that say these texts, one below the other; none without a text."""
    paper = PIL.Image.new("L", (900, 500 * max(len(texts), 1)), 210)
    for place, text in enumerate(texts):
        drawn = zxingcpp.create_barcode(text, zxingcpp.barcode_format_from_str(kind))
        paper.paste(
            PIL.Image.fromarray(np.asarray(drawn.to_image(scale=5, add_quiet_zones=True))), (120, 90 + 500 * place)
        )
    content = io.BytesIO()
    paper.rotate(turn, expand=True, fillcolor=180).convert("RGB").save(content, saved_as)
    return SimpleUploadedFile("IMG_1.jpg", content.getvalue(), content_type="image/jpeg")


def sent(client: Client, photo: SimpleUploadedFile | None, **headers: str):
    return client.post(SCAN, {"photo": photo} if photo else {}, headers=headers)


def test_the_page_works_without_scripts_and_leaves_no_cookie(client: Client):
    answer = client.get(SCAN)
    page = answer.content.decode()
    assert 'enctype="multipart/form-data"' in page
    assert 'capture="environment"' in page
    assert 'name="code"' in page
    assert not answer.cookies


def test_the_camera_is_let_in_on_this_page_alone(client: Client):
    assert "camera=(self)" in client.get(SCAN)["Permissions-Policy"]
    assert "camera=(self)" in client.get("/cs" + SCAN)["Permissions-Policy"]
    for other in ("/", "/search/", "/upload/", "/nothing/"):
        assert "camera=()" in client.get(other)["Permissions-Policy"]
    assert "microphone=()" in client.get(SCAN)["Permissions-Policy"]


@pytest.mark.parametrize("kind", ["QRCode", "DataMatrix", "Code128"])
def test_a_photo_of_a_code_leads_to_its_batch(client: Client, kind: str):
    a_published_report(coa=a_coa(batch="AM-2291"))
    answer = client.post(SCAN, {"photo": a_photo("AM-2291", kind=kind)}, follow=True)
    assert answer.redirect_chain[-1] == (Batch.objects.get().get_absolute_url(), 302)


def test_of_several_codes_the_one_that_is_ours_leads(client: Client):
    report = a_published_report()
    photo = a_photo("9506000134352", f"http://testserver{report.get_absolute_url()}")
    answer = client.post(SCAN, {"photo": photo}, follow=True)
    assert answer.redirect_chain[-1] == (report.get_absolute_url(), 302)


def test_a_script_is_told_what_the_code_says_and_where_to_go(client: Client):
    told = sent(client, a_photo("AM-2291"), **AS_SCRIPT).json()
    assert told == {"codes": ["AM-2291"], "url": reverse("scan", query={"code": "AM-2291"})}


def test_a_photo_without_a_code_says_so(client: Client):
    answer = sent(client, a_photo())
    assert answer.status_code == 422
    assert "No code was found in this photo" in answer.content.decode()
    assert sent(client, a_photo(), **AS_SCRIPT).json()["code"] == "no_code"


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"", 422, "empty_file"),
        (b"%PDF-1.4 not a picture", 422, "not_a_pdf"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", 422, "not_a_pdf"),
        (b"\xff\xd8\xff" + b"x" * 2000, 422, "damaged_picture"),
    ],
)
def test_what_is_no_photo_is_refused_by_name(client: Client, content: bytes, status: int, code: str):
    answer = sent(client, SimpleUploadedFile("a.jpg", content), **AS_SCRIPT)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_a_form_without_a_photo_is_told_so(client: Client):
    answer = sent(client, None)
    assert answer.status_code == 400
    assert "No photo was chosen" in answer.content.decode()


def test_a_form_that_is_too_large_is_refused_before_it_is_read(client: Client, settings):
    settings.READING_SIZE = 1000
    answer = client.post(SCAN, {"photo": SimpleUploadedFile("a.jpg", b"\xff" * 200_000)}, headers=AS_SCRIPT)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_photos_are_counted_by_address(client: Client, settings):
    settings.SCANS_PER_HOUR = 1
    assert sent(client, a_photo(), **AS_SCRIPT).status_code == 422
    assert sent(client, a_photo(), **AS_SCRIPT).status_code == 429


@pytest.mark.parametrize(
    ("headers", "is_taken"),
    [
        ({"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"}, True),
        ({"Origin": "http://testserver"}, True),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Origin": "https://evil.example"}, False),
        ({"Origin": "null"}, False),
    ],
)
def test_another_site_sends_no_photo_for_its_visitors(settings, headers: dict[str, str], is_taken: bool):
    answer = sent(Client(enforce_csrf_checks=True), None, **headers, **AS_SCRIPT)
    assert answer.json()["code"] == ("no_file" if is_taken else "other_site")


def test_nothing_of_a_photo_is_kept(client: Client, tmp_path: Path, monkeypatch, media: Path):
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    sent(client, a_photo("AM-2291"))
    sent(client, SimpleUploadedFile("a.jpg", b"\xff\xd8\xff" + b"x" * 2_000_000))
    assert list(folder.iterdir()) == []
    assert not media.exists()


@pytest.mark.parametrize("code", ["https://evil.example/reports/", "//evil.example", "javascript:alert(1)"])
def test_no_answer_leads_to_another_site(client: Client, code: str):
    answer = client.get(SCAN, {"code": code})
    assert answer.status_code == 404
    page = answer.content.decode()
    assert f'href="{code}' not in page
    assert "No report for this code" in page


def test_an_address_of_another_site_is_shown_as_text(client: Client):
    page = client.get(SCAN, {"code": "https://evil.example/<script>alert(1)</script>?lot=1"}).content.decode()
    assert "<script>alert" not in page
    assert "an address of another site, <bdi>evil.example</bdi>" in page
    assert 'href="https://evil' not in page


def test_a_number_in_another_sites_address_is_offered(client: Client):
    a_published_report(coa=a_coa(batch="AM-2291"))
    answer = client.get(SCAN, {"code": "https://brand.example/coa/AM-2291"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Which of these is it?" in page
    assert f'href="{Batch.objects.get().get_absolute_url()}"' in page


def test_a_code_that_leads_nowhere_names_the_nearest_batches(client: Client):
    a_published_report(coa=a_coa(batch="AM-2291"))
    answer = client.get(SCAN, {"code": "AM-2219"})
    assert answer.status_code == 404
    assert f'href="{Batch.objects.get().get_absolute_url()}"' in answer.content.decode()


def test_an_article_number_is_explained(client: Client):
    page = client.get(SCAN, {"code": "9506000134352"}).content.decode()
    assert "Article number in it: 9506000134352" in page


def test_words_that_the_search_knows_are_searched_for(client: Client):
    a_published_report()
    answer = client.get(SCAN, {"code": "Alder Moss"})
    assert (answer.status_code, answer["Location"]) == (302, reverse("search", query={"q": "Alder Moss"}))


def test_a_code_is_never_kept_by_caches(client: Client):
    assert "no-store" in client.get(SCAN, {"code": "AM-2291"})["Cache-Control"]


def test_a_photo_is_opened_within_bounds(tmp_path: Path):
    path = tmp_path / "photo"
    path.write_bytes(a_photo("AM-2291", saved_as="PNG").read())
    assert [code.text for code in bounded.codes_in(path)] == ["AM-2291"]
    path.write_bytes(b"%PDF-1.7")
    with pytest.raises(NotAPdf):
        bounded.codes_in(path)
    PIL.Image.new("1", (20_000, 20_000)).save(path, "PNG")
    with pytest.raises((TooManyPixels, DamagedPicture)):
        bounded.codes_in(path, bounds=Bounds())
