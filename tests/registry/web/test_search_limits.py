"""A stranger's searches from one address are counted: many are answered, more get a plain word and the time to wait."""

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from tests.registry.factories import a_moderator, a_published_report

pytestmark = pytest.mark.django_db
NOON = "2026-05-01T12:00:10Z"


@pytest.fixture(autouse=True)
def two_a_minute(settings):
    settings.SEARCHES_PER_MINUTE = settings.SUGGESTIONS_PER_MINUTE = 2


def ask(client: Client, name: str, **more: object):
    asked = {"code": "leaf"} if name == "scan" else {"q": "leaf"}
    return client.get(reverse(name), asked, **more)


@pytest.mark.parametrize("name", ["search", "suggestions", "search-feed", "scan"])
def test_the_third_within_a_minute_is_told_to_wait_and_the_next_minute_begins_anew(client: Client, name: str):
    a_published_report()
    with time_machine.travel(NOON, tick=False) as clock:
        first = [ask(client, name).status_code for _ in range(2)]
        refused = ask(client, name)
        clock.shift(50)
        later = ask(client, name)
    assert 429 not in (*first, later.status_code)
    assert (refused.status_code, refused["Retry-After"]) == (429, "50")
    assert "no-store" in refused["Cache-Control"]
    assert "2 searches came within a minute" in refused.content.decode()
    assert "in 50 seconds" in refused.content.decode()


def test_the_page_says_it_in_both_languages_and_leads_on(client: Client):
    with time_machine.travel(NOON, tick=False):
        for _ in range(2):
            ask(client, "search")
        english, czech = ask(client, "search").content.decode(), client.get("/cs/search/", {"q": "leaf"})
    assert "<h1>Too many searches at once</h1>" in english
    assert reverse("api:docs") in english
    assert czech.status_code == 429
    assert "<h1>Příliš mnoho hledání najednou</h1>" in czech.content.decode()


def test_whoever_is_signed_in_is_not_counted(client: Client):
    client.force_login(a_moderator())
    assert {ask(client, "search").status_code for _ in range(4)} == {200}
    assert {client.get(reverse("review")).status_code for _ in range(4)} == {200}


def test_each_address_has_its_own_count_and_nobody_makes_up_another(client: Client, settings):
    with time_machine.travel(NOON, tick=False):
        for _ in range(3):
            last = ask(client, "search", headers={"X-Forwarded-For": "10.0.0.1"})
        assert last.status_code == 429
        assert ask(client, "search", REMOTE_ADDR="10.1.1.1").status_code == 200
        settings.BEHIND_PROXY = True
        assert ask(client, "search", headers={"X-Forwarded-For": "10.0.0.2"}).status_code == 200


def test_other_pages_are_not_counted(client: Client):
    report = a_published_report()
    with time_machine.travel(NOON, tick=False):
        for _ in range(3):
            ask(client, "search")
        for address in (report.get_absolute_url(), reverse("home"), reverse("scan"), reverse("browse")):
            assert client.get(address).status_code == 200
