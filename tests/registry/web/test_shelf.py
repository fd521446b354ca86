"""What the shelf asks: how one thing stands, at an address of its own, the same for everyone."""

import datetime as dt
import json
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import find
from django.test import Client
from django.urls import reverse

from labs.checks import Severity
from registry import review
from registry.models import Batch, Flag, Report, Status
from tests.registry.factories import a_coa, a_finding, a_moderator, a_published_report, a_report

pytestmark = pytest.mark.django_db


def told(client: Client, page: str) -> dict[str, object]:
    answer = client.get(f"{page}standing.json")
    assert answer.status_code == 200
    return answer.json()


def test_each_thing_tells_its_newest_report_and_its_flags(client: Client):
    a_published_report(coa=a_coa(report_number="R-1", reported=dt.date(2025, 1, 2)), findings=(a_finding(),))
    newest = a_published_report(coa=a_coa(report_number="R-2", reported=dt.date(2026, 3, 14)))
    batch = Batch.objects.get()
    for thing, kind, name in ((batch, "batch", "AM-2291"), (batch.product, "product", "Green leaf powder")):
        page = thing.get_absolute_url()
        said = told(client, page)
        assert (said["kind"], said["name"], said["page"], said["reports"]) == (kind, name, page, 2)
        assert said["newest"] == {
            "page": newest.get_absolute_url(), "laboratory": "Fernhill Analytics", "day": "2026-03-14",
        }  # fmt: skip
        assert said["newest_test"] == "2026-03-14"
        assert said["flags"] == {"alert": 0, "warning": 1, "note": 0}


def test_a_report_tells_its_own_flags_and_what_replaces_it(client: Client):
    old = a_published_report(
        coa=a_coa(report_number="R-1", reported=dt.date(2025, 1, 2)), findings=(a_finding(severity=Severity.ALERT),)
    )
    new = a_published_report(coa=a_coa(report_number="R-1", reported=dt.date(2026, 1, 2)))
    said = told(client, old.get_absolute_url())
    assert (said["kind"], said["of"], said["reports"]) == ("report", "Fernhill Analytics", 1)
    assert said["flags"] == {"alert": 1, "warning": 0, "note": 0}
    assert said["replaced_by"] == new.get_absolute_url()
    assert told(client, new.get_absolute_url())["replaced_by"] is None


def test_a_dismissed_flag_does_not_count(client: Client):
    report = a_published_report(findings=(a_finding(),))
    Flag.objects.update(state=Flag.State.DISMISSED)
    assert told(client, report.get_absolute_url())["flags"]["warning"] == 0


def test_a_thing_without_a_date_says_so(client: Client):
    report = a_published_report(coa=a_coa(reported=None))
    assert told(client, report.get_absolute_url())["newest_test"] is None


def test_a_withdrawn_report_says_when_and_why(client: Client):
    report = a_report()
    mira = a_moderator()
    review.publish(report, by=mira)
    review.withdraw(report, by=mira, reason="The laboratory replaced it.")
    answer = client.get(reverse("report-standing", args=[report.reference]))
    assert answer.status_code == 410
    assert answer.json()["reason"] == "The laboratory replaced it."
    assert dt.date.fromisoformat(answer.json()["withdrawn_on"])
    assert client.get(reverse("report-standing", args=["0" * 10])).status_code == 404


def test_the_answer_is_the_public_one_whoever_asks(client: Client):
    public = a_published_report(coa=a_coa(report_number="R-1"))
    hidden: Report = a_report(coa=a_coa(report_number="R-2"), findings=(a_finding(),))
    page = Batch.objects.get().get_absolute_url()
    before = told(client, page)
    client.force_login(a_moderator())
    assert told(client, page) == before
    assert before["reports"] == 1
    assert before["newest"]["page"] == public.get_absolute_url()
    assert client.get(reverse("report-standing", args=[hidden.reference])).status_code == 404


def test_the_answer_is_asked_for_anew_and_is_short_when_nothing_changed(client: Client):
    page = a_published_report().get_absolute_url()
    answer = client.get(f"{page}standing.json")
    assert answer["Cache-Control"] == "public, no-cache"
    assert client.get(f"{page}standing.json", headers={"If-None-Match": answer["ETag"]}).status_code == 304
    Report.objects.update(tested_on=dt.date(2020, 1, 1))
    assert client.get(f"{page}standing.json", headers={"If-None-Match": answer["ETag"]}).status_code == 200


def test_a_product_of_many_reports_is_asked_with_few_queries(client: Client, django_assert_max_num_queries):
    for number in range(12):
        a_published_report(coa=a_coa(report_number=f"R-{number}", batch=f"B-{number}"), findings=(a_finding(),))
    page = Batch.objects.first().product.get_absolute_url()
    with django_assert_max_num_queries(6):
        assert told(client, page)["reports"] == 12


def test_the_button_is_on_public_pages_and_hidden_until_a_script_shows_it(client: Client):
    report = a_published_report()
    batch = Batch.objects.get()
    for path in [thing.get_absolute_url() for thing in (report, batch, batch.product)]:
        for address in (path, f"/cs{path}"):
            page = client.get(address).content.decode()
            assert f'<p class="keep-row" hidden data-keep="{path}standing.json"' in page


def test_a_report_that_is_not_public_cannot_be_kept(client: Client):
    client.force_login(a_moderator())
    page = client.get(a_report(Status.IN_REVIEW).get_absolute_url()).content.decode()
    assert "data-keep" not in page


def test_the_page_says_what_it_is_without_scripts(client: Client):
    page = client.get("/shelf/").content.decode()
    assert "The list stays in this browser" in page
    assert "Everything else here works without it" in page


@pytest.mark.parametrize("name", ["shelf.js", "shelf_store.js", "keep.js", "scan.js"])
def test_no_script_writes_markup(name: str):
    """Names come from reports and files: they are set as text."""
    script = Path(find(f"registry/{name}")).read_text()
    for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "DOMParser"):
        assert way not in script


def test_hostile_names_are_told_as_text(client: Client):
    a_published_report(coa=a_coa(product='<img src=x onerror="alert(1)">', brand="\u202eevil"))
    batch = Batch.objects.get()
    answer = client.get(f"{batch.get_absolute_url()}standing.json")
    assert answer["Content-Type"] == "application/json"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert '<img src=x onerror="alert(1)">' in json.loads(answer.content)["of"]
    assert "<img src=x" not in client.get(batch.get_absolute_url()).content.decode()
