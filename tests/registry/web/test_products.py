"""A product's and a batch's page: how fresh, what was tested, every report in the open, and the numbers over time."""

import datetime as dt
import re

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from labs.checks import Severity
from labs.coa import LabVerdict, Panel
from registry import review
from registry.models import Batch, Product, Report, Sample, Status
from tests.registry.factories import a_coa, a_finding, a_moderator, a_published_report, a_report, a_result

pytestmark = pytest.mark.django_db
EARLY, LATE = dt.date(2026, 3, 1), dt.date(2026, 5, 1)


def lead(amount: str = "0.31", **options):
    return a_result("Lead", amount, "ppm", analyte="lead", panel=Panel.METALS, row=3, **options)


def a_test(day: dt.date | None = EARLY, number: str = "R-1", *results, findings=(), status=Status.PUBLISHED, **named):
    coa = a_coa(*(results or (a_result(), lead())), reported=day, report_number=number, **named)
    return a_report(status, coa=coa, findings=findings)


def page_of(client: Client, one: Product | Batch | None = None, query: str = "") -> str:
    return client.get((one or Product.objects.get()).get_absolute_url() + query).content.decode()


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (dt.date(2026, 6, 1), "Newest test <strong>1 month ago</strong>"),
        (dt.date(2027, 5, 1), "Newest test <strong>12 months ago</strong>"),
        (dt.date(2027, 5, 3), "The newest test is older than 12 months: 12 months ago"),
    ],
)
def test_freshness_is_said_in_words_and_plainly_once_it_is_old(client: Client, today: dt.date, said: str):
    a_test(EARLY, "R-1")
    a_test(LATE, "R-2")
    with time_machine.travel(today):
        for one in (Product.objects.get(), Batch.objects.get()):
            assert said in page_of(client, one)


def test_without_dates_nothing_is_said_of_age(client: Client):
    a_test(None)
    for one in (Product.objects.get(), Batch.objects.get()):
        assert "how old the newest test is cannot be told" in page_of(client, one)


def test_a_failing_report_stays_beside_a_later_one_that_passes(client: Client):
    alert = a_finding(severity=Severity.ALERT)
    failed = a_test(EARLY, "R-1", findings=(alert,))
    passed = a_test(LATE, "R-2")
    for one in (Product.objects.get(), Batch.objects.get()):
        body = page_of(client, one)
        assert body.index(passed.get_absolute_url()) < body.rindex(failed.get_absolute_url())
        assert "1 alert" in body
        assert f"{failed.get_absolute_url()}#flag-{failed.flags.get().pk}" in body
        assert "Retest of" in body


def test_a_replaced_report_says_what_replaces_it_and_the_other_way_round(client: Client):
    a_test(EARLY, "R-1001")
    a_test(LATE, "R-1001")
    for one in (Product.objects.get(), Batch.objects.get()):
        body = page_of(client, one)
        assert body.count("Replaced by") == 1
        assert len(re.findall(r">Replaces <|Replaces <a", body)) == 1
        assert "Retest of" not in body


def test_reports_that_neither_repeat_nor_replace_say_nothing_of_it(client: Client):
    a_test(EARLY, "R-1", a_result())
    a_test(LATE, "R-2", lead())
    body = page_of(client)
    assert "Retest of" not in body
    assert "Replaced by" not in body


def test_flags_stand_gravest_first_and_dismissed_ones_are_gone(client: Client):
    report = a_test(findings=(a_finding(key="|y|1"), a_finding(severity=Severity.ALERT)))
    body = page_of(client)
    assert body.index('<li class="alert">') < body.index('<li class="warning">')
    review.dismiss_flag(report.flags.get(severity="warning"), by=a_moderator(), because="misread", reason="Misread.")
    assert '<li class="warning">' not in page_of(client)


def test_flags_of_another_products_sample_are_not_this_ones(client: Client):
    a_test(findings=(a_finding(),), product="Red leaf powder")
    a_test(LATE, "R-2", product="White leaf powder")
    assert "1 warning" in page_of(client, Product.objects.get(name="Red leaf powder"))
    assert "warning" not in page_of(client, Product.objects.get(name="White leaf powder"))


def test_what_was_not_tested_is_named_as_large_as_what_was(client: Client):
    a_test()
    for one in (Product.objects.get(), Batch.objects.get()):
        grid = re.findall(r'<li class="(tested|untested|named)">', page_of(client, one))
        assert grid.count("tested") == 2
        assert grid.count("untested") == 6


