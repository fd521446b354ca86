"""The page of a report: values with their evidence, flags with their sums, yardsticks, corrections."""

import re
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from labs.checks import Severity
from labs.coa import LabVerdict, Panel, PanelReport
from registry import review
from registry.models import Flag, Report, Status
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


def text_of(answer: object) -> str:
    """What a page says, without markup and with single spaces."""
    body = re.sub(r"<(script|style|head)\b.*?</\1>", " ", answer.content.decode(), flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", body).replace("&#x27;", "'").replace("&amp;", "&").split())


def value_url(report: Report, place: int = 0) -> str:
    row = report.samples.get().results.all()[place]
    return reverse("value", args=[report.reference, 0, row.key])


def test_values_are_said_in_words_with_their_panels(client: Client):
    text = text_of(client.get(a_published_report().get_absolute_url()))
    for words in ("Mitragynine 1.52", "not detected (LOD 0.002 %)", "below LOQ (0.02 ppm)", "absent", "Heavy metals"):
        assert words in text
    assert "Pesticides no results read in this report" in text
    assert "Alkaloids 2 analytes" in text


def test_the_page_says_first_what_it_is_and_how_fresh(client: Client):
    answer = client.get(a_published_report().get_absolute_url())
    text = text_of(answer)
    first = ["Green leaf powder", "AM-2291", "14 March 2026", "Fernhill Analytics", "What was tested"]
    places = [text.index(words) for words in first]
    assert places == sorted(places)
    headings = re.findall(r"<h2[^>]*>([^<]+)</h2>", answer.content.decode())
    assert headings[:4] == ["What was tested", "What disagrees", "The numbers", "The paper"]


def test_the_head_names_the_panels_without_results_and_leads_to_the_parts(client: Client):
    answer = client.get(a_published_report().get_absolute_url())
    assert "No results read: Pesticides, Mycotoxins" in text_of(answer)
    page = answer.content.decode()
    wanted = re.findall(r'href="#(\w+)"', page.partition('class="on-page"')[2].partition("</nav>")[0])
    assert wanted == ["disagrees", "numbers", "evidence", "history"]
    assert all(f'id="{one}"' in page for one in wanted)


def test_a_client_is_named_beside_the_brand_only_if_it_is_another(client: Client):
    report = a_published_report()
    brand = report.samples.get().product.brand.name
    for name, is_said in ((brand, False), ("Somebody Else Ltd", True)):
        Report.objects.filter(pk=report.pk).update(client=name)
        assert (f"for {name}" in text_of(client.get(report.get_absolute_url()))) is is_said


def cell_of(client: Client, report: Report, panel: str) -> str:
    """What the grid says of one panel."""
    body = client.get(report.get_absolute_url()).content.decode()
    found = re.search(rf'panel-name">{panel}</span>(.*?)</li>', body, flags=re.S)
    assert found
    return " ".join(re.sub(r"<[^>]+>", "", found[1].replace("&#8239;", " ")).split())


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("PASSED", "named by the laboratory: PASSED, no numbers read p. 1"),
        ("NOT TESTED", "NOT TESTED, says the laboratory p. 1"),
        (None, "named by the laboratory, no numbers read p. 1"),
    ],
)
def test_a_panel_that_the_laboratory_only_names_is_quoted(client: Client, word: str | None, said: str):
    named = PanelReport(
        panel=Panel.PESTICIDES,
        title=a_print("Pesticide screen", top=600),
        status=a_print(word, top=600, x=300) if word else None,
    )
    report = a_published_report(coa=replace(a_coa(), panels=(named,)))
    assert cell_of(client, report, "Pesticides") == said
    assert cell_of(client, report, "Residual solvents") == "no results read in this report"


def test_a_panel_with_results_is_counted_whatever_its_title_says(client: Client):
    named = PanelReport(panel=Panel.ALKALOIDS, title=a_print("Alkaloids"), status=a_print("PASSED"))
    both = (
        a_result(row=0),
        a_result(amount="15.2", unit="mg/g", row=0),
        a_result("Speciogynine", "NT", analyte=None, row=1),
    )
    report = a_published_report(coa=replace(a_coa(*both), panels=(named,)))
    assert cell_of(client, report, "Alkaloids") == "1 analyte, 1 named but not tested"


