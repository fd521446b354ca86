"""Analyte pages: what an analyte is, how published products are spread, every limit; nothing that was not read."""

import datetime as dt
import re
from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from labs.coa import Panel
from labs.reference.analytes import all_analytes
from labs.reference.limits import Standing, all_limit_sets
from registry.models import Product
from registry.web import distribution
from registry.web.analytes import limits_of
from registry.web.distribution import distribution_of
from tests.registry.factories import a_coa, a_published_report, a_report, a_result

pytestmark = pytest.mark.django_db


def lead(amount: str, unit: str = "ppm", **options: object):
    return a_result("Lead", amount, unit, analyte="lead", panel=Panel.METALS, **options)


def a_product_with(*results, name: str, reported: dt.date = dt.date(2026, 3, 14), batch: str = "A-1", **options):
    return a_published_report(coa=a_coa(*results, product=name, batch=batch, reported=reported), **options)


def body_of(client: Client, analyte: str = "lead") -> str:
    answer = client.get(reverse("analyte", args=[analyte]))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_every_analyte_has_a_page_that_is_listed(client: Client):
    body = client.get(reverse("analytes")).content.decode()
    for one in all_analytes():
        assert f'href="{reverse("analyte", args=[one.slug])}"' in body
    for one in all_analytes()[::25]:
        assert client.get(reverse("analyte", args=[one.slug])).status_code == 200
    assert client.get(reverse("analyte", args=["unobtainium"])).status_code == 404


def test_only_what_was_read_in_a_source_is_told(client: Client):
    for one in all_analytes():
        if one.cas is None and one.formula:
            body = body_of(client, one.slug)
            assert "none that we have read in a source" in body
            assert one.formula not in body
            break
    else:
        pytest.fail("no analyte without a sourced number")
    assert "7439-92-1" in body_of(client)
    assert "22 CCR 66261.24 table" in body_of(client)


def test_each_product_counts_once_with_its_newest_test(client: Client):
    a_product_with(lead("0.9"), name="Green", batch="old", reported=dt.date(2025, 1, 1))
    a_product_with(lead("0.2"), name="Green", batch="new")
    a_product_with(lead("0.4"), name="Red")
    a_report(coa=a_coa(lead("7.7"), product="Hidden"))
    (form,) = distribution_of("lead").forms
    assert (form.products, form.numbers) == (2, 2)
    assert (form.lowest, form.highest) == (Decimal("0.2"), Decimal("0.4"))
    body = body_of(client)
    assert "0.200 – 0.400 ppm" in body
    assert "7.7" not in body


def test_what_was_not_detected_is_an_open_mark_and_counted_apart(client: Client):
    a_product_with(lead("ND", lod="0.01"), name="Green")
    a_product_with(lead("<0.05"), name="Red")
    a_product_with(lead("ND"), name="White")
    a_product_with(lead("0.3"), name="Amber")
    (form,) = distribution_of("lead").forms
    assert (form.products, form.numbers, form.open, form.unbounded) == (4, 1, 2, 1)
    assert form.strip.marks.dots.count("M") == 1
    assert form.strip.marks.open.count("M") == 2
    assert (form.lowest, form.highest) == (Decimal("0.3"), Decimal("0.3"))
    assert form.spread is None
    body = body_of(client)
    assert "1 not detected, no bound printed" in body
    assert "fewer than 5" in body


def test_amounts_in_several_units_are_brought_to_the_usual_one():
    a_product_with(lead("0.2"), name="Green")
    a_product_with(lead("0.4"), name="Red")
    a_product_with(lead("300", "ppb"), name="White")
    a_product_with(replace(lead("5", "µg/serving"), row=9), name="Amber")
    found = distribution_of("lead")
    (form,) = found.forms
    assert found.unit == "ppm"
    assert (form.numbers, form.others) == (3, 1)
    assert sorted(form.strip.marks.dots.split("M")[1:])  # drawn
    assert form.highest == Decimal("0.4")


def test_forms_are_apart_and_five_products_have_a_middle(client: Client):
    for number in range(5):
        a_product_with(lead(f"0.{number + 1}"), name=f"Leaf {number}")
    a_product_with(lead("9.5"), name="Oddment")
    Product.objects.filter(name__startswith="Leaf").update(form=Product.Form.LEAF)
    leaf, unknown = distribution_of("lead").forms
    assert (leaf.name, leaf.products, unknown.name, unknown.products) == ("leaf powder", 5, "form not known", 1)
    assert leaf.spread.median.exact == Decimal("0.3")
    assert leaf.strip.box is not None
    assert unknown.strip.box is None
    body = body_of(client)
    assert body.count("<svg viewBox") >= 2
    assert "<title" in body
    assert "the middle value is 0.300 ppm" in body


