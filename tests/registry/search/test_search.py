"""What a question finds: batches by a part of their number, names with a wrong letter, filters, and why nothing."""

import datetime as dt
from dataclasses import replace
from functools import partial
from urllib.parse import quote

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override

from labs.checks import Severity
from labs.coa import Panel
from labs.reference.analytes import all_analytes
from registry import indexing, judging, review, search, tasks
from registry.indexing import engines
from registry.indexing.queries import Token
from registry.indexing.tokens import ANY, key_of, words_of
from registry.models import Batch, Product, Report, SearchAmount, SearchRow, Status
from registry.search import Question
from registry.search.batches import batches_like
from registry.search.finding import _Asker
from registry.search.names import vocabulary
from registry.search.rows import newest_rows
from tests.registry.factories import (
    a_coa,
    a_finding,
    a_moderator,
    a_print,
    a_published_report,
    a_report,
    a_result,
)

pytestmark = pytest.mark.django_db
ANYONE = AnonymousUser()


def asked(query: str) -> list[Report]:
    """The published reports that answer an address, in order."""
    return list(search.reports(Question.from_query(QueryDict(query)), reader=ANYONE))


def lead(amount: str, unit: str = "ppm", **options: object):
    return a_coa(a_result("Lead", amount, unit, analyte="lead", panel=Panel.METALS, **options))


@pytest.mark.parametrize("typed", ["AM-2O9I", "am 2091", "2091", "M-2O91", "am2o9l"])
def test_a_batch_is_found_by_its_number_or_its_last_signs_however_they_are_written(typed: str):
    report = a_published_report(coa=a_coa(batch="AM-2091"))
    a_published_report(coa=a_coa(batch="AM-3456"))
    assert asked(f"q={typed}") == [report]


@pytest.mark.parametrize("typed", ["Oddwik", "Odwick", "oddwicj", "Oddwcik leaf"])
def test_a_brand_with_one_wrong_letter_comes_first(typed: str):
    a_published_report(coa=a_coa(brand="Oddmoss Trading", product="Leaf"))
    report = a_published_report(coa=a_coa(brand="Oddwick Leaf Company", product="Oddwick powder"))
    found = search.find(Question(words=typed), reader=ANYONE)
    assert (found.names[0].kind, found.names[0].text) == ("brand", "Oddwick Leaf Company")
    assert found.reports == [report.pk]
    assert found.spelt


def test_a_word_that_is_known_is_not_taken_for_another():
    a_published_report(coa=a_coa(brand="Oddwick"))
    a_published_report(coa=a_coa(brand="Oddwich"))
    found = search.find(Question(words="oddwick"), reader=ANYONE)
    assert [name.text for name in found.names if name.kind == "brand"] == ["Oddwick"]
    assert not found.spelt


@pytest.mark.parametrize("typed", ["Fernhill", "Green leaf", "Alder & Moss", "R-77", "lead", "Fernh"])
def test_one_box_takes_laboratory_product_brand_number_and_analyte(typed: str):
    report = a_published_report(coa=a_coa(report_number="R-77"))
    assert asked(f"q={quote(typed)}") == [report]
    assert asked(f"q={report.reference}") == [report]


@pytest.mark.parametrize("typed", ["olovo", "Olovo", "olovvo", "blei", "lead (Pb)", "green olovo", "olovo green leaf"])
def test_an_analyte_is_found_by_whatever_it_is_called(typed: str):
    report = a_published_report(coa=lead("0.3"))
    assert asked(f"q={quote(typed)}") == [report]


@pytest.mark.parametrize("typed", ["7-OH", "7oh", "7 oh", "7-hydroxymitragynin", "7OH-mitragynine", "Alder 7oh"])
def test_an_analyte_is_found_however_its_name_is_spaced(typed: str, client: Client):
    report = a_published_report(coa=a_coa(a_result("7-OH", "0.02", "%", analyte="7_hydroxymitragynine")))
    a_published_report(coa=lead("0.3"))
    assert asked(f"q={quote(typed)}") == [report]
    assert client.get(reverse("search"), {"q": typed}).status_code == 200
    if "Alder" not in typed:
        names = search.find(Question(words=typed), reader=ANYONE).names
        assert names[0].parts == ("7_hydroxymitragynine",)


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
def test_an_analyte_is_found_by_its_name_in_the_language_of_the_page(language: str):
    known, missed = vocabulary(), []
    for analyte in all_analytes():
        with override(language):
            typed = gettext(analyte.name)
        if analyte.slug not in [name.parts[0] for name in known.find(words_of(typed), 8) if name.kind == "analyte"]:
            missed.append(typed)
    assert missed == []


