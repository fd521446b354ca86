"""A report held against a yardstick: on its own day and today, and what the report itself suggests."""

import datetime as dt
from decimal import Decimal

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils.translation import override

from labs.coa import Panel
from labs.quantities import read_quantity
from labs.reference.limits import limit_set
from labs.reference.measured import Measured
from labs.reference.yardsticks import judge_all
from registry.models import AnalyteResult
from registry.templatetags.verdicts import verdict_words
from registry.web.translating import in_language
from registry.web.yardsticks import Yardstick, chosen, counted, dated, grouped
from tests.registry.factories import a_coa, a_published_report, a_result
from tests.registry.web.test_report_page import text_of

pytestmark = pytest.mark.django_db
UTAH_LIMITS = {"lead": "1.2", "cadmium": "0.82", "arsenic": "2"}
MARCH = dt.date(2023, 3, 14)


def published_on(day: dt.date, *results):
    """A public report of that day."""
    report = a_published_report(coa=a_coa(*results))
    report.reported_on = day
    report.save(update_fields=["reported_on"])
    return report


def verdicts(set_id: str, text: str, unit: str, *, on: dt.date | None, today: dt.date):
    yardstick = dated(Yardstick(limits=limit_set(set_id)), on=on, today=today)
    ours = Measured(analyte="7_hydroxymitragynine", quantity=read_quantity(text), unit=unit)
    return yardstick.judge(AnalyteResult(unit=unit), ours, [])


def words(judged):
    return [one.word for one in judged]


def test_each_day_is_judged_by_the_text_that_held_on_it():
    both = verdicts("fl_2er26_1", "0.06", "%", on=dt.date(2025, 9, 1), today=dt.date(2026, 6, 22))
    assert words(both.then) == ["above"]  # 400 ppm
    assert words(both.now)[0] == "within"  # 1 mg/g
    assert both.differ


def test_before_any_text_nothing_is_limited():
    both = verdicts("cz_448_2025", "0.2", "%", on=dt.date(2025, 1, 1), today=dt.date(2025, 12, 1))
    assert (words(both.then), words(both.now)) == ([], ["above"])


def test_days_that_say_the_same_do_not_differ():
    both = verdicts("cz_448_2025", "0.2", "%", on=dt.date(2025, 11, 20), today=dt.date(2025, 12, 1))
    assert not both.differ


def test_both_days_stand_on_the_page_where_they_differ(client: Client):
    report = published_on(dt.date(2025, 3, 14), a_result("7-OH", "0.200", "%", analyte="7_hydroxymitragynine"))
    text = text_of(client.get(report.get_absolute_url() + "?yardstick=cz_448_2025"))
    assert "On the report's day, 14 March 2025" in text
    assert "not limited: no text in force that we read" in text
    assert "Today: 1 above" in text


def test_a_report_without_a_day_is_not_said_to_have_one(client: Client):
    coa = a_coa(a_result("7-OH", "0.120", "%", analyte="7_hydroxymitragynine"), reported=None)
    text = text_of(client.get(a_published_report(coa=coa).get_absolute_url() + "?yardstick=fl_2er25_2"))
    assert "On the report's day" not in text
    assert "By the text chosen, since the report is not dated: 1 above Today: 1 above" in text
    assert "by the text chosen" in verdict_words(
        verdicts("fl_2er25_2", "0.200", "%", on=None, today=dt.date(2026, 11, 30))
    )


def test_what_a_text_that_was_not_read_asked_cannot_be_told(client: Client):
    report = published_on(dt.date(2026, 1, 15), a_result("7-OH", "0.120", "%", analyte="7_hydroxymitragynine"))
    text = text_of(client.get(report.get_absolute_url() + "?yardstick=fl_2er26_1"))
    assert (
        "On the report's day, 15 January 2026: cannot tell: The text of that day was not read. Today: 1 above" in text
    )
    assert "On the report's day, 15 January 2026 cannot tell The text of that day was not read. Today above" in text
    assert "nothing is limited" not in text
    between = verdicts("fl_2er25_2", "0.200", "%", on=dt.date(2026, 1, 15), today=dt.date(2026, 11, 30))
    assert "cannot tell" in verdict_words(between)


def test_a_proposal_is_called_one(client: Client):
    coa = a_coa(a_result("7-OH", "0.200", "%", analyte="7_hydroxymitragynine"))
    text = text_of(client.get(a_published_report(coa=coa).get_absolute_url() + "?yardstick=us_dea_noi_7oh_2026"))
    assert "This is a proposal, not law in force." in text
    assert "Proposed limit: at most 0.05 %" in text


