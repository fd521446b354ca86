"""The way in keeps a file once, tells its sender what is wrong, and leaves nothing half-written."""

import hashlib
import tempfile
from pathlib import Path

import pikepdf
import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.db import transaction

from registry import intake, tasks
from registry.models import Report, Status
from registry.processing import Unreadable
from tests.labs import photographs
from tests.registry.factories import UserFactory
from tests.registry.pdfs import a_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The reports that workers were called for."""
    calls: list[int] = []
    monkeypatch.setattr(tasks.process_report, "delay", calls.append)
    return calls


def submit(content, **options):
    return intake.submit(content, **{"file_name": "report.pdf", "origin": Report.Origin.WEB} | options)


def a_photo() -> ContentFile:
    return ContentFile(photographs.on_its_side(), name="photo.jpg")


def kept_files(media: Path) -> list[Path]:
    return [path for path in media.rglob("*") if path.is_file()]


def test_a_pdf_is_kept_with_its_hash_and_waits(called, django_capture_on_commit_callbacks):
    pdf = a_pdf()
    with django_capture_on_commit_callbacks(execute=True):
        submission = submit(pdf)
    report = Report.objects.get()
    assert submission.is_new
    assert submission.report == report
    assert report.status == Status.RECEIVED
    assert report.page_count == 1
    assert report.sha256 == hashlib.sha256(report.original.read()).hexdigest()
    assert called == [report.pk]


def test_no_worker_is_called_before_the_row_is_committed(called):
    with transaction.atomic():
        submit(a_pdf())
        assert called == []


def test_a_broker_that_is_away_does_not_lose_the_report(monkeypatch, django_capture_on_commit_callbacks):
    def away(_report_id):
        raise ConnectionError

    monkeypatch.setattr(tasks.process_report, "delay", away)
    with django_capture_on_commit_callbacks(execute=True):
        submit(a_pdf())
    assert Report.objects.get().status == Status.RECEIVED


def test_the_same_bytes_lead_to_the_same_report(called, media):
    first = submit(a_pdf())
    second = submit(a_pdf(), file_name="another name.pdf")
    assert (first.is_new, second.is_new) == (True, False)
    assert second.report == first.report
    assert len(kept_files(media)) == 1


def test_a_stranger_with_a_copy_may_not_follow_anothers_report(called):
    sender, stranger = UserFactory(), UserFactory()
    first = submit(a_pdf(), by=sender)
    assert first.tracking_token == first.report.tracking_token
    for by in (stranger, AnonymousUser(), None):
        known = submit(a_pdf(), by=by)
        assert (known.is_new, known.may_follow, known.tracking_token) == (False, False, "")
    assert submit(a_pdf(), by=sender).tracking_token == first.report.tracking_token


def test_nobody_signed_in_owns_what_nobody_signed_in_sent(called):
    assert submit(a_pdf()).may_follow
    assert not submit(a_pdf(), by=AnonymousUser()).may_follow


def test_two_senders_at_once_make_one_report(called, monkeypatch, media):
    """The second passes the look-up before the first has written, and meets the constraint instead."""
    first = submit(a_pdf())
    look_up, misses = intake._existing, iter([None])
    monkeypatch.setattr(intake, "_existing", lambda sha256: next(misses, look_up(sha256)))
    second = submit(a_pdf())
    assert (second.is_new, second.report) == (False, first.report)
    assert len(kept_files(media)) == 1


def test_the_name_it_was_sent_under_never_names_a_path(called, media):
    report = submit(a_pdf(), file_name="../../etc/passwd").report
    assert report.file_name == "passwd"
    assert media.resolve() in Path(report.original.path).resolve().parents
    assert Path(report.original.name).name == f"{report.sha256}.pdf"


def test_a_signed_in_sender_is_remembered_and_an_anonymous_one_is_not(called):
    user = UserFactory()
    assert submit(a_pdf(batch="A1"), by=user).report.uploaded_by == user
    assert submit(a_pdf(batch="A2")).report.uploaded_by is None


def encrypted(content: ContentFile, *, user: str) -> ContentFile:
    with pikepdf.open(content) as pdf:
        out = ContentFile(b"")
        pdf.save(out, encryption=pikepdf.Encryption(owner="owner", user=user))
    return ContentFile(out.file.getvalue(), name="locked.pdf")


def without_pages() -> ContentFile:
    out = ContentFile(b"")
    pikepdf.new().save(out)
    return ContentFile(out.file.getvalue())


REFUSED = {
    "empty_file": lambda: ContentFile(b""),
    "not_a_pdf": lambda: ContentFile(b"<html><script>alert(1)</script></html>"),
    "damaged_picture": lambda: ContentFile(photographs.cut(photographs.on_its_side())),
    "too_many_pixels": lambda: ContentFile(photographs.png_of_size(9000, 8000)),
    "too_few_pixels": lambda: ContentFile(photographs.png_of_size(1, 50_000)),
    "too_large": lambda: ContentFile(b"%PDF-1.7\n" + b"0" * 25_000_001),
    "password_needed": lambda: encrypted(a_pdf(), user="secret"),
    "damaged": lambda: ContentFile(a_pdf().read()[:300]),
    "no_pages": without_pages,
    "too_many_pages": lambda: a_pdf(pages=101),
}


@pytest.mark.parametrize("code", REFUSED)
def test_what_is_refused_is_told_by_name_and_leaves_nothing(code, called, media, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(Unreadable) as refusal:
        submit(REFUSED[code]())
    assert refusal.value.code == code
    assert refusal.value.sentence.endswith(".")
    assert not Report.objects.exists()
    assert kept_files(media) == []
    assert called == []


def test_a_file_that_announces_a_smaller_size_is_still_measured(called):
    content = REFUSED["too_large"]()
    content.size = 10
    with pytest.raises(Unreadable) as refusal:
        submit(content)
    assert refusal.value.code == "too_large"


def test_an_empty_password_is_no_password(called):
    assert submit(encrypted(a_pdf(), user="")).is_new


def test_a_storage_that_fails_takes_the_row_back(called, monkeypatch):
    def full(*_args, **_options):
        raise OSError("no space left")

    monkeypatch.setattr("django.core.files.storage.FileSystemStorage._save", full)
    with pytest.raises(OSError, match="no space"):
        submit(a_pdf())
    assert not Report.objects.exists()


# Photos and scans


def test_a_photo_is_kept_as_sent_beside_the_pdf_that_was_made_of_it(called, media, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        submission = submit(a_photo(), file_name="photo.jpg")
    report = Report.objects.get()
    assert submission.is_new
    assert report.sent_file.read() == a_photo().read()
    assert report.original.read().startswith(b"%PDF-")
    assert (report.sent_type, report.page_count, report.file_name) == ("image/jpeg", 1, "photo.jpg")
    assert len(kept_files(media)) == 2
    assert called == [report.pk]


def test_a_photo_is_known_by_the_bytes_that_were_sent(called, media):
    first, again = submit(a_photo()), submit(a_photo(), file_name="another name.png")
    assert (again.is_new, again.report) == (False, first.report)
    assert first.report.sha256 == hashlib.sha256(a_photo().read()).hexdigest()
    assert first.report.size == a_photo().size
    assert len(kept_files(media)) == 2


def test_a_photo_that_is_known_is_not_converted_again(called, monkeypatch):
    submit(a_photo())
    monkeypatch.setattr("registry.processing.convert", None)
    assert not submit(a_photo()).is_new


def test_a_pdf_has_no_other_file_beside_it(called):
    report = submit(a_pdf()).report
    assert not report.sent_file
    assert report.sent_type == ""


@pytest.mark.parametrize("name", ["report.pdf", "report.html", "../../photo.svg", "noname"])
def test_the_first_bytes_decide_and_not_the_name(called, media, name):
    report = submit(ContentFile(photographs.a_heic()), file_name=name).report
    assert report.sent_type == "image/heic"
    assert {Path(path).suffix for path in kept_files(media)} == {".pdf", ".sent"}
    assert all(path.stem == report.sha256 for path in kept_files(media))


def test_a_scan_of_several_pages_is_one_report(called):
    scan = photographs.a_tiff(photographs.a_page(), photographs.a_page())
    assert submit(ContentFile(scan)).report.page_count == 2


def test_two_senders_of_one_photo_at_once_make_one_report(called, monkeypatch, media):
    first = submit(a_photo())
    look_up, misses = intake._existing, iter([None])
    monkeypatch.setattr(intake, "_existing", lambda sha256: next(misses, look_up(sha256)))
    second = submit(a_photo())
    assert (second.is_new, second.report) == (False, first.report)
    assert len(kept_files(media)) == 2


@pytest.mark.parametrize("fails_at", [1, 2])
def test_a_storage_that_fails_at_either_file_keeps_neither(called, monkeypatch, media, fails_at):
    save, saves = FileSystemStorage._save, iter(range(1, 3))

    def full(self, name, content):
        if next(saves) == fails_at:
            raise OSError("no space left")
        return save(self, name, content)

    monkeypatch.setattr(FileSystemStorage, "_save", full)
    with pytest.raises(OSError, match="no space"):
        submit(a_photo())
    assert not Report.objects.exists()
    assert kept_files(media) == []


def test_a_photo_that_announces_another_size_is_still_measured(called):
    content = ContentFile(b"\xff\xd8\xff" + b"0" * 25_000_001)
    content.size = 10
    with pytest.raises(Unreadable) as refusal:
        submit(content)
    assert refusal.value.code == "too_large"


def test_nothing_of_a_conversion_is_left_on_this_machine(called, monkeypatch, tmp_path):
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", None)
    submit(a_photo())
    for refused in ("damaged_picture", "too_many_pixels"):
        with pytest.raises(Unreadable):
            submit(REFUSED[refused]())
    assert list(temporary.iterdir()) == []
