"""The dose view in a browser: a slider on top of a form that works without it."""

import pytest

from labs.coa import Panel
from tests.registry.factories import a_coa, a_published_report, a_result

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def address() -> str:
    lead = a_result("Lead", "0.64", "ppm", analyte="lead", panel=Panel.METALS)
    return a_published_report(coa=a_coa(lead)).get_absolute_url()


def test_the_slider_reckons_by_keyboard_and_stays_in_the_address(open_page, address: str):
    page = open_page(address)
    page.get_by_label("The same, from 1 to 25 g").focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    page.get_by_text("Lead: 3 g hold 1.905 to 1.935 µg", exact=False).first.wait_for()
    page.wait_for_url("**?grams=3*")
    assert page.get_by_label("Grams of product a day").input_value() == "3"


def test_without_scripts_it_is_a_form(open_page, address: str):
    page = open_page(address, width=360, scripts=False)
    assert not page.get_by_label("The same, from 1 to 25 g").is_visible()
    page.get_by_label("Grams of product a day").fill("10")
    page.get_by_role("button", name="Reckon").click()
    page.wait_for_url("**grams=10*")
    assert page.get_by_text("Lead: 10 g hold 6.35 to 6.45 µg", exact=False).first.is_visible()
