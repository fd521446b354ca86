"""Whatever others keep of what is public is asked about before each use: a withdrawal shows at once, cheaply."""

import datetime as dt
from collections.abc import Callable

import pytest
import time_machine
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from registry import review
from registry.models import Batch, Report, SearchNames
from tests.registry.factories import a_coa, a_finding, a_moderator, a_published_report

pytestmark = pytest.mark.django_db
ASK_FIRST = "public, no-cache"


def addresses(report: Report) -> dict[str, str]:
    """What others keep of a batch and its report: by what it is -> its address."""
    batch = Batch.objects.get(samples__report=report)
    parts = [batch.product.brand.slug, batch.product.slug, batch.key]
    page = f"http://testserver{batch.get_absolute_url()}"
    return {
        "badge": reverse("badge", args=parts, query={"report": report.reference}),
        "embed": reverse("embed", args=parts, query={"report": report.reference}),
        "oembed": reverse("oembed", query={"url": page}),
        "standing": reverse("report-standing", args=[report.reference]),
        "picture": reverse("product-picture", args=parts[:2]),
        "feed": reverse("newest-feed"),
        "sitemap": f"/sitemaps/reports-{report.pk // 5000}.xml",
        "page-image": reverse("page-image", args=[report.reference, 1]),
    }


KINDS = ("badge", "embed", "oembed", "standing", "picture", "feed", "sitemap", "page-image")


@pytest.fixture
def again(client: Client) -> Callable[[str, str], HttpResponse]:
    """What a cache gets that asks whether what it keeps still stands."""
    return lambda address, tag: client.get(address, headers={"If-None-Match": tag})


@pytest.mark.parametrize("kind", KINDS)
def test_what_stands_is_answered_with_304_and_what_was_withdrawn_is_not(client: Client, again, kind: str):
    report = a_published_report(coa=a_coa(report_number="W-1"))
    address = addresses(report)[kind]
    kept = client.get(address)
    assert (kept.status_code, kept["Cache-Control"]) == (200, ASK_FIRST)
    stands = again(address, kept["ETag"])
    assert (stands.status_code, stands.content) == (304, b"")
    if kind != "page-image":
        assert stands["Cache-Control"] == ASK_FIRST
    review.withdraw(report, by=a_moderator(), reason="Sent in by mistake.")
    gone = again(address, kept["ETag"])
    if kind in ("feed", "sitemap"):  # they stand without it
        assert gone.status_code == 200
        assert report.reference not in gone.content.decode()
    else:
        assert gone.status_code in (404, 410)


@pytest.mark.parametrize("kind", ["badge", "embed"])
def test_a_report_withdrawn_beside_another_is_gone_at_once_too(client: Client, again, kind: str):
    report = a_published_report(coa=a_coa(report_number="W-1"))
    a_published_report(coa=a_coa(report_number="W-2"))
    address = addresses(report)[kind]
    kept = client.get(address)
    review.withdraw(report, by=a_moderator(), reason="Sent in by mistake.")
    gone = again(address, kept["ETag"])
    assert (gone.status_code, gone["Cache-Control"]) == (410, ASK_FIRST)
    assert "ETag" not in gone


@pytest.mark.parametrize("kind", ["badge", "embed"])
def test_whatever_the_line_says_changes_its_tag(client: Client, again, kind: str):
    report = a_published_report(coa=a_coa(report_number="W-1"), findings=(a_finding(),))
    address = addresses(report)[kind]
    kept = client.get(address)
    review.dismiss_flag(report.flags.get(), by=a_moderator(), because="misread", reason="The page prints it otherwise.")
    fewer = again(address, kept["ETag"])
    assert (fewer.status_code, "no flags" in fewer.content.decode()) == (200, True)
    with time_machine.travel("2028-01-01"):
        older = again(address, fewer["ETag"])
    assert (older.status_code, "older than 12 months" in older.content.decode()) == (200, True)
    a_published_report(coa=a_coa(report_number="W-2", reported=dt.date(2026, 5, 1)))
    newer = again(address, fewer["ETag"])
    assert (newer.status_code, "there is a newer report" in newer.content.decode()) == (200, True)


def test_a_badge_that_stands_costs_two_queries(client: Client, again):
    report = a_published_report()
    address = addresses(report)["badge"]
    tag = client.get(address)["ETag"]
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert again(address, tag).status_code == 304
    assert len(asked) <= 2


def test_a_part_of_the_sitemap_is_made_once_until_something_public_changes(client: Client):
    address = addresses(a_published_report())["sitemap"]
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    assert len(asked) == 1  # the mark
    before = SearchNames.objects.get().mark
    a_published_report()
    assert SearchNames.objects.get().mark != before
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).content.decode().count("<url>") == 2
    assert len(asked) > 1
