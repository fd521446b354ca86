"""One batch on other sites: a badge and a frame bound to a report and its day, which turn grey by themselves."""

import datetime as dt
import re
from xml.etree import ElementTree as ET

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from registry import review
from registry.models import Batch, Report, Status
from registry.web.statements import statement_of
from tests.registry.factories import a_coa, a_finding, a_moderator, a_published_report, a_report

pytestmark = pytest.mark.django_db
SVG = "{http://www.w3.org/2000/svg}"
IN_TIME = dt.date(2026, 11, 30)


def address(name: str, report: Report | None = None) -> str:
    batch = Batch.objects.get()
    parts = [batch.product.brand.slug, batch.product.slug, batch.key]
    return reverse(name, args=parts, query={"report": report.reference} if report else {})


def test_a_statement_names_day_laboratory_and_flags():
    a_published_report(findings=(a_finding(), a_finding(key="|y|2")))
    assert str(statement_of(Batch.objects.get(), IN_TIME)) == "CoA 14 March 2026 · Fernhill Analytics · 2 flags"


@pytest.mark.parametrize(
    ("today", "grey"),
    [
        (dt.date(2026, 3, 14), ""),
        (dt.date(2027, 3, 14), ""),
        (dt.date(2027, 3, 15), "older than 12 months"),
        (dt.date(2040, 1, 1), "older than 12 months"),
    ],
)
def test_a_report_turns_grey_when_it_is_older_than_twelve_months(today: dt.date, grey: str):
    a_published_report()
    assert statement_of(Batch.objects.get(), today).grey == grey


def test_a_report_of_a_leap_day_is_a_year_old_on_the_first_of_march():
    a_published_report(coa=a_coa(reported=dt.date(2024, 2, 29)))
    batch = Batch.objects.get()
    assert statement_of(batch, dt.date(2025, 3, 1)).grey == ""
    assert statement_of(batch, dt.date(2025, 3, 2)).grey == "older than 12 months"


def test_a_report_turns_grey_when_its_laboratory_replaces_it_and_the_new_one_does_not():
    old = a_published_report(coa=a_coa(report_number="F-1"))
    new = a_published_report(coa=a_coa(report_number="F-1", reported=dt.date(2026, 5, 1)))
    batch = Batch.objects.get()
    assert statement_of(batch, IN_TIME, old.reference).grey == "replaced by a newer report"
    assert statement_of(batch, IN_TIME, new.reference).grey == ""
    assert statement_of(batch, IN_TIME).report == new


def test_a_report_turns_grey_when_the_batch_is_tested_again():
    old = a_published_report(coa=a_coa(report_number="F-1"))
    a_published_report(coa=a_coa(report_number="F-2", reported=dt.date(2026, 5, 1)))
    assert statement_of(Batch.objects.get(), IN_TIME, old.reference).grey == "there is a newer report"


def test_a_hidden_report_changes_no_badge():
    old = a_published_report(coa=a_coa(report_number="F-1"))
    a_report(Status.IN_REVIEW, coa=a_coa(report_number="F-2", reported=dt.date(2026, 5, 1)))
    assert statement_of(Batch.objects.get(), IN_TIME, old.reference).grey == ""


def test_a_report_without_a_day_says_so_and_is_grey():
    a_published_report(coa=a_coa(reported=None))
    said = statement_of(Batch.objects.get(), IN_TIME)
    assert (said.parts[0], said.grey) == ("CoA no date read", "age not known")


def test_the_badge_is_a_picture_with_its_statement_as_title(client: Client):
    report = a_published_report(findings=(a_finding(),))
    with time_machine.travel("2026-06-01"):
        answer = client.get(address("badge", report))
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/svg+xml")
    drawn = ET.fromstring(answer.content)
    assert drawn.findtext(f"{SVG}title") == "Batch AM-2291: CoA 14 March 2026 · Fernhill Analytics · 1 flag"
    assert drawn.findtext(f"{SVG}text") == "CoA 14 March 2026 · Fernhill Analytics · 1 flag"
    assert drawn.find(f"{SVG}rect").get("fill") == "#ffffff"


def test_the_badge_itself_turns_grey_with_the_day_of_the_request(client: Client):
    report = a_published_report()
    with time_machine.travel("2027-06-01"):
        drawn = ET.fromstring(client.get(address("badge", report)).content)
    assert drawn.find(f"{SVG}rect").get("fill") == "#e4e4e2"
    assert drawn.findtext(f"{SVG}text").endswith("no flags · older than 12 months")


def test_the_badge_of_a_withdrawn_report_says_that_there_is_none(client: Client):
    report = a_published_report(coa=a_coa(report_number="F-1"))
    other = a_published_report(coa=a_coa(report_number="F-2"))
    review.withdraw(report, by=a_moderator(), reason="Sent in by mistake.")
    gone = client.get(address("badge", report))
    assert (gone.status_code, ET.fromstring(gone.content).findtext(f"{SVG}text")) == (410, "No report for this batch")
    assert client.get(address("badge", other)).status_code == 200


@pytest.mark.parametrize("name", ['"><script>alert(1)</script>', "\u202eevil\u202c", "bell\x07", "W" * 190])
def test_a_hostile_laboratory_stays_text_and_a_long_one_is_cut(client: Client, name: str):
    a_published_report(coa=a_coa(lab=name))
    drawn = ET.fromstring(client.get(address("badge")).content)
    assert drawn.find(f".//{SVG}script") is None
    assert int(drawn.get("width")) < 700


def test_the_frame_may_stand_on_any_site_and_no_other_page_may(client: Client):
    report = a_published_report()
    framed, page = client.get(address("embed", report)), client.get(address("batch"))
    assert "frame-ancestors *" in framed["Content-Security-Policy"]
    assert "script-src 'self'" in framed["Content-Security-Policy"]
    assert "X-Frame-Options" not in framed
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "DENY"
    assert "CoA 14 March 2026" in framed.content.decode().replace("<bdi>", "")
    assert "Set-Cookie" not in framed


def test_the_batch_page_has_both_snippets_to_copy(client: Client):
    report = a_published_report()
    body = client.get(address("batch")).content.decode()
    assert f"badge.svg?report={report.reference}" in body
    assert "&lt;iframe src=" in body
    assert "sandbox=&quot;allow-popups allow-popups-to-escape-sandbox&quot;" in body


def test_oembed_gives_the_frame_for_the_page_of_a_batch_and_for_nothing_else(client: Client):
    report = a_published_report()
    page = f"http://testserver{address('batch')}"
    told = client.get(reverse("oembed"), {"url": page}).json()
    assert (told["type"], told["version"]) == ("rich", "1.0")
    assert f"embed/?report={report.reference}" in told["html"]
    for other in ("", "http://elsewhere.example/", "http://testserver/limits/", f"{page}x/", "http://[", "/search/"):
        assert client.get(reverse("oembed"), {"url": other}).status_code == 404
    assert client.get(reverse("oembed"), {"url": page, "format": "xml"}).status_code == 501


def test_oembed_knows_the_czech_page_of_a_batch_too(client: Client):
    a_published_report()
    page = client.get(f"/cs{address('batch')}").text
    link = re.search(r'(http://testserver/oembed[^"]+)', page)
    assert client.get(link[1].replace("&amp;", "&")).json()["title"] == "Green leaf powder, AM-2291"