@pytest.mark.parametrize(
    ("printed", "verdict", "said"),
    [
        ("PASSED", LabVerdict.PASS, "PASSED p. 1"),
        ("Conforms", LabVerdict.PASS, "Conforms p. 1 We read it as: pass."),
    ],
)
def test_the_laboratorys_word_on_the_report_is_quoted_as_printed(
    client: Client, printed: str, verdict: LabVerdict, said: str
):
    coa = replace(a_coa(), overall_status=a_print(printed, top=30), overall_verdict=verdict)
    text = text_of(client.get(a_published_report(coa=coa).get_absolute_url())).replace("&#8239;", " ")
    assert f"The laboratory's own word on the whole report: {said}" in text


def test_without_a_yardstick_nothing_is_judged(client: Client):
    body = client.get(a_published_report().get_absolute_url()).content.decode()
    assert 'class="outcome' not in body


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("yardstick=ut_r70_580_5", ["1 cannot tell", "2 within", "under 1.2 ppm", "R70-580-5", "23 November 2026"]),
        ("yardstick=usp_2232&grams=3", ["2 within", "at 3 g a day", "at most 5 µg a day"]),
        ("yardstick=usp_2232&grams=25", ["1 above", "at 25 g a day"]),
        ("yardstick=usp_2232", ["2 cannot tell", "it needs grams a day"]),
        ("yardstick=usp_2232&grams=2,5", ["at 2.5 g a day"]),
        ("yardstick=usp_2232&grams=none", ["Grams a day must be a plain number", "cannot tell"]),
        ("yardstick=nonsense", ["There is no such yardstick"]),
    ],
)
def test_results_are_held_against_the_chosen_yardstick(client: Client, query: str, said: list[str]):
    text = text_of(client.get(f"{a_published_report().get_absolute_url()}?{query}"))
    for words in said:
        assert words in text


@pytest.mark.parametrize(
    "grams", ["1e-100000", "1e-9999999999", "NaN", "Infinity", "-3", "0", "0.01", "101", "1" * 5000, "\u0663", "3 g"]
)
def test_grams_that_are_no_plain_number_are_not_given_and_keep_the_page_small(client: Client, grams: str):
    answer = client.get(a_published_report().get_absolute_url(), {"yardstick": "usp_2232", "grams": grams})
    assert "Grams a day must be a plain number from 0.1 to 100" in text_of(answer)
    assert "g a day, which you chose" not in text_of(answer)
    assert "&amp;grams=" not in answer.content.decode().partition("<footer")[0]
    assert len(answer.content) < 100_000


def test_no_grams_a_day_are_suggested(client: Client):
    body = client.get(a_published_report().get_absolute_url() + "?yardstick=usp_2232").content.decode()
    assert re.search(r'name="grams"[^>]* value=""', body)
    assert "which you chose" not in body


def test_salmonella_absent_in_25_g_cannot_be_told_for_a_limit_in_100_g(client: Client):
    text = text_of(client.get(a_published_report().get_absolute_url() + "?yardstick=ut_r70_580_5"))
    assert "Nothing was found in 25 g, but the limit asks for 100 g." in text


def test_a_value_has_a_link_that_draws_its_box(client: Client):
    report = a_published_report()
    row = report.samples.get().results.first()
    body = client.get(value_url(report)).content.decode()
    box = f'class="box" x="{row.x0 - 1.5:.2f}" y="{row.top - 1.5:.2f}"'
    assert body.count(box) == 2  # on the page, and enlarged
    assert f'viewBox="0 0 {report.pages.get().width:.2f}' in body
    assert "the paper prints" in text_of(client.get(value_url(report)))
    assert 'aria-current="true"' in body


def test_a_page_without_a_choice_draws_no_box(client: Client):
    body = client.get(a_published_report().get_absolute_url()).content.decode()
    assert 'class="box" x="0' not in body
    assert 'class="dim"' not in body


def test_a_choice_that_is_no_print_of_the_report_is_ignored(client: Client):
    report = a_published_report()
    body = client.get(report.get_absolute_url() + "?at=1.0.0.600.700").content.decode()
    assert 'class="dim"' not in body


