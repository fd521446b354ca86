"""Atom feeds: what stands in them, what they are called, when they answer 304, and that no mark-up comes through."""

from xml.etree import ElementTree as ET

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from registry import hearing, review
from registry.models import Batch, Flag, Laboratory, Product, Report, Status
from tests.registry.factories import a_coa, a_finding, a_moderator, a_published_report, a_reply, a_report

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def read(client: Client, url: str) -> ET.Element:
    answer = client.get(url)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("application/atom+xml")
    return ET.fromstring(answer.content)


def titles(feed: ET.Element) -> list[str]:
    return [entry.findtext(f"{ATOM}title", "") for entry in feed.iter(f"{ATOM}entry")]


def test_the_newest_report_comes_first_and_the_unpublished_not_at_all(client: Client):
    a_published_report(coa=a_coa(product="Older leaf"))
    a_published_report(coa=a_coa(product="Newer leaf"))
    a_report(Status.IN_REVIEW, coa=a_coa(product="Hidden leaf"))
    feed = read(client, reverse("newest-feed"))
    assert titles(feed) == ["Newer leaf, Alder & Moss, batch AM-2291", "Older leaf, Alder & Moss, batch AM-2291"]


def test_a_moderator_is_told_no_more_than_anyone(client: Client):
    a_report(Status.IN_REVIEW)
    client.force_login(a_moderator())
    assert titles(read(client, reverse("newest-feed"))) == []


def test_an_entry_says_who_tested_what_and_counts_the_flags(client: Client):
    report = a_published_report(findings=(a_finding(),))
    entry = read(client, reverse("newest-feed")).find(f"{ATOM}entry")
    summary = entry.findtext(f"{ATOM}summary")
    assert summary == "Fernhill Analytics, 14 March 2026. Tested: Alkaloids, Heavy metals, Microbes. 1 flag."
    assert entry.findtext(f"{ATOM}id") == f"tag:testserver,2026:report/{report.reference}"
    assert entry.find(f"{ATOM}link").get("href") == f"http://testserver{report.get_absolute_url()}"


def test_a_feed_is_in_the_language_of_its_address_and_its_entries_keep_their_names(client: Client):
    page = a_published_report(findings=(a_finding(),)).get_absolute_url()
    english, czech = read(client, "/feed.atom"), read(client, "/cs/feed.atom")
    assert [feed.get("{http://www.w3.org/XML/1998/namespace}lang") for feed in (english, czech)] == ["en-gb", "cs"]
    entry = czech.find(f"{ATOM}entry")
    summary = entry.findtext(f"{ATOM}summary")
    assert (
        summary == "Fernhill Analytics, 14.\xa0března\xa02026. Zkoušeno: Alkaloidy, Těžké kovy, Mikroby. 1 upozornění."
    )
    assert entry.find(f"{ATOM}link").get("href") == f"http://testserver/cs{page}"
    assert entry.findtext(f"{ATOM}id") == english.find(f"{ATOM}entry").findtext(f"{ATOM}id")


def test_a_czech_page_leads_to_the_feed_in_czech(client: Client):
    report = a_published_report()
    laboratory = report.laboratory.get_absolute_url()
    assert f'href="http://testserver/cs{laboratory}feed.atom"' in client.get(f"/cs{laboratory}").text
    assert client.get(f"/cs{laboratory}feed.atom").status_code == 200


@pytest.mark.parametrize("name", ["laboratory-feed", "product-feed", "batch-feed", "search-feed"])
def test_each_list_has_a_feed_of_its_own_reports(client: Client, name: str):
    a_published_report()
    a_published_report(coa=a_coa(lab="Other House", brand="Other Brand", product="Other leaf", batch="ZZ-9999"))
    product = Product.objects.get(name="Green leaf powder")
    batch = Batch.objects.get(number="AM-2291")
    urls = {
        "laboratory-feed": reverse(name, args=["fernhill-analytics"]) if name == "laboratory-feed" else "",
        "product-feed": f"{product.get_absolute_url()}feed.atom",
        "batch-feed": f"{batch.get_absolute_url()}feed.atom",
        "search-feed": reverse("search-feed", query={"q": "green leaf"}),
    }
    assert titles(read(client, urls[name])) == ["Green leaf powder, Alder & Moss, batch AM-2291"]


def test_a_search_that_finds_nothing_is_an_empty_feed_that_stays_the_same(client: Client):
    url = reverse("search-feed", query={"q": "nothing of the sort"})
    with time_machine.travel("2026-05-01", tick=False):
        first = client.get(url)
    with time_machine.travel("2026-06-01", tick=False):
        later = client.get(url)
    assert titles(ET.fromstring(first.content)) == []
    assert first.content == later.content