def test_each_main_analyte_is_drawn_and_told_as_a_table_with_its_evidence(client: Client):
    report = a_test(EARLY, "R-1", a_result(), lead())
    a_test(LATE, "R-2", lead("ND", lod="0.02"), batch="BB-2")
    body = page_of(client)
    assert re.findall(r'<section class="plot" aria-labelledby="h-([^"]+)"', body) == ["mitragynine-0", "lead-0"]
    assert "not detected <span" in body
    assert "(LOD 0.02 ppm)" in body
    key = report.samples.get().results.get(analyte="lead").key
    assert reverse("value", args=[report.reference, 0, key]) + "#evidence" in body


def test_not_detected_without_a_limit_of_the_method_is_listed_not_drawn(client: Client):
    a_test(EARLY, "R-1", lead("ND"))
    body = page_of(client)
    assert "cannot be drawn: no LOD or LOQ is printed" in body
    assert '<svg viewBox="0 0 320.0' not in body


def test_no_dot_is_drawn_for_not_detected(client: Client):
    a_test(EARLY, "R-1", lead("ND", lod="0.02"))
    body = page_of(client)
    assert 'class="open" d="M' in body.split('role="img"')[1]
    assert 'class="dots"' not in body.split('role="img"')[1].split("</svg>")[0]


def test_the_head_of_a_batch_says_the_newest_reports_main_alkaloids_and_what_was_not_tested(client: Client):
    hydroxy = a_result("7-Hydroxymitragynine", "ND", analyte="7_hydroxymitragynine", lod="0.002", row=1)
    a_published_report(coa=a_coa(a_result(amount="1.11"), reported=dt.date(2025, 1, 1), report_number="R-1"))
    a_published_report(coa=a_coa(a_result(amount="1.52"), a_result(amount="15.2", unit="mg/g"), hydroxy))
    page = client.get(Batch.objects.get().get_absolute_url()).content.decode()
    head = " ".join(
        re.sub(r"<[^>]+>", " ", page.partition('<header class="batch-head">')[2].partition("</header>")[0]).split()
    )
    assert "Mitragynine 1.52 % 7-Hydroxymitragynine not detected (LOD 0.002 %)" in head
    assert "1.11" not in head
    assert "Results read: Alkaloids" in head
    assert "No results read: Heavy metals" in head


def test_an_amount_in_two_units_is_drawn_once(client: Client):
    a_test(EARLY, "R-1", a_result(row=0), a_result(amount="15.2", unit="mg/g", row=0))
    assert page_of(client).count('<section class="plot"') == 1
    assert "1 result as a table" in page_of(client)


def test_amounts_that_do_not_compare_are_drawn_apart(client: Client):
    a_test(EARLY, "R-1", a_result(row=0), a_result(amount="20", unit="mg/tablet", row=1))
    assert page_of(client).count('<section class="plot"') == 2


def test_without_a_yardstick_there_is_no_verdict_and_no_line(client: Client):
    a_test(EARLY, "R-1", lead("1.4"))
    body = page_of(client)
    assert 'class="limit"' not in body
    assert 'class="outcome' not in body


@pytest.mark.parametrize(("amount", "word"), [("1.4", "above"), ("0.3", "within")])
def test_a_yardstick_in_the_address_brings_lines_and_verdicts(client: Client, amount: str, word: str):
    a_test(EARLY, "R-1", lead(amount))
    product = page_of(client, query="?yardstick=ut_r70_580_5")
    batch = page_of(client, Batch.objects.get(), "?yardstick=ut_r70_580_5")
    assert 'class="limit"' in product
    assert reverse("limit", args=["ut_r70_580_5"]) in product
    for body in (product, batch):
        assert f'<span class="outcome {word}">' in body
        assert "text as read on" in body
        assert "?yardstick=ut_r70_580_5#evidence" in body


def test_a_yardstick_that_is_not_there_says_so(client: Client):
    a_test()
    assert "There is no such yardstick here." in page_of(client, query="?yardstick=nonsense")


def test_names_in_print_that_differ_are_quoted(client: Client):
    a_test()
    a_test(LATE, "R-2", product="GREEN LEAF POWDER")
    assert Product.objects.count() == 1
    assert '<q class="printed">GREEN LEAF POWDER</q>' in page_of(client)


