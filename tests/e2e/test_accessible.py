"""Every kind of page, by day and by night, wide and narrow: axe finds nothing, and nothing runs over the edge."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.e2e.site import a_site, sign_in

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
LEVELS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def faults_of(page: Page) -> list[str]:
    found = Axe().run(page, options=LEVELS).response["violations"]
    return [f"{fault['id']}: {fault['help']}: {node['html'][:160]}" for fault in found for node in fault["nodes"][:3]]


def overflow_of(page: Page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_public_pages_are_accessible(open_page, dark: bool, width: int):
    page = open_page(dark=dark, width=width)
    faults: dict[str, object] = {}
    for name, address in a_site().pages.items():
        page.goto(address)
        found: list[object] = [*faults_of(page)]
        if overflow_of(page) > 0:
            found.append(f"runs {overflow_of(page)} px over the edge")
        if found:
            faults[name] = found
    assert faults == {}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_the_desk_is_accessible(open_page, dark: bool, width: int):
    site = a_site()
    page = open_page(dark=dark, width=width)
    sign_in(page)
    faults: dict[str, object] = {}
    for name, address in site.desk_pages.items():
        page.goto(address)
        found: list[object] = [*faults_of(page)]
        if overflow_of(page) > 0:
            found.append(f"runs {overflow_of(page)} px over the edge")
        if found:
            faults[name] = found
    assert faults == {}


def test_the_desk_fits_one_screen(open_page):
    site = a_site()
    page = open_page()
    sign_in(page)
    page.goto(site.desk_pages["desk"])
    assert page.evaluate("document.documentElement.scrollHeight") <= 800


def test_targets_are_large_enough_to_hit(open_page):
    """WCAG 2.5.8: 24 px, but for what stands in a sentence or a list of lines; a label is its field's target too."""
    page = open_page(width=360)
    small = {}
    for name, address in a_site().pages.items():
        page.goto(address)
        found = page.evaluate(
            """[...document.querySelectorAll("a, button, summary, input, select")]
            .filter((one) => one.checkVisibility() && !one.closest("p, dd, li, .sum, .skip") && one.type !== "hidden")
            .map((one) => [one.outerHTML.slice(0, 80), (one.closest("label") ?? one).getBoundingClientRect()])
            .filter(([, box]) => box.width > 1 && (box.width < 24 || box.height < 24))
            .map(([html, box]) => `${html} ${box.width}x${box.height}`)"""
        )
        if found:
            small[name] = found
    assert [f"{name}: {one}" for name, found in small.items() for one in found] == []


@pytest.mark.parametrize("width", [320, 640], ids=["reflow at 320", "1280 at 200 %"])
def test_nothing_runs_over_the_edge_when_enlarged(open_page, width: int):
    """WCAG 1.4.4 and 1.4.10: a window of 1280 px at 200 % is one of 640, and at 400 % one of 320."""
    page = open_page(width=width, height=512)
    wide = {}
    for name, address in a_site().pages.items():
        page.goto(address)
        if overflow_of(page) > 0:
            wide[name] = overflow_of(page)
    assert wide == {}
