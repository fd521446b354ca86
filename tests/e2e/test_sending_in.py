"""A file's whole way in a browser: sent, followed, read, reviewed, found; with scripts and without."""

import re

import pytest
from playwright.sync_api import Page, expect

from registry import processing
from registry.models import Report
from tests.e2e.conftest import as_upload
from tests.e2e.site import PASSWORD, sign_in
from tests.labs import photographs
from tests.registry.factories import a_moderator
from tests.registry.pdfs import a_pdf

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
NO_PDF = {"name": "menu.txt", "mimeType": "text/plain", "buffer": b"Soup of the day"}


def publish(page: Page) -> None:
    sign_in(page)
    page.locator("table.queue th a").first.click()
    page.get_by_role("button", name=re.compile("^Publish")).click()  # a flag may say "published" too
    expect(page.locator(".messages")).to_contain_text("published")


def test_with_scripts(open_page, called, certificate):
    a_moderator(username="mira", password=PASSWORD)
    page = open_page("/upload/")
    page.get_by_label("Certificates of analysis").set_input_files([certificate, NO_PDF])
    page.get_by_role("button", name="Upload").click()
    rows = page.locator(".outcomes li")
    expect(rows.nth(0)).to_contain_text("Received. It is waiting to be read.")
    expect(rows.nth(1)).to_contain_text("This file is not a PDF, nor a photo or scan")
    assert called == [Report.objects.get().pk]

    rows.nth(0).get_by_role("link").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    expect(page.locator("[aria-current=step]")).to_have_text("Received")
    Report.objects.update(status="reading", page_count=4, pages_done=1)
    expect(page.locator("[data-sentence]")).to_have_text("Being read: page 2 of 4.")
    expect(page.locator("[aria-current=step]")).to_have_text("Being read")
    Report.objects.update(status="received")
    processing.process(called[0])
    link = page.get_by_role("link", name="See what was read")
    expect(link).to_be_visible()  # the page noticed by itself
    link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Green leaf powder")
    expect(page.locator("main")).to_contain_text("This report is not public.")
    expect(page.locator("main")).to_contain_text("not detected (LOD 0.005 %)")

    stranger = open_page(f"/reports/{Report.objects.get().reference}/")
    expect(stranger.get_by_role("heading", level=1)).to_have_text("There is nothing here")

    publish(open_page("/review/"))
    stranger.goto("/")
    stranger.get_by_label("Batch number, product").fill("AM-2291")
    stranger.keyboard.press("Enter")
    expect(stranger.get_by_role("heading", level=1)).to_contain_text("AM-2291")
    stranger.locator(f'main a[href^="/reports/{Report.objects.get().reference}/"]').first.click()
    expect(stranger.get_by_role("heading", level=1)).to_have_text("Green leaf powder")


def test_without_scripts(open_page, called, certificate):
    a_moderator(username="mira", password=PASSWORD)
    page = open_page("/upload/", scripts=False)
    page.get_by_label("Certificates of analysis").set_input_files([certificate, NO_PDF])
    page.get_by_role("button", name="Upload").click()
    rows = page.locator(".outcomes li")
    expect(rows.nth(0)).to_contain_text("Received.")
    expect(rows.nth(1)).to_contain_text("This file is not a PDF, nor a photo or scan")
    rows.nth(0).get_by_role("link").click()
    assert page.locator("meta[http-equiv=refresh]").count() == 1
    processing.process(called[0])
    page.reload()
    page.get_by_role("link", name="See what was read").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Green leaf powder")
    publish(open_page("/review/", scripts=False))
    page.goto("/")
    expect(page.locator(".reports")).to_contain_text("Green leaf powder")


def test_files_can_be_dropped(open_page, called):
    page = open_page("/upload/")
    page.evaluate(
        """(bytes) => {
            const files = new DataTransfer();
            files.items.add(new File([new Uint8Array(bytes)], "dropped.pdf", { type: "application/pdf" }));
            document.querySelector("[data-drop]").dispatchEvent(
                new DragEvent("drop", { dataTransfer: files, bubbles: true, cancelable: true }));
        }""",
        list(a_pdf().read()),
    )
    expect(page.locator(".outcomes li")).to_contain_text("Received.")
    assert len(called) == 1


def test_a_photo_is_sent_from_a_telephone(open_page, called):
    page = open_page("/upload/", width=390, height=844)
    photo = {"name": "IMG_0042.HEIC", "mimeType": "image/heic", "buffer": photographs.a_heic()}
    page.get_by_label("Certificates of analysis").set_input_files([photo])
    page.get_by_role("button", name="Upload").click()
    expect(page.locator(".outcomes li")).to_contain_text("Received. It is waiting to be read.")
    page.locator(".outcomes li a").click()
    expect(page.locator("main")).to_contain_text("made from the photo or scan that was sent (HEIC)")
    assert len(called) == 1


def test_the_same_file_again_is_known(open_page, called, certificate):
    page = open_page("/upload/")
    for _ in range(2):
        page.get_by_label("Certificates of analysis").set_input_files([certificate])
        page.get_by_role("button", name="Upload").click()
        expect(page.locator(".outcomes li").last.locator("progress")).to_have_count(0)
    expect(page.locator(".outcomes li").nth(1)).to_contain_text("We hold this file already")
    assert len(called) == 1


def test_a_damaged_file_says_so_on_its_status_page(open_page, called):
    page = open_page("/upload/")
    page.get_by_label("Certificates of analysis").set_input_files([as_upload(a_pdf(batch="AM-9"), "other.pdf")])
    page.get_by_role("button", name="Upload").click()
    page.locator(".outcomes li a").click()
    Report.objects.update(status="unreadable", failure_code="too_slow")
    expect(page.locator("[data-sentence]")).to_contain_text("took longer than we allow")
