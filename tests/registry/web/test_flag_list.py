"""The list of public flags: what it holds, how it is narrowed, how it goes on."""

from itertools import pairwise

import pytest
from django.test import Client
from django.urls import reverse

from labs.checks import Severity
from registry import review
from registry.models import Flag, Status
from tests.registry.factories import a_coa, a_finding, a_moderator, a_published_report, a_report

pytestmark = pytest.mark.django_db


def flags_on(client: Client, **query: object) -> list[int]:
    answer = client.get(reverse("flags"), query)
    assert answer.status_code == 200
    return [line.flag.pk for line in answer.context["lines"]]


def test_a_flag_leads_to_its_report_its_check_and_the_paper(client: Client):
    report = a_published_report(findings=(a_finding(),))
    body = client.get(reverse("flags")).content.decode()
    flag = report.flags.get()
    assert f'href="{report.get_absolute_url()}#flag-{flag.pk}"' in body
    assert flag.says in body
    assert f"{report.get_absolute_url()}?at=" in body
    assert reverse("check", args=[flag.check_id]) in body
    assert "Alder &amp; Moss" in body


@pytest.mark.parametrize("status", [status for status in Status.values if status != Status.PUBLISHED])
def test_flags_of_unpublished_reports_are_not_listed_for_anyone(client: Client, status: str):
    a_report(Status(status), findings=(a_finding(),))
    assert flags_on(client) == []
    assert "No flag stands on a published report." in client.get(reverse("flags")).content.decode()
    client.force_login(a_moderator())
    assert flags_on(client) == []


def test_a_flag_about_an_unpublished_report_waits_for_it(client: Client):
    one = a_published_report(findings=(a_finding(),))
    other = a_report()
    Flag.objects.update(other=other)
    assert flags_on(client) == []
    review.publish(other, by=a_moderator())
    assert flags_on(client) == [one.flags.get().pk]


def test_what_was_set_aside_or_is_no_longer_found_is_left_out(client: Client):
    report = a_published_report(findings=tuple(a_finding(key=key) for key in "abc"))
    first, second, third = report.flags.order_by("pk")
    Flag.objects.filter(pk=first.pk).update(state=Flag.State.DISMISSED)
    Flag.objects.filter(pk=second.pk).update(is_current=False)
    assert flags_on(client) == [third.pk]


def test_severity_and_check_narrow_the_list_and_nonsense_does_not(client: Client):
    a_published_report(
        findings=(a_finding(), a_finding("lod.loq_below_lod", severity=Severity.NOTE, key="x|y")),
    )
    warning, note = (Flag.objects.get(severity=severity).pk for severity in ("warning", "note"))
    assert flags_on(client, severity="note") == [note]
    assert flags_on(client, check="arith.sum_gt_total") == [warning]
    assert flags_on(client, check="arith.sum_gt_total", severity="note") == []
    assert flags_on(client, severity="grave", check="no.such", before="x") == [note, warning]
    assert "No flag of this kind" in client.get(reverse("flags"), {"severity": "alert"}).content.decode()


def test_the_list_goes_on_by_key_without_gap_or_overlap_and_keeps_its_filter(client: Client):
    a_published_report(findings=tuple(a_finding(key=f"k{n:03}") for n in range(90)), coa=a_coa())
    a_published_report(findings=(a_finding("lod.loq_below_lod", severity=Severity.NOTE),))
    seen: list[int] = []
    address = reverse("flags") + "?severity=warning"
    for _ in range(4):
        answer = client.get(address)
        seen += [line.flag.pk for line in answer.context["lines"]]
        if not answer.context["older"]:
            break
        address = reverse("flags") + answer.context["older"]
    assert len(seen) == 90
    assert all(before > after for before, after in pairwise(seen))
    assert "There are no older flags." in client.get(reverse("flags"), {"before": 1}).content.decode()
