"""Products side by side: the newest batch of each, nothing ranked, and what was not tested said as such."""

import datetime as dt
import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from labs.checks import Severity
from labs.coa import Panel, Sample
from registry.models import Product, Status
from tests.registry.factories import a_coa, a_finding, a_print, a_published_report, a_report, a_result

pytestmark = pytest.mark.django_db
EARLY, LATE = dt.date(2026, 3, 1), dt.date(2026, 5, 1)


def lead(amount: str = "0.31", **options):
    return a_result("Lead", amount, "ppm", analyte="lead", panel=Panel.METALS, row=3, **options)


def a_product(name: str, *results, day: dt.date = EARLY, status: Status = Status.PUBLISHED, **named) -> str:
    """A product with one report; gives how an address names it."""
    batch = named.pop("batch", f"{name[:8]}-1")
    findings = named.pop("findings", ())
    coa = a_coa(*(results or (a_result(), lead())), product=name, batch=batch, reported=day, **named)
    a_report(status, coa=coa, findings=findings)
    one = Product.objects.select_related("brand").get(name=name)
    return f"{one.brand.slug}/{one.slug}"


def compared(client: Client, *addresses: str, **more: str) -> str:
    answer = client.get(reverse("compare"), {"p": addresses, **more})
    assert answer.status_code == 200
    return answer.content.decode()


def cells(body: str, analyte: str) -> list[str]:
    """What a row of the numbers says, product by product, without tags."""
    row = re.search(rf'<tr><th scope="row">{analyte}</th>(<td data-label.*?)</tr>', body, re.S)
    assert row is not None
    found = re.findall(r"<td[^>]*>(.*?)</td>", row[1], re.S)
    return [" ".join(unescape(re.sub(r"<[^>]+>", " ", cell)).split()) for cell in found]


def heads(body: str) -> list[str]:
    return re.findall(r'<li class="column">.*?<h3><a[^>]*>([^<]+)</a>', body, re.S)


def test_without_products_it_asks_for_the_first(client: Client):
    body = compared(client)
    assert "The first product: its name or brand" in body
    assert "<table" not in body


def test_products_stand_in_the_order_in_which_they_were_asked_for(client: Client):
    red, green = a_product("Red leaf"), a_product("Green leaf")
    assert heads(compared(client, red, green)) == ["Red leaf", "Green leaf"]
    assert heads(compared(client, green, red)) == ["Green leaf", "Red leaf"]


def test_the_same_analyte_stands_in_one_row_and_not_detected_is_words(client: Client):
    red, green = a_product("Red leaf", lead("0.31")), a_product("Green leaf", lead("ND", lod="0.02"))
    first, second = cells(compared(client, red, green), "Lead")
    assert first.startswith("0.31 ppm p. 1")
    assert second.startswith("not detected (LOD 0.02 ppm)")


def test_what_was_not_tested_is_said(client: Client):
    red, green = a_product("Red leaf", a_result()), a_product("Green leaf", lead())
    body = compared(client, red, green)
    assert cells(body, "Lead")[0] == "not tested, or no result read"
    assert cells(body, "Mitragynine")[1] == "not tested, or no result read"
    assert cells(body, "Heavy metals") == ["no results read", "1 analyte"]


def test_another_analyte_of_a_tested_panel_is_only_not_read(client: Client):
    red = a_product("Red leaf", lead())
    green = a_product("Green leaf", a_result("Cadmium", "0.1", "ppm", analyte="cadmium", panel=Panel.METALS))
    assert cells(compared(client, red, green), "Cadmium")[0] == "no result read"


def test_the_newest_batch_is_shown_with_all_its_reports(client: Client):
    red = a_product("Red leaf", lead("0.10"), batch="R-1", day=EARLY, report_number="1")
    a_product("Red leaf", lead("2.90"), batch="R-2", day=EARLY + dt.timedelta(days=9), report_number="2")
    a_product("Red leaf", lead("0.20"), batch="R-2", day=LATE, report_number="3")
    (said,) = cells(compared(client, red), "Lead")
    assert "2.90" in said
    assert "0.20" in said
    assert "0.10" not in said


def test_plots_of_all_products_share_one_scale_and_have_their_table(client: Client):
    red, green = a_product("Red leaf", lead("0.31")), a_product("Green leaf", lead("1.9"))
    body = compared(client, red, green)
    assert body.count('role="img"') == 1
    assert ">A</text>" in body
    assert ">B</text>" in body
    table = body[body.index('<table class="values series">') :]
    assert table.index("A <span") < table.index("B <span")


