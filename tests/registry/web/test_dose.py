"""The dose view: metals a day for the reader's own grams, beside the limits per day."""

import re

import pytest
from django.test import Client

from labs.coa import Panel
from tests.registry.factories import a_coa, a_published_report, a_result
from tests.registry.web.test_report_page import text_of

pytestmark = pytest.mark.django_db


def a_report_with_lead(value="0.64", **fields):
    return a_published_report(coa=a_coa(a_result("Lead", value, "ppm", analyte="lead", panel=Panel.METALS, **fields)))


def dose_of(client: Client, report, query="") -> str:
    body = client.get(f"{report.get_absolute_url()}?{query}").content.decode()
    found = re.search(r'<section class="dose".*?</section>', body, re.DOTALL)
    return found[0] if found else ""


def test_the_readers_grams_are_set_against_every_limit_per_day(client: Client):
    dose = dose_of(client, a_report_with_lead(), "grams=10")
    assert "0.635 to 0.645 µg/g × 10 g = 6.35 to 6.45 µg a day" in dose
    assert "at most 5 µg a day" in dose
    assert "USP &lt;2232&gt;" in dose
    assert "California Proposition 65" in dose
    assert "asks for a warning" in dose


def test_without_grams_a_studys_amounts_stand_there_and_no_verdict(client: Client):
    dose = dose_of(client, a_report_with_lead())
    assert "3 g hold 1.905 to 1.935 µg; 25 g hold 15.875 to 16.125 µg" in dose
    assert "Caroti 2024" in dose
    assert 'class="outcome' not in dose


def a_report_with_a_serving(text: str):
    report = a_report_with_lead()
    report.readings.update(text=text)
    return report


def test_the_labels_serving_is_what_it_begins_with(client: Client):
    dose = dose_of(client, a_report_with_a_serving("Serving size: 2.4 g"))
    assert re.search(r'name="grams"[^>]* value="2.4"', dose)
    assert re.search(r'type="range" min="1" max="25"[^>]* value="2.4"', dose)
    assert "Reckoned with one serving a day until you give a number: the report prints “Serving size: 2.4 g”." in dose
    assert "0.635 to 0.645 µg/g × 2.4 g = 1.524 to 1.548 µg a day" in dose
    assert "Caroti" not in dose


def test_a_readers_own_grams_go_before_the_labels_serving(client: Client):
    dose = dose_of(client, a_report_with_a_serving("Serving size: 2.4 g"), "grams=10")
    assert "× 10 g = 6.35 to 6.45 µg a day" in dose
    assert "one serving" not in dose


def test_a_serving_of_a_volume_is_no_mass(client: Client):
    dose = dose_of(client, a_report_with_a_serving("Serving size: 15 mL"))
    assert "Caroti 2024" in dose
    assert 'class="outcome' not in dose


@pytest.mark.parametrize(("grams", "word"), [("1", "within"), ("7.8", "cannot tell"), ("25", "above")])
def test_a_verdict_follows_the_grams(client: Client, grams: str, word: str):
    dose = dose_of(client, a_report_with_lead(), f"grams={grams}")
    line = re.search(r"<li>((?:(?!<li>).)*usp_2232.*?)</li>", dose, re.DOTALL)
    assert re.search(rf"</svg>\s*{word}</span>", line[1])


def test_not_detected_without_a_lod_makes_no_amount_a_day(client: Client):
    dose = dose_of(client, a_report_with_lead("ND"), "grams=10")
    assert "Not detected is not zero" in dose
    assert "within" not in dose


def test_it_is_a_form_without_any_script(client: Client):
    dose = dose_of(client, a_report_with_lead(), "yardstick=ut_r70_580_5&grams=2.5")
    assert '<form method="get"' in dose
    assert re.search(r'name="grams"[^>]* value="2.5"', dose)
    assert '<input type="hidden" name="yardstick" value="ut_r70_580_5">' in dose
    assert "style=" not in dose
    assert "<script" not in dose


def test_a_report_without_metals_has_no_dose_view(client: Client):
    assert dose_of(client, a_published_report(coa=a_coa(a_result("Mitragynine", "1.46", "%")))) == ""


def test_it_gives_no_advice(client: Client):
    assert "this is no advice" in text_of(client.get(a_report_with_lead().get_absolute_url()))
