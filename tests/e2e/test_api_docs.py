"""The page that shows the API's description draws itself under the site's own content policy."""

import os

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="make e2e installs it")

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(monkeypatch):
    """A page of Chromium, with what its console says and what it asks for."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # the driver runs a loop in the test's own thread
    with playwright.sync_playwright() as driver:
        path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.said, page.asked = [], []
        page.on("console", lambda message: page.said.append(message.text))
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.on("request", lambda request: page.asked.append(request.url))
        yield page
        browser.close()


def test_the_description_is_drawn_and_can_be_tried_with_our_own_files_alone(page, live_server):
    page.goto(f"{live_server.url}/api/v1/docs/")
    page.click("#operations-results-results_list .opblock-summary-control")
    page.click("text=Try it out")
    page.click("button.execute")
    page.wait_for_selector(".live-responses-table .response-col_status:has-text('200')")
    assert page.said == []
    assert [address for address in page.asked if not address.startswith((live_server.url, "data:"))] == []