def test_a_fifth_is_refused_with_a_sentence(client: Client):
    addresses = [a_product(f"Leaf {name}") for name in ("one", "two", "three", "four", "five")]
    body = compared(client, *addresses)
    assert heads(body) == ["Leaf one", "Leaf two", "Leaf three", "Leaf four"]
    assert "At most 4 products are compared at once; 1 more was left out." in " ".join(body.split())
    assert "At most 4" not in compared(client, *addresses[:4])


@pytest.mark.parametrize("address", ["alder-moss/no-such", "<script>alert(1)</script>", "a" * 4000, "x/y/z", "\x00/a"])
def test_one_that_is_not_there_is_said(client: Client, address: str):
    body = compared(client, a_product("Red leaf"), address)
    assert "There is no product" in body
    assert "<script>alert" not in body
    assert heads(body) == ["Red leaf"]


def test_one_that_may_not_be_seen_is_not_there(client: Client):
    hidden = a_product("Hidden leaf", status=Status.IN_REVIEW)
    body = compared(client, hidden)
    assert "There is no product" in body
    assert heads(body) == []
    assert "Hidden leaf" not in compared(client, find="hidden")


def test_products_are_added_and_taken_away_by_plain_links(client: Client):
    red, green = a_product("Red leaf"), a_product("Green leaf")
    body = unescape(compared(client, red, find="green", yardstick="ut_r70_580_5"))
    links = re.findall(r'href="(/compare/\?[^"]+)"', body)
    added = next(link for link in links if "green" in link)
    assert heads(client.get(added).content.decode()) == ["Red leaf", "Green leaf"]
    assert "yardstick=ut_r70_580_5" in added
    taken = next(link for link in re.findall(r'href="(/compare/\?[^"]*)"', unescape(compared(client, red, green)))
                 if "red" not in link)  # fmt: skip
    assert heads(client.get(taken).content.decode()) == ["Green leaf"]


def test_a_yardstick_holds_for_all_of_them(client: Client):
    red, green = a_product("Red leaf", lead("1.9")), a_product("Green leaf", lead("0.3"))
    said = cells(compared(client, red, green, yardstick="ut_r70_580_5"), "Lead")
    assert [cell.split()[-1] for cell in said] == ["above", "within"]
    assert "above" not in cells(compared(client, red, green), "Lead")[0]


def test_flags_of_the_newest_batch_are_counted(client: Client):
    red = a_product("Red leaf", findings=(a_finding(severity=Severity.ALERT),))
    body = compared(client, red, a_product("Green leaf"))
    assert body.count("1 alert") == 1
    assert body.count("no flags") == 1


def test_a_products_page_leads_here(client: Client):
    red = a_product("Red leaf")
    body = client.get(Product.objects.get().get_absolute_url()).content.decode()
    assert f'{reverse("compare")}?p={red}"' in body


@pytest.mark.parametrize("word", ["best", "winner", "score", "rank", "safe"])
def test_nothing_is_ranked(client: Client, word: str):
    body = compared(client, a_product("Red leaf"), a_product("Green leaf")).casefold().replace("no score", "")
    assert f" {word} " not in body


def test_each_product_more_needs_two_queries_and_each_batch_none(client: Client, django_assert_max_num_queries):
    addresses = [a_product(f"Leaf {number}", batch=f"L-{number}") for number in range(4)]
    for number in range(8):
        a_product("Leaf 0", batch=f"L-0-{number}", day=LATE + dt.timedelta(days=number), report_number=f"X-{number}")
    with django_assert_max_num_queries(15):
        compared(client, addresses[0])
    with django_assert_max_num_queries(21):
        compared(client, *addresses)


def test_two_products_of_one_report_keep_their_own_numbers(client: Client):
    red = Sample(product_name=a_print("Red leaf"), batch=a_print("R-1"), results=(lead("0.31"),))
    green = Sample(product_name=a_print("Green leaf"), batch=a_print("G-1"), results=(lead("0.99"),))
    a_published_report(coa=a_coa(samples=(red, green)))
    first, second = cells(compared(client, "alder-moss/red-leaf", "alder-moss/green-leaf"), "Lead")
    assert first.startswith("0.31")
    assert second.startswith("0.99")