def test_fields_of_the_head_lead_to_the_paper_too(client: Client):
    report = a_published_report()
    body = client.get(report.get_absolute_url()).content.decode()
    links = re.findall(r'href="([^"]*\?at=[^"#]*)#evidence"', body)
    assert links
    assert 'class="dim"' in client.get(links[0].replace("&amp;", "&")).content.decode()


def test_an_unknown_value_is_nothing(client: Client):
    report = a_published_report()
    assert client.get(reverse("value", args=[report.reference, 0, "p9-nothing"])).status_code == 404
    assert client.get(reverse("value", args=[report.reference, 7, "x"])).status_code == 404


def test_a_flag_shows_its_sum_and_leads_its_numbers_to_the_paper(client: Client):
    report = a_published_report(findings=(a_finding(),))
    body = client.get(report.get_absolute_url()).content.decode()
    assert re.search(r'class="mark in-sum" href="[^"]+"[^>]*>1\.52</a>', body)
    assert not re.search(r'class="mark in-sum"[^>]*>1\.83</a>', body)
    assert "Found by machine" in body


def test_a_number_in_a_sum_is_named_by_its_own_analyte(client: Client):
    lead = a_result("Lead", "0.31", "ppm", analyte="lead", panel=Panel.METALS, row=3)
    finding = replace(a_finding(), evidence=(a_result().printed, lead.printed))
    body = client.get(a_published_report(findings=(finding,)).get_absolute_url()).content.decode()
    named = dict(re.findall(r'class="mark in-sum"[^>]* data-text="([^"]+)" data-of="([^"]+)"', body))
    assert named == {"1.52": "Mitragynine", "0.31": "Lead"}


def test_two_checks_that_ask_the_same_of_one_result_share_a_card(client: Client):
    findings = (
        a_finding("arith.sum_gt_total", severity=Severity.ALERT),
        a_finding("arith.total_vs_parts"),
        replace(a_finding("arith.total_vs_parts", key="|lead|2"), analyte_text="Lead"),
    )
    report = a_published_report(findings=findings)
    body = client.get(report.get_absolute_url()).content.decode()
    assert re.findall(r'<article class="flag (\w+)"', body) == ["alert", "warning"]
    assert body.count("<p>Also: ") == 1
    assert all(f'id="flag-{flag.pk}"' in body for flag in report.flags.all())
    assert "1 alert" in text_of(client.get(report.get_absolute_url()))
    assert "2 warnings" in text_of(client.get(report.get_absolute_url()))


def test_the_laboratorys_name_leads_and_ours_follows_where_it_is_another(client: Client):
    results = (a_result("7-OH-M", analyte="7_hydroxymitragynine"), a_result("MITRAGYNINE", row=1))
    body = client.get(a_published_report(coa=a_coa(*results)).get_absolute_url()).content.decode()
    assert '<span class="printed">7-OH-M</span> <span class="as">7-Hydroxymitragynine</span>' in body
    assert '<span class="printed">MITRAGYNINE</span></th>' in body


def test_words_carry_no_unit_unless_it_tells_columns_apart(client: Client):
    alone = (
        a_result("Mitragynine", "1.5", "%"),
        a_result("Speciogynine", "ND", "mg/g", analyte=None, lod="0.2", row=1),
    )
    text = text_of(client.get(a_published_report(coa=a_coa(*alone)).get_absolute_url()))
    assert "not detected (LOD 0.2 mg/g) 0.2 p." in text.replace("&#8239;", " ")
    both = (a_result("Mitragynine", "ND", "%"), a_result("Mitragynine", "ND", "mg/unit"))
    text = text_of(client.get(a_published_report(coa=a_coa(*both)).get_absolute_url()))
    assert "not detected in mg/unit" in text


def test_the_gravest_flag_stands_first(client: Client):
    findings = tuple(
        a_finding("lod.loq_below_lod", severity=severity, key=f"|{severity}|1")
        for severity in (Severity.NOTE, Severity.ALERT, Severity.WARNING)
    )
    body = client.get(a_published_report(findings=findings).get_absolute_url()).content.decode()
    assert re.findall(r'<article class="flag (\w+)"', body) == ["alert", "warning", "note"]


