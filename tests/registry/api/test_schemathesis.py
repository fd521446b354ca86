"""The API keeps to its description, whatever is asked of it."""

import pytest
from hypothesis import HealthCheck, settings
from tests.registry.factories import a_finding, a_published_report

schemathesis = pytest.importorskip("schemathesis", reason="for developers: make check installs it")


@pytest.fixture
def api_schema(db, settings):
    """The description, read from the site itself, with something behind it and no limits to the asking."""
    from registry.wsgi import application

    rates = {"reads": "100000/min", "uploads": "100000/min", "following": "100000/min"}
    settings.REST_FRAMEWORK = settings.REST_FRAMEWORK | {"DEFAULT_THROTTLE_RATES": rates}
    a_published_report(findings=(a_finding(),))
    headers = {"Accept": "application/json", "Host": "testserver"}
    return schemathesis.openapi.from_wsgi("/api/v1/schema/", application, headers=headers)


schema = schemathesis.pytest.from_fixture("api_schema")


@schema.parametrize()
@settings(max_examples=15, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
def test_answers_are_as_described(case):
    case.call_and_validate(headers={"Host": "testserver"})
