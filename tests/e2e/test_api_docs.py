"""The pages on the API: the plain one is accessible, the other draws itself under the site's own content policy."""

import pytest

from tests.e2e.test_accessible import faults_of, overflow_of

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_the_plain_page_is_accessible(open_page, dark, width):
    page = open_page("/api/v1/docs/", dark=dark, width=width)
    assert faults_of(page) == []
    assert overflow_of(page) <= 0


def test_the_plain_page_leads_to_the_one_to_try_it(open_page):
    page = open_page("/api/v1/docs/", scripts=False)
    page.click("text=Try it in the browser")
    page.wait_for_url("**/api/v1/docs/try/")
    page.get_by_role("link", name="API", exact=True).click()
    page.wait_for_url("**/api/v1/docs/")


@pytest.mark.parametrize("width", [360, 1280])
def test_the_description_is_drawn_and_can_be_tried_with_our_own_files_alone(open_page, live_server, width):
    page = open_page("/", width=width)
    said, asked = [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/api/v1/docs/try/")
    page.click("#operations-results-results_list .opblock-summary-control")
    page.click("text=Try it out")
    page.click("button.execute")
    page.wait_for_selector(".live-responses-table .response-col_status:has-text('200')")
    assert said == []
    assert [address for address in asked if not address.startswith((live_server.url, "data:"))] == []
