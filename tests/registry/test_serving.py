"""What gunicorn is told beside where to listen: when garbage is collected."""

import gc
import runpy
import weakref

import pytest

from tests.registry.installation import ROOT


class Ring:
    """Something that refers to itself, so that only the collector takes it away."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def alone():
    """Without rounds that the collector would make by itself."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def test_what_an_answer_left_behind_is_collected_once_it_is_sent(alone):
    after_answer = runpy.run_path(str(ROOT / "gunicorn.conf.py"))["post_request"]
    left = weakref.ref(Ring())
    assert left() is not None
    after_answer("worker", "request", {}, "response")
    assert left() is None


def test_what_outlived_some_answers_is_collected_later(alone):
    after_answer = runpy.run_path(str(ROOT / "gunicorn.conf.py"))["post_request"]
    ring = Ring()
    gc.collect(0)  # from now on it is not among the young
    left = weakref.ref(ring)
    del ring
    after_answer("worker", "request", {}, "response")
    assert left() is not None
    for _ in range(30):
        after_answer("worker", "request", {}, "response")
    assert left() is None
