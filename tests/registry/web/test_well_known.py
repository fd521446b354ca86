"""Files that programs look for by name: the sitemap and its parts, robots.txt, security.txt, llms.txt."""

import datetime as dt
import re
from xml.etree import ElementTree as ET

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from registry.models import Batch, Brand, Laboratory, Product, Report, Status
from registry.web import sitemaps
from tests.registry.factories import a_coa, a_published_report, a_report

pytestmark = pytest.mark.django_db
_NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def located(client: Client, url: str) -> dict[str, str]:
    """What an index or a part lists: address -> time of the last change."""
    answer = client.get(url)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/xml")
    entries = list(ET.fromstring(answer.content))
    return {entry.findtext("s:loc", "", _NAMES): entry.findtext("s:lastmod", "", _NAMES) for entry in entries}


def everything(client: Client) -> dict[str, str]:
    return {url: day for part in located(client, "/sitemap.xml") for url, day in located(client, part).items()}


def test_the_sitemap_leads_to_every_public_thing_and_to_nothing_hidden(client: Client):
    report = a_published_report()
    a_report(Status.IN_REVIEW, coa=a_coa(lab="Hidden", brand="Hidden", product="Hidden", batch="HH-1"))
    found = everything(client)
    for thing in (report, Product.objects.get(slug="green-leaf-powder"), Batch.objects.get(number="AM-2291")):
        assert f"http://testserver{thing.get_absolute_url()}" in found
    assert f"http://testserver{Laboratory.objects.get(slug='fernhill-analytics').get_absolute_url()}" in found
    assert f"http://testserver{Brand.objects.get(slug='alder-moss').get_absolute_url()}" in found
    assert f"http://testserver{reverse('check', args=['arith.sum_gt_total'])}" in found
    assert not [url for url in found if "hidden" in url or Report.objects.get(status="in_review").reference in url]


def test_every_listed_address_is_there(client: Client):
    a_published_report()
    found, many = everything(client), ("analytes", "limits", "checks")
    one_each = [next(url for url in found if re.search(f"/{kind}/.", url)) for kind in many]
    listed = [*one_each, *(url for url in found if not re.search(f"/({'|'.join(many)})/.", url))]
    assert {client.get(url).status_code for url in listed} == {200}


def test_a_thing_changed_when_the_last_of_its_reports_did(client: Client):
    with time_machine.travel("2026-04-01T10:00:00Z", tick=False):
        a_published_report()
    with time_machine.travel("2026-05-01T10:00:00Z", tick=False):
        a_published_report()
    found = everything(client)
    assert found[f"http://testserver{Product.objects.get().get_absolute_url()}"] == "2026-05-01"
    assert sorted(day for url, day in found.items() if "/reports/" in url) == ["2026-04-01", "2026-05-01"]


def test_reports_stand_in_parts_of_neighbours_each_with_its_own_last_change(client: Client, monkeypatch):
    monkeypatch.setattr(sitemaps, "PART", 2)
    days = ["2026-04-01", "2026-04-02", "2026-04-03", "2026-04-04", "2026-04-05"]
    for day in days:
        with time_machine.travel(f"{day}T10:00:00Z", tick=False):
            a_published_report()
    parts = {url: day for url, day in located(client, "/sitemap.xml").items() if "/reports-" in url}
    assert len(parts) >= 3
    listed = [located(client, url) for url in parts]
    assert sum(len(part) for part in listed) == len(days)
    assert [max(part.values()) for part in listed] == [day[:10] for day in parts.values()]


@pytest.mark.parametrize("name", ["nothing", "reports-", "reports-x", "reports-9999999999999", "pages-1"])
def test_a_part_that_cannot_be_is_nothing(client: Client, name: str):
    assert client.get(f"/sitemaps/{name}.xml").status_code == 404


def test_robots_may_read_pages_but_not_the_heavy_filters(client: Client):
    body = client.get("/robots.txt").content.decode()
    assert "Disallow: /search/" in body
    assert "Disallow: /products" not in body
    assert "Sitemap: http://testserver/sitemap.xml" in body


def test_security_txt_names_a_contact_and_ends_within_a_year(client: Client, settings):
    assert client.get("/.well-known/security.txt").status_code == 404
    settings.CONTACT = "registry@example.org"
    with time_machine.travel("2026-05-01T10:00:00Z", tick=False):
        body = client.get("/.well-known/security.txt").content.decode()
    facts = dict(line.split(": ", 1) for line in body.splitlines() if line)
    assert facts["Contact"] == "mailto:registry@example.org"
    assert facts["Canonical"] == "http://testserver/.well-known/security.txt"
    ends = dt.datetime.fromisoformat(facts["Expires"])
    assert dt.timedelta(0) < ends - dt.datetime(2026, 5, 1, 10, tzinfo=dt.UTC) < dt.timedelta(days=365)


def test_llms_txt_says_how_to_read_and_every_address_in_it_is_there(client: Client):
    body = client.get("/llms.txt").content.decode()
    assert "neither zero nor missing" in body
    addresses = re.findall(r"\]\((http://testserver[^)]+)\)", body)
    assert len(addresses) > 10
    assert {client.get(url).status_code for url in addresses} == {200}


@pytest.mark.parametrize("path", ["/sitemap.xml", "/sitemaps/pages.xml"])
def test_a_sitemap_is_kept_once_whatever_is_asked_behind_it(client: Client, path: str):
    answer = client.get(path, {"p": "1", "x": "anything"})
    assert (answer.status_code, answer["Location"]) == (301, path)