@pytest.mark.parametrize(
    "typed", ["Lot AM-2291", "LOT#: AM2291", "batch no. am 2291", "Šarže: AM-2291", "č. šarže 2291"]
)
def test_a_word_that_announces_the_batch_is_no_part_of_its_number(typed: str, client: Client):
    report = a_published_report()
    assert asked(f"q={quote(typed)}") == [report]
    answer = client.get(reverse("search"), {"q": typed})
    assert answer.status_code == (200 if typed.endswith(" 2291") and "am" not in typed else 302)
    assert "AM-2291" in client.get(reverse("suggestions"), {"q": typed}).content.decode()


def test_a_product_that_is_called_a_lot_is_found_by_its_name():
    report = a_published_report(coa=a_coa(product="Lot 7 reserve"))
    a_published_report(coa=a_coa(product="Green leaf", batch="7-R"))
    assert asked("q=lot+7+reserve") == [report]


@pytest.mark.parametrize("typed", ["QF-2608-0226", "qf26080226", "QF 26080226", "Report no. QF-2608-0226"])
def test_a_report_is_found_by_its_number_however_it_is_written(typed: str, client: Client):
    report = a_published_report(coa=a_coa(report_number="QF-2608-0226"))
    assert asked(f"q={quote(typed)}") == [report]
    assert client.get(reverse("search"), {"q": typed}).status_code == 200


@pytest.mark.parametrize("typed", ["Alder 0257", "green leaf 6Q0257", "alder o257", "0257 Alder"])
def test_a_name_and_part_of_a_batch_number_find_the_report(typed: str):
    report = a_published_report(coa=a_coa(batch="26Q0257"))
    a_published_report(coa=a_coa(batch="26Q0391"))
    assert asked(f"q={quote(typed)}") == [report]
    assert asked("q=Alder+257") == []  # three signs are too few for part of a number


def test_letters_drawn_by_lot_are_no_beginning_of_a_word():
    report = a_published_report(coa=a_coa(batch="B-3"), reference="39kd4tnm7x")
    assert asked("q=B-39") == asked("q=39") == asked("q=39kd4tnm7") == []
    assert asked("q=39KD4tnm7x") == asked("q=green+39kd4tnm7x") == [report]
    assert asked("q=B-3") == [report]


def test_words_are_all_asked_for():
    a_published_report()
    assert asked("q=green+purple") == []
    assert asked("q=%21%21%21") == []


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("form=leaf", True), ("form=extract", False), ("form=leaf&form=extract", True), ("brand=alder-moss", True),
        ("brand=other", False), ("brand=unknown", False), ("lab=fernhill-analytics", True), ("panel=metals", True),
        ("panel=metals&panel=alkaloids", True), ("panel=metals&panel=solvents", False), ("flag=warning", True),
        ("flag=none", False), ("pdf=yes", True), ("pdf=no", False), ("tested_within=180d", False),
        ("tested_within=9999d", True), ("tested_within=unknown", False), ("analyte=lead", True),
        ("analyte=mercury", False), ("q=green&form=leaf&flag=warning", True),
    ],
)  # fmt: skip
def test_filters_in_the_address_keep_what_they_say(query: str, is_found: bool):
    report = a_published_report(findings=(a_finding(),))
    assert (asked(query) == [report]) is is_found


