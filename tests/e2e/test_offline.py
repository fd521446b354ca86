"""Without a network: pages that were seen are shown with their date, others say that one is offline."""

import pytest
from playwright.sync_api import Page, expect

from registry import review
from registry.models import Batch, Report
from tests.e2e.site import PASSWORD
from tests.e2e.test_accessible import faults_of
from tests.registry.factories import a_moderator, a_published_report, a_report

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
KEPT = """async (name) => {
  const key = (await caches.keys()).find((one) => one.startsWith(name));
  return key ? (await (await caches.open(key)).keys()).map((one) => new URL(one.url).pathname) : [];
}"""


def with_worker(open_page, path: str = "/") -> Page:
    """A page whose worker is at work."""
    page: Page = open_page(path, worker=True)
    page.evaluate(
        """() => navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller
            || new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done)))"""
    )
    return page


def kept(page: Page, name: str) -> list[str]:
    return page.evaluate(KEPT, name)


def seen(page: Page):
    return page.locator("[data-seen-on]")


def wait_kept(page: Page, path: str, name: str = "pages") -> None:
    page.wait_for_function(f"async () => (await ({KEPT})('{name}')).includes('{path}')")


def test_a_page_that_was_seen_is_shown_offline_with_its_date_and_pictures(open_page):
    report = a_published_report()
    path = report.get_absolute_url()
    page = with_worker(open_page)
    page.goto(path)
    wait_kept(page, path)
    page.locator(".sheet img").first.scroll_into_view_if_needed()
    wait_kept(page, f"{path}pages/1.webp", "pictures")
    assert seen(page).count() == 0
    page.context.set_offline(True)
    page.goto(path)
    expect(seen(page)).to_contain_text("You are offline. You saw this page on")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.locator(".sheet img").first.scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('.sheet img').naturalWidth > 0")
    assert page.evaluate("getComputedStyle(document.querySelector('.top')).borderBottomStyle") == "solid"
    assert faults_of(page) == []
    page.context.set_offline(False)
    page.reload()
    expect(seen(page)).to_have_count(0)


def test_a_page_that_was_never_seen_says_that_one_is_offline(open_page):
    page = with_worker(open_page)
    page.context.set_offline(True)
    page.goto("/checks/")
    expect(page.get_by_role("heading", name="You are offline")).to_be_visible()
    assert faults_of(page) == []
    page.goto("/cs/checks/")
    assert page.locator("html").get_attribute("lang") == "cs"


def test_the_shelf_works_offline(open_page):
    a_published_report()
    page = with_worker(open_page, Batch.objects.get().get_absolute_url())
    with page.expect_response("**/standing.json"):
        page.get_by_role("button", name="Keep on my shelf").click()
    page.context.set_offline(True)
    page.goto("/shelf/")
    expect(page.locator(".shelf-item h2")).to_have_text("AM-2291")
    expect(page.locator(".shelf-when")).to_contain_text("Last known on")
    page.get_by_role("button", name="Take off AM-2291").click()
    expect(page.locator(".shelf-item")).to_have_count(0)


def test_what_is_kept_is_bounded(open_page):
    page = with_worker(open_page)
    page.goto("/about/")
    wait_kept(page, "/about/")
    page.evaluate(
        """async () => {
          const cache = await caches.open((await caches.keys()).find((one) => one.startsWith("pages")));
          for (let number = 0; number < 65; number += 1) await cache.put(`/flags/?page=${number}`, new Response("x"));
        }"""
    )
    page.goto("/checks/")
    wait_kept(page, "/checks/")
    page.wait_for_function(f"async () => (await ({KEPT})('pages')).length <= 60")
    assert kept(page, "pages")[-1] == "/checks/"


def test_private_pages_are_never_kept_and_signing_in_empties_what_was(open_page):
    report, hidden = a_published_report(), a_report()
    a_moderator(username="mira", password=PASSWORD)
    page = with_worker(open_page)
    page.goto(report.get_absolute_url())
    wait_kept(page, report.get_absolute_url())
    page.goto("/upload/")
    page.goto("/accounts/login/")
    page.get_by_label("User name").fill("mira")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Review").wait_for()
    for path in ("/review/", hidden.get_absolute_url(), report.get_absolute_url(), "/"):
        page.goto(path, wait_until="networkidle")
    assert kept(page, "pages") == []
    assert not [path for path in kept(page, "pictures") if hidden.reference in path]
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/")
    page.context.set_offline(True)
    page.goto("/review/")
    expect(page.get_by_role("heading", name="You are offline")).to_be_visible()


def test_a_page_that_was_withdrawn_is_let_go(open_page):
    report, mira = a_published_report(), a_moderator()
    page = with_worker(open_page)
    page.goto(report.get_absolute_url())
    wait_kept(page, report.get_absolute_url())
    review.withdraw(Report.objects.get(), by=mira, reason="Replaced.")
    page.reload()
    page.wait_for_function(f"async () => !(await ({KEPT})('pages')).includes('{report.get_absolute_url()}')")


def test_no_answer_of_the_api_is_kept(open_page):
    a_published_report()
    page = with_worker(open_page)
    page.evaluate("fetch('/api/v1/reports/').then((answer) => answer.text())")
    page.goto("/search/?q=leaf")
    page.goto("/about/")
    wait_kept(page, "/about/")
    names = page.evaluate("caches.keys()")
    everything = [path for name in names for path in kept(page, name)]
    assert not [path for path in everything if path.startswith(("/api/", "/search/"))]


def test_old_caches_are_removed_and_the_kill_switch_removes_all(open_page, settings):
    page = with_worker(open_page)
    page.evaluate("caches.open('shell-of-old')")
    settings.SERVICE_WORKER = False
    page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update())")
    page.wait_for_function("async () => (await caches.keys()).length === 0")
    page.wait_for_function("async () => !(await navigator.serviceWorker.getRegistration())")
