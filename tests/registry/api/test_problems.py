"""Every error under the API is a problem with a stable code, and tells nothing that it should not."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from registry.api.problems import KINDS
from registry.api.views import ReportViewSet
from registry.processing import FAILURES
from tests.registry.factories import a_moderator, a_published_report

pytestmark = pytest.mark.django_db


def assert_problem(answer, status: int, code: str) -> dict:
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    body = answer.json()
    assert (body["status"], body["code"], body["type"]) == (status, code, f"/api/v1/problems/{code}/")
    assert body["title"]
    assert body["detail"]
    return body


@pytest.mark.parametrize("method", ["get", "post", "put", "delete", "head", "options"])
@pytest.mark.parametrize(
    "address",
    ["nothing/", "nothing", "reports/2222222222/more/", "reports/UPPERCASE1/", "results/x/", "flags/-1/", "reports"],
)
def test_an_address_that_is_not_there(anyone, method, address):
    answer = getattr(anyone, method)(f"/api/v1/{address}")
    if method == "head":
        assert answer.status_code == 404
    else:
        assert_problem(answer, 404, "not_found")


def test_an_address_without_its_slash_says_so(anyone):
    assert "slash" in anyone.get("/api/v1/reports").json()["detail"]


@pytest.mark.parametrize("address", ["/api/", "/api/v2/reports/", "/api/nothing", "/api/v1x/"])
def test_all_of_api_answers_in_problems(anyone, address):
    assert_problem(anyone.get(address), 404, "not_found")


def test_the_start_without_its_slash_leads_to_the_start(anyone):
    answer = anyone.get("/api/v1")
    assert (answer.status_code, answer["Location"]) == (301, "/api/v1/")


def test_a_report_that_is_not_there(anyone):
    assert_problem(anyone.get("/api/v1/reports/2222222222/"), 404, "not_found")


def test_a_method_that_is_not_taken(anyone):
    answer = anyone.put("/api/v1/reports/", {})
    assert_problem(answer, 405, "method_not_allowed")
    assert answer["Allow"] == "GET, POST, HEAD, OPTIONS"


def test_a_format_that_we_do_not_have(anyone):
    assert_problem(anyone.get("/api/v1/reports/", headers={"accept": "text/csv"}), 406, "not_acceptable")


@pytest.mark.parametrize("accept", ["*/*", "application/json", "text/html,application/xhtml+xml,*/*;q=0.8"])
def test_programs_and_browsers_are_answered_in_json(anyone, accept):
    assert anyone.get("/api/v1/reports/", headers={"accept": accept}).status_code == 200


def test_a_body_in_another_format(anyone):
    answer = anyone.post("/api/v1/reports/", {"file": "x"}, format="json")
    assert_problem(answer, 415, "unsupported_media_type")


def test_a_file_sent_bare_is_told_how_to_be_sent(anyone):
    answer = anyone.generic("POST", "/api/v1/reports/", b"%PDF-1.7", content_type="application/pdf")
    detail = assert_problem(answer, 415, "unsupported_media_type")["detail"]
    assert "multipart/form-data" in detail
    assert detail.endswith("curl -F file=@report.pdf http://testserver/api/v1/reports/")


def test_a_body_that_cannot_be_read(anyone):
    answer = anyone.generic("POST", "/api/v1/reports/", "no boundary here", content_type="multipart/form-data")
    assert_problem(answer, 400, "parse_error")


def test_too_many_fields(anyone):
    fields = {f"field{number}": "x" for number in range(1200)}
    assert_problem(anyone.post("/api/v1/reports/", fields, format="multipart"), 400, "parse_error")


def test_a_field_larger_than_a_field_may_be(anyone):
    answer = anyone.post("/api/v1/reports/", {"file": "x" * 1_100_000}, format="multipart")
    assert_problem(answer, 413, "body_too_large")


@pytest.mark.parametrize("fields", [{}, {"file": "text, no file"}, {"other": "x"}])
def test_a_body_without_a_file(anyone, fields):
    body = assert_problem(anyone.post("/api/v1/reports/", fields, format="multipart"), 400, "invalid")
    assert [error["pointer"] for error in body["errors"]] == ["#/file"]


def test_a_session_without_its_csrf_token():
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(a_moderator())
    answer = client.post("/api/v1/reports/", {"file": SimpleUploadedFile("x.pdf", b"")}, format="multipart")
    assert_problem(answer, 403, "permission_denied")


def test_too_many_requests(anyone, settings):
    settings.REST_FRAMEWORK = settings.REST_FRAMEWORK | {
        "DEFAULT_THROTTLE_RATES": settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"] | {"reads": "2/min"}
    }
    answers = [anyone.get("/api/v1/reports/") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert_problem(answers[-1], 429, "throttled")
    assert 1 <= int(answers[-1]["Retry-After"]) <= 60


@pytest.fixture
def broken(monkeypatch):
    def explode(self):
        raise RuntimeError("a secret of the database")

    monkeypatch.setattr(ReportViewSet, "get_queryset", explode)


def test_an_error_that_nobody_foresaw_tells_nothing(anyone, broken, caplog):
    anyone.raise_request_exception = False
    answer = anyone.get("/api/v1/reports/")
    assert_problem(answer, 500, "error")
    assert "secret" not in answer.content.decode()
    assert "a secret of the database" in caplog.text


def test_an_error_that_nobody_foresaw_is_reported_to_django(anyone, broken):
    with pytest.raises(RuntimeError, match="a secret"):
        anyone.get("/api/v1/reports/")


def test_the_schema_answers_errors_in_json_too(anyone):
    assert_problem(anyone.get("/api/v1/schema/?nothing=1"), 400, "invalid")


def test_every_kind_is_explained(anyone):
    told = anyone.get("/api/v1/problems/").json()["results"]
    assert {kind["code"] for kind in told} == set(KINDS) >= set(FAILURES)
    for kind in told:
        assert anyone.get(kind["type"]).json() == kind


def test_an_unknown_kind_is_a_problem(anyone):
    assert_problem(anyone.get("/api/v1/problems/nothing/"), 404, "not_found")


def test_the_start_leads_everywhere(anyone):
    a_published_report()
    for address in anyone.get("/api/v1/").json().values():
        assert anyone.get(address).status_code == 200
