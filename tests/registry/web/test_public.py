"""Home, search, catalogue, explanations: what is there, what is said when there is nothing, and how it is written."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from labs.coa import CertificateOfAnalysis, Panel, Sample
from registry.judging import all_checks
from registry.models import Batch, Laboratory, Product, Report
from tests.registry.factories import a_coa, a_print, a_published_report, a_result

pytestmark = pytest.mark.django_db
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7|add:7 }}",
    "\u202eevil\u202c كراتوم أخضر",
    "x" * 300,
    "a b " * 70,
]


def test_home_counts_and_names_what_is_published(client: Client):
    a_published_report()
    body = client.get(reverse("home")).content.decode()
    assert "1 published report." in body
    assert "Green leaf powder" in body


def test_the_newest_say_when_they_were_published_and_the_api_can_be_found(client: Client, settings):
    report = a_published_report()
    body = client.get(reverse("home")).content.decode()
    assert f"published {report.published_at:%-d %B %Y}" in body
    assert reverse("api:docs") in body
    assert "mailto:" not in body
    settings.CONTACT = "registry@example.org"
    for name in ("home", "how-we-read", "what-this-is-not"):
        assert "mailto:registry@example.org" in client.get(reverse(name)).content.decode()


def test_home_says_when_there_is_nothing(client: Client):
    body = client.get(reverse("home")).content.decode()
    assert "0 published reports." in body
    assert "No report is published yet." in body


@pytest.mark.parametrize("typed", ["AM-2291", "am 2291", "AM2291"])
def test_a_batch_number_leads_to_its_batch(client: Client, typed: str):
    a_published_report()
    answer = client.get(reverse("search"), {"q": typed})
    assert answer.status_code == 302
    assert answer["Location"] == Batch.objects.get().get_absolute_url()


def test_the_end_of_a_batch_number_lists_what_it_may_be(client: Client):
    a_published_report()
    answer = client.get(reverse("search"), {"q": "2291"})
    assert answer.status_code == 200
    assert "AM-2291" in answer.content.decode()


def test_two_batches_with_one_number_are_both_listed(client: Client):
    a_published_report()
    a_published_report(coa=a_coa(product="Red leaf powder"))
    body = client.get(reverse("search"), {"q": "AM-2291"}).content.decode()
    assert "Green leaf powder" in body
    assert "Red leaf powder" in body


def test_no_report_is_said_plainly_with_what_is_nearest(client: Client):
    a_published_report()
    answer = client.get(reverse("search"), {"q": "AM-2219"})
    body = answer.content.decode()
    assert answer.status_code == 404
    assert "No report for this batch" in body
    assert "was tested on 14 March 2026" in body
    assert body.index("Did you mean") < body.index("No report for this batch")
    assert "AM-2291" in body


def test_words_that_are_no_number_are_not_taken_for_a_batch(client: Client):
    a_published_report()
    body = client.get(reverse("search"), {"q": "purple haze"}).content.decode()
    assert "No report found" in body
    assert "this batch" not in body


@pytest.mark.parametrize(
    ("number", "typed", "is_found"),
    [
        ("K6-84", "6-84", True),
        ("K6-84", "684", False),  # three characters: too little to go by
        ("PW00282", "pw 282", True),
        ("PW00282", "PW282", True),
        ("PW00282", "pw 283", False),
        ("PW00282", "W002", True),
        ("PW00282", "pw00", True),
        ("GT-2023-0117", "2023-01", True),
        ("GT-2023-0117", "2024-01", False),
    ],
)
def test_a_part_of_a_batch_number_finds_it(client: Client, number: str, typed: str, is_found: bool):
    a_published_report(coa=a_coa(batch=number))
    body = client.get(reverse("search"), {"q": typed}).content.decode()
    assert (f'Batch <span class="printed">{number}</span>' in body and "<h2>Batches</h2>" in body) is is_found


def test_the_whole_number_comes_before_its_parts(client: Client):
    for number in ("X2291-A", "AM2291", "2291"):
        a_published_report(coa=a_coa(batch=number))
    body = client.get(reverse("search"), {"q": "2291"}).content.decode()
    assert re.findall(r'Batch <span class="printed">([^<]+)', body) == ["2291", "AM2291", "X2291-A"]


def test_a_product_is_found_by_its_words_with_the_day_of_its_report(client: Client):
    a_published_report()
    body = client.get(reverse("search"), {"q": "green leaf"}).content.decode()
    assert Product.objects.get().get_absolute_url() in body
    assert "14 March 2026" in body


def test_an_empty_question_asks_for_one(client: Client):
    assert "Type the batch number" in client.get(reverse("search")).content.decode()


def test_catalogue_pages_lead_to_reports(client: Client):
    report = a_published_report()
    for page in (Laboratory.objects.get(), Product.objects.get(), Batch.objects.get()):
        assert report.get_absolute_url() in client.get(page.get_absolute_url()).content.decode()


def test_a_batch_page_covers_what_all_its_reports_tested(client: Client):
    a_published_report()
    body = client.get(Batch.objects.get().get_absolute_url()).content.decode()
    assert "no results read in the reports we hold" in body
    assert "2 analytes" in body


def two_samples() -> CertificateOfAnalysis:
    """One report of two batches of two products: alkaloids of the one, lead of the other."""
    alkaloids = Sample(product_name=a_print("Green leaf powder"), batch=a_print("AM-1"), results=(a_result(),))
    metals = Sample(
        product_name=a_print("Red leaf powder"),
        batch=a_print("AM-2"),
        results=(a_result("Lead", "0.31", "ppm", analyte="lead", panel=Panel.METALS, row=3),),
    )
    return a_coa(samples=(alkaloids, metals))


@pytest.mark.parametrize(("number", "tested", "other"), [("AM-1", "Alkaloids", "Heavy metals"),
                                                         ("AM-2", "Heavy metals", "Alkaloids")])  # fmt: skip
def test_what_a_report_tests_of_another_batch_is_not_counted_for_this_one(
    client: Client, number: str, tested: str, other: str
):
    a_published_report(coa=two_samples())
    batch = Batch.objects.get(number=number)
    body = client.get(batch.get_absolute_url()).content.decode()
    grid = dict(re.findall(r'panel-name">([^<]+)</span>\s*<span class="panel-says">([^<]+)<', body))
    assert grid[tested].startswith("1 ")
    assert grid[other] == "no results read in the reports we hold"
    for page in (batch, batch.product):
        body = client.get(page.get_absolute_url()).content.decode()
        said = [re.sub("<[^>]+>", "", line).split() for line in re.findall(r'<p class="what.*?</p>', body, re.DOTALL)]
        assert said == [f"{tested} · no flags".split()]


def test_long_lists_come_in_pages(client: Client):
    for _ in range(41):
        a_published_report()
    laboratory = Laboratory.objects.get()
    first = client.get(laboratory.get_absolute_url()).content.decode()
    assert "Page 1 of 2" in first
    assert first.count("<li><h3>") == 40
    assert client.get(laboratory.get_absolute_url() + "?page=2").content.decode().count("<li><h3>") == 1
    assert client.get(laboratory.get_absolute_url() + "?page=rubbish").status_code == 200


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_shown_as_text_everywhere(client: Client, name: str):
    coa = a_coa(lab=name, brand=name, product=name, batch=f"{name[:100]}-1", report_number=name[:200])
    report = a_published_report(coa=coa)
    addresses = [reverse("home"), reverse("laboratories"), report.get_absolute_url()]
    addresses += [one.get_absolute_url() for one in (Laboratory.objects.get(), Product.objects.get())]
    for address in addresses:
        body = client.get(address).content.decode()
        assert "<script>alert" not in body
        assert "<img src=x" not in body
        assert "14" not in body or "{{ 7|add:7 }}" not in name or "{{ 7|add:7 }}" in body
    searched = client.get(reverse("search"), {"q": name}, follow=True)
    assert searched.status_code == 200
    assert "<script>alert" not in searched.content.decode()


@pytest.mark.parametrize(
    "page", ["how-we-read", "what-this-is-not", "checks", "limits", "laboratories", "upload", "login"]
)
def test_pages_that_explain_are_there(client: Client, page: str):
    assert client.get(reverse(page)).status_code == 200


def test_every_check_is_explained_with_its_source(client: Client):
    listed = client.get(reverse("checks")).content.decode()
    for check in all_checks():
        address = reverse("check", args=[check.id])
        assert address in listed
        page = unescape(client.get(address).content.decode())
        assert all(source.text in page for source in check.sources)
        assert check.formula in page
        assert all(word in page for word in check.example.split())
    assert client.get(reverse("check", args=["no.such"])).status_code == 404


@pytest.mark.parametrize("set_id", ["cz_448_2025", "ut_r70_580_5", "usp_2232"])
def test_every_limit_set_shows_its_source_and_day(client: Client, set_id: str):
    assert reverse("limit", args=[set_id]) in client.get(reverse("limits")).content.decode()
    body = client.get(reverse("limit", args=[set_id])).content.decode()
    assert "https://" in body
    assert "23 November 2026" in body
    assert client.get(reverse("limit", args=["none"])).status_code == 404


@pytest.mark.parametrize("word", ["safe", "fake", "fraud", "certified", "approved"])
def test_no_page_calls_a_product_what_it_must_not(client: Client, word: str):
    report = a_published_report()
    pages = ["home", "laboratories", "how-we-read", "checks", "limits", "upload"]
    for address in [*(reverse(page) for page in pages), report.get_absolute_url()]:
        text = client.get(address).content.decode().casefold()
        assert f" {word} " not in text, address


def test_the_demonstration_says_so_on_every_page(client: Client, settings):
    settings.DEMONSTRATION = True
    report = a_published_report(origin=Report.Origin.DEMONSTRATION)
    for address in (reverse("home"), report.get_absolute_url(), "/nothing-here/"):
        assert "are fictional." in client.get(address).content.decode()
    assert '<span class="tag">fictional</span>' in client.get(reverse("home")).content.decode()


def test_a_real_registry_says_nothing_of_a_demonstration(client: Client):
    a_published_report()
    assert "fictional" not in client.get(reverse("home")).content.decode()


def test_pages_load_nothing_from_elsewhere_and_nothing_inline(client: Client):
    report = a_published_report()
    for address in (reverse("home"), report.get_absolute_url(), reverse("upload")):
        answer = client.get(address)
        body = answer.content.decode()
        assert "default-src 'none'" in answer["Content-Security-Policy"]
        assert "'unsafe" not in answer["Content-Security-Policy"]
        assert "style=" not in body
        assert "onclick" not in body
        assert 'src="http' not in body


def test_what_is_not_there_answers_in_the_sites_own_style(client: Client):
    answer = client.get("/reports/nothing/")
    assert answer.status_code == 404
    assert "There is nothing here" in answer.content.decode()
    assert "Leafproof" in answer.content.decode()


def test_a_failure_of_ours_says_nothing_of_what_was_behind_it(client: Client, monkeypatch):
    client.raise_request_exception = False

    def broken(*_args: object, **_options: object) -> None:
        raise RuntimeError("the secret of the cellar")

    monkeypatch.setattr("registry.search.find", broken)
    answer = client.get(reverse("search"), {"q": "x"})
    assert answer.status_code == 500
    assert "Something broke on our side" in answer.content.decode()
    assert "cellar" not in answer.content.decode()


@pytest.mark.parametrize(("page", "most"), [("home", 9), ("laboratories", 4)])
def test_lists_need_no_more_queries_for_more_reports(
    client: Client, django_assert_max_num_queries, page: str, most: int
):
    for number in range(12):
        a_published_report(coa=a_coa(product=f"Product {number}", lab=f"Laboratory {number}"))
    with django_assert_max_num_queries(most):
        assert client.get(reverse(page)).status_code == 200


def test_search_and_catalogue_need_few_queries(client: Client, django_assert_max_num_queries):
    for number in range(12):
        a_published_report(coa=a_coa(batch=f"AM-{number}-77001"))
    with django_assert_max_num_queries(20):
        assert b"AM-11-77001" in client.get(reverse("search"), {"q": "77001"}).content


def test_robots_are_asked_to_leave_the_desk_alone(client: Client):
    body = client.get("/robots.txt").content.decode()
    assert "Disallow: /review/" in body
    assert "Disallow: /uploads/" in body
