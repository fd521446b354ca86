"""What the heads of pages tell machines: schema.org's terms, a card with a picture, the feed. Never a zero for ND."""

import io
import json
import re

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from registry.models import Batch, Product, Status
from registry.web.lettering import clipped, font, wrapped
from registry.web.picture import draw
from tests.registry.factories import a_coa, a_moderator, a_published_report, a_report, a_result

pytestmark = pytest.mark.django_db
_BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def graph(body: str) -> dict[str, dict]:
    """The nodes of the one block of data on a page, by their type."""
    [block] = _BLOCK.findall(body)
    told = json.loads(block)
    assert told["@context"] == "https://schema.org"
    return {node["@type"]: node for node in told["@graph"]}


def page(client: Client, url: str) -> str:
    return client.get(url).content.decode()


def measured(client: Client, *results) -> dict[str, dict]:
    report = a_published_report(coa=a_coa(*results)) if results else a_published_report()
    dataset = graph(page(client, report.get_absolute_url()))["Dataset"]
    return {value["name"]: value for value in dataset["variableMeasured"]}


def test_a_number_is_told_as_a_number_with_its_unit(client: Client):
    told = measured(client)["Mitragynine"]
    assert (told["@type"], told["value"], told["unitText"], told["unitCode"]) == ("PropertyValue", 1.52, "%", "P1")


def test_what_was_not_detected_is_told_as_text_and_never_as_zero(client: Client):
    told = measured(client)
    hydroxy = told["7-Hydroxymitragynine"]
    assert hydroxy["value"] == "ND"
    assert hydroxy["description"].startswith("not detected (LOD 0.002")
    assert "unitCode" not in hydroxy
    assert next(value for name, value in told.items() if name.startswith("Arsenic"))["value"] == "<LOQ"
    assert not [value for value in told.values() if value.get("value") == 0]


def test_a_bound_is_told_as_a_bound(client: Client):
    told = measured(client, a_result("Lead", "<0.05", "ppm", analyte="lead"))
    assert told["Lead"]["maxValue"] == 0.05
    assert told["Lead"]["value"] == "<0.05"


def test_a_report_is_a_data_set_of_its_laboratory_to_be_had_as_json(client: Client):
    report = a_published_report()
    told = graph(page(client, report.get_absolute_url()))
    dataset = told["Dataset"]
    assert dataset["creator"]["name"] == "Fernhill Analytics"
    assert f"sha256:{report.sha256}" in dataset["identifier"]
    [download] = dataset["distribution"]
    assert download["encodingFormat"] == "application/json"
    assert client.get(download["contentUrl"]).json()["reference"] == report.reference
    way = told["BreadcrumbList"]["itemListElement"]
    assert [step["position"] for step in way] == [1, 2, 3, 4, 5]
    assert way[-1]["item"] == f"http://testserver{report.get_absolute_url()}"


def test_a_product_has_a_brand_and_its_data_and_no_rating(client: Client):
    report = a_published_report()
    body = page(client, Product.objects.get().get_absolute_url())
    product = graph(body)["Product"]
    assert (product["name"], product["brand"]["name"]) == ("Green leaf powder", "Alder & Moss")
    assert product["subjectOf"][0]["url"] == f"http://testserver{report.get_absolute_url()}"
    assert "ating" not in json.dumps(product)
    assert "offers" not in product


@pytest.mark.parametrize("name", ["</script><script>alert(1)</script>", "<!--<script>", "a & b \u2028 c", "\u202eevil"])
def test_a_hostile_name_ends_no_block_and_is_told_whole(client: Client, name: str):
    a_published_report(coa=a_coa(product=name, brand=name, lab=name, batch="AM-1"))
    for thing in (Product.objects.get(), Batch.objects.get()):
        body = page(client, thing.get_absolute_url())
        [block] = _BLOCK.findall(body)
        assert "<" not in block
        assert name in json.dumps(json.loads(block), ensure_ascii=False)


