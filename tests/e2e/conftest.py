"""A real browser on a real server: Chromium, driven by Playwright, where there is one on this machine."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from django.core.files.base import ContentFile

# Playwright's synchronous interface runs an event loop in this thread, which Django takes for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

from playwright.sync_api import Browser, Page  # noqa: E402 (only after it is known to be there)

from registry import tasks  # noqa: E402
from tests.registry.pdfs import a_pdf  # noqa: E402

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("there is no chromium on this machine")
    with playwright.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def open_page(browser: Browser, live_server) -> Iterator[OpenPage]:
    """Open an address in a window of its own; what goes wrong in its scripts fails the test."""
    contexts, troubles = [], []

    def opened(
        path: str = "/",
        *,
        width: int = 1280,
        height: int = 800,
        dark: bool = False,
        scripts: bool = True,
        worker: bool = False,
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            base_url=live_server.url,
            reduced_motion="reduce",
            service_workers="allow" if worker else "block",  # which would answer in place of the server
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda said: troubles.append(said.text) if "Content Security Policy" in said.text else None)
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not troubles


@pytest.fixture
def called(monkeypatch) -> list[int]:
    """The reports that a worker was called for; the test is the worker."""
    calls: list[int] = []
    monkeypatch.setattr(tasks.process_report, "delay", calls.append)
    return calls


@pytest.fixture
def certificate() -> dict[str, object]:
    """A certificate as Playwright wants a file."""
    return as_upload(a_pdf(), "green-leaf.pdf")


def as_upload(content: ContentFile, name: str) -> dict[str, object]:
    return {"name": name, "mimeType": "application/pdf", "buffer": content.read()}
