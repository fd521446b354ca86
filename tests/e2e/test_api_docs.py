"""The page that shows the API's description draws itself under the site's own content policy."""

import pytest

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [360, 1280])
def test_the_description_is_drawn_and_can_be_tried_with_our_own_files_alone(open_page, live_server, width):
    page = open_page("/", width=width)
    said, asked = [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/api/v1/docs/")
    page.click("#operations-results-results_list .opblock-summary-control")
    page.click("text=Try it out")
    page.click("button.execute")
    page.wait_for_selector(".live-responses-table .response-col_status:has-text('200')")
    assert said == []
    assert [address for address in asked if not address.startswith((live_server.url, "data:"))] == []
