"""The page of a limit set: who, where, since when, how we know it, every rule, and what it can be held against."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from labs.coa import Panel
from labs.reference.limits import all_limit_sets
from registry.web import explaining
from tests.registry.factories import a_coa, a_published_report, a_report, a_result

pytestmark = pytest.mark.django_db


def body_of(client: Client, set_id: str) -> str:
    answer = client.get(reverse("limit", args=[set_id]))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize("limits", all_limit_sets(), ids=lambda limits: limits.id)
def test_every_limit_set_says_its_source_dates_and_rules(client: Client, limits):
    body = body_of(client, limits.id)
    for said in (limits.authority, limits.citation, limits.url, str(limits.kind)):
        assert escape(said) in body
    days = [limits.checked_on, limits.effective_from, limits.effective_to, limits.amended_on]
    for day in days:
        assert day is None or f"{day:%-d %B %Y}" in body
    for rule in limits.rules:
        assert escape(rule.words) in body
        assert reverse("analyte", args=[rule.analyte]) in body
    assert ("No number of this text was read" in body) is (not limits.rules)


@pytest.mark.parametrize("limits", all_limit_sets(), ids=lambda limits: limits.id)
def test_where_a_limit_set_holds_is_said_in_words(client: Client, limits):
    said = re.search(r"<dt>Where</dt><dd>(.*?)</dd>", body_of(client, limits.id))[1]
    assert said in ("Czech Republic", "No one place") or said.endswith("USA")
    in_czech = client.get(f"/cs{reverse('limit', args=[limits.id])}").content.decode()
    assert (
        re.search(r"<dt>Kde</dt><dd>(.*?)</dd>", in_czech)[1] not in (limits.jurisdiction, "none", "") or said == "USA"
    )


def test_texts_that_replace_one_another_lead_to_each_other_in_their_order(client: Client):
    body = body_of(client, "fl_2er26_1")
    assert reverse("limit", args=["fl_2er25_2"]) in body
    assert body.index("fl_2er25_2") < body.index("(this text)")
    assert "Texts that replace one another" not in body_of(client, "usp_2232")


def test_published_results_of_what_it_limits_are_counted(client: Client, monkeypatch):
    lead = a_result("Lead", "0.2", "ppm", analyte="lead", panel=Panel.METALS)
    untested = a_result("Arsenic", "NT", "ppm", analyte="arsenic", panel=Panel.METALS, row=2)
    assert "No published result is of an analyte" in body_of(client, "usp_2232")
    a_report(coa=a_coa(lead))
    assert "No published result is of an analyte" in body_of(client, "usp_2232")
    a_published_report(coa=a_coa(lead, untested))
    assert "1 published result is of an analyte" in body_of(client, "usp_2232")
    a_published_report(coa=a_coa(lead, reported=dt.date(2025, 1, 1)))
    assert "2 published results are of an analyte" in body_of(client, "usp_2232")
    monkeypatch.setattr(explaining, "_MOST_HELD", 1)
    assert "More than 1 published results are" in body_of(client, "usp_2232")