def test_who_holds_the_feed_is_told_that_it_is_unchanged(client: Client):
    report = a_published_report()
    first = client.get(reverse("newest-feed"))
    again = client.get(reverse("newest-feed"), headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert first["Cache-Control"] == again["Cache-Control"] == "public, no-cache"
    assert "Last-Modified" not in first
    review.withdraw(report, by=a_moderator(), reason="Sent in by mistake.")
    assert client.get(reverse("newest-feed"), headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_an_entry_is_updated_when_its_report_was_changed_and_not_before(client: Client):
    with time_machine.travel("2026-05-01T10:00:00Z", tick=False):
        report = a_published_report(findings=(a_finding(),))

    def updated() -> str:
        return read(client, reverse("newest-feed")).findtext(f"{ATOM}entry/{ATOM}updated", "")

    with time_machine.travel("2026-06-01T10:00:00Z", tick=False):
        assert updated() == "2026-05-01T10:00:00+00:00"
        review.dismiss_flag(report.flags.get(), by=a_moderator(), because="misread", reason="Misread.")
        assert updated() == "2026-06-01T10:00:00+00:00"


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "bell\x07 and \u202ertl", "a ]]> b & c"])
def test_hostile_names_stay_text(client: Client, name: str):
    a_published_report(coa=a_coa(product=name, lab=name))
    feed = read(client, reverse("newest-feed"))
    assert titles(feed)[0].startswith(name.replace("\x07", "\ufffd"))
    assert "<script" not in feed.findtext(f"{ATOM}entry/{ATOM}summary", "")


def test_flags_that_stand_are_told_and_those_of_hidden_reports_are_not(client: Client):
    a_published_report(findings=(a_finding(),))
    dismissed = a_published_report(findings=(a_finding(key="|y|2"),))
    Flag.objects.filter(report=dismissed).update(state=Flag.State.DISMISSED)
    a_report(Status.IN_REVIEW, findings=(a_finding(),))
    feed = read(client, reverse("flags-feed"))
    summaries = [entry.findtext(f"{ATOM}summary") for entry in feed.iter(f"{ATOM}entry")]
    assert summaries == ["The rows add up to 1.83 %, more than the printed total of 1.60 %."]


def test_corrections_tell_what_was_changed_after_publication_and_what_was_withdrawn(client: Client):
    moderator = a_moderator(username="a-name-to-keep")
    unread = a_report(Status.IN_REVIEW, findings=(a_finding(),))
    review.dismiss_flag(unread.flags.get(), by=moderator, because="misread", reason="Before it was public.")
    changed = a_published_report(findings=(a_finding(),))
    review.dismiss_flag(changed.flags.get(), by=moderator, because="misread", reason="The total was misread.")
    gone = a_published_report(coa=a_coa(product="Secret leaf"))
    review.withdraw(gone, by=moderator, reason="The laboratory withdrew it.")
    feed = read(client, reverse("corrections-feed"))
    summaries = [entry.findtext(f"{ATOM}summary") for entry in feed.iter(f"{ATOM}entry")]
    assert summaries[0] == "Withdrawn by a moderator. The laboratory withdrew it."
    assert summaries[1].endswith("The total was misread.")
    assert len(summaries) == 2
    body = ET.tostring(feed, encoding="unicode")
    assert "Secret leaf" not in body
    assert "a-name-to-keep" not in body


def test_a_feed_costs_the_same_queries_however_long_it_is(client: Client):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("newest-feed"))
        return len(asked)

    a_published_report(findings=(a_finding(),))
    of_one = queries()
    for _ in range(5):
        a_published_report(findings=(a_finding(),))
    assert queries() == of_one < 10


def test_what_is_not_there_has_no_feed(client: Client):
    a_report(Status.IN_REVIEW)
    slug = Laboratory.objects.get().slug
    assert client.get(reverse("laboratory-feed", args=[slug])).status_code == 404
    assert Report.objects.count() == 1


def test_that_a_reply_was_declined_moves_no_flag_and_that_one_was_verified_does(client: Client):
    def updated() -> str:
        return read(client, reverse("flags-feed")).findtext(f"{ATOM}entry/{ATOM}updated", "")

    with time_machine.travel("2026-05-01T10:00:00Z", tick=False):
        reply = a_reply(a_published_report(findings=(a_finding(),)).flags.get())
    with time_machine.travel("2026-06-01T10:00:00Z", tick=False):
        hearing.decline_reply(reply, by=a_moderator(), reason="Not theirs.")
        assert updated() == "2026-05-01T10:00:00+00:00"
        hearing.verify_reply(reply, by=a_moderator())
        assert updated() == "2026-06-01T10:00:00+00:00"
