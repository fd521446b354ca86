"""What a browser may keep for hours without a network: the public pages as strangers see them, and nothing else."""

import json
import re

import pytest
from django.contrib.staticfiles.finders import find
from django.test import Client
from django.urls import reverse

from registry.models import Batch
from registry.web.offline import MARK, shell_files
from tests.registry.factories import UserFactory, a_moderator, a_published_report, a_report

pytestmark = pytest.mark.django_db


def is_kept(client: Client, address: str) -> bool:
    return client.get(address).headers.get(MARK) == "keep"


def told(client: Client) -> dict[str, object]:
    script = client.get("/service-worker.js").content.decode()
    found = re.match(r"self\.leafproof = (\{.*\});\n", script)
    assert found
    return json.loads(found[1])


def test_public_pages_may_be_kept(client: Client):
    report = a_published_report()
    batch = Batch.objects.get()
    for thing in (report, batch, batch.product, report.laboratory, batch.product.brand):
        assert is_kept(client, thing.get_absolute_url())
    assert is_kept(client, "/")
    assert is_kept(client, "/checks/")


OTHERS = [
    "/upload/",
    "/accounts/login/",
    "/search/?q=leaf",
    "/scan/",
    "/shelf/",
    "/healthz",
    "/review/",
    "/nothing/",
    "/api/v1/reports/",
    "/feed.atom",
    "/robots.txt",
]


@pytest.mark.parametrize("address", OTHERS)
def test_other_addresses_are_not_kept(client: Client, address: str):
    a_published_report()
    assert not is_kept(client, address)


def test_pages_of_someone_signed_in_are_not_kept(client: Client):
    report = a_published_report()
    for user in (UserFactory(), a_moderator()):
        client.force_login(user)
        assert not is_kept(client, report.get_absolute_url())
        assert not is_kept(client, "/")


def test_pages_of_a_browser_that_sent_a_report_in_are_not_kept(client: Client):
    report, own = a_published_report(), a_report()
    session = client.session
    session["claims"] = [own.tracking_token]
    session.save()
    assert not is_kept(client, report.get_absolute_url())
    assert not is_kept(client, own.get_absolute_url())


def test_the_worker_is_served_for_the_whole_site_and_looked_for_anew(client: Client):
    answer = client.get("/service-worker.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cache-Control"] == "no-cache"
    assert "worker-src 'self'" in answer["Content-Security-Policy"]


def test_all_that_the_worker_keeps_beforehand_is_there(client: Client):
    known = told(client)
    assert known["offline"] == {"/": "/offline/", "/cs/": "/cs/offline/"}
    pages = [path for path in known["shell"] if not path.startswith("/static/")]
    assert pages == ["/offline/", "/cs/offline/", "/shelf/", "/cs/shelf/"]
    assert all(client.get(page).status_code == 200 for page in pages)
    for path in shell_files():
        assert find(path.removeprefix("/static/")), path
    assert {"/static/registry/leafproof.css", "/static/registry/shelf_store.js", "/static/registry/leaf.svg"} <= set(
        known["shell"]
    )


def test_every_style_and_script_of_a_public_page_is_kept_beforehand(client: Client):
    report = a_published_report()
    batch = Batch.objects.get()
    shell = set(shell_files())
    for address in (
        report.get_absolute_url(),
        batch.get_absolute_url(),
        batch.product.get_absolute_url(),
        "/",
        "/shelf/",
    ):
        page = client.get(address).content.decode()
        used = set(re.findall(r'(?:src|href)="(/static/[^"]+\.(?:css|js))"', page))
        assert used
        assert used <= shell, address


def test_the_kill_switch_sends_a_worker_that_takes_itself_away(client: Client, settings):
    settings.SERVICE_WORKER = False
    script = client.get("/service-worker.js").content.decode()
    assert "worker_off.js" in script
    assert "leafproof" not in script
    assert "data-worker" not in client.get("/").content.decode()


def test_the_manifest_names_the_site_and_its_icon(client: Client):
    answer = client.get("/manifest.webmanifest")
    assert answer["Content-Type"] == "application/manifest+json"
    known = answer.json()
    assert (known["name"], known["start_url"], known["scope"]) == ("Leafproof", "/", "/")
    assert find(known["icons"][0]["src"].removeprefix("/static/"))
    page = client.get("/cs/")
    assert f'<link rel="manifest" href="{reverse("manifest")}">' in page.content.decode()
    assert "manifest-src 'self'" in page["Content-Security-Policy"]
