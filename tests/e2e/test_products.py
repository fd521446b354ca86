"""Products, batches and comparisons in a real browser: what a shopper asks first, and the ways through."""

import datetime as dt
import re

import pytest
from playwright.sync_api import Page, expect

from labs.checks import Severity
from labs.coa import Panel
from registry.models import Batch, Product
from tests.e2e.test_accessible import faults_of, overflow_of
from tests.registry.factories import a_coa, a_finding, a_published_report, a_result, some_results

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
LONG = "Premium reserve white vein Borneo kratom powder, micronised, single origin, spring harvest, 250 g pouch"
FIRST = {
    "product": ".batch-head .lead a",
    "batch": "h1",
    "laboratory": ".fresh a",
    "date": ".fresh time",
    "number of flags": ".batch-head .flag-counts",
    "panels tested": ".panels-said b",
    "panels not tested": ".panels-said span:last-of-type b:last-of-type",
}


def a_history(product: str = "Green leaf powder", count: int = 3, **named: str) -> Product:
    """A product of several batches; one was tested twice, and lead is not detected in some."""
    for number in range(count):
        found = number % 2 == 0
        lead = a_result("Lead", f"0.{number + 2}1" if found else "ND", "ppm", analyte="lead", panel=Panel.METALS,
                        lod="0.01", loq="0.02", limit="1.2", row=3)  # fmt: skip
        findings = (a_finding(severity=Severity.ALERT),) if number == 0 else ()
        other = a_result("7-Hydroxymitragynine", "ND", analyte="7_hydroxymitragynine", lod="0.002", row=1)
        day = dt.date(2025, 3, 14) + dt.timedelta(days=90 * number)
        own = {"product": product, "batch": f"GL-{number // 2}", "report_number": f"R-{number}", "reported": day}
        coa = a_coa(a_result(amount=f"1.{number}2"), other, lead, **own, **named)
        a_published_report(coa=coa, findings=findings)
    return Product.objects.get(name=product)


def below_the_first_screen(page: Page) -> dict[str, object]:
    """What of `FIRST` cannot be seen without scrolling."""
    return page.evaluate(
        """(wanted) => Object.fromEntries(Object.entries(wanted).map(([name, selector]) => {
            const one = document.querySelector(selector); const box = one?.getBoundingClientRect();
            const isSeen = box && one.textContent.trim() && box.top >= 0 && box.bottom <= innerHeight
                && box.left >= 0 && box.right <= innerWidth;
            return isSeen ? null : [name, box ? box.bottom : "missing"];
        }).filter(Boolean))""",
        FIRST,
    )


@pytest.mark.parametrize("product", ["Green leaf powder", LONG], ids=["short", "long"])
def test_the_first_screen_of_a_batch_says_what_one_asks_first(open_page, settings, product: str):
    settings.DEMONSTRATION = True  # its banner takes room too
    others = (Panel.PESTICIDES, Panel.MYCOTOXINS, Panel.SOLVENTS)
    results = (*some_results(), *(
        a_result(f"Substance {n}", "ND", "ppm", analyte=None, panel=panel, lod="0.1", row=10 + n)
        for n, panel in enumerate(others)
    ))  # fmt: skip
    findings = tuple(a_finding(f"arith.{level}", severity=level, key=f"|{level}|1") for level in Severity)
    names = {"lab": "Northern Meadow Analytical Laboratories, LLC", "brand": "The Alder & Moss Botanical Company"}
    a_published_report(coa=a_coa(*results, product=product, **names), findings=findings)
    page = open_page(Batch.objects.get().get_absolute_url(), width=360, height=640)
    assert below_the_first_screen(page) == {}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_they_are_accessible_with_a_history_and_a_yardstick(open_page, dark: bool, width: int):
    one, other = a_history(count=9), a_history("x" * 290, brand="\u202eevil كراتوم")
    batch = Batch.objects.filter(product=one).first()
    assert batch is not None
    pairs = "&".join(f"p={each.brand.slug}/{each.slug}" for each in (one, other))
    page = open_page(dark=dark, width=width)
    faults: dict[str, object] = {}
    for name, address in {
        "product": one.get_absolute_url() + "?yardstick=ut_r70_580_5",
        "product with a long name": other.get_absolute_url(),
        "batch": batch.get_absolute_url() + "?yardstick=usp_2232&grams=5",
        "comparison": f"/compare/?{pairs}&yardstick=ut_r70_580_5",
        "comparison to begin": "/compare/?find=leaf",
        "comparison of what is not there": "/compare/?p=no/such&p=a/b&p=c/d&p=e/f&p=g/h",
    }.items():
        page.goto(address)
        found: list[object] = [*faults_of(page)]
        if overflow_of(page) > 0:
            found.append(f"runs {overflow_of(page)} px over the edge")
        if found:
            faults[name] = found
    assert faults == {}


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_two_products_are_put_beside_each_other_and_one_is_taken_away(open_page, scripts: bool):
    one = a_history()
    a_history("Red leaf powder")
    page = open_page(one.get_absolute_url(), width=360, scripts=scripts)
    page.get_by_role("link", name="Compare with other products").click()
    page.get_by_label("Add a product: its name or brand").fill("red leaf")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name="Add Red leaf powder").click()
    expect(page.get_by_role("heading", level=3, name="Red leaf powder")).to_be_visible()
    page.get_by_role("link", name="Take Green leaf powder away").click()
    expect(page.get_by_role("heading", level=3, name="Red leaf powder")).to_be_visible()
    expect(page.get_by_role("heading", level=3, name="Green leaf powder")).to_have_count(0)


def test_a_plot_has_a_name_and_its_table_leads_to_the_paper(open_page):
    page = open_page(a_history().get_absolute_url())
    expect(page.get_by_role("img", name="Lead over time, in ppm")).to_be_visible()
    table = page.get_by_role("table", name="Lead over time, in ppm")
    table.get_by_role("link").first.click()
    expect(page).to_have_url(re.compile("/values/0/"))


def test_a_long_table_is_opened_by_keyboard(open_page):
    page = open_page(a_history(count=9).get_absolute_url())
    summary = page.locator("summary", has_text="Lead: 9 results as a table")
    table = page.get_by_role("table", name="Lead over time, in ppm")
    expect(table).not_to_be_visible()
    summary.focus()
    page.keyboard.press("Enter")
    expect(table).to_be_visible()


def test_targets_are_large_enough_to_hit(open_page):
    one = a_history()
    page = open_page(width=360)
    for address in (one.get_absolute_url(), f"/compare/?p={one.brand.slug}/{one.slug}"):
        page.goto(address)
        small = page.evaluate(
            """[...document.querySelectorAll("a, button, summary, input, select")]
            .filter((one) => one.checkVisibility() && !one.closest("p, dd, li, .sum, .skip, .foot"))
            .filter((one) => one.type !== "hidden")
            .map((one) => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])
            .filter(([, box]) => box.width > 1 && (box.width < 24 || box.height < 24))
            .map(([html, box]) => `${html} ${box.width}x${box.height}`)"""
        )
        assert small == []