@pytest.mark.parametrize(
    ("printed", "lod", "question", "is_found"),
    [
        ("0.31", None, "max=0.5", True), ("0.31", None, "max=0.3", False), ("0.31", None, "max=0.3&answer=no", True),
        ("0.5", None, "max=0.5", False), ("0.5", None, "max=0.5&answer=cannot-tell", True),
        ("ND", "0.01", "max=0.5", True), ("ND", None, "max=0.5", False),
        ("ND", None, "max=0.5&answer=cannot-tell", True),
        ("ND", "0.9", "max=0.5&answer=cannot-tell", True), ("ND", "0.9", "min=0.1&answer=no", False),
        ("0.31", None, "min=0.1&max=1", True), ("310", None, "min=1", True),
    ],
)  # fmt: skip
def test_amounts_are_asked_for_three_ways_and_not_detected_is_no_zero(printed, lod, question, is_found):
    report = a_published_report(coa=lead(printed, lod=lod))
    assert (asked(f"analyte=lead&unit=ppm&{question}") == [report]) is is_found


def test_an_amount_between_two_bounds_is_found_by_either_few_side(monkeypatch):
    for text in ("0.10", "0.20", "0.30", "0.40"):
        a_published_report(coa=lead(text))
    between = "analyte=lead&unit=ppm&min=0.15&max=0.35"
    assert len(asked(between)) == 2
    for few in (0, 1, 2, 3):
        monkeypatch.setattr("registry.search.matching._FEW", few)
        assert len(asked(between)) == 2
        assert len(asked("analyte=lead&unit=ppm&min=0.35")) == 1
        assert len(asked("analyte=lead&unit=ppm&max=0.05")) == 0


def test_amounts_are_compared_across_units():
    report = a_published_report(coa=lead("310", "ppb"))
    assert asked("analyte=lead&unit=ppm&max=0.5") == [report]
    assert asked("analyte=lead&unit=mg/mL&max=0.5") == []


@pytest.mark.parametrize(
    ("printed", "lod", "verdict"),
    [("0.31", None, "within"), ("5", None, "above"), ("ND", "9", "cannot-tell")],
)
def test_reports_are_found_by_how_they_stand_to_a_yardstick(printed, lod, verdict):
    report = a_published_report(coa=lead(printed, lod=lod))
    for asked_for in ("within", "above", "cannot-tell", "not-limited"):
        found = asked(f"yardstick=ut_r70_580_5&verdict={asked_for}")
        assert (found == [report]) is (asked_for == verdict)


@pytest.mark.parametrize(("product", "verdict"), [("Kratom leaf powder", "above"), ("Kratom extract", "cannot-tell")])
def test_a_text_for_leaf_tells_nothing_of_an_extract(product: str, verdict: str):
    report = a_published_report(coa=a_coa(a_result("Mitragynine", "45.2", "%", analyte="mitragynine"), product=product))
    assert asked(f"yardstick=cz_448_2025&verdict={verdict}") == [report]


def test_a_report_is_found_by_what_a_later_one_says_of_its_product():
    first = a_published_report(coa=a_coa(product="Green Hulu"))
    assert asked("form=leaf") == []
    coa = a_coa(product="Green Hulu", batch="B-2")
    second = a_published_report(coa=coa)
    leaf = replace(coa.samples[0], matrix=a_print("Dried leaf powder", top=150))
    judging.restate(second, judging.judge(second, replace(coa, samples=(leaf,))))
    assert {one.pk for one in asked("form=leaf")} == {first.pk, second.pk}


def test_reports_are_found_by_the_text_of_the_day_for_which_their_pages_judge_them():
    report = a_published_report(coa=a_coa(a_result("7-OH", "0.12", "%", analyte="7_hydroxymitragynine")))
    Report.objects.filter(pk=report.pk).update(tested_on=dt.date(2025, 12, 5), reported_on=dt.date(2025, 12, 9))
    indexing.refresh(Report.objects.get(pk=report.pk))  # the text of August ended in between
    assert asked("yardstick=fl_2er25_2&verdict=above") == []
    assert asked("yardstick=fl_2er25_2&verdict=not-limited") == []
    assert asked("yardstick=fl_2er25_2&verdict=cannot-tell") == [report]  # what came next was not read
    assert asked("yardstick=ut_r70_580_5&verdict=not-limited") == [report]


