"""The licence of the data: told everywhere where one is granted, and that none is where none is."""

import json
import re
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.urls import reverse

from tests.registry.factories import a_published_report

pytestmark = pytest.mark.django_db
NAME, URL = "Open Data Commons Attribution 1.0", "https://licences.example/odc-by"
LINK = f'<a rel="license" href="{URL}">{NAME}</a>'
NONE_YET = "No licence of the data has been granted yet."
RIGHTS = "{http://www.w3.org/2005/Atom}rights"


@pytest.fixture
def granted(settings):
    settings.DATA_LICENCE_NAME, settings.DATA_LICENCE_URL = NAME, URL


def body(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def dataset(client: Client) -> dict:
    page = body(client, a_published_report().get_absolute_url())
    told = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1])
    return next(node for node in told["@graph"] if node["@type"] == "Dataset")


def test_a_licence_is_told_on_every_page_to_programs_and_to_models(client: Client, granted):
    assert dataset(client)["license"] == URL
    for address in ("/", reverse("about"), reverse("search"), reverse("api:docs")):
        assert LINK in body(client, address)
    assert body(client, reverse("about")).count(LINK) == 2
    assert f"Licence of the data: {NAME} ({URL})." in body(client, "/llms.txt")
    assert client.get(reverse("api:report-list")).json()["meta"]["licence"] == {"name": NAME, "url": URL}
    described = client.get(reverse("api:schema"), headers={"Accept": "application/json"}).json()["info"]
    assert described["license"] == {"name": NAME, "url": URL}
    assert f"{NAME} ({URL})" in described["description"]
    assert ET.fromstring(client.get(reverse("newest-feed")).content).findtext(RIGHTS) == f"{NAME} ({URL})"
    assert LINK in body(client, "/cs/")


def test_where_none_is_granted_that_is_said(client: Client):
    assert "license" not in dataset(client)
    for address in ("/", reverse("search")):
        assert NONE_YET in body(client, address)
    assert "has not granted a licence of its data yet" in body(client, reverse("about"))
    assert NONE_YET.removesuffix(".") in body(client, "/llms.txt")
    assert client.get(reverse("api:report-list")).json()["meta"]["licence"] is None
    described = client.get(reverse("api:schema"), headers={"Accept": "application/json"}).json()["info"]
    assert "license" not in described
    assert "none has been granted yet" in described["description"]
    assert ET.fromstring(client.get(reverse("newest-feed")).content).find(RIGHTS) is None
    assert "Zatím nebyla udělena žádná licence k datům." in body(client, "/cs/")


def test_a_name_without_an_address_is_no_link_and_an_address_names_itself(client: Client, settings):
    settings.DATA_LICENCE_NAME = NAME
    assert f"Licence of the data: {NAME}" in " ".join(body(client, "/").split())
    assert 'rel="license"' not in body(client, "/")
    assert client.get(reverse("api:report-list")).json()["meta"]["licence"] == {"name": NAME, "url": None}
    settings.DATA_LICENCE_NAME, settings.DATA_LICENCE_URL = "", URL
    assert f'<a rel="license" href="{URL}">{URL}</a>' in body(client, "/")
    assert f"Licence of the data: {URL}." in body(client, "/llms.txt")
