"""The main ways through, as people go them: from a bag in the hand to the paper and the reply, without a mouse too."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from registry.models import Batch, Reply
from tests.e2e.site import a_site

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 360, "height": 640}
WITH_AND_WITHOUT = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])


def tab_to(page: Page, selector: str, most: int = 120) -> None:
    """Press Tab until the focus is on what the selector names; it must be seen there, and nothing may lie over it."""
    for _ in range(most):
        page.keyboard.press("Tab")
        found = page.evaluate(
            """(selector) => { const one = document.activeElement;
            if (!one.matches(selector)) return null;
            const box = one.getClientRects()[0], look = getComputedStyle(one);
            const over = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
            return { ring: look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2,
                     seen: over !== null && (one === over || one.contains(over) || over.contains(one)) } }""",
            selector,
        )
        if found:
            assert found == {"ring": True, "seen": True}, f"the focus on {selector} is not seen"
            return
    raise AssertionError(f"Tab does not come by {selector}")


def go(page: Page, selector: str, address: str) -> None:
    """Tab to a link and follow it."""
    tab_to(page, selector)
    page.keyboard.press("Enter")
    page.wait_for_url(address)


@WITH_AND_WITHOUT
def test_a_batch_is_found_by_the_last_signs_of_its_number_on_a_telephone(open_page, scripts: bool):
    site = a_site()
    page = open_page("/", scripts=scripts, **PHONE)
    page.get_by_label("Batch number, product").fill(" 22-9l ")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Batch AM-2291").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("AM-2291")
    expect(page.locator(".batch-head")).to_contain_text("1 laboratory report.")
    expect(page.locator(".panels-said")).to_be_visible()
    page.locator(".batch-report h3 a").click()
    page.wait_for_url(f"**{site.published.get_absolute_url()}")


@WITH_AND_WITHOUT
def test_a_brand_with_a_wrong_letter_still_comes_first(open_page, scripts: bool):
    a_site()
    page = open_page("/", scripts=scripts, **PHONE)
    page.get_by_label("Batch number, product").fill("Aldar")
    page.get_by_role("button", name="Search").click()
    expect(page.locator(".spelt")).to_contain_text("aldar")
    first = page.locator(".hits a").first
    expect(first).to_have_text("Alder & Moss")
    first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Alder & Moss")


@WITH_AND_WITHOUT
def test_a_batch_without_a_report_is_said_so_and_leads_to_the_nearest(open_page, scripts: bool):
    a_site()
    there = Batch.objects.get(number="AM-2291")
    page = open_page("/healthz", scripts=scripts, **PHONE)
    answer = page.goto(there.get_absolute_url().replace(there.key, "am2292"))
    assert answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("No report for this batch")
    expect(page.locator("main")).to_contain_text("The last report of this product")
    page.get_by_role("link", name="Batch AM-2291").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("AM-2291")


@WITH_AND_WITHOUT
def test_a_yardstick_is_chosen_on_a_telephone_and_stays_in_the_address(open_page, scripts: bool):
    report = a_site().published
    page = open_page(report.get_absolute_url(), scripts=scripts, **PHONE)
    lead = page.locator("tr.line", has_text="Lead").first
    expect(lead.locator(".outcome")).to_have_count(0)
    page.get_by_label("Hold the numbers against").select_option("ut_r70_580_5")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**yardstick=ut_r70_580_5**")
    expect(lead.locator(".outcome")).to_contain_text("within")
    page.reload()
    expect(lead.locator(".outcome")).to_contain_text("within")


@WITH_AND_WITHOUT
def test_a_long_list_of_answers_leads_to_its_filters_on_a_telephone(open_page, scripts: bool):
    a_site()
    page = open_page("/search/?q=leaf", scripts=scripts, **PHONE)
    page.locator("a.to-filters").click()
    expect(page.locator("#filters summary")).to_be_in_viewport()


def test_from_the_search_to_the_reply_by_keyboard_alone(open_page):
    site = a_site()
    flag = site.published.flags.order_by("pk").first()
    page = open_page("/")
    tab_to(page, "#q")
    page.keyboard.type("am2291")
    page.keyboard.press("Enter")
    page.wait_for_url("**/batches/**")
    go(page, ".batch-report h3 a", f"**{site.published.get_absolute_url()}")
    tab_to(page, ".values .where a.mark")
    page.keyboard.press("Enter")
    expect(page.locator("[data-crop]")).to_contain_text("the paper prints")
    page.goto(site.published.get_absolute_url())
    go(page, f"#flag-{flag.pk} .answer-link a", f"**{flag.get_absolute_url()}")
    go(page, ".ways a.button", f"**{reverse('reply', args=[site.published.reference, flag.pk])}")
    tab_to(page, "input[type=radio]")
    page.keyboard.press("Space")
    written = {
        "input[type=text]": "Fernhill Analytics",
        "input[type=email]": "quality@fernhill.example",
        "textarea": "The total was added up before rounding.",
    }
    for selector, words in written.items():
        tab_to(page, f".answer-form {selector}")
        page.keyboard.type(words)
    tab_to(page, ".answer-form button")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. Your reply waits for a moderator.")
    assert Reply.objects.get(text=written["textarea"]).state == Reply.State.WAITING


def test_filters_and_a_comparison_by_keyboard_alone(open_page):
    a_site()
    page = open_page("/search/?q=leaf&panel=metals")
    go(page, ".facet li a[href*='form=leaf']", "**form=leaf**")
    tab_to(page, ".chip")
    page.keyboard.press("Enter")
    expect(page.locator(".chip")).to_have_count(1)
    page.goto("/compare/")
    tab_to(page, "#find")
    page.keyboard.type("green leaf")
    page.keyboard.press("Enter")
    page.wait_for_url("**find=**")
    go(page, ".hits a", "**/compare/?p=**")
    expect(page.get_by_role("heading", level=3, name="Green leaf powder")).to_be_visible()


@WITH_AND_WITHOUT
def test_a_report_is_read_in_czech_and_its_print_stays_as_printed(open_page, scripts: bool):
    site = a_site()
    page = open_page(site.published.get_absolute_url(), scripts=scripts, **PHONE)
    page.get_by_role("link", name="Čeština").click()
    page.wait_for_url(f"**/cs{site.published.get_absolute_url()}")
    assert page.locator("html").get_attribute("lang") == "cs"
    expect(page.locator("main")).to_contain_text("14. března 2026")
    expect(page.locator("tr.line th", has_text="Lead").first).to_be_visible()
    page.get_by_role("link", name="English").click()
    page.wait_for_url(f"**{site.published.get_absolute_url()}")
    expect(page.locator("main")).to_contain_text("14 March 2026")
