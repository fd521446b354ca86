"""Pages in English and Czech: the language is in the address alone, and a laboratory's print is never translated."""

import pytest
from django.test import Client

from tests.registry.factories import a_published_report

pytestmark = pytest.mark.django_db


def test_the_bare_address_is_english_whatever_the_browser_prefers(client: Client) -> None:
    page = client.get("/", headers={"accept-language": "cs"})

    assert page.status_code == 200
    assert '<html lang="en-gb">' in page.text


def test_the_czech_address_is_czech(client: Client) -> None:
    page = client.get("/cs/")

    assert '<html lang="cs">' in page.text
    assert page.headers["Content-Language"] == "cs"


def test_each_page_says_where_its_other_language_is_with_the_same_question(client: Client) -> None:
    assert 'href="/cs/search/?q=leaf"' in client.get("/search/?q=leaf").text
    assert 'href="/search/?q=leaf"' in client.get("/cs/search/?q=leaf").text


def test_no_language_sets_a_cookie(client: Client) -> None:
    assert not client.get("/cs/").cookies


def test_what_a_laboratory_printed_is_the_same_in_every_language(client: Client) -> None:
    report = a_published_report()
    result = report.samples.get().results.first()

    for address in (report.get_absolute_url(), f"/cs{report.get_absolute_url()}"):
        page = client.get(address)
        assert page.status_code == 200
        assert result.analyte_text in page.text


def test_an_address_that_is_not_there_is_said_in_its_language(client: Client) -> None:
    assert '<html lang="cs">' in client.get("/cs/nothing-here/").text
    assert '<html lang="en-gb">' in client.get("/nothing-here/").text


@pytest.mark.parametrize("path", ["//elsewhere.example/", "//elsewhere.example/limits/", "//elsewhere.example/cs/"])
def test_an_address_that_reads_as_another_site_is_linked_nowhere(client: Client, path: str) -> None:
    page = client.get("/", PATH_INFO=path)

    assert page.status_code == 404
    assert "elsewhere.example" not in page.text