def test_a_page_that_is_not_public_tells_machines_nothing(client: Client):
    client.force_login(a_moderator())
    report = a_report(Status.IN_REVIEW)
    for url in (report.get_absolute_url(), Product.objects.get().get_absolute_url()):
        body = page(client, url)
        assert "ld+json" not in body
        assert "og:title" not in body


def test_machines_are_told_of_published_reports_alone_whoever_reads(client: Client):
    client.force_login(a_moderator())
    public, hidden = a_published_report(), a_report(Status.IN_REVIEW, coa=a_coa(report_number="R-2"))
    body = page(client, Product.objects.get().get_absolute_url())
    told = [one["url"] for one in graph(body)["Product"]["subjectOf"]]
    assert told == [f"http://testserver{public.get_absolute_url()}"]
    assert hidden.get_absolute_url() in body
    assert re.search('name="description" content="1 laboratory report,', body)


def test_the_head_of_each_page_names_its_feed_and_its_picture(client: Client):
    report = a_published_report()
    product, batch = Product.objects.get(), Batch.objects.get()
    for thing in (product, product.brand, batch, report.laboratory):
        body = page(client, thing.get_absolute_url())
        feeds = re.findall(r'<link rel="alternate" type="application/atom\+xml"[^>]* href="([^"]+)"', body)
        assert len(set(feeds)) == 2  # of all reports, and of these
        assert {client.get(feed).status_code for feed in feeds} == {200}
    body = page(client, product.get_absolute_url())
    assert '<meta property="og:title" content="Green leaf powder, Alder &amp; Moss">' in body
    assert '<meta property="og:description" content="1 laboratory report, the newest test of 14 March 2026.' in body
    [picture] = re.findall(r'<meta property="og:image" content="([^"]+)">', body)
    drawn = Image.open(io.BytesIO(client.get(picture).content))
    assert (drawn.format, drawn.size) == ("PNG", (1200, 630))


def test_the_picture_is_drawn_once_for_the_same_content(client: Client):
    a_published_report()
    url = reverse("product-picture", args=["alder-moss", "green-leaf-powder"])
    first = client.get(url)
    assert client.get(url, headers={"If-None-Match": first["ETag"]}).status_code == 304
    a_published_report()
    assert client.get(url)["ETag"] != first["ETag"]


def test_a_hidden_product_has_no_picture(client: Client):
    a_report(Status.IN_REVIEW)
    client.force_login(a_moderator())
    url = reverse("product-picture", args=["alder-moss", "green-leaf-powder"])
    assert client.get(url).status_code == 404


def test_the_letters_hold_czech_and_differ_from_a_missing_one():
    letters = font(40)
    missing = letters.getmask("\U000f0000").getbbox(), bytes(letters.getmask("\U000f0000"))
    for letter in "ěščřžýáíéůúňťďĚŠČŘŽ":
        assert (letters.getmask(letter).getbbox(), bytes(letters.getmask(letter))) != missing


@pytest.mark.parametrize("name", ["W" * 300, "a b " * 100, "word", "\u202eevil\n\tname", ""])
def test_long_names_are_cut_to_the_width(name: str):
    letters = font(72)
    lines = wrapped(name, 1040, letters, most=3)
    assert len(lines) <= 3
    assert all(letters.getlength(line) <= 1040 for line in lines)
    assert letters.getlength(clipped(name, 300, letters)) <= 300
    assert draw(name, name, name, "foot").startswith(b"\x89PNG")


def test_whatever_is_asked_of_a_page_its_address_stays_one(client: Client):
    report = a_published_report()
    for url in (report.get_absolute_url(), Product.objects.get().get_absolute_url(), reverse("search")):
        body = page(client, f"{url}?yardstick=usp_2232&page=1&utm_source=x")
        assert re.findall(r'<link rel="canonical" href="([^"]+)">', body) == [f"http://testserver{url}"]
    assert "canonical" not in page(client, "/laboratories/nobody/")
