"""What every test stands on: a folder of its own for files, and a cache that is empty. See also `tests/settings.py`."""

import os
import random
from pathlib import Path

import pytest
from django.core.cache import cache
from django.utils import translation
from hypothesis import settings as examples
from pytest_django import Settings

from registry.indexing import engines, stretches
from registry.models import reports

# No test looks at a clock: on a busy machine an example may take any time. The everyday suite asks the same examples
# each time, so that it fails for a change and never by chance; new ones are looked for by `make fuzz`.
examples.register_profile("everyday", deadline=None, derandomize=True)
examples.register_profile("fuzz", deadline=None)
examples.load_profile("fuzz" if "LEAFPROOF_FUZZ" in os.environ else "everyday")


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings: Settings) -> Path:
    """Files go to a folder that the test takes with it."""
    folder = tmp_path / "media"
    settings.MEDIA_ROOT = folder
    return folder


@pytest.fixture(autouse=True)
def references(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A test names its reports alike each time: what a page must not say is then never in a name by chance."""
    monkeypatch.setattr(reports, "_lot", random.Random(request.node.nodeid))


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """No count of requests outlives its test."""
    cache.clear()


@pytest.fixture(autouse=True)
def empty_index(request: pytest.FixtureRequest) -> None:
    """No word of a report outlives a test with transactions of its own: the flush after it knows models only."""
    marker = request.node.get_closest_marker("django_db")
    if marker is not None and marker.kwargs.get("transaction"):
        request.getfixturevalue("transactional_db")
        engines.empty()


@pytest.fixture(autouse=True)
def one_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """What PostgreSQL's index is asked once a minute is asked once: a minute may end between two counts of queries."""
    monkeypatch.setattr(stretches, "_KEPT_SECONDS", float("inf"))


@pytest.fixture(autouse=True)
def english() -> None:
    """No page in another language leaves it to the next test: a server's thread sets its own at each request."""
    translation.deactivate()
