"""The plain page on the API says what the OpenAPI document says, and its examples work."""

import re

import pytest
import yaml
from django.urls import reverse

from registry.api.overview import EXAMPLES, in_html, of_schema, overview
from tests.registry.api.test_schema import KEPT

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def document() -> dict:
    return yaml.safe_load(KEPT.read_text())


@pytest.fixture
def page(client) -> str:
    return client.get(reverse("api:docs")).content.decode()


def test_every_operation_with_every_parameter_is_on_the_page(page, document):
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            assert f"<b>{method.upper()}</b> {path}</code>" in page
            assert f'<h3 id="{operation["operationId"]}">' in page
    names = {
        parameter["name"]
        for methods in document["paths"].values()
        for operation in methods.values()
        for parameter in operation.get("parameters", ())
        if parameter["in"] != "header"
    }
    assert [name for name in names if f"<code>{name}</code></th>" not in page] == []


def test_every_link_on_the_page_leads_somewhere(client, page):
    links = set(re.findall(r'href="([^"]+)"', page))
    anchors = {link[1:] for link in links if link.startswith("#")}
    assert len(anchors) > 20
    assert [anchor for anchor in anchors if f'id="{anchor}"' not in page] == []
    for link in links:
        if link.startswith("/") and not link.startswith("/static/"):
            assert client.get(link).status_code == 200, link


def test_no_name_stands_twice_on_the_page(page):
    names = re.findall(r' id="([^"]+)"', page)
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_works(anyone, name):
    operations = [one for operations in overview().sections.values() for one in operations if one.id == name]
    assert [anyone.get(one.example).status_code for one in operations] == [200]


def test_the_page_says_how_a_file_is_sent(page):
    assert "curl -F file=@report.pdf &#x27;http://testserver/api/v1/reports/&#x27;" in page.replace("'", "&#x27;")


def test_the_page_says_how_many_rows_a_page_has(page):
    assert "integer, 1 to 500, 100 if left out" in page


def test_words_of_a_description_stay_words():
    assert in_html("a `<b>` is\n**not** <i>\n\nnext") == (
        "<p>a <code>&lt;b&gt;</code> is <strong>not</strong> &lt;i&gt;</p><p>next</p>"
    )


def test_shapes_are_linked_and_words_are_listed(document):
    shapes = {shape.name: {field.name: field for field in shape.fields} for shape in of_schema(document).shapes}
    assert shapes["AnalyteResult"]["measured"].kind == '<a href="#shape-Measured">Measured</a>'
    assert "<code>not_detected</code>" in shapes["Measured"]["kind"].kind
    assert shapes["Measured"]["value"].kind == "string or null"
    assert not any(name.startswith("Paginated") for name in shapes)
