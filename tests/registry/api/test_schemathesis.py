"""The API keeps to its description, whatever is asked of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings

import registry.api
from registry.models import Report
from registry.wsgi import application
from tests.registry.api.test_visibility import addresses
from tests.registry.factories import a_finding, a_published_report

schemathesis = pytest.importorskip("schemathesis", reason="for developers: make check installs it")
checks = pytest.importorskip("schemathesis.specs.openapi.checks")

DESCRIPTION = schemathesis.openapi.from_path(Path(registry.api.__file__).with_name("openapi.yaml"))
OPERATIONS = [result.ok() for result in DESCRIPTION.get_all_operations()]
BY_LABEL = {operation.label: operation for operation in OPERATIONS}
# What goes together with what is described in words only, and so is what a PDF is.
LEFT_TO_WORDS = [checks.positive_data_acceptance]


@pytest.fixture
def kept_connections() -> Iterator[None]:
    """Requests leave the test's own connection open, as Django's test client sees to."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def report(db, settings, kept_connections) -> Report:
    """Something to tell, and no limits to the asking."""
    rates = dict.fromkeys(("reads", "uploads", "following"), "1000000/min")
    settings.REST_FRAMEWORK = settings.REST_FRAMEWORK | {"DEFAULT_THROTTLE_RATES": rates}
    return a_published_report(findings=(a_finding(),))


def ask(case):
    """Ask, and check that the answer is as described."""
    return case.call_and_validate(
        base_url="http://testserver",
        headers={"Accept": "application/json", "Accept-Encoding": "identity"},  # it reads what it gets as it is
        app=application,
        excluded_checks=LEFT_TO_WORDS,
    )


def modes(operation) -> list:
    """Requests as described, and for lists and uploads others too; any text may be a name in an address."""
    wrong_too = not list(operation.path_parameters) and (list(operation.query) or list(operation.body))
    return [schemathesis.GenerationMode.POSITIVE, *([schemathesis.GenerationMode.NEGATIVE] if wrong_too else [])]


@pytest.mark.parametrize(
    ("operation", "mode"),
    [(operation, mode) for operation in OPERATIONS for mode in modes(operation)],
    ids=lambda value: getattr(value, "label", None) or value.value,
)
def test_answers_are_as_described(report, operation, mode):
    @settings(max_examples=15, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=mode))
    def asked(case):
        ask(case)

    asked()


@pytest.mark.parametrize(
    "label", [label for label in BY_LABEL if label.startswith("GET") and "submissions" not in label]
)
def test_what_is_there_is_told_as_described(report, label):
    operation = BY_LABEL[label]
    name = label.split("/")[3]
    known = {**addresses(report), "limits": "ut_r70_580_5", "checks": "arith.sum_gt_total", "analytes": "lead"}
    parameters = {parameter.name: known[name] for parameter in operation.path_parameters}
    answer = ask(operation.Case(path_parameters=parameters))
    assert answer.status_code == 200


def test_a_submission_is_told_as_described(report):
    operation = BY_LABEL["GET /api/v1/submissions/{tracking_token}/"]
    answer = ask(operation.Case(path_parameters={"tracking_token": report.tracking_token}))
    assert answer.json()["status"] == "published"
