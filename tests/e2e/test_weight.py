"""The first view of any page is light: under 100 kB over the wire, pictures of pages not counted, and no cookie."""

import gzip
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.finders import find
from playwright.sync_api import Page

from labs.coa import Panel
from tests.e2e.site import a_site
from tests.registry.factories import a_coa, a_finding, a_published_report, a_result

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
MOST = 100_000
_HEAD = 400  # bytes of an answer's head
_WITH_FORMS = {"upload", "reply", "objection", "sign in"}  # that are posted, and need a token against forgery


def weight_of(page: Page, address: str) -> int:
    """Bytes on the wire of one first view: answers with their heads, as they are compressed; no page pictures.

    The tests' server sends styles and scripts as they are. They count as production sends them: packed beforehand.
    """
    left_out: set[str] = set()
    files: dict[str, int] = {}
    sizes: dict[str, int] = {}

    def answered(got: dict[str, Any]) -> None:
        url = got["response"]["url"]
        if ".webp" in url:
            left_out.add(got["requestId"])
        if "/static/" in url:
            left_out.add(got["requestId"])
            files[url] = _HEAD + len(gzip.compress(Path(find(url.partition("/static/")[2])).read_bytes()))

    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    wire.on("Network.responseReceived", answered)
    wire.on("Network.loadingFinished", lambda done: sizes.update({done["requestId"]: done["encodedDataLength"]}))
    page.goto(address, wait_until="networkidle")
    wire.detach()
    return int(sum(size for request, size in sizes.items() if request not in left_out)) + sum(files.values())


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_the_first_view_of_every_kind_of_page_is_light(open_page, scripts: bool):
    pages = a_site().pages
    page = open_page("/healthz", scripts=scripts)
    weights = {name: weight_of(page, address) for name, address in pages.items()}
    assert all(size > 500 for size in weights.values()), weights
    assert {name: size for name, size in weights.items() if size >= MOST} == {}


def test_a_report_of_two_hundred_results_and_thirty_flags_is_light(open_page):
    panels = (Panel.ALKALOIDS, Panel.METALS, Panel.PESTICIDES, Panel.SOLVENTS)
    results = tuple(
        a_result(f"Substance number {n}", f"0.{n + 100}", "ppm", analyte=None, panel=panels[n % 4], lod="0.01",
                 loq="0.02", limit="1.2", row=n)
        for n in range(200)
    )  # fmt: skip
    findings = tuple(a_finding(key=f"|{n}|1") for n in range(30))
    report = a_published_report(coa=a_coa(*results), findings=findings)
    assert weight_of(open_page("/healthz"), report.get_absolute_url()) < MOST


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_no_page_leaves_a_cookie_with_its_reader(open_page, scripts: bool):
    pages = a_site().pages
    page = open_page("/healthz", scripts=scripts)
    for name, address in pages.items():
        page.goto(address)
        if name not in _WITH_FORMS:
            assert page.context.cookies() == [], name
        page.context.clear_cookies()
