"""A report on a small telephone: what one asks first is on the first screen, and each number keeps its label."""

import pytest
from playwright.sync_api import Page

from labs.checks import Severity
from labs.coa import Panel
from registry.models import Report
from tests.e2e.site import a_site
from tests.registry.factories import a_coa, a_finding, a_published_report, a_result, some_results

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
FIRST = {
    "product": "h1",
    "batch": ".report-head .lead a.printed",
    "laboratory": ".fresh a.name",
    "date": ".fresh time",
    "number of flags": ".glance-flags",
    "panels tested": ".glance-panels strong",
}
LONG = "Premium reserve white vein Borneo kratom powder, micronised, single origin, spring harvest, 250 g pouch"


def a_full_report(product: str) -> Report:
    """Every panel tested, flags of each level, and names as long as they come."""
    others = (Panel.PESTICIDES, Panel.MYCOTOXINS, Panel.SOLVENTS, Panel.MOISTURE, Panel.FOREIGN)
    results = (*some_results(), *(
        a_result(f"Substance {n}", "ND", "ppm", analyte=None, panel=panel, lod="0.1", row=10 + n)
        for n, panel in enumerate(others)
    ))  # fmt: skip
    findings = tuple(a_finding(f"arith.{level}", severity=level, key=f"|{level}|1") for level in Severity)
    names = {
        "lab": "Northern Meadow Analytical Testing Laboratories, LLC",
        "brand": "The Alder & Moss Botanical Company",
    }
    return a_published_report(coa=a_coa(*results, product=product, **names), findings=findings)


def below_the_first_screen(page: Page) -> dict[str, object]:
    """What of `FIRST` cannot be seen without scrolling."""
    return page.evaluate(
        """(wanted) => Object.fromEntries(Object.entries(wanted).map(([name, selector]) => {
            const one = document.querySelector(selector); const box = one?.getBoundingClientRect();
            const isSeen = box && one.textContent.trim() && box.width > 8 && box.height > 8
                && box.top >= 0 && box.bottom <= innerHeight && box.left >= 0 && box.right <= innerWidth;
            return isSeen ? null : [name, box ? box.bottom : "missing"];
        }).filter(Boolean))""",
        FIRST,
    )


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("product", ["Green leaf powder", LONG, "x" * 290], ids=["short", "long", "endless"])
def test_the_first_screen_says_what_one_asks_first(open_page, settings, product: str, scripts: bool):
    settings.DEMONSTRATION = True  # its banner takes room too
    report = a_full_report(product)
    page = open_page(report.get_absolute_url(), width=360, height=640, scripts=scripts)
    assert below_the_first_screen(page) == {}


def test_the_first_screen_says_so_in_czech_too(open_page):
    page = open_page(f"/cs{a_full_report(LONG).get_absolute_url()}", width=360, height=640)
    assert page.locator("html").get_attribute("lang") == "cs"
    assert below_the_first_screen(page) == {}


def test_hostile_names_push_nothing_off_the_first_screen(open_page):
    page = open_page(a_site().hostile.get_absolute_url(), width=360, height=640)
    assert below_the_first_screen(page) == {}


def test_each_number_keeps_its_label_when_a_table_becomes_rows(open_page):
    page = open_page(a_site().published.get_absolute_url(), width=360, height=640)
    row = page.locator("tr.line", has_text="Lead").first
    labels = row.evaluate(
        """(row) => [...row.querySelectorAll("td[data-label]")]
        .filter((cell) => cell.checkVisibility() && cell.textContent.trim())
        .map((cell) => getComputedStyle(cell, "::before").content.replaceAll('"', "").trim())"""
    )
    assert labels == ["none", "LOD", "LOQ", "Lab's limit", "Lab says", "none"]  # the result and its mark need none
    assert row.locator("th").evaluate("(name) => name.getBoundingClientRect().left") < 30
    cells = row.locator("td").evaluate_all("(all) => all.map((cell) => cell.getBoundingClientRect().right)")
    assert max(cells) <= 360


def test_pictures_of_pages_are_lazy_sized_and_webp_and_wait_until_they_are_reached(open_page):
    page = open_page("/", width=360, height=640)
    report = a_site().published
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if ".webp" in request.url else None)
    page.goto(report.get_absolute_url(), wait_until="networkidle")
    pictures = page.locator(".sheet img").evaluate_all(
        "(all) => all.map((one) => [one.loading, one.decoding, one.width > 0, one.getAttribute('height') > 0, one.src])"
    )
    assert pictures
    for loading, decoding, has_width, has_height, address in pictures:
        assert (loading, decoding, has_width, has_height) == ("lazy", "async", True, True)
        assert address.endswith(".webp")
    assert asked == []
    with page.expect_response(lambda answer: answer.url.endswith("/pages/1.webp")):
        page.locator(".sheet img").first.scroll_into_view_if_needed()
    assert len(asked) == 1
