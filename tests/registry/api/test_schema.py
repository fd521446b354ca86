"""The API's description is true, kept in the repository, and shown by our own address alone."""

import os
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
import yaml
from django.contrib.staticfiles import finders
from django.core.management import call_command

import registry.api
from registry.api.filters import ReportFilter, ResultFilter
from registry.api.problems import KINDS

KEPT = Path(registry.api.__file__).with_name("openapi.yaml")


@pytest.fixture(scope="module")
def generated() -> str:
    out = StringIO()
    call_command("spectacular", validate=True, fail_on_warn=True, stdout=out)
    return out.getvalue()


def test_the_description_kept_is_the_one_generated(generated):
    assert KEPT.read_text() == generated, "write it anew: manage.py spectacular --file registry/api/openapi.yaml"


@pytest.mark.parametrize("database", ["sqlite:///:memory:", "postgres://nobody:none@127.0.0.1:1/none"])
def test_the_description_is_the_same_whatever_the_database(database):
    environment = os.environ | {"DATABASE_URL": database, "LEAFPROOF_EMBEDDED": "1"}
    command = [sys.executable, "manage.py", "spectacular"]
    root = KEPT.parents[2]
    told = subprocess.run(command, cwd=root, env=environment, capture_output=True, check=True, timeout=120)
    assert told.stdout.decode() == KEPT.read_text()


@pytest.mark.parametrize(("path", "filterset"), [("reports", ReportFilter), ("results", ResultFilter)])
def test_every_filter_is_described(generated, path, filterset):
    operation = yaml.safe_load(generated)["paths"][f"/api/v1/{path}/"]["get"]
    described = {parameter["name"] for parameter in operation["parameters"]}
    assert described == {*filterset.base_filters, "cursor", "page_size"}


def test_every_operation_says_what_problems_it_has(generated):
    schema = yaml.safe_load(generated)
    for path in schema["paths"].values():
        for operation in path.values():
            assert "application/problem+json" in operation["responses"]["429"]["content"]
    assert set(schema["components"]["schemas"]["Problem"]["properties"]["code"]["enum"]) == set(KINDS)


def test_every_parameter_says_what_it_means(generated):
    bare = [
        f"{path} {parameter['name']}"
        for path, operations in yaml.safe_load(generated)["paths"].items()
        for operation in operations.values()
        for parameter in operation.get("parameters", ())
        if not parameter.get("description") or parameter["description"].startswith("*")
    ]
    assert bare == []


def test_nothing_described_is_a_bare_number_where_a_claim_is_meant(generated):
    measured = yaml.safe_load(generated)["components"]["schemas"]["Measured"]["properties"]
    assert measured["value"]["type"] == ["string", "null"]


@pytest.mark.django_db
def test_programs_and_people_get_the_description(anyone):
    told = anyone.get("/api/v1/schema/", headers={"accept": "application/json"})
    assert told.json()["openapi"].startswith("3.1")
    assert anyone.get("/api/v1/schema/")["Content-Type"].startswith("application/vnd.oai.openapi")


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/api/v1/docs/", "/api/v1/docs/try/"])
def test_the_pages_that_show_it_load_from_our_own_address_alone(client, address):
    answer = client.get(address)
    page = re.sub(r'<link rel="canonical"[^>]*>', "", answer.content.decode())  # names the page, loads nothing
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert "style=" not in page
    assert re.findall(r'(?:src|href|action)="(?!/(?!/)|#)[^"]*', page) == []
    for loaded in re.findall(r'(?:src|href)="/static/([^"]+)', page):
        assert finders.find(loaded)


@pytest.mark.django_db
def test_the_page_to_try_it_loads_what_draws_it(client):
    page = client.get("/api/v1/docs/try/").content.decode()
    for name in ("swagger-ui-dist/swagger-ui.css", "swagger-ui-dist/swagger-ui-bundle.js", "registry/api_try.js"):
        assert name in page