def test_verdicts_are_counted_among_what_the_other_filters_find():
    for coa in (lead("0.31"), lead("5"), lead("ND", lod="9"), a_coa(product="Gold extract")):
        a_published_report(coa=coa)
    pairs = (("form", "leaf"), ("yardstick", "ut_r70_580_5"), ("verdict", "above"))
    for question in (Question(pairs=pairs), Question(pairs=pairs[:2]), Question(pairs=pairs[1:])):
        counts = {one.value: one.count for one in search.find(question, reader=ANYONE).facets[-1].options}
        each = [search.find(question.without("verdict").having("verdict", one), reader=ANYONE).count for one in counts]
        assert list(counts.values()) == each
        assert sum(counts.values()) == search.find(question.without("verdict"), reader=ANYONE).count >= 3


def test_what_a_yardstick_does_not_limit_is_its_own_answer():
    report = a_published_report(coa=a_coa(a_result("Moisture", "7", "%", analyte="moisture", panel=Panel.MOISTURE)))
    assert asked("yardstick=ut_r70_580_5&verdict=not-limited") == [report]


@pytest.mark.parametrize(
    "query",
    ["form=gas", "panel=x", "flag=bad", "tested_within=soon", "yardstick=none", "analyte=nonsense", "verdict=above",
     "analyte=lead&max=0.5", "max=1&unit=ppm", "analyte=lead&max=many&unit=ppm", "brand=%22%3E", "sort=x", "pdf=maybe",
     "analyte=lead&max=1&unit=%21", "tested_within=99999d", "after=x", "q=%00"],
)  # fmt: skip
def test_what_an_address_says_wrong_is_answered_in_a_sentence(client: Client, query: str):
    a_published_report()
    answer = client.get(f"{reverse('search')}?{query}")
    assert answer.status_code == 200
    is_fine = query in ("tested_within=99999d", "after=x", "q=%00")
    assert bool(Question.from_query(QueryDict(query)).troubles) is not is_fine


@pytest.mark.parametrize("status", [Status.IN_REVIEW, Status.REJECTED, Status.WITHDRAWN])
def test_only_what_may_be_seen_is_found_or_counted(status: str):
    hidden = a_report(status)
    question = Question(words="green leaf")
    for reader, claims, found in (
        (ANYONE, (), []), (ANYONE, (hidden.tracking_token,), [hidden]), (a_moderator(), (), [hidden]),
    ):  # fmt: skip
        assert list(search.reports(question, reader=reader, claims=claims)) == found
        answer = search.find(question, reader=reader, claims=claims)
        assert (
            answer.count == sum(option.count for facet in answer.facets[:1] for option in facet.options) == len(found)
        )
    assert not search.find(question, reader=ANYONE).names


def test_the_index_follows_what_moderators_do():
    mira = a_moderator()
    report = a_report()
    assert asked("q=green") == []
    review.publish(report, by=mira)
    assert asked("q=green") == [report]
    review.correct_sample(report, 0, by=mira, product_name="Purple powder")
    assert (asked("q=green"), asked("q=purple")) == ([], [report])
    review.withdraw(report, by=mira, reason="The laboratory replaced it.")
    assert asked("q=purple") == []


def test_a_dismissed_flag_is_not_searched_for():
    mira = a_moderator()
    report = a_published_report(findings=(a_finding(severity=Severity.ALERT),))
    assert asked("flag=alert") == [report]
    review.dismiss_flag(report.flags.get(), by=mira, because="harmless", reason="A misprint.")
    assert (asked("flag=alert"), asked("flag=none")) == ([], [report])


def test_reports_come_newest_first_page_by_page_and_none_twice(client: Client):
    for day in range(45):
        a_published_report(coa=a_coa(batch=f"B-{day}", reported=dt.date(2026, 1, 1) + dt.timedelta(days=day)))
    seen, after = [], None
    while True:
        found = search.find(Question(words="green"), reader=ANYONE, after=after)
        seen += found.reports
        after = found.after
        if after is None:
            break
    assert seen == list(Report.objects.order_by("-reported_on").values_list("pk", flat=True))


