"""Searching with suggestions by keyboard, and with filters, with and without scripts."""

import pytest
from playwright.sync_api import expect

from tests.e2e.site import a_site

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_a_suggestion_is_chosen_by_keyboard(open_page):
    a_site()
    page = open_page("/search/")
    box = page.get_by_role("combobox", name="Batch number, product")
    box.press_sequentially("alde")
    page.get_by_role("option").first.wait_for()
    box.press("ArrowDown")
    assert box.get_attribute("aria-expanded") == "true"
    assert box.get_attribute("aria-activedescendant")
    box.press("Enter")
    page.wait_for_url("**/brands/alder-moss/")


def test_filters_are_chosen_and_taken_away_without_scripts(open_page):
    a_site()
    page = open_page("/search/?q=leaf", scripts=False)
    page.locator("#filters summary").click()
    page.locator(".facet").get_by_role("link", name="leaf powder").first.click()
    assert "form=leaf" in page.url
    page.get_by_role("list", name="Filters in use").get_by_role("link").first.click()
    assert "form=leaf" not in page.url


def test_a_wide_page_shows_its_filters_at_once_and_no_way_to_them(open_page):
    a_site()
    page = open_page("/search/?q=leaf")
    expect(page.locator(".facet").get_by_role("link", name="leaf powder").first).to_be_visible()
    expect(page.locator("a.to-filters")).to_be_hidden()
    narrow = open_page("/search/?q=leaf", width=360, height=640)
    expect(narrow.locator("a.to-filters")).to_be_visible()
    expect(narrow.locator(".facet").first).to_be_hidden()
