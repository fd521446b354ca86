"""What every test stands on: a folder of its own for files, and a cache that is empty. See also `tests/settings.py`."""

from pathlib import Path

import pytest
from django.core.cache import cache
from django.utils import translation
from hypothesis import settings as examples
from pytest_django import Settings

from registry.indexing import engines

# No test looks at a clock: on a busy machine an example may take any time.
examples.register_profile("no clock", deadline=None)
examples.load_profile("no clock")


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings: Settings) -> Path:
    """Files go to a folder that the test takes with it."""
    folder = tmp_path / "media"
    settings.MEDIA_ROOT = folder
    return folder


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
def english() -> None:
    """No page in another language leaves it to the next test: a server's thread sets its own at each request."""
    translation.deactivate()
