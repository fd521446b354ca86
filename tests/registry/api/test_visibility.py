"""An anonymous reader sees nothing unpublished, by any endpoint, filter or name."""

import pytest
from django.contrib.auth.models import User
from django.urls import resolve

from registry.api import links
from registry.models import AnalyteResult, Report, Status
from tests.registry.factories import UserFactory, a_coa, a_finding, a_published_report, a_report

pytestmark = pytest.mark.django_db

LISTS = ("reports", "results", "flags", "products", "batches", "brands", "laboratories")
HIDDEN = [status for status in Status.values if status != Status.PUBLISHED]


def addresses(report: Report) -> dict[str, str]:
    """Every address of the API that leads to something of the report."""
    sample = report.samples.select_related("product__brand", "batch__product__brand").get()
    result = AnalyteResult.objects.select_related("sample__report").filter(sample=sample).first()
    return {
        "reports": report.reference,
        "results": links.result_id(result),
        "flags": str(report.flags.get().pk),
        "products": links.product_id(sample.product),
        "batches": links.batch_id(sample.batch),
        "brands": sample.product.brand.slug,
        "laboratories": report.laboratory.slug,
    }


def a_report_at(status: str, **fields: object) -> Report:
    return a_report(Status(status), findings=(a_finding(),), **fields)


@pytest.mark.parametrize("status", Status.values)
@pytest.mark.parametrize("name", LISTS)
def test_lists_hold_what_is_published_only(anyone, moderator, name, status):
    a_report_at(status)
    is_public = status == Status.PUBLISHED
    assert bool(anyone.get(f"/api/v1/{name}/").json()["results"]) is is_public
    assert moderator.get(f"/api/v1/{name}/").json()["results"]


@pytest.mark.parametrize("status", Status.values)
@pytest.mark.parametrize("name", LISTS)
def test_details_are_there_for_what_is_published_only(anyone, moderator, name, status):
    address = f"/api/v1/{name}/{addresses(a_report_at(status))[name]}/"
    assert anyone.get(address).status_code == (200 if status == Status.PUBLISHED else 404)
    assert moderator.get(address).status_code == 200


@pytest.mark.parametrize("name", LISTS)
def test_what_is_hidden_answers_like_what_never_was(anyone, name):
    hidden = anyone.get(f"/api/v1/{name}/{addresses(a_report_at(Status.IN_REVIEW))[name]}/")
    absent = {"reports": "2222222222", "results": "2222222222.0.x", "flags": "999999"}.get(name, "no.such.thing")
    missing = anyone.get(f"/api/v1/{name}/{absent}/")
    assert (hidden.status_code, hidden.json()["code"]) == (missing.status_code, missing.json()["code"])


def test_an_account_without_rights_sees_what_everyone_sees_and_its_own(anyone):
    me: User = UserFactory()
    mine = a_report_at(Status.IN_REVIEW, uploaded_by=me)
    a_report_at(Status.IN_REVIEW)
    public = a_report_at(Status.PUBLISHED)
    anyone.force_login(me)
    seen = {report["reference"] for report in anyone.get("/api/v1/reports/").json()["results"]}
    assert seen == {mine.reference, public.reference}


def test_a_laboratory_filter_does_not_tell_who_tested_a_product_in_secret(anyone, moderator):
    a_published_report(coa=a_coa(lab="Fernhill Analytics"))
    a_report(Status.IN_REVIEW, coa=a_coa(lab="Hidden Laboratory"))
    secret = "/api/v1/products/?laboratory=hidden-laboratory"
    assert anyone.get(secret).json()["results"] == []
    assert len(moderator.get(secret).json()["results"]) == 1


def test_a_batch_that_only_a_hidden_report_knows_is_not_listed_under_a_public_product(anyone):
    a_published_report(coa=a_coa(batch="AM-1"))
    a_report(Status.IN_REVIEW, coa=a_coa(batch="AM-2"))
    batches = anyone.get("/api/v1/batches/?brand=alder-moss").json()["results"]
    assert [batch["number"] for batch in batches] == ["AM-1"]
    assert anyone.get("/api/v1/batches/?number=AM-2").json()["results"] == []


@pytest.mark.parametrize("status", HIDDEN)
def test_the_status_filter_opens_nothing(anyone, status):
    a_report_at(status)
    assert anyone.get(f"/api/v1/reports/?status={status}").json()["results"] == []


@pytest.mark.parametrize("status", HIDDEN)
def test_the_time_of_the_last_change_is_that_of_visible_reports(anyone, moderator, status):
    a_report_at(status)
    assert anyone.get("/api/v1/reports/").json()["meta"]["last_updated"] is None
    assert moderator.get("/api/v1/reports/").json()["meta"]["last_updated"] is not None


def test_a_tracking_token_opens_the_submission_and_nothing_else(anyone):
    report = a_report_at(Status.IN_REVIEW)
    assert anyone.get(f"/api/v1/submissions/{report.tracking_token}/").status_code == 200
    for name in LISTS:
        assert anyone.get(f"/api/v1/{name}/").json()["results"] == []


@pytest.mark.parametrize("name", LISTS)
def test_what_the_sender_alone_may_know_is_never_told(anyone, name):
    report = a_report_at(Status.PUBLISHED, file_name="my-own-name.pdf", uploaded_by=UserFactory(username="sender"))
    for address in (f"/api/v1/{name}/", f"/api/v1/{name}/{addresses(report)[name]}/"):
        told = anyone.get(address).content.decode()
        for secret in (report.tracking_token, "my-own-name", "sender"):
            assert secret not in told


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
@pytest.mark.parametrize("name", LISTS)
def test_nothing_can_be_changed(moderator, name, method):
    address = f"/api/v1/{name}/{addresses(a_report_at(Status.PUBLISHED))[name]}/"
    answer = getattr(moderator, method)(address, {})
    assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")


@pytest.mark.parametrize("name", LISTS)
def test_no_name_with_a_null_character_is_asked_of_the_database(name):
    assert resolve(f"/api/v1/{name}/").url_name.endswith("-list")
    assert resolve(f"/api/v1/{name}/a\x00b/").url_name is None
