"""Rates, revalidation and other origins, in the headers that programs know."""

import re

import pytest
import time_machine

from registry import review
from registry.api.describing import limits_in_words
from tests.registry.factories import a_coa, a_moderator, a_published_report, a_result

pytestmark = pytest.mark.django_db

REPORTS = "/api/v1/reports/"


@pytest.fixture
def two_a_minute(settings):
    rates = {"reads": "2/min", "uploads": "1/hour", "following": "3/min"}
    settings.REST_FRAMEWORK = settings.REST_FRAMEWORK | {"DEFAULT_THROTTLE_RATES": rates}


def test_every_answer_says_what_is_left(anyone, two_a_minute):
    with time_machine.travel("2026-05-01T12:00:00Z", tick=False) as clock:
        first = anyone.get(REPORTS)
        clock.shift(10)
        second = anyone.get(REPORTS)
        clock.shift(10)
        third = anyone.get(REPORTS)
        clock.shift(40)
        fourth = anyone.get(REPORTS)
    assert {answer["RateLimit-Policy"] for answer in (first, second, third, fourth)} == {'"reads";q=2;w=60'}
    left = [answer["RateLimit"] for answer in (first, second, third, fourth)]
    assert left == ['"reads";r=1;t=60', '"reads";r=0;t=50', '"reads";r=0;t=40', '"reads";r=0;t=10']
    assert [answer.status_code for answer in (first, second, third, fourth)] == [200, 200, 429, 200]
    assert third["Retry-After"] == "40"


def test_those_with_an_account_read_as_often_as_they_like(moderator, two_a_minute):
    answers = [moderator.get(REPORTS) for _ in range(4)]
    assert {answer.status_code for answer in answers} == {200}
    assert "RateLimit" not in answers[0]


def test_uploads_are_counted_apart_from_reading(anyone, two_a_minute):
    assert anyone.post(REPORTS, {}, format="multipart").status_code == 400
    stopped = anyone.post(REPORTS, {}, format="multipart")
    assert stopped.status_code == 429
    assert stopped["RateLimit-Policy"] == '"uploads";q=1;w=3600'
    assert anyone.get(REPORTS).status_code == 200


def test_following_a_submission_uses_up_no_reading(anyone, two_a_minute):
    address = f"/api/v1/submissions/{a_published_report().tracking_token}/"
    assert [anyone.get(address).status_code for _ in range(4)] == [200, 200, 200, 429]
    assert anyone.get(REPORTS).status_code == 200


def test_a_header_that_anyone_can_send_is_no_new_address(anyone, two_a_minute):
    answers = [anyone.get(REPORTS, headers={"x-forwarded-for": f"10.0.0.{number}"}) for number in range(3)]
    assert answers[-1].status_code == 429


def test_the_description_states_the_rates_of_the_settings(anyone, two_a_minute):
    stated = "2 a minute for reading without an account; 1 a hour for files sent in; 3 a minute for following"
    assert limits_in_words().startswith(stated)
    assert stated in re.sub(
        r"\s+", " ", anyone.get("/api/v1/schema/", headers={"accept": "application/json"}).json()["info"]["description"]
    )


def test_what_did_not_change_is_not_sent_again(anyone):
    report = a_published_report()
    for address in (REPORTS, f"{REPORTS}{report.reference}/"):
        first = anyone.get(address)
        again = anyone.get(address, headers={"if-none-match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again["Access-Control-Allow-Origin"] == "*"


def test_what_changed_is_sent_again(anyone):
    report = a_published_report()
    address = f"{REPORTS}{report.reference}/"
    etag = anyone.get(address)["ETag"]
    result = report.samples.get().results.first()
    review.correct_result(result, by=a_moderator(), text="1.53")
    assert anyone.get(address, headers={"if-none-match": etag}).status_code == 200


def test_what_was_withdrawn_is_gone_whatever_was_kept_of_it(anyone):
    report = a_published_report()
    address = f"{REPORTS}{report.reference}/"
    first = anyone.get(address)
    assert first["Cache-Control"] == "private, no-cache"
    review.withdraw(report, by=a_moderator(), reason="a test")
    assert anyone.get(address, headers={"if-none-match": first["ETag"]}).status_code == 404


@pytest.mark.parametrize("address", [REPORTS, "/api/v1/nothing/", "/api/v1/", "/api/v1/schema/"])
def test_pages_of_other_sites_may_read(anyone, address):
    answer = anyone.get(address, headers={"origin": "https://elsewhere.example"})
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer
    assert "RateLimit" in answer["Access-Control-Expose-Headers"]


def test_pages_of_other_sites_may_not_send(anyone):
    answer = anyone.post(REPORTS, {}, format="multipart", headers={"origin": "https://elsewhere.example"})
    assert "Access-Control-Allow-Origin" not in answer
    asked = {"origin": "https://elsewhere.example", "access-control-request-method": "POST"}
    assert "POST" not in anyone.options(REPORTS, headers=asked)["Access-Control-Allow-Methods"]


@pytest.mark.parametrize("address", [REPORTS, "/api/v1/results/", "/api/v1/products/", "/api/v1/schema/"])
def test_head_and_options_answer(anyone, address):
    head = anyone.head(address)
    assert (head.status_code, head.content) == (200, b"")
    assert anyone.options(address).status_code == 200


def test_asking_beforehand_is_not_counted(anyone, two_a_minute):
    assert [anyone.options(REPORTS).status_code for _ in range(4)] == [200] * 4


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("reports/", 6),
        ("results/", 5),
        ("flags/", 4),
        ("products/", 3),
        ("batches/", 3),
        ("laboratories/", 3),
    ],
)
@pytest.mark.parametrize("count", [1, 6])
def test_a_list_takes_as_many_queries_however_long_it_is(anyone, django_assert_max_num_queries, address, most, count):
    for number in range(count):
        name = f"Lab {number}"
        a_published_report(
            coa=a_coa(a_result(), a_result("Other", row=1), lab=name, batch=name, product=name, brand=name)
        )
    with django_assert_max_num_queries(most):
        assert anyone.get(f"/api/v1/{address}").status_code == 200


@pytest.mark.parametrize("count", [1, 30])
def test_a_report_takes_as_many_queries_however_long_it_is(anyone, django_assert_max_num_queries, count):
    results = (a_result(f"Analyte {number}", row=number) for number in range(count))
    report = a_published_report(coa=a_coa(*results))
    with django_assert_max_num_queries(9):
        assert len(anyone.get(f"{REPORTS}{report.reference}/").json()["results"]) == count
