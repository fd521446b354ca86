"""A value leads to its place on the paper: by mouse, by keyboard, by a link, and without any script."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.site import a_site

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def box_on(page: Page, number: int = 1) -> tuple[float, float]:
    box = page.locator(f"[data-sheet='{number}'] .shade rect.box")
    return float(box.get_attribute("x")), float(box.get_attribute("y"))


def place_of(report, analyte: str) -> tuple[float, float]:
    row = report.samples.get().results.filter(analyte=analyte).first()
    return row.x0 - 1.5, row.top - 1.5


def mark_of(page: Page, analyte: str):
    return page.locator("tr.line", has_text=analyte).first.locator(".where a.mark")


def test_by_mouse(open_page):
    report = a_site().published
    page = open_page(report.get_absolute_url())
    mark_of(page, "Lead").click()
    assert box_on(page) == pytest.approx(place_of(report, "lead"), abs=0.1)
    expect(page.locator("[data-crop]")).to_contain_text("the paper prints 0.31 on page 1")
    assert "/values/0/p1-lead-ppm/" in page.url
    assert page.locator(".shade rect.box").count() == 1
    mark_of(page, "Arsenic").click()
    assert box_on(page) == pytest.approx(place_of(report, "arsenic"), abs=0.1)
    assert page.locator(".shade rect.box").count() == 1


def test_by_a_click_anywhere_in_the_row(open_page):
    report = a_site().published
    page = open_page(report.get_absolute_url())
    page.locator("tr.line", has_text="Lead").first.locator("td.result").click()
    assert box_on(page) == pytest.approx(place_of(report, "lead"), abs=0.1)


def test_by_keyboard(open_page):
    report = a_site().published
    page = open_page(report.get_absolute_url())
    mark_of(page, "Mitragynine").focus()
    page.keyboard.press("Enter")
    assert box_on(page) == pytest.approx(place_of(report, "mitragynine"), abs=0.1)
    page.keyboard.press("ArrowDown")
    assert box_on(page) == pytest.approx(place_of(report, "7_hydroxymitragynine"), abs=0.1)
    expect(mark_of(page, "7-Hydroxymitragynine")).to_be_focused()
    page.keyboard.press("ArrowUp")
    assert box_on(page) == pytest.approx(place_of(report, "mitragynine"), abs=0.1)
    expect(page.locator("[data-live]")).to_contain_text("Mitragynine: the paper prints 1.52 on page 1")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_by_a_link_that_was_shared(open_page, scripts: bool):
    site = a_site()
    page = open_page(site.pages["report with a value chosen"] + "#evidence", scripts=scripts)
    assert box_on(page) == pytest.approx(place_of(site.published, "mitragynine"), abs=0.1)
    expect(page.locator("[data-crop]")).to_be_visible()


def test_without_scripts_a_mark_is_a_link_to_the_same_view(open_page):
    report = a_site().published
    page = open_page(report.get_absolute_url(), scripts=False)
    mark_of(page, "Lead").click()
    page.wait_for_url("**/values/0/p1-lead-ppm/#evidence")
    assert box_on(page) == pytest.approx(place_of(report, "lead"), abs=0.1)


def test_the_address_that_a_script_leaves_shows_the_same_when_loaded(open_page):
    report = a_site().published
    page = open_page(report.get_absolute_url())
    mark_of(page, "Lead").click()
    before = box_on(page)
    page.reload()
    assert box_on(page) == before
    assert page.locator("tr.chosen").count() == 1


def test_a_number_in_a_flags_sum_leads_to_the_paper(open_page):
    report = a_site().published
    page = open_page(report.get_absolute_url())
    page.locator("a.in-sum").first.click()
    assert box_on(page) == pytest.approx(place_of(report, "mitragynine"), abs=0.1)


def test_on_a_small_screen_choosing_shows_the_paper_and_there_is_a_way_back(open_page):
    page = open_page(a_site().published.get_absolute_url(), width=360, height=640)
    mark = mark_of(page, "Lead")
    mark.click()
    expect(page.locator("[data-crop]")).to_be_in_viewport()
    page.locator("[data-back]").click()
    expect(mark).to_be_focused()
    expect(mark).to_be_in_viewport()


def test_the_picture_of_the_page_is_really_there(open_page):
    page = open_page(a_site().published.get_absolute_url())
    page.locator(".leafs img").first.scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('.leafs img').naturalWidth > 100")
