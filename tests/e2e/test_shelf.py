"""The private shelf: kept in the browser, asked about anew, and of use without a network."""

import datetime as dt
import json

import pytest
from playwright.sync_api import Page, expect

from registry import review
from registry.models import Batch, Report
from tests.e2e.test_accessible import faults_of, overflow_of
from tests.registry.factories import a_coa, a_finding, a_moderator, a_published_report, a_report

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
HOSTILE = '<img src=x onerror="document.title=1">\u202e كراتوم'


def kept(page: Page, *things: object) -> None:
    """Keep things on the shelf, each from its own page, and open the shelf."""
    for thing in things:
        page.goto(thing.get_absolute_url())
        button = page.get_by_role("button", name="Keep on my shelf")
        with page.expect_response("**/standing.json"):
            button.click()
        expect(page.get_by_role("button", name="On my shelf")).to_have_attribute("aria-pressed", "true")
    page.goto("/shelf/")
    expect(says(page)).to_contain_text("Asked.")


def says(page: Page):
    return page.locator("[data-says]")


def test_what_is_kept_is_asked_again_and_what_changed_is_said(open_page):
    old = a_published_report(coa=a_coa(report_number="R-1", reported=dt.date(2025, 1, 2)))
    batch = Batch.objects.get()
    page = open_page("/shelf/")
    expect(page.get_by_role("heading", name="Nothing here yet")).to_be_visible()
    kept(page, batch, batch.product, old)
    expect(says(page)).to_have_text("Asked. Nothing changed since your last look.")
    expect(page.locator(".shelf-item h2")).to_have_text(["Green leaf powder", "Green leaf powder", "AM-2291"])
    expect(page.locator(".shelf-changed")).to_have_count(0)
    a_published_report(coa=a_coa(report_number="R-2", reported=dt.date(2026, 3, 14)), findings=(a_finding(),))
    page.reload()
    expect(says(page)).to_have_text("Asked. Changed since your last look: 2.")
    told = page.locator("[data-path='" + batch.get_absolute_url() + "'] .shelf-changed.new li")
    expect(told).to_have_text(
        ["A newer report: Fernhill Analytics, 14 March 2026.", "Reports: 2, before 1.", "Warnings: 1, before 0."]
    )
    page.reload()
    expect(says(page)).to_have_text("Asked. Nothing changed since your last look.")
    expect(page.locator(".shelf-changed").first).to_contain_text("Last change, which you saw on")


def test_a_withdrawn_report_says_so(open_page):
    report, mira = a_report(), a_moderator()
    review.publish(report, by=mira)
    page = open_page()
    kept(page, report)
    review.withdraw(Report.objects.get(), by=mira, reason="The laboratory <b>replaced</b> it.")
    page.reload()
    expect(page.locator(".shelf-standing")).to_contain_text("The laboratory <b>replaced</b> it.")
    expect(page.locator(".shelf-changed")).to_contain_text("It is no longer public.")


def test_each_thing_is_asked_for_by_itself_and_the_list_is_never_sent(open_page):
    a_published_report()
    batch = Batch.objects.get()
    page = open_page()
    kept(page, batch, batch.product)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.method} {request.url} {request.post_data or ''}"))
    page.reload()
    expect(says(page)).to_contain_text("Asked.")
    of_things = [one for one in asked if "standing.json" in one]
    assert len(of_things) == 2
    assert all(one.startswith("GET ") and "?" not in one for one in of_things)
    assert page.context.cookies() == []


def test_without_a_network_the_last_known_is_shown_with_its_date(open_page):
    a_published_report()
    page = open_page()
    kept(page, Batch.objects.get())
    expect(says(page)).to_contain_text("Asked.")
    page.route("**/standing.json", lambda route: route.abort())
    page.reload()
    expect(says(page)).to_contain_text("you may be offline")
    expect(page.locator(".shelf-when")).to_contain_text("Last known on")
    expect(page.locator(".shelf-standing")).to_contain_text("Newest test: 14 March 2026")


def test_taking_off_can_be_undone_by_keyboard(open_page):
    a_published_report()
    batch = Batch.objects.get()
    page = open_page()
    kept(page, batch, batch.product)
    page.get_by_role("button", name="Take off Green leaf powder").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".shelf-item")).to_have_count(1)
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".shelf-item h2")).to_have_text(["Green leaf powder", "AM-2291"])
    expect(page.get_by_role("link", name="Green leaf powder")).to_be_focused()
    page.reload()
    expect(page.locator(".shelf-item")).to_have_count(2)


def test_what_another_tab_keeps_is_not_lost(open_page):
    a_published_report()
    batch = Batch.objects.get()
    page = open_page()
    kept(page, batch)
    other = page.context.new_page()
    other.goto(batch.product.get_absolute_url())
    with other.expect_response("**/standing.json"):
        other.get_by_role("button", name="Keep on my shelf").click()
    expect(page.locator(".shelf-item h2")).to_have_text(["Green leaf powder", "AM-2291"])
    page.get_by_role("button", name="Take off AM-2291").click()
    other.goto("/shelf/")
    expect(other.locator(".shelf-item h2")).to_have_text(["Green leaf powder"])


