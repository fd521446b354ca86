"""A product's whole history drawn at once: every result of the main alkaloids and metals, with its table."""

import datetime as dt
import re

import pytest
from django.test import Client

from registry.models import Product, Status
from registry.web.products import views
from tests.registry.web.test_products import EARLY, LATE, a_test, lead, page_of

pytestmark = pytest.mark.django_db


def history_page(client: Client, query: str = "") -> str:
    address = f"{Product.objects.get().get_absolute_url()}history/{query}"
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_whole_history_is_drawn_at_once_and_the_products_page_leads_there(
    client: Client, django_assert_max_num_queries
):
    for number in range(40):
        day = EARLY + dt.timedelta(days=9 * number)
        a_test(day, f"R-{number}", lead("ND" if number % 4 == 0 else "0.31", lod="0.02"), batch=f"AA-{number}-7")
    link = f'href="{Product.objects.get().get_absolute_url()}history/"'
    assert link in page_of(client)
    with django_assert_max_num_queries(16):
        body = history_page(client)
    svg = re.search(r'<svg viewBox="[^"]+" role="img" aria-labelledby="t-lead-0 d-lead-0".*?</svg>', body, re.DOTALL)[0]
    dots = re.search(r'class="dots" d="([^"]+)"', svg)[1]
    rings = re.search(r'class="open" d="([^"]+)"', svg)[1]
    assert (dots.count("M"), rings.count("M")) == (30, 10)
    assert "30 results with a number." in svg
    assert "10 open marks" in svg
    table = body[body.index("Lead: 40 results as a table") :]
    assert all(f"AA-{number}-7" in table for number in range(40))
    assert "40 reports of 40 batches" in " ".join(body.split())


def test_a_history_of_very_many_batches_comes_in_pages_that_draw_each_once(client: Client, monkeypatch):
    monkeypatch.setattr(views, "DRAWN_AT_ONCE", 5)
    for number in range(7):
        a_test(EARLY + dt.timedelta(days=number), f"R-{number}", lead(), batch=f"AA-{number}-7")
    first, second = history_page(client), history_page(client, "?page=2")
    assert "Of 5 of 7 batches" in first
    drawn = [set(re.findall(r"AA-\d-7", body)) for body in (first, second)]
    assert [len(one) for one in drawn] == [5, 2]
    assert not drawn[0] & drawn[1]


def test_the_whole_history_holds_the_numbers_against_the_yardstick_asked_for(client: Client):
    a_test(LATE, "R-1", lead("5"))
    body = history_page(client, "?yardstick=ut_r70_580_5")
    assert 'class="limit"' in body
    assert "Dashed line:" in body
    assert body.count('<td class="judged"') == 1


def test_a_short_history_is_on_the_products_page_and_needs_no_other(client: Client):
    a_test(LATE, "R-1")
    assert "/history/" not in page_of(client)
    assert "Mitragynine" in history_page(client)


def test_the_history_of_what_is_hidden_is_hidden(client: Client):
    a_test(LATE, "R-1", status=Status.IN_REVIEW)
    assert client.get(f"{Product.objects.get().get_absolute_url()}history/").status_code == 404