def test_without_a_published_result_the_page_says_so(client: Client):
    a_report(coa=a_coa(lead("7.7")))
    body = body_of(client)
    assert "No published product has a result of it." in body
    assert "As laboratories print it" not in body


def test_names_are_listed_as_printed_and_as_text(client: Client):
    a_product_with(replace(lead("0.2"), name=replace(lead("0.2").name, text="<b>Pb</b>")), name="Green")
    body = body_of(client)
    assert "&lt;b&gt;Pb&lt;/b&gt;" in body
    assert "1 published result" in body


def test_every_limit_stands_with_its_text_standing_and_day(client: Client):
    found = limits_of("mitragynine")
    said = {one.limits.id for one in found}
    assert said == {one.id for one in all_limit_sets() if one.rules_for("mitragynine")}
    body = body_of(client, "mitragynine")
    for one in found:
        assert reverse("limit", args=[one.limits.id]) in body
        assert f"{one.limits.checked_on:%-d %B %Y}" in body
    standings = [one.limits.standing for one in found]
    assert standings.index(Standing.IN_FORCE) == 0
    assert Standing.IN_FORCE not in standings[standings.count(Standing.IN_FORCE) :]


def test_a_proposal_and_a_text_of_unknown_standing_are_said_to_be_so(client: Client):
    for standing, said in (
        (Standing.PROPOSED, "proposed: not law in force"),
        (Standing.UNKNOWN, "whether it holds today is not known"),
    ):
        for limits in all_limit_sets():
            if limits.standing is standing and limits.rules:
                assert said in body_of(client, limits.rules[0].analyte)
                break
        else:
            pytest.fail(f"no text is {standing}")


def test_a_small_registry_is_counted_for_each_reader(client: Client):
    a_product_with(lead("0.2"), name="Green")
    assert distribution_of("lead").products == 1
    a_product_with(lead("0.2"), name="Red")
    found = distribution_of("lead")
    assert (found.products, found.is_kept) == (2, False)
    assert "Counted" not in body_of(client)


def test_a_large_one_is_counted_once_an_hour_and_says_when(client: Client, monkeypatch, time_machine):
    cache.clear()
    monkeypatch.setattr(distribution, "COUNTED_AT_ONCE", 0)
    time_machine.move_to(dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC), tick=False)
    a_product_with(lead("0.2"), name="Green")
    assert distribution_of("lead").products == 1
    a_product_with(lead("0.2"), name="Red")
    assert distribution_of("lead").products == 1
    assert "Counted 1 June 2026, 12:00 UTC." in body_of(client)
    time_machine.move_to(dt.datetime(2026, 6, 1, 13, 1, tzinfo=dt.UTC), tick=False)
    assert distribution_of("lead").products == 2


def test_while_one_reader_counts_the_others_read_what_was_kept(monkeypatch, time_machine):
    cache.clear()
    monkeypatch.setattr(distribution, "COUNTED_AT_ONCE", 0)
    time_machine.move_to(dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC), tick=False)
    a_product_with(lead("0.2"), name="Green")
    distribution_of("lead")
    time_machine.move_to(dt.datetime(2026, 6, 1, 14, tzinfo=dt.UTC), tick=False)
    a_product_with(lead("0.2"), name="Red")
    assert cache.add("distribution:en-gb:lead:counting", True, 60)
    assert distribution_of("lead").products == 1


def test_the_number_of_queries_does_not_grow_with_the_products(client: Client):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            body_of(client)
        return len(captured)

    a_product_with(lead("0.2"), name="Green")
    few = queries()
    for number in range(5):
        a_product_with(lead("0.2"), name=f"Green {number}")
    assert queries() == few <= 6


def test_what_was_kept_for_one_language_is_not_shown_in_another(client: Client, monkeypatch):
    monkeypatch.setattr(distribution, "COUNTED_AT_ONCE", 0)
    cache.clear()
    a_product_with(lead("0.5"), name="Leaf")
    address = reverse("analyte", args=["lead"])
    czech, english = [re.findall(r"<text[^>]*>(0[.,]\d+)<", client.get(url).text) for url in (f"/cs{address}", address)]
    assert czech
    assert [label.replace(",", ".") for label in czech] == english