def test_a_dismissed_flag_stays_with_its_reason(client: Client):
    report = a_report(findings=(a_finding(),))
    moderator = a_moderator()
    review.dismiss_flag(report.flags.get(), by=moderator, because="harmless", reason="The paper explains it: rounding.")
    review.publish(report, by=moderator)
    text = text_of(client.get(report.get_absolute_url()))
    assert "1 flag that a moderator looked at and set aside" in text
    assert "The paper explains it: rounding." in text
    assert "no flags" in text_of(client.get(reverse("home")))


def test_flags_that_a_newer_reading_no_longer_finds_are_gone(client: Client):
    report = a_published_report(findings=(a_finding(),))
    Flag.objects.update(is_current=False)
    assert "rows add up" not in text_of(client.get(report.get_absolute_url()))


def test_a_corrected_value_shows_both(client: Client):
    report = a_report()
    moderator = a_moderator()
    lead = report.samples.get().results.get(analyte="lead")
    review.correct_result(lead, by=moderator, reason="Typo in reading", text="0.031")
    review.publish(report, by=moderator)
    text = text_of(client.get(report.get_absolute_url()))
    assert "0.031" in text
    assert "corrected by a moderator; read as 0.31 ppm" in text


def test_what_is_in_doubt_says_why(client: Client):
    coa = a_coa(a_result(doubts=("two columns could be the result",)))
    text = text_of(client.get(a_published_report(coa=coa).get_absolute_url()))
    assert "Reading in doubt: two columns could be the result" in text
    assert "1 value: two columns could be the result" in text


def test_a_long_panel_without_amounts_starts_folded_and_opens_for_a_chosen_value(client: Client):
    results = tuple(
        a_result(f"Substance {n}", "ND", "ppm", analyte=None, panel=Panel.PESTICIDES, row=n) for n in range(20)
    )
    report = a_published_report(coa=a_coa(*results))
    assert "<summary><span" in client.get(report.get_absolute_url()).content.decode()
    assert "<summary><span" not in client.get(value_url(report)).content.decode()


def test_a_report_without_results_says_so(client: Client):
    client.force_login(a_moderator())
    report = a_report(Status.RECEIVED, is_read=False)
    text = text_of(client.get(report.get_absolute_url()))
    assert "No result was read from this report." in text
    assert "This report is not public." in text


def test_a_withdrawn_report_answers_with_date_and_reason_only(client: Client):
    report = a_report()
    moderator = a_moderator()
    review.publish(report, by=moderator)
    review.withdraw(report, by=moderator, reason="The laboratory replaced this report.")
    for address in (report.get_absolute_url(), value_url(report)):
        answer = client.get(address)
        assert answer.status_code == 410
        text = text_of(answer)
        assert "The laboratory replaced this report." in text
        assert "Mitragynine" not in text
        assert "AM-2291" not in text
        assert moderator.username not in text
    review.reopen(report, by=moderator, reason="It was right after all.")
    assert client.get(report.get_absolute_url()).status_code == 404


def test_a_report_has_no_more_queries_for_more_results(client: Client, django_assert_max_num_queries):
    many = tuple(a_result(f"Substance {n}", "0.1", row=n, analyte=None) for n in range(120))
    report = a_published_report(coa=a_coa(*many), findings=(a_finding(), a_finding(key="|y|1")))
    with django_assert_max_num_queries(16):
        client.get(report.get_absolute_url() + "?yardstick=usp_2232")


def test_the_enlarged_part_of_the_page_holds_the_rows_name(client: Client):
    report = a_published_report()
    far = report.samples.get().results.get(analyte="lead")
    far.x0, far.x1 = 520.0, 545.0
    far.save()
    body = client.get(value_url(report, place=2)).content.decode()
    frame = re.search(r'class="crop-picture" viewBox="([^"]+)"', body)
    assert frame
    x, top, width, height = (float(number) for number in frame[1].split())
    assert x <= 60  # where the analytes' names begin
    assert x + width >= far.x1
    assert top < far.top
    assert top + height > far.bottom