def test_of_many_names_in_print_the_first_five_are_quoted_in_their_order(client: Client):
    for number, mark in enumerate("?!;:.,"):
        a_test(EARLY + dt.timedelta(days=number), f"R-{number}", product=f"Green leaf powder{mark}")
    product = Product.objects.get()
    quoted = re.findall(r'<q class="printed">(.*?)</q>', page_of(client, product))
    assert (
        quoted
        == sorted(f"Green leaf powder{mark}" for mark in "?!;:.," if f"Green leaf powder{mark}" != product.name)[:5]
    )


def test_a_report_of_two_products_stands_on_the_page_of_each(client: Client, django_assert_max_num_queries):
    for number in range(4):
        report = a_test(EARLY + dt.timedelta(days=number), f"R-{number}")
        other = Product.objects.get_or_create(
            brand=Product.objects.earliest("pk").brand, name="Red leaf", key="red leaf", slug="red-leaf"
        )[0]
        Sample.objects.create(report=report, position=1, product=other)
    for product in Product.objects.all():
        with django_assert_max_num_queries(14):
            assert "4 reports" in page_of(client, product)


def test_the_laboratorys_own_fail_is_said(client: Client):
    report = a_test()
    Report.objects.filter(pk=report.pk).update(lab_verdict=LabVerdict.FAIL)
    for one in (Product.objects.get(), Batch.objects.get()):
        assert "the laboratory says: fail" in page_of(client, one)


def test_reports_that_may_not_be_seen_count_for_nothing(client: Client):
    a_test()
    hidden = a_test(LATE, "R-2", findings=(a_finding(severity=Severity.ALERT),), status=Status.IN_REVIEW)
    for one in (Product.objects.get(), Batch.objects.get()):
        body = page_of(client, one)
        assert hidden.reference not in body
        assert "1 alert" not in body
        assert "R-2" not in body


def test_a_batch_leads_to_the_newest_batch_and_to_its_product(client: Client):
    a_test(EARLY, "R-1", batch="AA-1")
    a_test(LATE, "R-2", batch="BB-2")
    older = Batch.objects.get(number="AA-1")
    body = page_of(client, older)
    assert "The batch with the newest test, BB-2" in body
    assert older.product.get_absolute_url() in body
    assert "The batch with the newest test" not in page_of(client, Batch.objects.get(number="BB-2"))


def test_reports_without_a_batch_number_are_listed_each_for_itself(client: Client):
    a_test(EARLY, "R-1", batch=None)
    a_test(LATE, "R-2", batch=None)
    body = page_of(client)
    assert body.count("Batch number not read") == 2
    assert "2 reports of 0 batches" in " ".join(body.split())


def test_a_long_history_comes_in_pages_of_the_same_length(client: Client, django_assert_max_num_queries):
    for number in range(30):
        a_test(EARLY + dt.timedelta(days=number), f"R-{number}", batch=f"AA-{number}-7")
    with django_assert_max_num_queries(14):
        first = page_of(client)
    with django_assert_max_num_queries(14):
        second = page_of(client, query="?page=2")
    assert first.count('<ul class="its-reports">') == 12
    assert second.count('<ul class="its-reports">') == 12
    assert "Of 12 of 30 batches" in first
    assert len(first) < 110_000


def test_a_batch_with_many_reports_needs_no_more_queries(client: Client, django_assert_max_num_queries):
    for number in range(12):
        a_test(EARLY + dt.timedelta(days=number), f"R-{number}")
    with django_assert_max_num_queries(26):
        assert "12 laboratory reports." in page_of(client, Batch.objects.get())


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "\u202eevil\u202c كراتوم", "x" * 300, "{{ 7|add:7 }}"])
def test_hostile_names_stay_text(client: Client, name: str):
    a_test(EARLY, "R-1", product=name, brand=name, lab=name, batch=f"{name[:100]}-1")
    for one in (Product.objects.get(), Batch.objects.get()):
        body = page_of(client, one)
        assert "<script>alert" not in body
        assert 'style="' not in body


def test_pages_are_there_in_czech_too(client: Client):
    a_published_report()
    for one in (Product.objects.get(), Batch.objects.get()):
        body = client.get(f"/cs{one.get_absolute_url()}?yardstick=ut_r70_580_5").content.decode()
        assert '<html lang="cs"' in body
        assert not re.search(r'(?:viewBox|[xyd])="[^"]*\d,\d[^"]*"', body)
