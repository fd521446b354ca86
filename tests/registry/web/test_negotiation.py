"""Pages answer in JSON to whoever prefers it: by way of the API, or as a problem; browsers get pages."""

import pytest
from django.test import Client
from django.urls import reverse

from registry import review
from registry.models import Batch, Brand, Laboratory, Product, Report, Status
from tests.registry.factories import a_coa, a_moderator, a_published_report, a_report

pytestmark = pytest.mark.django_db
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
JSON = {"Accept": "application/json"}


def pages() -> dict[str, tuple[str, str, str]]:
    """Name -> (page, a field of the API's answer, what it holds)."""
    report, product, batch = Report.objects.get(), Product.objects.get(), Batch.objects.get()
    value = reverse("value", args=[report.reference, 0, "p1-lead-ppm"])
    return {
        "report": (report.get_absolute_url(), "reference", report.reference),
        "value": (value, "analyte", "lead"),
        "product": (product.get_absolute_url(), "name", "Green leaf powder"),
        "batch": (batch.get_absolute_url(), "number", "AM-2291"),
        "brand": (Brand.objects.get().get_absolute_url(), "name", "Alder & Moss"),
        "laboratory": (Laboratory.objects.get().get_absolute_url(), "name", "Fernhill Analytics"),
        "limit": (reverse("limit", args=["usp_2232"]), "id", "usp_2232"),
        "check": (reverse("check", args=["arith.sum_gt_total"]), "id", "arith.sum_gt_total"),
    }


@pytest.mark.parametrize("name", ["report", "value", "product", "batch", "brand", "laboratory", "limit", "check"])
def test_a_page_leads_to_the_same_thing_in_json(client: Client, name: str):
    a_published_report()
    page, field, holds = pages()[name]
    for answer in (
        client.get(page, headers=JSON, follow=True),
        client.get(f"{page.rstrip('/')}.json", follow=True),
        client.get(f"/cs{page.rstrip('/')}.json", follow=True),
    ):
        assert [status for _url, status in answer.redirect_chain] == [303]
        assert answer["Content-Type"].startswith("application/json")
        assert answer.json()[field] == holds


def test_a_search_answers_its_question_in_json(client: Client):
    report = a_published_report()
    told = client.get(reverse("search"), {"q": "2291"}, headers=JSON, follow=True).json()
    assert [batch["number"] for batch in told["batches"]] == ["AM-2291"]
    told = client.get(reverse("search"), {"q": report.reference}, headers=JSON, follow=True).json()
    assert [one["reference"] for one in told["reports"]] == [report.reference]
    assert told["batches"] == []
    refused = client.get(reverse("search"), {"q": "2291", "colour": "green"}, headers=JSON, follow=True)
    assert (refused.status_code, refused["Content-Type"]) == (400, "application/problem+json")


@pytest.mark.parametrize("accept", [BROWSER, "*/*", "text/html", "application/json;q=0.5, text/html", ""])
def test_a_browser_gets_the_page(client: Client, accept: str):
    report = a_published_report()
    answer = client.get(report.get_absolute_url(), headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/html")
    assert "Accept" in [name.strip() for name in answer["Vary"].split(",")]


def test_the_page_names_its_json(client: Client):
    report = a_published_report()
    url = f"http://testserver{report.get_absolute_url().rstrip('/')}.json"
    assert (
        f'<link rel="alternate" type="application/json" href="{url}">'
        in client.get(report.get_absolute_url()).content.decode()
    )


@pytest.mark.parametrize("ending", ["no-such-batch", "nosuchbatch"])
def test_no_report_for_a_batch_is_said_in_json_too(client: Client, ending: str):
    a_published_report()
    page = Batch.objects.get().get_absolute_url().replace("am2291", ending)
    answer = client.get(page, headers=JSON, follow=True)
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert answer.json()["detail"] == "No report for this batch."


@pytest.mark.parametrize(
    "url", ["/nothing/", "/reports/x/", "/reports/2222222222/", "/nothing.json", "/how-we-read.json"]
)
def test_what_is_not_there_is_told_as_a_problem(client: Client, url: str):
    answer = client.get(url, headers=JSON, follow=True)
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert answer.json()["code"] == "not_found"
    assert answer.json()["status"] == 404


def test_a_withdrawn_report_is_gone_in_json_with_its_reason(client: Client):
    report = a_published_report(coa=a_coa(product="Secret leaf"))
    review.withdraw(report, by=a_moderator(), reason="Sent in by mistake.")
    for url in (report.get_absolute_url(), f"{report.get_absolute_url().rstrip('/')}.json"):
        answer = client.get(url, headers=JSON)
        assert (answer.status_code, answer["Content-Type"]) == (410, "application/problem+json")
        assert answer.json()["detail"] == "Sent in by mistake."
        assert "Secret" not in answer.content.decode()


def test_json_shows_nothing_hidden(client: Client):
    report = a_report(Status.IN_REVIEW)
    assert client.get(report.get_absolute_url(), headers=JSON, follow=True).status_code == 404
    assert client.get(Brand.objects.get().get_absolute_url(), headers=JSON, follow=True).status_code == 404
