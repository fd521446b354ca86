"""Pages answer in JSON to whoever prefers it: by way of the API, or as a problem; browsers get pages."""

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from labs.checks import Severity
from registry import review
from registry.models import Batch, Brand, Laboratory, Product, Report, Status
from tests.registry.factories import a_coa, a_finding, a_moderator, a_published_report, a_report

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
        "analyte": (reverse("analyte", args=["lead"]), "name", "Lead"),
        "limit": (reverse("limit", args=["usp_2232"]), "id", "usp_2232"),
        "check": (reverse("check", args=["arith.sum_gt_total"]), "id", "arith.sum_gt_total"),
    }


@pytest.mark.parametrize(
    "name", ["report", "value", "product", "batch", "brand", "laboratory", "analyte", "limit", "check"]
)
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


def in_json(client: Client, page: str, **asked: str) -> dict:
    """What a page answers to a program; asked by the header and by the address alike."""
    answer = client.get(page, asked, headers=JSON, follow=True)
    assert answer.status_code == 200, answer.content
    assert client.get(f"{page.rstrip('/')}.json", asked, follow=True).json() == answer.json()
    return answer.json()


def test_a_search_in_json_keeps_the_filters_of_the_page(client: Client):
    leaf = a_published_report(coa=a_coa(product="Green leaf", batch="A-1"))
    a_published_report(coa=a_coa(product="Green extract", batch="B-1"))
    Product.objects.filter(name="Green extract").update(form="extract")
    Product.objects.filter(name="Green leaf").update(form="leaf")
    call_command("index")
    told = in_json(client, reverse("search"), q="green", form="leaf", min="", unit="", yardstick="")
    assert [one["reference"] for one in told["reports"]] == [leaf.reference]
    assert told["filters"] == [{"name": "form", "value": "leaf"}]
    forms = next(facet for facet in told["facets"] if facet["name"] == "form")
    assert {one["value"]: (one["count"], one["is_chosen"]) for one in forms["options"]} == {
        "leaf": (1, True),
        "extract": (1, False),
    }


def test_flags_in_json_are_those_of_the_page(client: Client):
    findings = (a_finding(severity=Severity.ALERT), a_finding("lod.loq_below_lod", key="|y|1"))
    report = a_published_report(findings=findings)
    alert, warning = report.flags.order_by("severity")
    page = reverse("flags")
    assert {one["id"] for one in in_json(client, page)["results"]} == {alert.pk, warning.pk}
    assert [one["id"] for one in in_json(client, page, severity="alert", check="")["results"]] == [alert.pk]
    assert [one["id"] for one in in_json(client, page, check="lod.loq_below_lod")["results"]] == [warning.pk]
    review.dismiss_flag(alert, by=a_moderator(), because="misread", reason="The page prints it otherwise.")
    assert [one["id"] for one in in_json(client, page)["results"]] == [warning.pk]


def test_lists_in_json_are_narrowed_as_on_the_page(client: Client):
    for brand in ("Alder & Moss", "Birch Trade", "7 Leaves"):
        a_published_report(coa=a_coa(brand=brand, product=f"Leaf of {brand}"))
    Product.objects.filter(brand__name="Birch Trade").update(form="capsule")

    def names(page: str, **asked: str) -> list[str]:
        return [one["name"] for one in in_json(client, reverse(page), **asked)["results"]]

    assert names("brands", letter="b") == ["Birch Trade"]
    assert names("brands", letter="other") == ["7 Leaves"]
    assert names("products", form="capsule") == ["Leaf of Birch Trade"]
    assert names("laboratories") == ["Fernhill Analytics"]
    assert "Lead" in names("analytes")


def test_what_a_list_in_json_cannot_be_asked_for_is_said(client: Client):
    refused = client.get(reverse("flags"), {"before": "7"}, headers=JSON, follow=True)
    assert (refused.status_code, refused["Content-Type"]) == (400, "application/problem+json")
    assert [error["pointer"] for error in refused.json()["errors"]] == ["#/query/before"]


@pytest.mark.parametrize(
    ("page", "asked"),
    [("search", {"q": "leaf", "form": "leaf"}), ("flags", {"severity": "alert"}), ("brands", {"letter": "a"}),
     ("products", {"form": "leaf"}), ("laboratories", {}), ("analytes", {})],
)  # fmt: skip
def test_the_page_of_a_list_names_its_json_with_its_filters(client: Client, page: str, asked: dict[str, str]):
    url = reverse("as-json", args=[page], query=asked or None).replace("&", "&amp;")
    head = client.get(reverse(page), asked).content.decode()
    assert f'<link rel="alternate" type="application/json" href="{url}">' in head


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