@pytest.mark.parametrize(
    ("set_id", "analyte", "called"),
    [
        ("oh_4729_9_1_01_1", "7_hydroxymitragynine", "Limit of a text that may no longer hold: not detected"),
        ("ut_kcpa_2019", "mgm_16", "Limit of a text that was replaced: not detected"),
        ("ri_21_28_12_3", "mgm_16", "Limit: not detected"),
    ],
)
def test_a_law_of_the_past_or_of_unknown_status_is_called_so_beside_each_number(client, set_id, analyte, called):
    coa = a_coa(a_result("MGM-16", "0.200", "%", analyte=analyte), reported=dt.date(2026, 4, 2))
    text = text_of(client.get(f"{a_published_report(coa=coa).get_absolute_url()}?yardstick={set_id}"))
    assert called in text


def test_a_looser_printed_limit_is_told(client: Client):
    lead = a_result("Lead", "0.64", "ppm", analyte="lead", panel=Panel.METALS, limit="3")
    text = text_of(client.get(a_published_report(coa=a_coa(lead)).get_absolute_url() + "?yardstick=ut_r70_580_5"))
    assert "The laboratory's own limit allows more than this one." in text


def test_what_the_report_suggests_can_be_taken_away(client: Client):
    metals = [
        a_result(name.title(), "0.1", "ppm", analyte=name, panel=Panel.METALS, limit=limit, row=row)
        for row, (name, limit) in enumerate(UTAH_LIMITS.items())
    ]
    address = published_on(MARCH, *metals).get_absolute_url()
    assert "because: The report prints 3 of its limits." in text_of(client.get(address))
    assert 'class="outcome' not in client.get(address + "?yardstick=").content.decode()


def test_a_choice_of_none_stays_in_the_address():
    assert chosen(QueryDict("yardstick=&grams=5")).query == "yardstick=&grams=5"
    assert chosen(QueryDict("")).query == ""


def test_only_texts_with_numbers_can_be_chosen_and_each_once():
    offered = [one.id for _, sets in Yardstick().groups for one in sets]
    assert len(offered) == len(set(offered))
    assert "nv_597_998" not in offered
    assert "nv_597_998" in [one.id for _, sets in grouped() for one in sets]


def test_a_proposal_does_not_stand_among_laws():
    groups = dict(grouped())
    assert {one.id for one in groups["Proposed, not law in force"]} == {
        "us_dea_noi_7oh_2026", "us_dea_noi_mp_mgm_2026",
    }  # fmt: skip


def test_a_result_counts_once_with_its_gravest_word():
    georgia = verdicts("ga_16_13_122", "0.2", "%", on=dt.date(2025, 3, 1), today=dt.date(2025, 3, 1))
    assert words(georgia.now) == ["above", "cannot tell"]
    assert counted([georgia.now, ()]) == {"above": 1}


@pytest.mark.parametrize(
    ("set_id", "analyte", "text", "unit", "beside", "english", "czech"),
    [
        (
            "ut_r70_580_5", "lead", "0.0069", "mg/kg", (),
            "0.0069 mg/kg is 0.00685 to 0.00695 ppm; the limit is under 1.2 ppm",
            "0.0069 mg/kg je 0,00685 až 0,00695 ppm; limit: méně než 1,2 ppm",
        ),
        (
            "usp_2232", "lead", "0.40", "ppm", (),
            "0.40 ppm is 0.395 to 0.405 µg/g; at 3 g a day that makes 1.185 to 1.215 µg a day; "
            "the limit is at most 5 µg a day",
            "0.40 ppm je 0,395 až 0,405 µg/g; při 3 g denně je to 1,185 až 1,215 µg denně; limit: nejvýše 5 µg denně",
        ),
        (
            "ky_217_2202", "7_hydroxymitragynine", "0.10", "%", (("mitragynine", "1.50"),),
            "7-OH is 0.095 to 0.105 %, the other alkaloids listed are at least 1.495 %: "
            "7-OH is 0.095 to 6.563 % of all alkaloids; the limit is at most 2 % of all alkaloids",
            "7-OH je 0,095 až 0,105 %, ostatních uvedených alkaloidů je nejméně 1,495 %: "
            "7-OH tvoří 0,095 až 6,563 % všech alkaloidů; limit: nejvýše 2 % všech alkaloidů",
        ),
        (
            "cz_448_2025", "mitragynine", "1.50", "%", (),
            "1.50 % is 1.495 to 1.505 %; the limit is at most 1,250 mg in a package of 50 g, which is 2.5 %",
            "1.50 % je 1,495 až 1,505 %; limit: nejvýše 1\u202f250 mg v balení 50 g, což je 2,5 %",
        ),
    ],
)  # fmt: skip
def test_how_a_verdict_was_reckoned_is_said_in_either_language(set_id, analyte, text, unit, beside, english, czech):
    rows = [
        Measured(analyte=name, quantity=read_quantity(said), unit=unit) for name, said in ((analyte, text), *beside)
    ]
    found = judge_all(rows[0], limit_set(set_id), grams_per_day=Decimal(3), beside=rows[1:])
    told = [one for one in found if one.arithmetic == english]
    assert len(told) == 1, [one.arithmetic for one in found]
    with override("cs"):
        assert in_language(told[0].arithmetic) == czech