def test_very_many_are_counted_to_the_cap_only(monkeypatch):
    for module in ("matching", "finding"):
        monkeypatch.setattr(f"registry.search.{module}.CAP", 3)
    monkeypatch.setattr("registry.search.finding.PAGE", 2)
    reports = [a_published_report() for _ in range(7)]
    seen, after = [], None
    for _ in range(4):
        found = search.find(Question(words="green"), reader=ANYONE, after=after)
        assert (found.count, found.is_more) == (3, True)
        seen, after = [*seen, *found.reports], found.after
    assert sorted(seen) == [report.pk for report in reports]
    assert after is None


def test_counts_include_what_is_not_known(client: Client):
    a_published_report(coa=a_coa(brand=None, lab=None, product="Green", reported=None))
    found = search.find(Question(), reader=ANYONE)
    counts = {facet.name: {option.value: option.count for option in facet.options} for facet in found.facets}
    assert counts["form"] == {"unknown": 1}
    assert counts["brand"] == counts["lab"] == {"unknown": 1}
    assert counts["tested_within"]["unknown"] == 1


def test_other_values_of_a_chosen_filter_are_still_counted():
    a_published_report()
    a_published_report(coa=a_coa(product="Gold extract"))
    found = search.find(Question(pairs=(("form", "leaf"),)), reader=ANYONE)
    counts = {option.value: option.count for option in found.facets[0].options}
    assert counts == {"leaf": 1, "extract": 1}


def test_an_empty_answer_says_which_filter_emptied_it(client: Client):
    a_published_report()
    body = client.get(reverse("search") + "?q=green&form=extract").content.decode()
    assert "No report found" in body
    assert f'href="{reverse("search")}?q=green"' in body
    assert "Without Form: extract" in body


def test_a_batch_that_is_not_there_says_so_with_what_is_nearest(client: Client):
    a_published_report()
    address = Batch.objects.get().get_absolute_url().replace("am2291", "am2299")
    answer = client.get(address)
    body = answer.content.decode()
    assert answer.status_code == 404
    assert "No report for this batch" in body
    assert Batch.objects.get().get_absolute_url() in body
    assert "14 March 2026" in body
    assert client.get(address.replace("alder-moss", "nobody")).status_code == 404


def test_the_batch_that_was_typed_comes_before_those_that_end_in_it_of_which_no_more_come_than_are_wanted():
    for number in ("KR-12345", "AM-12345", "12345", "ZZ-12345"):
        a_published_report(coa=a_coa(batch=number))
    found = batches_like("12345", reader=AnonymousUser(), most=2)
    assert [batch.number for batch in found] == ["12345", "AM-12345", "KR-12345"]
    assert len(batches_like("12345", reader=AnonymousUser())) == 4


def test_a_hidden_batch_is_not_among_the_nearest(client: Client):
    a_published_report()
    a_report(coa=a_coa(batch="AM-2298"))
    body = client.get(Batch.objects.get(key="am2291").get_absolute_url().replace("am2291", "am2299")).content.decode()
    assert "AM-2298" not in body


def test_suggestions_name_brands_products_and_batches(client: Client):
    a_published_report()
    address = reverse("suggestions")
    assert Product.objects.get().get_absolute_url() in client.get(address, {"q": "gree"}).content.decode()
    assert "Alder &amp; Moss" in client.get(address, {"q": "aldr"}).content.decode()
    assert "AM-2291" in client.get(address, {"q": "2291"}).content.decode()
    assert client.get(address, {"q": "x"}).content.strip() == b""


def test_a_search_needs_as_many_queries_for_few_reports_as_for_many(client: Client):
    needed = []
    for reports in (3, 22):
        for number in range(reports):
            a_published_report(coa=a_coa(lab=f"Laboratory {number}", brand=f"Brand {number}", batch=f"B-{number}-77"))
        client.get(reverse("search"), {"q": "leaf"})  # asks what is asked once a minute
        with CaptureQueriesContext(connection) as asked_for:
            assert client.get(reverse("search"), {"q": "green", "form": "leaf", "flag": "none"}).status_code == 200
        needed.append(len(asked_for))
    assert needed[0] == needed[1] <= 24


def test_tokens_that_people_type_reach_no_filter():
    a_published_report()
    for typed in (":public", '":any"', "public OR any", "' | 'x", "\\'", "green:*", "NOT green", "a" * 5000):
        assert asked(f"q={typed}") in ([], list(Report.objects.all()))
    assert engines.newest(Token("'\\\":*"), limit=5) == []


