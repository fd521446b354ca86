"""A flag's sum stands open where it is short, and is folded where it would push the numbers off the screen."""

import re

import pytest
from django.test import Client

from registry import rechecking, review
from registry.models import Flag, Report
from tests.registry.factories import a_coa, a_finding, a_moderator, a_published_report, a_result

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("lines", "is_folded"), [(12, False), (13, True)])
def test_a_long_sum_is_folded_on_the_report_and_open_on_the_flags_own_page(client: Client, lines: int, is_folded: bool):
    report = a_published_report(coa=a_coa(), findings=(a_finding(),))
    Flag.everything.update(arithmetic="\n".join(f"row {n}      {n}.5 mg/g" for n in range(lines)))
    page = client.get(report.get_absolute_url()).content.decode()
    assert page.count('class="step') == lines
    assert ('<details class="long-sum">' in page) is is_folded
    assert '<details class="long-sum">' not in client.get(report.flags.get().get_absolute_url()).content.decode()


@pytest.fixture
def too_much() -> Report:
    """A report whose rows are more than their printed total."""
    total = a_result("Total alkaloids", "1.20", analyte="total_alkaloids", row=1, is_total=True)
    report = a_published_report(coa=a_coa(a_result(), total))
    list(rechecking.recheck(rechecking.to_recheck()))
    report.flags.exclude(check_id="arith.sum_gt_total").update(is_current=False)
    return report


def sum_of(client: Client, address: str) -> tuple[list[str], int]:
    """The lines of the one sum on a page without tags, and how many numbers of it lead to the paper."""
    (told,) = re.findall(r'<div class="sum".*?</div>', client.get(address).text, re.S)
    lines = re.findall(r'<p class="step.*?</p>', told)
    return [" ".join(re.sub("<[^>]*>", " ", line).split()) for line in lines], told.count("<a ")


def test_a_sum_is_set_out_in_the_readers_language_with_what_is_printed_as_it_is(client: Client, too_much: Report):
    address = too_much.get_absolute_url()
    english, linked = sum_of(client, address)
    assert (english[0], english[1], english[3]) == (
        "Mitragynine 1.52 %", "sum of the rows 1.52 %", "printed total 1.20 %"
    )  # fmt: skip
    assert linked > 0
    czech, linked_in_czech = sum_of(client, f"/cs{address}")
    assert (czech[0], czech[1], czech[3]) == ("Mitragynine 1.52 %", "součet řádků 1.52 %", "vytištěný celek 1.20 %")
    assert linked_in_czech == linked
    page = client.get(f"/cs{address}").text
    assert page.count('class="step result"') == client.get(address).text.count('class="step result"') > 0
    assert '<div class="sum">' in page


@pytest.mark.parametrize("changed", [{"arithmetic_made": {}}, {"arithmetic": "sum of the rows  1.52 %"}])
def test_a_sum_of_which_nobody_kept_the_lines_stays_english_and_says_so(client: Client, too_much: Report, changed):
    too_much.flags.update(**changed)
    address = f"/cs{too_much.get_absolute_url()}"
    assert "sum of the rows 1.52 %" in sum_of(client, address)[0]
    assert '<div class="sum" lang="en">' in client.get(address).text


def test_a_confirmed_flag_is_said_to_be_right_whatever_it_is_about(client: Client):
    report = a_published_report(findings=(a_finding("comp.photo"),))
    review.confirm_flag(report.flags.get(), by=a_moderator())
    told = client.get(report.get_absolute_url()).text
    assert "A moderator compared it with the paper, and it is right." in told
    assert "numbers do disagree" not in told
