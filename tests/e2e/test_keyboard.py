"""Everything can be done with a keyboard, and one always sees where one is."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from registry.models import Report, Status
from tests.e2e.site import PASSWORD, a_site, sign_in
from tests.registry.factories import a_coa, a_moderator, a_report

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def press(page: Page, key: str) -> None:
    """Press a key of the desk, once its script listens and the page counts as seen."""
    page.wait_for_selector("body[data-armed]")
    page.keyboard.press(key)


def walked(page: Page, most: int = 150) -> list[str]:
    """What Tab comes by, once around; each stop must be seen to have the focus."""
    stops: list[str] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        name, is_seen = page.evaluate(
            """() => { const one = document.activeElement; const look = getComputedStyle(one);
            const said = one.getAttribute("aria-label") || one.textContent || one.name;
            return [one.tagName + " " + said.trim().slice(0, 40),
                    look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2] }"""
        )
        if name.startswith("BODY") or (stops and name == stops[0] and len(stops) > 3):
            return stops
        assert is_seen, f"the focus on {name} is not seen"
        stops.append(name)
    return stops


def test_the_first_stop_skips_to_the_content(open_page):
    page = open_page()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


@pytest.mark.parametrize("name", ["home", "report", "upload", "results", "limit set"])
def test_every_stop_is_seen(open_page, name: str):
    page = open_page(a_site().pages[name])
    stops = walked(page)
    assert stops[0].startswith("A Skip")
    assert any(stop.startswith("BUTTON Search") for stop in stops)
    assert stops[-1].startswith("A Moderators sign in")


def test_no_stop_of_the_desk_hides_under_the_acts_that_stay(open_page):
    site = a_site()
    page = open_page()
    sign_in(page)
    page.goto(site.desk_pages["desk"])
    hidden = page.evaluate(
        """[...document.querySelectorAll(".bench-left :is(a, button, input, select, summary)")].reverse()
        .filter((one) => one.checkVisibility() && one.type !== "hidden" && !one.closest(".acts"))
        .filter((one) => { one.focus();
            return one.getBoundingClientRect().top < document.querySelector(".acts").getBoundingClientRect().bottom })
        .map((one) => one.outerHTML.slice(0, 90))"""
    )
    assert hidden == []


def test_searching_by_keyboard(open_page):
    site = a_site()
    page = open_page()
    page.get_by_label("Batch number, product").focus()
    page.keyboard.type("am 2291")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("AM-2291")
    assert site.published.reference in page.content()


def test_reviewing_by_keyboard(open_page):
    site = a_site()
    page = open_page()
    sign_in(page)
    page.goto(site.desk_pages["desk"])
    page.get_by_role("button", name=re.compile(r"^Confirm\b")).first.press("Enter")
    expect(page.locator(".messages")).to_contain_text("confirmed a flag")
    press(page, "j")
    expect(page.locator("[data-crop]")).to_contain_text("Mitragynine")
    press(page, "j")
    expect(page.locator("[data-crop]")).to_contain_text("7-Hydroxymitragynine")
    press(page, "k")
    expect(page.locator("[data-crop]")).to_contain_text("Mitragynine")
    press(page, "e")
    expect(page.locator("#correct-text")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("1.25")  # letters and digits go into the field, not to the keys
    page.keyboard.press("Enter")
    expect(page.locator("tr.line", has_text="Mitragynine").first).to_contain_text("read as")
    press(page, "f")
    expect(page.locator("#form-0")).to_be_focused()
    page.keyboard.type("caps")  # letters choose in the list
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".messages")).to_contain_text("capsules")
    press(page, "p")
    expect(page.locator(".messages")).to_contain_text("published")
    press(page, "u")
    expect(page.locator(".messages")).to_contain_text("reopened")
    site.waiting.refresh_from_db()
    assert site.waiting.status == Status.IN_REVIEW


def test_one_key_never_decides_a_report_that_nobody_has_seen(open_page):
    a_moderator(username="mira", password=PASSWORD)
    first, second, third = (a_report(coa=a_coa(batch=f"AM-{n}")) for n in range(3))
    page = open_page()
    sign_in(page)
    page.goto(reverse("review-report", args=[first.reference]))
    page.wait_for_selector("body[data-armed]")
    page.keyboard.down("p")
    expect(page.locator(".messages")).to_contain_text(f"{first}: published")
    page.keyboard.down("p")  # held: the browser repeats it
    page.keyboard.up("p")
    page.keyboard.press("p")  # and once more, sooner than anyone can have looked
    page.keyboard.press("r")
    page.wait_for_selector("body[data-armed]")
    page.wait_for_load_state("networkidle")
    assert not page.locator("details.act[open]").count()
    assert set(Report.objects.filter(status=Status.IN_REVIEW)) == {second, third}
    page.keyboard.press("p")
    expect(page.locator(".messages")).to_contain_text(f"{second}: published")


def test_a_flag_is_judged_and_judged_again_by_keyboard(open_page):
    site = a_site()
    page = open_page()
    sign_in(page)
    page.goto(site.desk_pages["desk"])
    flag = page.locator("article.flag").first
    flag.focus()
    press(page, "c")
    expect(page.locator(".messages")).to_contain_text("confirmed a flag")
    expect(flag).to_be_focused()
    press(page, "d")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator(".messages")).to_contain_text("dismissed a flag")
    expect(flag).to_be_focused()
    press(page, "c")
    expect(page.locator(".messages")).to_contain_text("confirmed a flag")


def test_the_last_decisions_can_be_undone_from_the_queue(open_page):
    a_site()
    page = open_page()
    sign_in(page)
    reports = [a_report(coa=a_coa(batch=f"AM-{n}")) for n in range(2)]
    for report in reports:
        page.goto(reverse("review-report", args=[report.reference]))
        press(page, "p")
        expect(page.locator(".messages")).to_contain_text(f"{report}: published")
    page.goto("/review/")
    page.get_by_role("button", name=f"Undo: {reports[0]} published").click()
    expect(page.locator(".messages")).to_contain_text("reopened")
    reports[0].refresh_from_db()
    assert reports[0].status == Status.IN_REVIEW


def test_the_keys_are_listed_and_can_be_turned_off(open_page):
    site = a_site()
    page = open_page()
    sign_in(page)
    page.goto(site.desk_pages["desk"])
    press(page, "?")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    page.get_by_label("Use these keys").uncheck()
    page.keyboard.press("Escape")
    press(page, "j")
    expect(page.locator("[data-crop]")).to_be_hidden()
    page.reload()
    press(page, "j")
    expect(page.locator("[data-crop]")).to_be_hidden()


def test_rejecting_by_keyboard_opens_its_reasons(open_page):
    site = a_site()
    page = open_page()
    sign_in(page)
    page.goto(site.desk_pages["desk"])
    press(page, "r")
    page.keyboard.press("Space")
    page.get_by_role("button", name="Reject", exact=True).click()
    expect(page.locator(".messages")).to_contain_text("rejected")
    site.waiting.refresh_from_db()
    assert site.waiting.status == Status.REJECTED