def test_an_answer_that_is_not_ours_changes_nothing(open_page):
    a_published_report()
    batch = Batch.objects.get()
    page = open_page()
    kept(page, batch, batch.product)
    page.route("**/batches/**/standing.json", lambda route: route.fulfill(body="<html>Sign in to the hotel</html>"))
    page.reload()
    expect(says(page)).to_contain_text("you may be offline")
    expect(page.locator(".shelf-changed")).to_have_count(0)
    expect(page.locator(".shelf-when").nth(0)).to_contain_text("Asked on")
    expect(page.locator(".shelf-when").nth(1)).to_contain_text("Last known on")


def test_the_button_on_a_page_takes_off_too(open_page):
    a_published_report()
    page = open_page()
    kept(page, Batch.objects.get())
    page.go_back()
    page.get_by_role("button", name="On my shelf").click()
    expect(page.get_by_text("Taken off your shelf.")).to_be_visible()
    page.goto("/shelf/")
    expect(page.get_by_role("heading", name="Nothing here yet")).to_be_visible()


def test_a_shelf_is_saved_as_a_file_and_added_from_it(open_page, tmp_path):
    a_published_report()
    batch = Batch.objects.get()
    page = open_page()
    kept(page, batch, batch.product)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as a file").click()
    path = tmp_path / "shelf.json"
    saved.value.save_as(path)
    assert [one["path"] for one in json.loads(path.read_text())["items"]] == [
        batch.product.get_absolute_url(), batch.get_absolute_url(),
    ]  # fmt: skip
    other = open_page("/shelf/")
    other.get_by_label("Add what a saved file holds").set_input_files(path)
    expect(says(other)).to_contain_text("Added from the file: 2.")
    expect(other.locator(".shelf-item")).to_have_count(2)
    other.get_by_label("Add what a saved file holds").set_input_files(path)
    expect(says(other)).to_contain_text("Added from the file: 0.")


@pytest.mark.parametrize(
    "content",
    [
        "",
        "no json",
        "[]",
        '{"items": [{"path": "https://evil.example/"}]}',
        '{"items": [{"path": "/accounts/logout/"}, {"path": "//evil.example/"}]}',
    ],
)
def test_a_file_that_holds_no_shelf_changes_nothing(open_page, content: str):
    page = open_page("/shelf/")
    file = {"name": "shelf.json", "mimeType": "application/json", "buffer": content.encode()}
    page.get_by_label("Add what a saved file holds").set_input_files(file)
    expect(says(page)).to_have_text("This file holds no shelf that can be read. Nothing was changed.")
    expect(page.locator(".shelf-item")).to_have_count(0)


def test_hostile_names_are_shown_as_text(open_page):
    item = {"path": "/reports/aaaaaaaaaa/", "name": HOSTILE, "of": HOSTILE, "state": {"reports": "<b>", "flags": 7},
            "changed": {"before": "x", "found": "<i>"}, "asked": "<i>"}  # fmt: skip
    page = open_page("/shelf/")
    file = {"name": "a.json", "mimeType": "application/json", "buffer": json.dumps({"items": [item]}).encode()}
    page.get_by_label("Add what a saved file holds").set_input_files(file)
    expect(page.get_by_role("link", name=HOSTILE)).to_have_attribute("href", "/reports/aaaaaaaaaa/")
    assert page.locator("main img, main b, main i").count() == 0
    assert page.title() == "My shelf · Leafproof"


def test_storage_that_is_full_is_said_in_a_sentence(open_page):
    a_published_report()
    page = open_page(Batch.objects.get().get_absolute_url())
    page.evaluate("localStorage.setItem('filler', 'x'.repeat(5 * 1024 * 1024 - 20))")
    page.get_by_role("button", name="Keep on my shelf").click()
    expect(page.get_by_text("storage for this site is full")).to_be_visible()
    expect(page.get_by_role("button", name="Keep on my shelf")).to_have_attribute("aria-pressed", "false")


def test_storage_that_is_blocked_is_said_in_a_sentence(open_page):
    page = open_page()
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('', 'SecurityError'); }})"
    )
    page.goto("/shelf/")
    expect(page.get_by_role("alert")).to_contain_text("does not let this site keep anything")


def test_without_scripts_there_is_no_button_and_the_shelf_says_why(open_page):
    a_published_report()
    page = open_page(Batch.objects.get().get_absolute_url(), scripts=False)
    assert page.get_by_role("button", name="Keep on my shelf").count() == 0
    page.goto("/shelf/")
    expect(page.get_by_text("which is off or did not start")).to_be_visible()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_filled_shelf_is_accessible_on_a_phone(open_page, dark: bool):
    a_published_report(coa=a_coa(report_number="R-1", batch="B" * 100, product="P" * 200))
    page = open_page(dark=dark, width=360)
    kept(page, Batch.objects.get())
    a_published_report(coa=a_coa(report_number="R-2", batch="B" * 100, product="P" * 200), findings=(a_finding(),))
    page.reload()
    expect(page.locator(".shelf-changed.new")).to_be_visible()
    page.get_by_role("button", name="Take off").click()
    page.get_by_role("button", name="Undo").wait_for()
    page.get_by_role("button", name="Undo").click()
    assert faults_of(page) == []
    assert overflow_of(page) <= 0