@pytest.mark.parametrize(("name", "slug"), [("brand", "hidden-hollow"), ("lab", "hidden-assays")])
def test_a_filter_tells_no_name_of_what_is_not_public(client: Client, name: str, slug: str):
    hidden = a_report(Status.IN_REVIEW, coa=a_coa(brand="Hidden Hollow", lab="Hidden Assays", batch="HH-1"))
    a_published_report()

    def told() -> str:
        return client.get(reverse("search", query={name: slug})).text

    assert "Hidden " not in told()
    Report.objects.filter(pk=hidden.pk).update(reported_on=None)
    review.publish(hidden, by=a_moderator())
    assert "Hidden " in told()


@pytest.mark.parametrize(
    "query",
    [
        "", "form=leaf", "form=leaf&form=extract", "form=unknown", "panel=metals", "panel=metals&panel=alkaloids",
        "panel=unknown", "flag=alert", "flag=alert&flag=none", "pdf=yes", "pdf=no", "tested_within=30d",
        "tested_within=unknown", "form=leaf&flag=none&pdf=yes&tested_within=4000d", "yardstick=ut_r70_580_5",
    ],
)  # fmt: skip
@pytest.mark.parametrize("reader", [ANYONE, None])
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite's index finds all of it")
def test_rows_walked_through_are_those_that_the_index_finds(query: str, reader):
    today = timezone.localdate()
    for number, (coa, status) in enumerate([
        (a_coa(), Status.PUBLISHED), (a_coa(product="Gold extract"), Status.PUBLISHED), (lead("5"), Status.PUBLISHED),
        (lead("5"), Status.IN_REVIEW), (a_coa(reported=None, product="Green"), Status.PUBLISHED),
        (a_coa(samples=()), Status.PUBLISHED), (a_coa(reported=today), Status.PUBLISHED),
    ]):  # fmt: skip
        findings = (a_finding(severity=Severity.ALERT),) if number % 2 else ()
        a_report(status, coa=coa, findings=findings)
    asker = _Asker(Question.from_query(QueryDict(query)), reader or a_moderator(), ())
    match = asker.match(asker.question)
    every = match.newest(50)
    ask = partial(newest_rows, asker.question, match.seen, since=match.since, before=match.before)
    assert ask(limit=len(every) + 1) is None
    for few in range(1, len(every) + 1):
        assert list(ask(limit=few).place) == every[:few]


def test_why_nothing_was_found_costs_no_more_for_dozens_of_filters_than_for_eight():
    def queries(filters: int) -> int:
        asked_for = "&".join(f"panel={panel}" for panel in [*Panel][:2])
        asked_for += "".join(f"&{name}=none-{number}" for name in ("brand", "lab") for number in range(filters // 2))
        found = search.find(Question.from_query(QueryDict(asked_for)), reader=ANYONE)
        with CaptureQueriesContext(connection) as made:
            search.missing(found)
        return len(made)

    a_published_report()
    assert queries(24) == queries(8) > queries(2)


def test_a_report_that_is_deleted_leaves_nothing_in_the_index():
    gone, kept = a_published_report(coa=lead("0.31")), a_published_report(coa=lead("0.31"))
    hidden = a_report(coa=a_coa(batch="HH-1"))
    Report.objects.filter(pk__in=[gone.pk, hidden.pk]).delete()
    assert [key_of(place) for place in engines.newest(Token(ANY), limit=5)] == [kept.pk]
    assert [key_of(place) for place in SearchAmount.objects.values_list("place", flat=True)] == [kept.pk]
    assert list(SearchRow.objects.values_list("report", flat=True)) == [kept.pk]
    found = search.find(Question(words="green"), reader=ANYONE)
    assert (found.count, found.reports) == (1, [kept.pk])


def test_an_index_that_is_put_in_order_finds_the_same():
    reports = [a_published_report() for _ in range(5)]
    before = asked("q=green")
    tasks.tidy()
    assert asked("q=green") == before == reports[::-1]
